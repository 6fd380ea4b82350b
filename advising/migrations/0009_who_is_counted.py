from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advising", "0008_when_an_invitation_was_sent")]

    operations = [
        migrations.AddField(
            model_name="advising",
            name="counting",
            field=models.CharField(
                choices=[("waits", "Waits"), ("counted", "Counted"), ("rests", "Rests")],
                default="waits",
                editable=False,
                max_length=7,
            ),
        ),
    ]

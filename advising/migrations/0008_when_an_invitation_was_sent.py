from typing import Any

from django.db import migrations, models
from django.db.models import F


def sent_so_far(apps: Any, schema_editor: Any) -> None:
    """Those of earlier days were mailed at once, as far as is known."""
    apps.get_model("advising", "Invitation").objects.update(sent_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("advising", "0007_who_tells_it")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="sent_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="given_up_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="telling_since",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="tellings",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(sent_so_far, migrations.RunPython.noop),
    ]

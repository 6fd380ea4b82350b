"""Columns for a user's own figures, and since when a calendar feed has read as it does."""

from django.db import migrations, models

ANSWERS = ("accepted", "deferred", "declined")
DECIDED = ("accepted", "declined")
UNANSWERED = ("draft", "discarded", "sent", "bounced")


def figures_of_what_was_sent(apps, schema_editor):
    """As well as the encounters and moves of earlier days can tell."""
    outreaches = apps.get_model("outreach", "Outreach").objects
    encounters = apps.get_model("contacts", "Encounter").objects
    for outreach in outreaches.exclude(sent_at=None).iterator():
        sent_on = outreach.sent_at.date()
        met = encounters.filter(contact_id=outreach.contact_id, on__lt=sent_on).order_by("-on")
        last = met.values_list("on", flat=True).first()
        moves = outreach.events.filter(new__in=ANSWERS).order_by("pk")
        answers = [] if outreach.status in UNANSWERED else list(moves.values_list("new", "at"))
        decided = [new for new, _at in answers if new in DECIDED]
        outreaches.filter(pk=outreach.pk).update(
            gap_years=(sent_on - last).days // 365 if last else None,
            answered_on=answers[0][1].date() if answers else None,
            said_yes=decided[-1:] == ["accepted"],
        )


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0001_initial'),
        ('outreach', '0005_keys_and_languages_of_opt_outs'),
    ]

    operations = [
        migrations.AddField(
            model_name='feedkey',
            name='changed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='feedkey',
            name='content_hash',
            field=models.CharField(blank=True, default='', editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='outreach',
            name='answered_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='outreach',
            name='gap_years',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='outreach',
            name='said_yes',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(figures_of_what_was_sent, migrations.RunPython.noop),
    ]

"""Columns for the figures of a centre: a no, the thanks, and what came back."""

from django.db import migrations, models


def answers_and_thanks_so_far(apps, schema_editor):
    """As well as the moves of earlier days can tell."""
    outreaches = apps.get_model("outreach", "Outreach").objects
    thanked = outreaches.filter(events__new="thanked").values("pk")
    outreaches.filter(pk__in=thanked).exclude(status="helped").update(was_thanked=True)
    came_back = outreaches.filter(events__old="bounced", events__new="closed").values("pk")
    outreaches.filter(pk__in=came_back, status="closed").update(came_back=True)
    answered = outreaches.filter(said_yes=False).exclude(answered_on=None)
    for outreach in answered.filter(events__new="declined").distinct().iterator():
        decided = outreach.events.filter(new__in=("accepted", "declined")).order_by("pk")
        is_no = decided.last().new == "declined"
        outreaches.filter(pk=outreach.pk).update(said_no=is_no)


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0012_a_mailbox_may_be_full'),
    ]

    operations = [
        migrations.AddField(
            model_name='outreach',
            name='said_no',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='outreach',
            name='was_thanked',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='outreach',
            name='came_back',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(answers_and_thanks_so_far, migrations.RunPython.noop),
    ]

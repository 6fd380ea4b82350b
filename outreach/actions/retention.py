"""What is deleted with time (TRUST.md, P6)."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from accounts import audit
from accounts.again import atomic_again
from accounts.periods import months_ago
from outreach.models import Message, Outreach
from outreach.progress import Status

AT_ONCE = 200


def purge_idle_drafts(*, now: datetime) -> int:
    """Delete drafts, discarded ones included, that nobody has touched for so long; how many.

    A draft that was sent once and came back is a part of the history, and stays.
    """
    limit = months_ago(now, settings.KEEP_DRAFTS_MONTHS)
    idle = (
        Outreach.objects.filter(status__in=(Status.DRAFT, Status.DISCARDED), updated_at__lte=limit)
        .exclude(messages__in=Message.objects.filter(updated_at__gt=limit))
        .filter(sent_at=None)
    )
    purged = 0
    while some := _purge(idle):
        purged += some
    return purged


@atomic_again
def _purge(idle: QuerySet[Outreach]) -> int:
    some = list(idle.select_for_update(of=("self",)).only("pk").order_by("pk")[:AT_ONCE])
    audit.record_all(actor=None, verb="purge", targets=((outreach, ()) for outreach in some))
    _, deleted = Outreach.objects.filter(pk__in=[outreach.pk for outreach in some]).delete()
    return deleted.get("outreach.Outreach", 0)

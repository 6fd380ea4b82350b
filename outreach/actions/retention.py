"""What is deleted with time (TRUST.md, P6)."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from accounts import audit
from accounts.periods import months_ago
from outreach.models import Message, Outreach
from outreach.progress import Status


@transaction.atomic
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
    for outreach in idle:
        audit.record(actor=None, verb="purge", target=outreach)
    _, deleted = idle.delete()
    return deleted.get("outreach.Outreach", 0)

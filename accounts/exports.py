"""Taking data out of the site: how often, how soon after a new password, and the note of it.

Somebody who got into a mailbox can set a new password. For a day after that nothing leaves in
bulk, so that the owner, who gets a mail about the new password, is first (TRUST.md, T8 and L11).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from accounts.audit import record
from accounts.models import AuditEvent, User

EXPORT, RESET_PASSWORD = "export", "reset_password"
DAY = timedelta(hours=24)


class NotYet(Exception):
    """No export now; ``retry_at`` says from when."""

    def __init__(self, retry_at: datetime) -> None:
        super().__init__(retry_at.isoformat())
        self.retry_at = retry_at


class TooManyExports(NotYet):
    """As many as a day allows."""


class NewPassword(NotYet):
    """The password was set anew by mail less than a day ago."""


def refusal(user: User, now: datetime) -> NotYet | None:
    """Why this user cannot export now; None when nothing is in the way."""
    reset = _events(user, RESET_PASSWORD, now).order_by("-at").first()
    if reset:
        return NewPassword(reset.at + DAY)
    most = max(1, settings.EXPORTS_A_DAY)
    times = list(_events(user, EXPORT, now).order_by("-at").values_list("at", flat=True)[:most])
    return TooManyExports(times[-1] + DAY) if len(times) >= most else None


@transaction.atomic
def note_export(*, user: User, now: datetime, what: str) -> None:
    """Count one export and leave a note of it. Raises NotYet."""
    # Fifty at the same moment are counted one after the other.
    User.objects.select_for_update().filter(pk=user.pk).values_list("pk").first()
    if refused := refusal(user, now):
        raise refused
    record(actor=user, verb=EXPORT, target=user, fields=[what])


def _events(user: User, verb: str, now: datetime) -> "QuerySet[AuditEvent]":
    """What this user did in the last 24 hours."""
    return AuditEvent.objects.filter(
        object_type="user",
        object_id=str(user.pk),
        at__gt=now - DAY,
        verb=verb,
        actor=user,
    )

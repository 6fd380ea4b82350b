"""Break the glass: for an hour, who runs the site reads what one client wrote (TRUST.md, T10, P16).

Of clients only, never of oneself or of others who work here: those are asked in person. Each step
is in the audit trail, by ids alone; the reason is for the client, who is told at once.
"""

from datetime import datetime, timedelta

from django.db import transaction

from accounts import audit
from accounts.models import AuditEvent, User
from advising.models import Emergency, EmergencyLook
from outreach.models import Outreach

LASTS = timedelta(hours=1)
DAY = timedelta(hours=24)
A_DAY = 5
"""So often may one person do this in 24 hours."""
LATELY = timedelta(days=30)
"""So long after it, somebody who worked here is a colleague still."""
RIGHTS = {"is_staff", "is_superuser"}


class NoClient(Exception):
    """This is oneself, somebody else who works here or did until lately, or a closed account."""


class TooMany(Exception):
    """As many as a day allows; ``retry_at`` says from when."""

    def __init__(self, retry_at: datetime) -> None:
        super().__init__(retry_at.isoformat())
        self.retry_at = retry_at


def is_client(user: User, now: datetime) -> bool:
    """Whether this is an account that emergency access is for."""
    is_here = user.is_active and not user.is_staff and not user.is_superuser
    return is_here and not _worked_here_lately(user, now)


def _worked_here_lately(user: User, now: datetime) -> bool:
    """Whether their rights were changed of late: who runs the site could make a client of a
    colleague for as long as it takes to read what they wrote."""
    changed = AuditEvent.objects.filter(
        object_type="user", object_id=str(user.pk), verb="changed", at__gt=now - LATELY
    )
    return any(RIGHTS & set(fields) for fields in changed.values_list("fields", flat=True))


@transaction.atomic
def begin(*, host: User, client: User, reason: str, now: datetime) -> tuple[Emergency, bool]:
    """The access to this client, and whether it is new: one that is open goes on as it is.

    Raises NoClient and TooMany.
    """
    if not is_client(client, now):
        raise NoClient
    # Five at the same moment are counted one after the other.
    User.objects.select_for_update().filter(pk=host.pk).values_list("pk").first()
    end_what_is_over(now=now)
    theirs = Emergency.objects.filter(host=host)
    if there := theirs.filter(client=client, ended_at=None).first():
        return there, False
    lately = theirs.filter(opened_at__gt=now - DAY).order_by("-opened_at")
    times = list(lately.values_list("opened_at", flat=True)[:A_DAY])
    if len(times) == A_DAY:
        raise TooMany(times[-1] + DAY)
    made = Emergency.objects.create(
        host=host, client=client, reason=reason, opened_at=now, ends_at=now + LASTS
    )
    audit.record(actor=host, verb="open_emergency", target=client)
    return made, True


@transaction.atomic
def note_look(*, emergency: Emergency, outreach: Outreach | None, now: datetime) -> None:
    """Note what is looked at (None: the list), before it is shown."""
    EmergencyLook.objects.create(
        emergency=emergency, outreach=outreach, is_list=outreach is None, at=now
    )
    audit.record(actor=emergency.host, verb="emergency_look", target=outreach or emergency.client)


@transaction.atomic
def end(*, emergency: Emergency, by: User | None, at: datetime) -> bool:
    """It shows nothing any more. Twice is once."""
    ended = Emergency.objects.filter(pk=emergency.pk, ended_at=None).update(ended_at=at)
    if ended:
        audit.record(actor=by, verb="end_emergency", target=emergency.client)
    return bool(ended)


# --- A job of the tick ------------------------------------------------------------------------
def end_what_is_over(*, now: datetime) -> int:
    """End what shows nothing any more: the hour is over, or one of the two is no longer who they
    were. (It shows nothing from that moment on; here it is written down.)"""
    over = Emergency.objects.filter(ended_at=None).exclude(pk__in=Emergency.objects.open(now))
    return sum(
        end(emergency=one, by=None, at=min(one.ends_at, now))
        for one in over.select_related("client").order_by("pk")
    )

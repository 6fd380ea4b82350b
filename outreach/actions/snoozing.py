"""Putting the next step off, and choosing one's own days of waiting."""

from datetime import date

from django.db import transaction

from accounts import audit
from accounts.models import User
from outreach.actions.moves import refresh_next_step
from outreach.models import Outreach
from outreach.progress import MAY_BE_SNOOZED, WAITING, Refused, Status


@transaction.atomic
def snooze(*, outreach: Outreach, until: date, by: User) -> None:
    """Not before ``until``. It holds for this next step, however often that is worked out anew.

    Raises Refused where there is no step that could be put off.
    """
    if outreach.next_step not in MAY_BE_SNOOZED:
        raise Refused(Status(outreach.status), Status(outreach.status))
    _write(outreach, snoozed_step=outreach.next_step, snoozed_until=until)
    audit.record(actor=by, verb="snooze", target=outreach)
    refresh_next_step(outreach)


@transaction.atomic
def back_to_usual(*, outreach: Outreach, by: User) -> None:
    """The usual date of the next step counts again."""
    _write(outreach, snoozed_step="", snoozed_until=None)
    audit.record(actor=by, verb="back_to_usual", target=outreach)
    refresh_next_step(outreach)


@transaction.atomic
def choose_days(
    *, outreach: Outreach, first: int | None, last: int | None, close: int | None, by: User
) -> None:
    """The business days to wait before each step; None for the usual number."""
    if outreach.status not in WAITING:
        raise Refused(Status(outreach.status), Status(outreach.status))
    _write(outreach, first_nudge_days=first, last_nudge_days=last, close_days=close)
    audit.record(actor=by, verb="choose_days", target=outreach)
    refresh_next_step(outreach)


def _write(outreach: Outreach, **columns: object) -> None:
    Outreach.objects.filter(pk=outreach.pk).update(**columns)
    for name, value in columns.items():
        setattr(outreach, name, value)

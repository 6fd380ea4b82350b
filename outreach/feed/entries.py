"""What stands in a user's calendar: every next step with a date, and promises that come due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef

from accounts.models import User
from contacts.models import Contact
from outreach import promises
from outreach.feed.words import GET_IN_TOUCH, NOT_SHOWN, first_name_alone, summary
from outreach.models import Outreach
from outreach.presenting import step_from

AT_MOST = 500
PROMISE = "promise"
Called = Callable[[str, str], str]
"""What an entry calls somebody, from the name and what the user calls them."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One all-day entry. The same ``uid`` on another day is the same entry, moved."""

    day: date
    summary: str
    uid: str


def entries(
    owner: User,
    today: date,
    *,
    called: Called = first_name_alone,
    all_of_them: bool = False,
) -> list[Entry]:
    """The next of them in the language in force; what is overdue stands on ``today``."""
    at_most = None if all_of_them else AT_MOST
    found = chain(_steps(owner, today, called, at_most), _promises(owner, today, called, at_most))
    return sorted(found)[:at_most]


def uid_of(pk: UUID, what: str) -> str:
    """The same for the same step of the same outreach, and telling nothing of either (RFC 7986)."""
    return str(uuid5(pk, what))


def _steps(owner: User, today: date, called: Called, at_most: int | None) -> list[Entry]:
    opened = Outreach.objects.owned_by(owner).filter(due_on__isnull=False)
    rows = (
        opened.exclude(next_step__in=NOT_SHOWN)
        .order_by("due_on", "id")
        .values_list(
            "pk",
            "status",
            "next_step",
            "due_on",
            "contact__name",
            "contact__greeting_name",
            "contact__do_not_contact_at",
        )
    )
    found = []
    for pk, status, stored, due_on, name, greeting_name, opted_out_at in rows[:at_most]:
        step = step_from(status, stored, opted_out=opted_out_at is not None)
        if step is not None and due_on is not None:
            text = summary(step, status, called(name, greeting_name))
            found.append(Entry(max(due_on, today), text, uid_of(pk, step)))
    return found


def _promises(owner: User, today: date, called: Called, at_most: int | None) -> list[Entry]:
    """Those with a rhythm, on the day it is time again."""
    kept = Contact.objects.owned_by(owner).kept()
    promised = kept.filter(rhythm_months__isnull=False, do_not_contact_at=None)
    free = promised.filter(~Exists(Outreach.objects.open().filter(contact=OuterRef("pk"))))
    rows = free.order_by("silent_since", "id").values_list(
        *("pk", "name", "greeting_name"),
        *("rhythm_months", "last_in_touch", "rhythm_kept_on", "rhythm_snoozed_until"),
    )
    found = []
    for pk, name, greeting_name, months, *days in rows[:at_most]:
        day = promises.due_on(promises.Rhythm(months or 0, *days), today)
        text = str(GET_IN_TOUCH) % {"name": called(name, greeting_name)}
        found.append(Entry(max(day, today), text, uid_of(pk, PROMISE)))
    return found

"""Which people the pages bring to mind: who next, whom to warm up with, whom a promise is due.

Each reads a bounded number of rows through one index, however many contacts there are.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from contacts.models import LAPSED_AFTER_DAYS, LONGEST_SILENCE, Contact
from outreach.models import Outreach, Suggestion
from outreach.progress import OPEN, Status
from outreach.suggestions import HIGHER_STANDING, Candidate, Pick, Seeker, pick

POOL = 50
ASIDE_AT_MOST = 50
REMINDERS_AT_MOST = 3
RHYTHMS_AT_MOST = 60
SHORTEST_MONTH = 28


def suggestions(user: User, today: date) -> tuple[list[Pick], Mapping[str, Contact]]:
    """Today's suggestions, and the contacts they are about by id.

    Looks at a bounded pool, so that the page stays flat: the longest known silences; then people
    of higher standing, or, where that was everybody, some whose last contact is unknown.
    """
    known = may_be_suggested(user, today).filter(
        silent_since__gt=LONGEST_SILENCE, silent_since__lte=_year_before(today)
    )
    found = list(known.order_by("silent_since", "id")[:POOL])
    if len(found) == POOL:
        higher = known.filter(relationship__in=sorted(HIGHER_STANDING))
        found += higher.order_by("-silent_since", "id")[:POOL]
    else:
        unknown = may_be_suggested(user, today).filter(silent_since=LONGEST_SILENCE)
        found += unknown.order_by("id")[:POOL]
    contacts = {str(contact.pk): contact for contact in found}
    seeker = Seeker(user.situation, user.field_of_work)
    return pick(map(_candidate, contacts.values()), seeker, today), contacts


def suggestion_again(
    user: User, today: date, contact_id: str, busy: Collection[UUID]
) -> tuple[Pick, Contact] | None:
    """The same suggestion later that day; None when that person should not be suggested now.

    ``busy`` are the contacts that the page has an open outreach with; that saves asking again.
    """
    kept = Contact.objects.owned_by(user).kept().filter(do_not_contact_at=None)
    contact = kept.filter(pk=contact_id).select_related("suggestion").first()
    if contact is None or contact.pk in busy or not contact.is_lapsed(today):
        return None
    if hasattr(contact, "suggestion") and contact.suggestion.silences(today):
        return None
    seeker = Seeker(user.situation, user.field_of_work)
    return pick([_candidate(contact)], seeker, today)[0], contact


def may_be_suggested(user: User, today: date) -> QuerySet[Contact]:
    """May be written to, not written to within a year, and not put aside by the user."""
    written = Outreach.objects.filter(
        Q(status__in=sorted(OPEN)) | Q(status=Status.CLOSED, status_since__gt=_year_before(today)),
        contact=OuterRef("pk"),
    )
    said = Suggestion.objects.filter(contact=OuterRef("pk")).filter(
        Q(dismissed_at__isnull=False) | Q(snoozed_until__gt=today)
    )
    kept = Contact.objects.owned_by(user).kept().filter(do_not_contact_at=None)
    return kept.filter(~Exists(written), ~Exists(said)).defer("notes")


def _year_before(today: date) -> date:
    """The last day on which an encounter counts as lapsed."""
    return today - timedelta(days=LAPSED_AFTER_DAYS)


def _candidate(contact: Contact) -> Candidate:
    return Candidate(
        id=str(contact.pk),
        relationship=contact.relationship,
        closeness=contact.closeness,
        last_in_touch=contact.last_in_touch,
        shared_history=contact.shared_history,
        about=f"{contact.position} {contact.organization} {contact.shared_history}",
    )


def to_warm_up_with(user: User, today: date) -> Contact | None:
    """Somebody the user is in touch with and knows well, for a first hello."""
    current = (
        Contact.objects.owned_by(user)
        .kept()
        .filter(silent_since__gt=_year_before(today), do_not_contact_at=None)
        .filter(~Exists(Outreach.objects.open().filter(contact=OuterRef("pk"))))
        .order_by("-silent_since", "id")[:POOL]
    )
    friends = [c for c in current if c.relationship == "friend" or c.closeness == "well"]
    return next(iter(friends or current), None)


def put_aside(user: User, today: date) -> list[Suggestion]:
    """Whom "Who next" leaves out because the user said so, to be brought back."""
    said = Suggestion.objects.filter(owner=user, contact__trashed_at=None).filter(
        Q(dismissed_at__isnull=False) | Q(snoozed_until__gt=today)
    )
    rows = said.select_related("contact").order_by("contact__name_key", "contact_id")
    return list(rows[:ASIDE_AT_MOST])


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose rhythm has passed."""

    id: UUID
    name: str
    last_in_touch: date | None


def promises_due(user: User, today: date) -> list[Due]:
    """Whose rhythm has passed since they were last in touch, the longest silent first.

    Databases count months differently, so that is done here, on the few who have a rhythm.
    """
    with_rhythm = Contact.objects.owned_by(user).kept().filter(rhythm_months__isnull=False)
    silent = with_rhythm.filter(
        silent_since__lt=today - timedelta(days=SHORTEST_MONTH), do_not_contact_at=None
    ).order_by("silent_since", "id")
    columns = ("id", "name", "last_in_touch", "rhythm_months")
    due = [
        Due(pk, name, last)
        for pk, name, last, months in silent.values_list(*columns)[:RHYTHMS_AT_MOST]
        if is_promise_due(last, months, today)
    ]
    return _without_open_outreach(due[: 5 * REMINDERS_AT_MOST])[:REMINDERS_AT_MOST]


def _without_open_outreach(due: list[Due]) -> list[Due]:
    if not due:
        return []
    opened = Outreach.objects.open().filter(contact__in=[one.id for one in due])
    busy = set(opened.values_list("contact_id", flat=True))
    return [one for one in due if one.id not in busy]


def is_promise_due(last_in_touch: date | None, months: int | None, today: date) -> bool:
    """Whether more months than the rhythm allows have passed."""
    if not months:
        return False
    return last_in_touch is None or last_in_touch <= months_after(today, -months)


def months_after(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), or the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)

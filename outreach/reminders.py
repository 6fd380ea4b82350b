"""Which people the pages bring to mind: who next, whom to warm up with, whom a promise is due.

Each reads a bounded number of rows through one index, however many contacts there are.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.prepared import Prepared
from contacts.models import LAPSED_AFTER_DAYS, LONGEST_SILENCE, Contact
from outreach.models import Outreach, Suggestion
from outreach.progress import OPEN, Status
from outreach.promises import Rhythm, urgency
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
    found = AGAIN.rows(owner=user.pk, contact_id=UUID(contact_id), today=today)
    for columns in found:
        contact = Contact(**dict(zip(SUGGESTED, columns, strict=True)))
        if contact.pk not in busy and contact.is_lapsed(today):
            seeker = Seeker(user.situation, user.field_of_work)
            return pick([_candidate(contact)], seeker, today)[0], contact
    return None


# What is looked at and printed of somebody who is suggested.
SUGGESTED = (
    "id",
    "name",
    "relationship",
    "closeness",
    "last_in_touch",
    "last_in_touch_precision",
    "shared_history",
    "position",
    "organization",
)


def _again(owner: UUID, contact_id: UUID, today: date) -> QuerySet[Any, Any]:
    mine = Contact.objects.kept().filter(owner=owner, pk=contact_id, do_not_contact_at=None)
    return mine.filter(~Exists(_silenced(today))).values_list(*SUGGESTED)


def _silenced(today: date) -> QuerySet[Suggestion]:
    """That the outer contact is not to be suggested today, because the user said so."""
    said = Q(dismissed_at__isnull=False) | Q(snoozed_until__gt=today)
    return Suggestion.objects.filter(said, contact=OuterRef("pk"))


AGAIN = Prepared(_again)


def may_be_suggested(user: User, today: date) -> QuerySet[Contact]:
    """May be written to, not written to within a year, and not put aside by the user."""
    written = Outreach.objects.filter(
        Q(status__in=sorted(OPEN)) | Q(status=Status.CLOSED, status_since__gt=_year_before(today)),
        contact=OuterRef("pk"),
    )
    kept = Contact.objects.owned_by(user).kept().filter(do_not_contact_at=None)
    return kept.filter(~Exists(written), ~Exists(_silenced(today))).defer("notes")


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
    """Somebody whom it is time to write to again."""

    id: UUID
    name: str
    last_in_touch: date | None
    last_in_touch_precision: str
    rhythm: Rhythm


def promises_due(user: User, today: date) -> list[Due]:
    """Whom it is time to write to again, the most pressing first.

    Databases count months differently, so that is done here, on the few who have a rhythm.
    """
    before = today - timedelta(days=SHORTEST_MONTH)
    rows = SILENT.rows(owner=user.pk, before=before, today=today)
    silent = [
        Due(pk, name, last, precision, Rhythm(months, last, kept_on, put_off))
        for pk, name, last, precision, months, kept_on, put_off in rows
    ]
    ranked = sorted((-urgency(one.rhythm, today), one.id) for one in silent)
    by_id = {one.id: one for one in silent}
    return [by_id[pk] for pressing, pk in ranked if pressing <= 0][:REMINDERS_AT_MOST]


def _silent(owner: UUID, before: date, today: date) -> QuerySet[Any, Any]:
    """Those with a rhythm and without an open outreach, with whom nothing was for a month."""
    with_rhythm = Contact.objects.kept().filter(owner=owner, rhythm_months__isnull=False)
    silent = with_rhythm.filter(
        Q(rhythm_kept_on=None) | Q(rhythm_kept_on__lt=before),
        Q(rhythm_snoozed_until=None) | Q(rhythm_snoozed_until__lte=today),
        ~Exists(Outreach.objects.open().filter(contact=OuterRef("pk"))),
        silent_since__lt=before,
        do_not_contact_at=None,
    ).order_by("silent_since", "id")
    columns = ("id", "name", "last_in_touch", "last_in_touch_precision", "rhythm_months")
    kept = ("rhythm_kept_on", "rhythm_snoozed_until")
    return silent.values_list(*columns, *kept)[:RHYTHMS_AT_MOST]


SILENT = Prepared(_silent)

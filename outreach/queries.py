"""What the pages of tracking read: each a bounded number of rows through one index."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from contacts.models import LAPSED_AFTER_DAYS, LONGEST_SILENCE, Contact
from outreach.models import Outreach, OutreachEvent, OutreachQuerySet, Suggestion
from outreach.progress import OPEN, Status
from outreach.suggestions import HIGHER_STANDING, Candidate, Pick, Seeker, pick

DUE_AT_MOST = 10
DRAFTS_AT_MOST = 5
IN_A_COLUMN = 10
ON_THE_BOARD = 60
ON_A_PAGE = 50
POOL = 50
REMINDERS_AT_MOST = 3
# Every rhythm that a form of ours can set, and some more.
RHYTHMS = (1, 2, 3, 4, 6, 12, 24)

S = Status
MORE = "more"


class Column(StrEnum):
    """The columns of the board."""

    DRAFTS = "drafts"
    WAITING = "waiting"
    TO_ANSWER = "to-answer"
    TO_THANK = "to-thank"
    DONE = "done"


STATES_IN: dict[Column, tuple[Status, ...]] = {
    Column.DRAFTS: (S.DRAFT, S.BOUNCED),
    Column.WAITING: (S.SENT, S.NUDGED, S.DEFERRED, S.NO_ANSWER),
    Column.TO_ANSWER: (S.ACCEPTED, S.DECLINED, S.ANSWERED),
    Column.TO_THANK: (S.HELPED, S.THANKED),
    Column.DONE: (S.CLOSED,),
}
OUTCOMES = (S.ACCEPTED, S.HELPED, S.DECLINED, S.NO_ANSWER, S.BOUNCED)


# What a row prints; the rest of an outreach and its contact is long text and JSON.
PRINTED = (
    "approach",
    "status",
    "status_since",
    "next_step",
    "due_on",
    "created_at",
    "updated_at",
    "contact__name",
    "contact__greeting_name",
    "request_type__name_en",
    "request_type__name_fr",
)


def _rows(user: User) -> OutreachQuerySet:
    rows = Outreach.objects.owned_by(user).select_related("contact", "request_type")
    return rows.only(*PRINTED)


def due_soonest(user: User) -> list[Outreach]:
    """Outreaches on their way, the longest due first; drafts are listed apart."""
    rows = _rows(user).filter(due_on__isnull=False).exclude(status=S.DRAFT)
    return list(rows.order_by("due_on", "id")[:DUE_AT_MOST])


def open_drafts(user: User) -> list[Outreach]:
    """Drafts to resume, the one last worked on first."""
    return list(_rows(user).filter(status=S.DRAFT).order_by("-updated_at")[:DRAFTS_AT_MOST])


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows of a column, and where the next ones begin."""

    rows: list[Outreach]
    cursor: str


def column(user: User, which: Column, *, after: str = "", most: int = IN_A_COLUMN) -> Slice:
    """The rows of one column from ``after`` on: done by time, newest first; the others by date."""
    rows = _rows(user).filter(status__in=STATES_IN[which])
    if which is Column.DONE:
        rows = _with_outcome(rows).order_by("-updated_at", "-id")
    else:
        rows = rows.filter(due_on__isnull=False).order_by("due_on", "id")
    found = list(_after(rows, which, after)[: most + 1])
    cursor = _cursor(found[most - 1], which) if len(found) > most else ""
    return Slice(found[:most], cursor)


def _with_outcome(rows: OutreachQuerySet) -> OutreachQuerySet:
    """``outcome``: the last thing of weight that happened, for what is closed."""
    events = OutreachEvent.objects.filter(outreach=OuterRef("pk"), new__in=OUTCOMES)
    return rows.annotate(outcome=Subquery(events.order_by("-id").values("new")[:1]))


def _cursor(row: Outreach, which: Column) -> str:
    place = row.updated_at if which is Column.DONE else row.due_on
    return f"{place.isoformat() if place else ''}_{row.pk}"


def _after(rows: OutreachQuerySet, which: Column, cursor: str) -> OutreachQuerySet:
    """Only rows beyond the cursor; a cursor that makes no sense is the beginning."""
    place, _, pk = cursor.partition("_")
    try:
        row = UUID(pk)
        if which is Column.DONE:
            at = datetime.fromisoformat(place)
            return rows.filter(Q(updated_at__lt=at) | Q(updated_at=at, pk__lt=row))
        on = date.fromisoformat(place)
    except ValueError:
        return rows
    return rows.filter(Q(due_on__gt=on) | Q(due_on=on, pk__gt=row))


def board(user: User) -> dict[Column, Slice]:
    """The beginning of every column: one query for all that is open, one for what is done."""
    rows = _rows(user).filter(status__in=sorted(OPEN), due_on__isnull=False)
    opened = list(rows.order_by("due_on", "id")[:ON_THE_BOARD])
    columns = {
        which: _beginning([row for row in opened if row.status in states], which)
        for which, states in STATES_IN.items()
    }
    if len(opened) == ON_THE_BOARD:
        # There are more than were read: every column may go on, and its own page has it all.
        columns = {which: Slice(found.rows, MORE) for which, found in columns.items()}
    return {**columns, Column.DONE: column(user, Column.DONE)}


def _beginning(found: list[Outreach], which: Column) -> Slice:
    cursor = _cursor(found[IN_A_COLUMN - 1], which) if len(found) > IN_A_COLUMN else ""
    return Slice(found[:IN_A_COLUMN], cursor)


def of_contact(contact: Contact, user: User) -> list[Outreach]:
    """All outreaches to a contact but the discarded, newest first."""
    rows = _with_outcome(_rows(user).filter(contact=contact)).exclude(status=S.DISCARDED)
    return list(rows.order_by("-created_at")[:ON_A_PAGE])


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


def suggestion_again(user: User, today: date, contact_id: str) -> tuple[Pick, Contact] | None:
    """The same suggestion later that day; None when that person should not be suggested now."""
    lapsed = may_be_suggested(user, today).filter(silent_since__lte=_year_before(today))
    contact = lapsed.filter(pk=contact_id).first()
    if contact is None:
        return None
    seeker = Seeker(user.situation, user.field_of_work)
    return pick([_candidate(contact)], seeker, today)[0], contact


def may_be_suggested(user: User, today: date) -> QuerySet[Contact]:
    """May be written to, not written to within a year, and not put aside by the user."""
    written = Outreach.objects.filter(
        Q(status__in=sorted(OPEN)) | Q(status=S.CLOSED, status_since__gt=_year_before(today)),
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
    return list(rows[:ON_A_PAGE])


def promises_due(user: User, today: date) -> list[Contact]:
    """Contacts whose rhythm has passed since they were last in touch, the longest overdue first."""
    with_rhythm = (
        Contact.objects.owned_by(user)
        .kept()
        .filter(_rhythm_has_passed(today), rhythm_months__isnull=False, do_not_contact_at=None)
        .filter(~Exists(Outreach.objects.open().filter(contact=OuterRef("pk"))))
        .order_by("silent_since", "id")
        .only("id", "name", "greeting_name", "last_in_touch", "rhythm_months")
    )
    return list(with_rhythm[:REMINDERS_AT_MOST])


def _rhythm_has_passed(today: date) -> Q:
    """``is_promise_due`` for the database, which knows no months: one case for each rhythm."""
    passed = Q()
    for months in RHYTHMS:
        passed |= Q(rhythm_months=months, silent_since__lte=months_after(today, -months))
    return passed


def is_promise_due(contact: Contact, today: date) -> bool:
    """Whether more months than the rhythm allows have passed."""
    if not contact.rhythm_months:
        return False
    last, rhythm = contact.last_in_touch, contact.rhythm_months
    return last is None or last <= months_after(today, -rhythm)


def months_after(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), or the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)

"""What the pages of tracking read of outreaches: a bounded number of rows through one index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from accounts.days import moment_of
from accounts.models import User
from contacts.models import Contact
from outreach.models import Outreach, OutreachEvent, OutreachQuerySet
from outreach.progress import Status
from outreach.today import Standing, soonest

IN_A_COLUMN = 10
ON_THE_BOARD = 60
ON_A_PAGE = 50

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
    "contact__do_not_contact_at",
    "contact__opted_out_at",
    "contact__erased_at",
    "request_type__name_en",
    "request_type__name_fr",
)
# The same on the page of a contact, which is loaded already, and when it was sent.
PRINTED_OF_ONE = (
    *(name for name in PRINTED if not name.startswith("contact__")),
    "contact_id",
    "sent_at",
)


def _rows(user: User) -> OutreachQuerySet:
    rows = Outreach.objects.owned_by(user).select_related("contact", "request_type")
    return rows.only(*PRINTED)


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows of a column, and where the next ones begin."""

    rows: Sequence[Outreach | Standing]
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


def _cursor(row: Outreach | Standing, which: Column) -> str:
    place = row.updated_at if which is Column.DONE else row.due_on
    return f"{place.isoformat() if place else ''}_{row.pk}"


def _after(rows: OutreachQuerySet, which: Column, cursor: str) -> OutreachQuerySet:
    """Only rows beyond the cursor; a cursor that makes no sense is the beginning."""
    place, _, pk = cursor.partition("_")
    try:
        row = UUID(pk)
        if which is Column.DONE:
            at = moment_of(place)
            done = Q(updated_at__lt=at) | Q(updated_at=at, pk__lt=row)
            return rows.filter(done) if at else rows
        on = date.fromisoformat(place)
    except ValueError:
        return rows
    return rows.filter(Q(due_on__gt=on) | Q(due_on=on, pk__gt=row))


def board(user: User) -> dict[Column, Slice]:
    """The beginning of every column: one query for all that is open, one for what is done."""
    opened = soonest(user, ON_THE_BOARD)
    columns = {
        which: _beginning([row for row in opened if row.status in states], which)
        for which, states in STATES_IN.items()
    }
    if len(opened) == ON_THE_BOARD:
        # There are more than were read: every column may go on, and its own page has it all.
        columns = {which: Slice(found.rows, MORE) for which, found in columns.items()}
    return {**columns, Column.DONE: column(user, Column.DONE)}


def _beginning(found: list[Standing], which: Column) -> Slice:
    cursor = _cursor(found[IN_A_COLUMN - 1], which) if len(found) > IN_A_COLUMN else ""
    return Slice(found[:IN_A_COLUMN], cursor)


def of_contact(contact: Contact, user: User) -> list[Outreach]:
    """All outreaches to a contact but the discarded, newest first."""
    rows = Outreach.objects.owned_by(user).filter(contact=contact).exclude(status=S.DISCARDED)
    rows = _with_outcome(rows).select_related("request_type").only(*PRINTED_OF_ONE)
    found = list(rows.order_by("-created_at")[:ON_A_PAGE])
    for outreach in found:
        outreach.contact = contact
    return found

"""Lists of the panel as people read them: columns by prepared queries, made ready to print.

These pages are open all day; models would cost several times as much. What is in a list is said in
``advising.access``, here only what is shown of it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import pgettext

from accounts.days import date_in_words
from accounts.models import User
from accounts.paging import SIZE, Listed, Rows, Stretch
from accounts.prepared import Prepared
from accounts.printing import said_once
from advising.access import assigned, clients_now, invitations_of, offers, reviews_of
from advising.models import AdvisorCode, Review, Share
from outreach.models import Kind, Outreach
from outreach.today import type_named

SHOWN_TODAY = 5
ANSWERED_AT_MOST = 10
OFFERS_AT_MOST, INVITATIONS_AT_MOST = 50, 50
NEW_FOR = timedelta(days=14)

_on = said_once(date_in_words)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review in the queue."""

    pk: UUID
    url: str
    client: str
    message: Any
    request: str
    question: str
    asked: str
    waits: bool


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client of this advisor."""

    pk: UUID
    url: str
    client: str
    since: str
    shares_now: bool


@dataclass(frozen=True, slots=True)
class AssignedRow:
    """A client and who advises them."""

    pk: UUID
    url: str
    client: str
    advisor: str
    is_advisor: bool
    since: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A client who is being handed over and has not said yes yet."""

    pk: UUID
    client: str
    advisor: str
    asked: str
    unsent: str


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation nobody has answered yet: when it was sent, or that it was not."""

    pk: UUID
    email: str
    sent: str
    unsent: str


@dataclass(frozen=True, slots=True)
class Today:
    """What waits for an advisor today, and how much there is."""

    reviews: list[ReviewRow]
    waiting: int
    began: list[ClientRow]
    clients: int
    sharing: int


class Lines:
    """A list by key: rows of columns, of which the first page is a prepared query."""

    def __init__(
        self,
        columns: Callable[..., Rows],
        order: tuple[str, ...],
        row: Callable[..., Any],
        page: str,
    ) -> None:
        self.columns, self.order, self.row, self.page = columns, order, row, page
        self.first = Prepared(lambda **values: columns(**values).order_by(*order)[: SIZE + 1])

    def listed(self, **values: Any) -> Listed:
        """The list for these values."""

        def ways(stretch: Stretch) -> Iterator[list[Any]]:
            found: Any = (
                self.first.rows(**values)
                if stretch.start is None
                else stretch.of(self.columns(**values))[: stretch.count]
            )
            yield self.rows(found)

        return Listed(lambda: self.columns(**values), ways)

    def rows(self, found: Iterable[Iterable[Any]]) -> list[Any]:
        """Columns as rows; what they lead to stands below the page of the list."""
        below = reverse(self.page)
        return [self.row(below, *columns) for columns in found]


CLIENT = ("advising__client__display_name", "advising__client__email")
REQUEST = ("name_en", "name_fr")
REVIEW = ("pk", *CLIENT, "message__kind", *REQUEST, "question", "asked_at", "waits")


def _reviews(advisor: UUID, now: datetime) -> QuerySet[Review]:
    """With the columns ``REVIEW``.

    The names of the request are looked up for the rows that are shown: with two more tables joined,
    PostgreSQL would take longer to plan the query than to run it.
    """
    about = Outreach.objects.filter(pk=OuterRef("message__outreach"))
    names = {name: Subquery(about.values(f"request_type__{name}")) for name in REQUEST}
    return reviews_of(advisor, now).annotate(**names)


def _waiting(advisor: UUID, now: datetime) -> QuerySet[Any, Any]:
    return _reviews(advisor, now).filter(state=Review.State.ASKED).values_list(*REVIEW)


def _answered(advisor: UUID, now: datetime) -> QuerySet[Any, Any]:
    answered = _reviews(advisor, now).exclude(state=Review.State.ASKED)
    return answered.order_by("-answered_at").values_list(*REVIEW)[:ANSWERED_AT_MOST]


def _oldest(advisor: UUID, now: datetime) -> QuerySet[Any, Any]:
    """All are counted in the same query: who may see what costs most of it."""
    waiting = _reviews(advisor, now).filter(state=Review.State.ASKED)
    counted = waiting.annotate(in_all=Window(Count("pk"))).order_by("asked_at", "id")
    return counted.values_list("in_all", *REVIEW)[:SHOWN_TODAY]


def _clients(advisor: UUID, now: datetime) -> QuerySet[Any, Any]:
    """The advising goes on and is asked for that already, so that its shares need not be."""
    shares = Share.objects.standing(now).filter(advising=OuterRef("pk"))
    mine = clients_now(advisor).annotate(shares_now=Exists(shares))
    return mine.values_list("pk", "client__display_name", "client__email", "began_at", "shares_now")


def _newest(advisor: UUID, now: datetime) -> QuerySet[Any, Any]:
    """The newest clients with how many there are, and how many of them share something."""
    clients = _clients(advisor, now).order_by("-began_at", "-id")
    counted: QuerySet[Any, Any] = clients.annotate(
        clients=Window(Count("pk")), sharing=Window(Count("pk", filter=Q(shares_now=True)))
    )
    return counted[:SHOWN_TODAY]


def _assigned() -> QuerySet[Any, Any]:
    names = ("client__display_name", "client__email", "advisor__display_name", "advisor__email")
    advises = ("advisor__is_active", "advisor__is_staff", "advisor__role")
    return assigned().values_list("pk", "began_at", *names, *advises)


MAILED = ("sent_at", "given_up_at")


def _offers() -> QuerySet[Any, Any]:
    client = ("replaces__client__display_name", "replaces__client__email")
    advisor = ("advisor__display_name", "advisor__email")
    columns = ("pk", *client, *advisor, "created_at", *MAILED)
    return offers().values_list(*columns)[:OFFERS_AT_MOST]


def _invitations(advisor: UUID) -> QuerySet[Any, Any]:
    invited = invitations_of(advisor).values_list("pk", "email", *MAILED)
    return invited[:INVITATIONS_AT_MOST]


ANSWERED, OLDEST, NEWEST = Prepared(_answered), Prepared(_oldest), Prepared(_newest)
OFFERS, INVITATIONS = Prepared(_offers), Prepared(_invitations)
CODES = Prepared(lambda advisor: AdvisorCode.objects.filter(pk=advisor).values_list("code"))


def review_row(
    below: str,
    pk: UUID,
    name: str,
    email: str,
    kind: str,
    name_en: str | None,
    name_fr: str | None,
    question: str,
    asked_at: datetime,
    waits: bool,
) -> ReviewRow:
    """A row of the columns ``REVIEW``."""
    return ReviewRow(
        pk,
        f"{below}{pk}/",
        name or email,
        Kind(kind).label,
        type_named(name_en, name_fr or "").name if name_en else "",
        Truncator(question).chars(120) if len(question) > 120 else question,
        _day(asked_at),
        waits,
    )


def client_row(
    below: str, pk: UUID, name: str, email: str, began_at: datetime, shares_now: bool
) -> ClientRow:
    """A row of ``_clients``."""
    return ClientRow(pk, f"{below}{pk}/", name or email, _day(began_at), bool(shares_now))


def assigned_row(
    below: str,
    pk: UUID,
    began_at: datetime,
    client: str,
    mail: str,
    advisor: str,
    email: str,
    *advises: Any,
) -> AssignedRow:
    """A row of ``_assigned``."""
    is_advisor = _advises(*advises)
    since = _day(began_at)
    return AssignedRow(
        pk, f"{below}{pk}/hand-over/", client or mail, advisor or email, is_advisor, since
    )


def _advises(is_active: bool, is_staff: bool, role: str) -> bool:
    return User(is_active=is_active, is_staff=is_staff, role=role).advises


def _day(at: datetime) -> str:
    return _on(timezone.localdate(at))


WAITING = Lines(_waiting, ("asked_at", "id"), review_row, "advisor:advising_reviews")
CLIENTS = Lines(_clients, ("-began_at", "-id"), client_row, "advisor:advising_clients")
ASSIGNED = Lines(_assigned, ("-began_at", "-id"), assigned_row, "advisor:advising_centre")


def answered_rows(advisor: User, now: datetime) -> list[ReviewRow]:
    """The reviews answered last, the latest first."""
    return WAITING.rows(ANSWERED.rows(advisor=advisor.pk, now=now))


def today_of(advisor: User, now: datetime) -> Today:
    """Reviews that wait, the oldest first; clients who began lately; how many there are."""
    oldest = OLDEST.rows(advisor=advisor.pk, now=now)
    newest = NEWEST.rows(advisor=advisor.pk, now=now)
    *_row, clients, sharing = newest[0] if newest else (0, 0)
    began = [columns[:5] for columns in newest if columns[3] > now - NEW_FOR]
    return Today(
        reviews=WAITING.rows(columns[1:] for columns in oldest),
        waiting=oldest[0][0] if oldest else 0,
        began=CLIENTS.rows(began),
        clients=clients,
        sharing=sharing,
    )


def offer_rows() -> list[OfferRow]:
    """Who is being handed over."""
    return [
        OfferRow(pk, client or mail, advisor or email, _day(at), _unsent(*mailed))
        for pk, client, mail, advisor, email, at, *mailed in OFFERS.rows()
    ]


def invitation_rows(advisor: User) -> list[InvitationRow]:
    """Whom this advisor invited."""
    invited = INVITATIONS.rows(advisor=advisor.pk)
    return [
        InvitationRow(pk, email, _day(mailed[0]) if mailed[0] else "", _unsent(*mailed))
        for pk, email, *mailed in invited
    ]


def _unsent(sent_at: datetime | None, given_up_at: datetime | None) -> str:
    """That it was not mailed, in words; empty where it was."""
    if sent_at:
        return ""
    if given_up_at:
        return pgettext("an invitation", "Could not be sent")
    return pgettext("an invitation", "Not sent yet")


def code_of(advisor: User) -> str:
    """The code on this advisor's flyers, as people read it; empty without one."""
    codes = CODES.rows(advisor=advisor.pk)
    return f"{codes[0][0][:4]}-{codes[0][0][4:]}" if codes else ""

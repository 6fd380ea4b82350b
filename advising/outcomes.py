"""What became of the outreaches of many clients: counts by request, approach and month (P15).

Of a year and no other stretch of time, because the difference of two would tell of few. Advisors
get the figures of their own clients; those who lead get the centre's and no others, for the same
reason. A report is counted once an hour in the background, so that nobody waits for it, and says
of when it is: that of the centre, and those of advisors who looked at theirs lately. Where clients
join or leave the figures of their advisor (see counting), these are counted anew as soon as
somebody looks.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, Min, Q
from django.db.models.functions import Lower, Trim, TruncMonth
from django.utils.timezone import get_default_timezone

from accounts.models import User
from accounts.shared_cache import recall, remember
from advising.access import advisors, leads_centre
from advising.careful import FEWEST, MEASURES, Counts, cells, shown_stages
from advising.counting import counted_clients
from outreach.models import Approach, Outreach, OutreachQuerySet, RequestType
from outreach.progress import Status

S = Status
NOT_OUT = (S.DRAFT, S.DISCARDED, S.BOUNCED)
CENTRE, KEPT_SECONDS = "outcomes:centre", 24 * 3600
"""What was counted last for the centre. After a day without a worker it is counted on request."""
LOOKS_NOTED_EVERY, LOOKED_LATELY = timedelta(days=1), timedelta(days=14)
"""For whoever looked so lately, their own figures are counted in the background."""
LATELY = timedelta(days=90)
"""How long it counts that clients wrote to people of one organization."""
ORGANIZATIONS_AT_MOST = 20

Cells = tuple[int | None, ...]
"""The figures of a line in the order of careful.MEASURES; None for what is hidden."""


@dataclass(frozen=True, slots=True)
class Line:
    """One group as it may be shown."""

    key: Hashable
    cells: Cells


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All that may be shown. Of fewer than five clients or outreaches that is nothing."""

    total: Cells
    by_request: list[Line]
    by_approach: list[Line]
    by_month: list[Line]

    @property
    def is_empty(self) -> bool:
        """Whether there is too little to show anything."""
        return self.total[0] is None


@dataclass(frozen=True, slots=True)
class Report:
    """What one person may see, and of when it is."""

    at: datetime
    is_of_centre: bool
    outcomes: Outcomes
    crowded: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was counted last for an advisor: of which clients and month, and when they looked."""

    of: str
    report: Report
    looked_at: datetime


def report_for(advisor: User, now: datetime) -> Report:
    """The figures of this advisor's clients, or of the centre for those who lead it."""
    if leads_centre(advisor):
        of_centre: Report | None = recall(CENTRE)
        return of_centre or _counted_centre(now)
    clients = counted_clients(advisor, _since(now))
    kept = _kept(advisor)
    if kept is None or kept.of != _named(clients, now):
        return _counted_own(advisor, clients, now, looked_at=now)
    if now - kept.looked_at > LOOKS_NOTED_EVERY:
        remember(_key(advisor), replace(kept, looked_at=now), KEPT_SECONDS)
    return kept.report


def _key(advisor: User) -> str:
    return f"outcomes:of:{advisor.pk}"


def _kept(advisor: User) -> Kept | None:
    kept: Kept | None = recall(_key(advisor))
    return kept


def _named(clients: list[UUID], now: datetime) -> str:
    """These clients in this month, in a few letters."""
    whose = sha256(b"".join(pk.bytes for pk in clients)).hexdigest()
    return f"{_today(now):%Y-%m}:{whose}"


def _counted_own(
    advisor: User, clients: list[UUID], now: datetime, *, looked_at: datetime
) -> Report:
    theirs = Outreach.objects.filter(owner__is_active=True, owner__in=clients)
    made = _report(theirs, now, is_of_centre=False)
    remember(_key(advisor), Kept(_named(clients, now), made, looked_at), KEPT_SECONDS)
    return made


# --- Jobs of the tick -------------------------------------------------------------------------
def count_centre(*, now: datetime) -> int:
    """Count the centre anew, for everybody who looks in the hour to come. How often that was."""
    _counted_centre(now)
    return 1


def count_for_advisors(*, now: datetime) -> int:
    """Count anew for each advisor who looked at their figures lately; for how many."""
    counted = 0
    for advisor in advisors():
        kept = None if leads_centre(advisor) else _kept(advisor)
        if kept and now - kept.looked_at <= LOOKED_LATELY:
            clients = counted_clients(advisor, _since(now))
            _counted_own(advisor, clients, now, looked_at=kept.looked_at)
            counted += 1
    return counted


def _counted_centre(now: datetime) -> Report:
    made = _report(Outreach.objects.filter(owner__is_active=True), now, is_of_centre=True)
    remember(CENTRE, made, KEPT_SECONDS)
    return made


def _report(chosen: OutreachQuerySet, now: datetime, *, is_of_centre: bool) -> Report:
    found = outcomes(chosen, _today(now), get_default_timezone())
    return Report(now, is_of_centre, found, crowded(chosen, now))


def _today(now: datetime) -> date:
    """The day of the site."""
    return now.astimezone(get_default_timezone()).date()


def _since(now: datetime) -> datetime:
    """The beginning of the first month that is counted."""
    return _beginning(_today(now), get_default_timezone())


def _beginning(today: date, zone: tzinfo) -> datetime:
    return datetime.combine(first_month(today), time.min, tzinfo=zone)


def first_month(today: date) -> date:
    """The first of the twelve months that are counted, this one included."""
    return date(today.year - 1, today.month + 1, 1) if today.month < 12 else date(today.year, 1, 1)


def months(today: date) -> list[date]:
    """The twelve months, the oldest first."""
    begin = first_month(today)
    places = [begin.month - 1 + number for number in range(12)]
    return [date(begin.year + place // 12, place % 12 + 1, 1) for place in places]


def outcomes(chosen: OutreachQuerySet, today: date, zone: tzinfo) -> Outcomes:
    """What was begun in the twelve months, and how far it came. As many queries for any number."""
    begin = _beginning(today, zone)
    month = TruncMonth("created_at", output_field=DateField(), tzinfo=zone)
    begun = chosen.filter(created_at__gte=begin).order_by().annotate(month=month)
    kinds = _counted(begun)
    published = RequestType.objects.filter(is_published=True)
    types = published.order_by("position", "pk").values_list("pk", flat=True)
    orders: list[list[Hashable]] = [[*types, None], [*Approach.values], [*months(today)]]
    clients = [_clients(begun, part) for part in PARTS]
    tables = [_grouped(place, kinds, order, clients[place]) for place, order in enumerate(orders)]
    everybody = len(set().union(*clients[1].values()))
    total = _sum((counts for _key, counts in kinds), everybody)
    deepest, shown = shown_stages(total, tables)
    lines = [
        [Line(key, tuple(cells(counts, shows[key]))) for key, counts in table.items()]
        for table, shows in zip(tables, shown, strict=True)
    ]
    return Outcomes(tuple(cells(total, deepest)), *lines)


def crowded(chosen: OutreachQuerySet, now: datetime) -> list[tuple[str, int]]:
    """Organizations whose people many clients wrote to lately, and how many clients did."""
    sent = chosen.filter(sent_at__gte=now - LATELY).exclude(status__in=NOT_OUT)
    named = sent.order_by().annotate(key=Lower(Trim("contact__organization"))).exclude(key="")
    counted = named.values("key").annotate(
        clients=Count("owner", distinct=True), name=Min(Trim("contact__organization"))
    )
    many = counted.filter(clients__gte=FEWEST).order_by("-clients", "key")
    return list(many.values_list("name", "clients")[:ORGANIZATIONS_AT_MOST])


PARTS = ("request_type", "approach", "month")
Key = tuple[Any, ...]
"""A value for each of PARTS."""


def _counted(begun: OutreachQuerySet) -> list[tuple[Key, Counts]]:
    """Everything, added up by all parts at once."""
    came_back = Q(came_back=True, answered_on=None)
    sent = Q(sent_at__isnull=False) & ~Q(status__in=NOT_OUT) & ~came_back
    answered = sent & Q(answered_on__isnull=False)
    yes = answered & Q(said_yes=True)
    rows = begun.values_list(*PARTS).annotate(
        n_started=Count("pk"),
        n_sent=Count("pk", filter=sent),
        n_answered=Count("pk", filter=answered),
        n_yes=Count("pk", filter=yes),
        n_no=Count("pk", filter=answered & Q(said_no=True, said_yes=False)),
        n_thanked=Count("pk", filter=yes & Q(was_thanked=True)),
    )
    return [(tuple(row[: len(PARTS)]), Counts(*row[len(PARTS) :])) for row in rows]


def _clients(begun: OutreachQuerySet, part: str) -> dict[Hashable, set[UUID]]:
    """Whose outreaches each group holds. (COUNT DISTINCT would sort them all.)"""
    found: dict[Hashable, set[UUID]] = {}
    for key, owner in begun.values_list(part, "owner").distinct():
        found.setdefault(key, set()).add(owner)
    return found


def _grouped(
    place: int,
    kinds: list[tuple[Key, Counts]],
    order: Iterable[Hashable],
    clients: dict[Hashable, set[UUID]],
) -> dict[Hashable, Counts]:
    """Added up by one part of the key; every group has its line, also those without anything."""
    return {
        key: _sum((one for parts, one in kinds if parts[place] == key), len(clients.get(key, ())))
        for key in order
    }


def _sum(several: Iterable[Counts], clients: int) -> Counts:
    several = list(several)
    sums = {name: sum(one.of(name) for one in several) for name in MEASURES}
    return Counts(**sums, clients=clients)

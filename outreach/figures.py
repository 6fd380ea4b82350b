"""A user's own figures: how many answered, by what was asked and how. Counted by the database.

Counted is what went out and did not come back, also to contacts that are in the trash by now.
Nothing is compared with anybody else.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from django.db.models import (
    Case,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import TruncDate

from accounts.models import User
from outreach.models import Approach, Outreach, OutreachEvent, OutreachQuerySet, RequestType
from outreach.progress import WAITING, Status
from outreach.promises import months_after
from outreach.shares import Share

S = Status
NOT_OUT = (S.DRAFT, S.DISCARDED, S.BOUNCED)


class Gap(StrEnum):
    """Years since the last encounter when the first message went out."""

    UNDER_ONE = "under_one"
    ONE_OR_TWO = "one_or_two"
    THREE_TO_FIVE = "three_to_five"
    MORE = "more"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Group:
    """What was sent, and what came back; ``asked`` leaves out hellos, which ask for nothing."""

    key: Hashable
    sent: int = 0
    asked: int = 0
    answered: int = 0
    yes: int = 0
    waiting: int = 0

    def __add__(self, other: "Group") -> "Group":
        """Both together, under the key of the first."""
        return Group(
            self.key,
            self.sent + other.sent,
            self.asked + other.asked,
            self.answered + other.answered,
            self.yes + other.yes,
            self.waiting + other.waiting,
        )

    @property
    def answers(self) -> Share:
        """Of all that was sent."""
        return Share(self.answered, self.sent)

    @property
    def yeses(self) -> Share | None:
        """Of all who were asked for something; None where nobody was."""
        return Share(self.yes, self.asked) if self.asked else None


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it, for one user and one stretch of time. ``median_days`` is to the first answer."""

    total: Group
    by_request: list[Group]
    by_approach: list[Group]
    by_gap: list[Group]
    by_channel: list[Group]
    median_days: float | None
    thanked: Share
    request_types: dict[Hashable, RequestType]


def figures(user: User, since: date | None = None) -> Figures:
    """What was sent ``since`` that day, or ever. Four queries, however much there is."""
    sent = _sent(user, since)
    kinds = _kinds(sent)
    total = sum((group for _key, group in kinds), Group("total"))
    types = RequestType.objects.in_bulk({key[0] for key, _group in kinds if key[0]})
    return Figures(
        total=total,
        by_request=_by(0, kinds, [*sorted(types, key=lambda pk: types[pk].position), None]),
        by_approach=_by(1, kinds, Approach.values),
        by_gap=_by(2, kinds, list(Gap)),
        by_channel=_by(3, kinds, sorted({key[3] for key, _group in kinds})),
        median_days=_median(_days_to_answer(sent, user)),
        thanked=_thanked(sent),
        request_types=dict(types),
    )


def a_year_before(today: date) -> date:
    """The first day of "the last twelve months"."""
    return months_after(today, -12)


def _sent(user: User, since: date | None) -> OutreachQuerySet:
    """What went out and did not come back."""
    sent = Outreach.objects.filter(owner=user, sent_at__isnull=False).exclude(status__in=NOT_OUT)
    came_back = OutreachEvent.objects.filter(outreach=OuterRef("pk"), old=S.BOUNCED, new=S.CLOSED)
    sent = sent.exclude(Q(status=S.CLOSED, answered_on=None) & Exists(came_back))
    if since is None:
        return sent
    return sent.filter(sent_at__gte=datetime.combine(since, time.min, tzinfo=user.zone))


BAND = Case(
    When(gap_years=None, then=Value(Gap.UNKNOWN)),
    When(gap_years__lt=1, then=Value(Gap.UNDER_ONE)),
    When(gap_years__lt=3, then=Value(Gap.ONE_OR_TWO)),
    When(gap_years__lt=6, then=Value(Gap.THREE_TO_FIVE)),
    default=Value(Gap.MORE),
)
Key = tuple[Any, ...]


def _kinds(sent: OutreachQuerySet) -> list[tuple[Key, Group]]:
    """Everything, added up by request type, approach, gap and channel at once."""
    asked = Q(approach=Approach.UP_FRONT)
    rows = (
        sent.order_by()
        .annotate(band=BAND)
        .values_list("request_type", "approach", "band", "channel")
        .annotate(
            sent=Count("pk"),
            asked=Count("pk", filter=asked),
            answered=Count("answered_on"),
            yes=Count("pk", filter=asked & Q(said_yes=True)),
            waiting=Count("pk", filter=Q(answered_on=None, status__in=sorted(WAITING))),
        )
    )
    return [(tuple(row[:4]), Group(None, *row[4:])) for row in rows]


def _by(place: int, kinds: Iterable[tuple[Key, Group]], order: list[Any]) -> list[Group]:
    """Added up by one part of the key, in this order; what never occurs is left out."""
    groups = {key: Group(key) for key in order}
    for key, group in kinds:
        groups[key[place]] += group
    return [group for group in groups.values() if group.sent]


def _days_to_answer(sent: OutreachQuerySet, user: User) -> list[tuple[int, int]]:
    """How many answers came after so many days, the fewest days first."""
    waited = ExpressionWrapper(
        F("answered_on") - TruncDate("sent_at", tzinfo=user.zone), output_field=DurationField()
    )
    answered = sent.filter(answered_on__isnull=False).order_by().annotate(waited=waited)
    counted = answered.values_list("waited").annotate(count=Count("pk"))
    return sorted((max(0, waited.days), count) for waited, count in counted)


def _median(counted: list[tuple[int, int]]) -> float | None:
    """The middle one, or the mean of the middle two."""
    total = sum(count for _days, count in counted)
    if not total:
        return None
    return (_nth(counted, (total - 1) // 2) + _nth(counted, total // 2)) / 2


def _nth(counted: list[tuple[int, int]], place: int) -> int:
    for days, count in counted:
        if place < count:
            return days
        place -= count
    raise IndexError(place)


def _thanked(sent: OutreachQuerySet) -> Share:
    """Of those who helped, how many were thanked; thanks that were taken back are none."""
    found = sent.aggregate(
        hits=Count("pk", filter=Q(was_thanked=True)),
        waiting=Count("pk", filter=Q(status=S.HELPED, was_thanked=False)),
    )
    return Share(found["hits"], found["hits"] + found["waiting"])

"""Whose outreaches an advisor's figures hold: who joins or leaves them does so among five.

An advisor knows when a client comes or goes, and could take the figures of before from those of
after: the difference would be that client's alone (TRUST.md, P15). So whoever leaves is counted no
longer, at once, and others rest with them until the difference holds FEWEST people. Newcomers wait
until as many of them have begun something; who rests comes back with such newcomers, or once so
many have left.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from accounts.models import User
from advising.careful import FEWEST
from advising.models import Advising, Counting
from outreach.models import Outreach


@dataclass(frozen=True, slots=True)
class Member:
    """One client of an advisor, or one who left and was counted."""

    pk: UUID
    client: UUID
    counting: str
    is_here: bool
    has_begun: bool


Chosen = Callable[[list[Member], int], list[Member]]


def counted_clients(advisor: User, since: datetime) -> list[UUID]:
    """The clients who are counted now; regroups them first where somebody came or left.

    ``since`` is from when on what was begun counts.
    """
    found = _members(advisor, since)
    if regrouped(found, chosen=random.sample):
        found = _regroup(advisor, since)
    return sorted(one.client for one in found if one.counting == Counting.COUNTED)


def regrouped(members: Iterable[Member], *, chosen: Chosen) -> dict[UUID, Counting]:
    """What changes, by the id of the advising. ``chosen`` draws so many of them, by chance."""
    members = list(members)

    def those(counting: Counting, *, here: bool) -> list[Member]:
        return [one for one in members if one.counting == counting and one.is_here is here]

    changes: dict[UUID, Counting] = {}
    counted = those(Counting.COUNTED, here=True)
    resting = those(Counting.RESTS, here=True)
    gone = those(Counting.COUNTED, here=False)
    if gone:
        with_them = chosen(counted, min(len(counted), max(0, FEWEST - len(gone))))
        if len(counted) - len(with_them) < FEWEST:
            with_them = counted  # of so few nothing is shown
        changes |= {one.pk: Counting.RESTS for one in [*gone, *with_them]}
        resting += with_them
    left = [*gone, *those(Counting.RESTS, here=False)]
    newcomers = [one for one in those(Counting.WAITS, here=True) if one.has_begun]
    is_group = len(newcomers) >= FEWEST
    if is_group:
        changes |= {one.pk: Counting.COUNTED for one in newcomers}
    if is_group or len(left) >= FEWEST:
        changes |= {one.pk: Counting.COUNTED for one in resting}
        changes |= {one.pk: Counting.WAITS for one in left}
    return changes


def _members(advisor: User, since: datetime) -> list[Member]:
    rows = _asked(advisor).annotate(
        is_here=ExpressionWrapper(
            Q(ended_at=None, client__is_active=True), output_field=BooleanField()
        ),
        has_begun=Exists(Outreach.objects.filter(owner=OuterRef("client"), created_at__gte=since)),
    )
    names = ("pk", "client", "counting", "is_here", "has_begun")
    return [Member(*row) for row in rows.values_list(*names)]


def _asked(advisor: User) -> "QuerySet[Advising]":
    return Advising.objects.filter(Q(ended_at=None) | ~Q(counting=Counting.WAITS), advisor=advisor)


@transaction.atomic
def _regroup(advisor: User, since: datetime) -> list[Member]:
    """Write the changes down; two who look at the same moment draw once."""
    list(_asked(advisor).order_by("pk").select_for_update().values_list("pk"))
    changes = regrouped(_members(advisor, since), chosen=random.sample)
    by_counting = sorted(changes, key=lambda pk: changes[pk])
    for counting, pks in groupby(by_counting, key=lambda pk: changes[pk]):
        Advising.objects.filter(pk__in=list(pks)).update(counting=counting)
    return _members(advisor, since)

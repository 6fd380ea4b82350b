"""Who leaves soon, and how the user is told: a line in the digest, and a mail where it is off."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.prepared import Prepared
from outreach.digest.build import LastWords, Line, absolute
from outreach.models import Digest, Leaving
from outreach.presenting import day_in_words

TOLD_BEFORE = timedelta(days=28)
"""So long the user has, at least, between being told and their leaving."""
LEAVING = _("People who leave your contacts")


@dataclass(frozen=True, slots=True)
class Untold:
    """Those of whom the user has not been told: how many, and the first and the last day."""

    count: int
    first: date
    last: date

    @property
    def who(self) -> str:
        """How many people."""
        return ngettext("%(count)d person", "%(count)d people", self.count) % {"count": self.count}

    @property
    def when(self) -> str:
        """When they leave."""
        days = {"first": day_in_words(self.first), "last": day_in_words(self.last)}
        if self.first == self.last:
            return ngettext("leaves on %(first)s", "leave on %(first)s", self.count) % days
        return gettext("leave between %(first)s and %(last)s") % days


def untold(user: User, today: date) -> Untold | None:
    """Whom to tell this user of; the days are those of a mail that goes out today."""
    rows = Leaving.objects.filter(owner=user).untold().still()
    found = rows.aggregate(count=Count("pk"), first=Min("leaves_on"), last=Max("leaves_on"))
    if not found["count"]:
        return None
    earliest = today + TOLD_BEFORE
    return Untold(found["count"], max(found["first"], earliest), max(found["last"], earliest))


def leaving_told(user: User, today: date) -> list[tuple[Any, Line]]:
    """The section of the digest: one line, without names."""
    told = untold(user, today)
    if told is None:
        return []
    context = gettext("Nothing was done about them for a long time. Keep those you want to keep.")
    link = absolute(reverse("contacts_leaving"))
    return [(LEAVING, Line(told.who, told.when, context, LastWords(), link))]


# --- What was said ---------------------------------------------------------------------------
def put_into(digest: Digest, user: User, today: date) -> None:
    """This mail tells of everybody whom the user was not told of; none of them leaves sooner than
    four weeks from today."""
    new = Leaving.objects.filter(owner=user).untold().still()
    if new.exists():
        new.update(digest=digest)
        earliest = today + TOLD_BEFORE
        Leaving.objects.filter(digest=digest, leaves_on__lt=earliest).update(leaves_on=earliest)


def note_told(digest: Digest, now: datetime) -> None:
    """The mail was handed over. One that was perhaps sent does not count: the user is told again,
    for to be told twice does no harm."""
    Leaving.objects.filter(digest=digest, told_at=None).update(told_at=now)


# --- On pages --------------------------------------------------------------------------------
def day_of(leaves_on: date, told_at: datetime | None, today: date) -> date:
    """When somebody leaves: who was not told yet is told today at the soonest."""
    return leaves_on if told_at else max(leaves_on, today + TOLD_BEFORE)


def first_day(user: User, today: date) -> date | None:
    """The day on which the first of them leaves; None where nobody does."""
    found = FIRST.rows(owner=user.pk)
    return next((day_of(leaves_on, told_at, today) for leaves_on, told_at in found), None)


def _first(owner: UUID) -> "QuerySet[Any, Any]":
    rows: QuerySet[Any, Any] = Leaving.objects.filter(owner=owner).still()
    return rows.order_by("leaves_on", "id").values_list("leaves_on", "told_at")[:1]


FIRST = Prepared(_first)

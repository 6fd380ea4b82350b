"""What the front page of the panel says about request types and wordings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import template
from django.db.models import Count, Exists, QuerySet, Subquery, Value
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from accounts.models import User
from accounts.prepared import Prepared
from outreach.models import RequestType, RequestTypeVersion, Wording, WordingVersion
from outreach.request_types import waiting_versions

register = template.Library()

SHOWN = 10
NAMED = 3
"""Other editors who are named; where there are more, "another editor" says it."""


def _open_texts() -> QuerySet[WordingVersion]:
    open_ones = WordingVersion.objects.filter(published_at=None, withdrawn_at=None)
    return open_ones.order_by("created_at", "id")


def _counted(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values(whole=Value(1)).annotate(n=Count("pk")).values("n"))


def _at_a_glance(user: UUID) -> QuerySet[Any, Any]:
    """All that the page asks of curated texts, in one row: a question costs more than its answer.

    Whether anything waits, and how many types and wordings there are.
    """
    return User.objects.filter(pk=user).values_list(
        Exists(waiting_versions().order_by()),
        Exists(_open_texts().order_by()),
        _counted(RequestType.objects.filter(is_active=True)),
        _counted(Wording.objects.filter(of_type=None)),
    )


AT_A_GLANCE = Prepared(_at_a_glance)


@dataclass(frozen=True, slots=True)
class Glance:
    """What there is of curated texts."""

    waits: bool
    counts: Mapping[str, int]


@register.simple_tag
def curated_at_a_glance(user: User) -> Glance:
    """What there is, asked once for the whole page."""
    [(type_waits, text_waits, offered, worded)] = AT_A_GLANCE.rows(user=user.pk)
    counts = {RequestType.__name__: offered or 0, Wording.__name__: worded or 0}
    return Glance(bool(type_waits or text_waits), counts)


@register.inclusion_tag("advisor/_waiting.html")
def waiting_for_eyes(user: User, glance: Glance) -> dict[str, Any]:
    """What waits for a second pair of eyes, the oldest first: for this editor, and of theirs."""
    # Most days nothing waits.
    mine: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    if glance.waits:
        for waiting, name, column, author in (
            (waiting_versions(), "type", "request_type", "authors"),
            (_open_texts(), "wording", "wording", "author"),
        ):
            # Apart, so that many of one's own do not hide those of others.
            mine += _oldest(waiting.filter(**{author: user}), name, column)
            others += _oldest(waiting.exclude(**{author: user}), name, column)
    editors: list[User] = []
    if mine:
        staff = User.objects.filter(is_staff=True, is_active=True).exclude(pk=user.pk)
        staff = staff.exclude(pk__in=_who_wrote_with(user))
        editors = list(staff.order_by("display_name", "email")[: NAMED + 1])
    return {
        "for_me": others[:SHOWN],
        "of_mine": mine[:SHOWN],
        "has_more": max(len(others), len(mine)) > SHOWN,
        "editors": editors if len(editors) <= NAMED else [],
    }


def _who_wrote_with(user: User) -> QuerySet[Any, Any]:
    """The authors of what waits and has words of this editor in it: they do not publish it."""
    theirs = waiting_versions().order_by().filter(authors=user)
    written = RequestTypeVersion.authors.through.objects.filter(requesttypeversion__in=theirs)
    return written.values("user")


def _oldest(rows: QuerySet[Any], name: str, column: str) -> list[dict[str, Any]]:
    found = rows.select_related(column, "author")[: SHOWN + 1]
    return [{"version": one, name: getattr(one, column)} for one in found]


@dataclass(frozen=True, slots=True)
class Card:
    """A way to a list of records."""

    url: str
    name: str
    count: str
    add_url: str


@register.simple_tag
def cards_of(app_list: Iterable[Mapping[str, Any]], glance: Glance) -> list[Card]:
    """What this user may look after, as Django's admin says it."""
    return [
        Card(
            model["admin_url"],
            capfirst(str(model["name"])),
            _how_many(model["object_name"], glance),
            model["add_url"] or "",
        )
        for app in app_list
        for model in app["models"]
        if model["admin_url"]
    ]


def _how_many(name: str, glance: Glance) -> str:
    """How many there are of what this app looks after; empty for anything else."""
    count = glance.counts.get(name)
    if count is None:
        return ""
    if name == RequestType.__name__:
        return ngettext("%(count)d is offered", "%(count)d are offered", count) % {"count": count}
    return gettext("%(count)s in all") % {"count": number_format(count, force_grouping=True)}

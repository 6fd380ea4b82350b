"""What the front page of the panel says about request types and wordings."""

from typing import Any

from django import template
from django.db.models import Count, F, Q, QuerySet, Value
from django.utils.formats import number_format
from django.utils.translation import ngettext

from accounts.models import User
from accounts.prepared import Prepared
from outreach.models import RequestType, Wording, WordingVersion
from outreach.request_types import waiting_versions

register = template.Library()


SHOWN = 10
NAMED = 3
"""Other editors who are named; where there are more, "another editor" says it."""


def _offered() -> QuerySet[Any, Any]:
    return _counts(RequestType.objects.filter(is_active=True), Q())


def _worded() -> QuerySet[Any, Any]:
    shared = Wording.objects.filter(of_type=None)
    return _counts(shared, Q(shipped_text="") | ~Q(text=F("shipped_text")))


def _counts(rows: QuerySet[Any], some: Q) -> QuerySet[Any, Any]:
    """How many there are, and how many of them are such, in one row."""
    whole = rows.order_by().values(whole=Value(1))
    counted: QuerySet[Any, Any] = whole.annotate(every=Count("pk"), some=Count("pk", filter=some))
    return counted.values_list("every", "some")


def _open_texts() -> QuerySet[WordingVersion]:
    open_ones = WordingVersion.objects.filter(published_at=None, withdrawn_at=None)
    return open_ones.order_by("created_at", "id")


def _any_waits() -> QuerySet[Any, Any]:
    """A row where a version of a type or of a wording waits."""
    types, texts = (
        rows.order_by().values_list("pk") for rows in (waiting_versions(), _open_texts())
    )
    return types.union(texts, all=True)[:1]


OFFERED, WORDED = Prepared(_offered), Prepared(_worded)
ANY_WAITS = Prepared(_any_waits)


@register.inclusion_tag("advisor/_waiting.html")
def waiting_for_eyes(user: User) -> dict[str, Any]:
    """What waits for a second pair of eyes, the oldest first: for this editor, and of theirs."""
    # Most days nothing waits, and that is asked first, at a tenth of the time.
    mine: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    if ANY_WAITS.rows():
        for waiting, name, column in (
            (waiting_versions(), "type", "request_type"),
            (_open_texts(), "wording", "wording"),
        ):
            # Apart, so that many of one's own do not hide those of others.
            mine += _oldest(waiting.filter(author=user), name, column)
            others += _oldest(waiting.exclude(author=user), name, column)
    editors: list[User] = []
    if mine:
        staff = User.objects.filter(is_staff=True, is_active=True).exclude(pk=user.pk)
        editors = list(staff.order_by("display_name", "email")[: NAMED + 1])
    return {
        "for_me": others[:SHOWN],
        "of_mine": mine[:SHOWN],
        "has_more": max(len(others), len(mine)) > SHOWN,
        "editors": editors if len(editors) <= NAMED else [],
    }


def _oldest(rows: QuerySet[Any], name: str, column: str) -> list[dict[str, Any]]:
    found = rows.select_related(column, "author")[: SHOWN + 1]
    return [{"version": one, name: getattr(one, column)} for one in found]


@register.simple_tag
def how_many(model_name: str) -> str:
    """How many there are of what this app looks after; empty for anything else."""
    if model_name == RequestType._meta.object_name:
        [(offered, _same)] = OFFERED.rows()
        return ngettext("%(count)d is offered", "%(count)d are offered", offered) % {
            "count": offered
        }
    if model_name == Wording._meta.object_name:
        return _wordings()
    return ""


def _wordings() -> str:
    [(every, edited)] = WORDED.rows()
    words = ngettext(
        "%(all)s in all, %(edited)d written or edited here",
        "%(all)s in all, %(edited)d written or edited here",
        edited,
    )
    return words % {"all": number_format(every, force_grouping=True), "edited": edited}

"""Pages of a long list without counting or skipping rows: each begins after the last row seen.

The address of a page names that row by its id, never by its values, which may be a person's name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import BooleanField, F, Func, Model, QuerySet, Subquery
from django.http import HttpRequest

Row = TypeVar("Row", bound=Model)

SIZE = 25
REACH = 1000
"""Rows of the whole list that are tested for a page before the matching ones are gathered."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """The rows of a list; and for rows chosen from a much longer list, a quicker way to a page.

    ``rows`` gathers what matches, then sorts it. ``walk`` gives the same rows by testing those of
    ``pool``, everything they are chosen from, in the order of the list: quick where many match.
    """

    rows: QuerySet[Row]
    walk: QuerySet[Row] | None = None
    pool: QuerySet[Row] | None = None

    def narrowed(self, by: Callable[[QuerySet[Row]], QuerySet[Row]]) -> "Listed[Row]":
        """The list with one condition more."""
        if self.walk is None or self.pool is None:
            return Listed(by(self.rows))
        return Listed(by(self.rows), by(self.walk), by(self.pool))


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[Row]):
    """The rows of one page and the addresses of its neighbours, empty where there is none."""

    rows: list[Row]
    previous_url: str
    next_url: str


def keyset_page(
    listed: Listed[Row],
    *,
    known: QuerySet[Row],
    order: Sequence[str],
    request: HttpRequest,
    size: int = SIZE,
) -> KeysetPage[Row]:
    """The page that ``request`` asks for with ``after`` or ``before``; else the first one.

    ``order`` names columns of the row that are never NULL, all up or all down ("-"), the last of
    them unique. ``known`` is where the named row is looked up: everything this user may see.
    """
    back = "before" in request.GET and "after" not in request.GET
    start = _named(known, request.GET.get("before" if back else "after", ""))
    found: list[Row] = []
    if start is not None:
        towards = _reversed(order) if back else list(order)
        found = _next_rows(listed, towards, start, size + 1)
    if not found or (back and len(found) < size):
        return _first(listed, order, request, size)
    more, page = len(found) > size, found[:size]
    if back:
        page.reverse()
    return KeysetPage(
        rows=page,
        previous_url=_url(request, before=page[0]) if more or not back else "",
        next_url=_url(request, after=page[-1]) if more or back else "",
    )


def _first(
    listed: Listed[Row], order: Sequence[str], request: HttpRequest, size: int
) -> KeysetPage[Row]:
    found = _next_rows(listed, list(order), None, size + 1)
    page = found[:size]
    next_url = _url(request, after=page[-1]) if len(found) > size else ""
    return KeysetPage(rows=page, previous_url="", next_url=next_url)


def _next_rows(
    listed: Listed[Row], order: list[str], start: QuerySet[Row] | None, count: int
) -> list[Row]:
    """The next rows in the order; walked to if near enough, else gathered."""

    def after_start(rows: QuerySet[Row]) -> QuerySet[Row]:
        rows = rows.order_by(*order)
        return rows if start is None else rows.filter(_compared(order, start, beyond=True))

    if listed.walk is not None and listed.pool is not None:
        edge = after_start(listed.pool)[REACH : REACH + 1]
        near = after_start(listed.walk).filter(_compared(order, edge, beyond=False))
        found = list(near[:count])
        if len(found) == count:
            return found
    return list(after_start(listed.rows)[:count])


def _named(known: QuerySet[Row], row_id: str) -> QuerySet[Row] | None:
    """The named row, not yet looked up; None when the name is no id."""
    try:
        return known.order_by().filter(pk=UUID(row_id))
    except ValueError:
        return None


def _compared(order: Sequence[str], row: QuerySet[Row], *, beyond: bool) -> Func:
    """``(a, b) > (a, b of row)``: one range of the index, also where many rows share the first.

    The values come from a subquery each, so that no look-up goes before. Nothing is beyond, and
    nothing before, a row that does not exist.
    """
    columns = [column.lstrip("-") for column in order]
    here = Func(*(F(column) for column in columns), template="(%(expressions)s)")
    there = Func(
        *(Subquery(row.values(column)) for column in columns), template="(%(expressions)s)"
    )
    is_up = not order[0].startswith("-")
    sign = " > " if is_up is beyond else " < "
    return Func(
        here, there, template="%(expressions)s", arg_joiner=sign, output_field=BooleanField()
    )


def _reversed(order: Sequence[str]) -> list[str]:
    return [column[1:] if column.startswith("-") else f"-{column}" for column in order]


def _url(request: HttpRequest, **cursor: Model) -> str:
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    for name, row in cursor.items():
        query[name] = str(row.pk)
    return f"{request.path}?{query.urlencode()}"

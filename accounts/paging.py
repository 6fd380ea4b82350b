"""Pages of a long list without counting or skipping rows: each begins after the last row seen.

The address of a page names that row by its id, never by its values, which may be a person's name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.http import HttpRequest

Row = TypeVar("Row", bound=Model)

SIZE = 25


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[Row]):
    """The rows of one page and the addresses of its neighbours, empty where there is none."""

    rows: list[Row]
    previous_url: str
    next_url: str


def keyset_page(
    rows: QuerySet[Row],
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
    start = _values(known, order, request.GET.get("before" if back else "after", ""))
    if start is None:
        return _first(rows, order, request, size)
    towards = _reversed(order) if back else list(order)
    found = list(rows.filter(_beyond(rows.model, towards, start)).order_by(*towards)[: size + 1])
    if not found or (back and len(found) < size):
        return _first(rows, order, request, size)
    more, page = len(found) > size, found[:size]
    if back:
        page.reverse()
    return KeysetPage(
        rows=page,
        previous_url=_url(request, before=page[0]) if more or not back else "",
        next_url=_url(request, after=page[-1]) if more or back else "",
    )


def _first(
    rows: QuerySet[Row], order: Sequence[str], request: HttpRequest, size: int
) -> KeysetPage[Row]:
    found = list(rows.order_by(*order)[: size + 1])
    page = found[:size]
    next_url = _url(request, after=page[-1]) if len(found) > size else ""
    return KeysetPage(rows=page, previous_url="", next_url=next_url)


def _values(known: QuerySet[Row], order: Sequence[str], row_id: str) -> tuple[Any, ...] | None:
    """Where the named row stands in the order; None when no such row is known."""
    try:
        pk = UUID(row_id)
    except ValueError:
        return None
    columns = [column.lstrip("-") for column in order]
    return known.order_by().filter(pk=pk).values_list(*columns).first()


def _beyond(model: type[Row], order: Sequence[str], start: tuple[Any, ...]) -> Func:
    """``(a, b) > (x, y)``: one range of the index, also where many rows share the first value."""
    columns = [column.lstrip("-") for column in order]
    here = Func(*(F(column) for column in columns), template="(%(expressions)s)")
    there = Func(
        *(
            Value(value, output_field=model._meta.get_field(column))  # type: ignore[arg-type]
            for column, value in zip(columns, start, strict=True)
        ),
        template="(%(expressions)s)",
    )
    sign = " < " if order[0].startswith("-") else " > "
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

"""Pages of a long list without counting or skipping rows: each begins after the last row seen.

The address of a page names that row by its id, never by its values, which may be a person's name.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, F, Func, QuerySet, Subquery
from django.http import HttpRequest

Rows = QuerySet[Any, Any]

SIZE = 25


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows of a list: ``count`` of them in this order, from after the row ``start`` on.

    ``start`` is a query for that row, and ``start_id`` its id.
    """

    order: tuple[str, ...]
    count: int
    start: Rows | None = None
    start_id: UUID | None = None

    @property
    def is_down(self) -> bool:
        """Whether the greatest comes first."""
        return self.order[0].startswith("-")

    def of(self, rows: Rows) -> Rows:
        """These rows sorted, from the start on."""
        rows = rows.order_by(*self.order)
        return rows if self.start is None else rows.filter(self._compared(self.start, beyond=True))

    def within(self, reach: int, of: Rows) -> Func:
        """The condition that a row is among the next so many ``of`` these rows.

        It holds for none where there are fewer.
        """
        return self._compared(self.of(of)[reach : reach + 1], beyond=False)

    def _compared(self, row: Rows, *, beyond: bool) -> Func:
        """``(a, b) > (a, b of row)``: one range of the index, also where many share the first.

        The values come from a subquery each, so that no look-up goes before. Nothing is beyond,
        and nothing before, a row that does not exist.
        """
        columns = [column.lstrip("-") for column in self.order]
        here = Func(*(F(column) for column in columns), template="(%(expressions)s)")
        there = Func(
            *(Subquery(row.values(column)) for column in columns), template="(%(expressions)s)"
        )
        return Func(
            here,
            there,
            template="%(expressions)s",
            arg_joiner=" < " if self.is_down is beyond else " > ",
            output_field=BooleanField(),
        )


class Listed:
    """The rows of a list, by one or more ways to read them.

    Without ``ways``, an index of the table has the order of ``rows``. With it, ``ways`` gives
    several ways to read a stretch, the quickest first; each gives in the order of the stretch
    either rows, or their ids, or anything with the id as ``pk``. They are tried until one of them
    fills the stretch. A quick way may miss rows; the last one must find all there are.
    """

    def __init__(
        self,
        rows: Rows | Callable[[], Rows],
        ways: Callable[[Stretch], Iterable[Rows | list[Any]]] | None = None,
    ) -> None:
        self._rows, self._ways = rows, ways

    @property
    def rows(self) -> Rows:
        """All of them, in no order."""
        return self._rows() if callable(self._rows) else self._rows

    def ways(self, stretch: Stretch) -> Iterable[Rows | list[Any]]:
        """The ways to read a stretch, the quickest first."""
        return self._ways(stretch) if self._ways else [stretch.of(self.rows)]

    def found(self, stretch: Stretch) -> list[Any]:
        """What a stretch holds, as many as there are."""
        found: list[Any] = []
        for rows in self.ways(stretch):
            found = list(rows[: stretch.count])
            if len(found) == stretch.count:
                break
        return found


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """The rows of one page, or their ids, and the addresses of its neighbours, empty without."""

    rows: list[Any]
    previous_url: str
    next_url: str


def keyset_page(
    listed: Listed,
    *,
    known: Rows | Callable[[], Rows],
    order: Sequence[str],
    request: HttpRequest,
    size: int = SIZE,
) -> KeysetPage:
    """The page that ``request`` asks for with ``after`` or ``before``; else the first one.

    ``order`` names columns of the row that are never NULL, all up or all down ("-"), the last of
    them unique. ``known`` is where the named row is looked up: everything this user may see; or how
    to build that query, where it is worth leaving out of the first page.
    """
    back = "before" in request.GET and "after" not in request.GET
    start_id = _uuid(request.GET.get("before" if back else "after", ""))
    found: list[Any] = []
    if start_id is not None:
        towards = _reversed(order) if back else tuple(order)
        seen = known() if callable(known) else known
        start = seen.order_by().filter(pk=start_id)
        found = listed.found(Stretch(towards, size + 1, start, start_id))
    if not found or (back and len(found) < size):
        return _first(listed.found(Stretch(tuple(order), size + 1)), request, size)
    more, page = len(found) > size, found[:size]
    if back:
        page.reverse()
    return KeysetPage(
        rows=page,
        previous_url=_url(request, before=page[0]) if more or not back else "",
        next_url=_url(request, after=page[-1]) if more or back else "",
    )


def _first(found: list[Any], request: HttpRequest, size: int) -> KeysetPage:
    page = found[:size]
    next_url = _url(request, after=page[-1]) if len(found) > size else ""
    return KeysetPage(rows=page, previous_url="", next_url=next_url)


def _uuid(text: str) -> UUID | None:
    """The id of a row that is not looked up yet; None for what is no id."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _reversed(order: Sequence[str]) -> tuple[str, ...]:
    return tuple(column[1:] if column.startswith("-") else f"-{column}" for column in order)


def _url(request: HttpRequest, **cursor: Any) -> str:
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    for name, row in cursor.items():
        query[name] = str(getattr(row, "pk", row))
    return f"{request.path}?{query.urlencode()}"

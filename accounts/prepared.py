"""Queries that are built and compiled once, for the pages that are opened most.

Django makes the SQL of a query anew each time, which takes several times as long as running it
where an index leads straight to the rows. A ``Prepared`` query is written as a queryset as ever;
its SQL is kept, and each run only fills in the values.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import QuerySet


class Place(NamedTuple):
    """Where a parameter comes from: which value, and which of a list."""

    name: str
    number: int


FIRST_MOMENT = datetime(1, 1, 2, tzinfo=UTC)
"""From here on stand-ins for moments are chosen, over some 3,000 years."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The SQL, what goes where in it, and how columns become values of Python."""

    sql: str
    params: list[Any]
    converters: list[tuple[int, list[Any], Any]]


class Prepared:
    """Rows of columns, for values given by name: ids, dates, moments, texts, and lists of them.

    ``build`` makes a queryset of ``values_list`` from such values. It has to put every value into
    the query as it is and never to look at it: stand-ins are passed to it.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.kept: dict[tuple[Any, ...], Compiled] = {}

    def rows(self, **values: Any) -> list[list[Any]]:
        """Run it. An empty list of values finds nothing."""
        if [] in values.values():
            return []
        sizes = (len(value) if isinstance(value, list) else 0 for value in values.values())
        key = (connection.vendor, *sizes)
        compiled = self.kept.get(key)
        if compiled is None:
            compiled = self.kept[key] = _compiled(self.build, values)
        given = {place: _adapted(value) for place, value in _each(values)}
        params = [given[at] if isinstance(at, Place) else at for at in compiled.params]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, params)
            return _converted(cursor.fetchall(), compiled)


def _compiled(build: Callable[..., QuerySet[Any, Any]], values: dict[str, Any]) -> Compiled:
    """Made with a stand-in for each value, which is then found among the parameters."""
    stand_ins = {
        name: [_stand_in(one) for one in value] if isinstance(value, list) else _stand_in(value)
        for name, value in values.items()
    }
    compiler = build(**stand_ins).query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    places = {_adapted(value): place for place, value in _each(stand_ins)}
    if missing := places.keys() - set(params):
        raise ValueError(f"a prepared query does not use {[places[value] for value in missing]}")
    converters = compiler.get_converters([expression for expression, *_ in compiler.select])
    return Compiled(
        sql,
        [places.get(param, param) for param in params],
        [(column, convert, expression) for column, (convert, expression) in converters.items()],
    )


def _each(values: dict[str, Any]) -> Iterator[tuple[Place, Any]]:
    for name, value in values.items():
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            yield Place(name, number), one


def _stand_in(value: Any) -> Any:
    """A value of the same type that occurs nowhere else in the query."""
    if isinstance(value, datetime):
        return FIRST_MOMENT + timedelta(microseconds=uuid4().int % 10**17)
    if isinstance(value, date):
        return date.fromordinal(uuid4().int % (date.max.toordinal() - 1) + 2)
    return uuid4() if isinstance(value, UUID) else uuid4().hex


def _adapted(value: Any) -> Any:
    """As Django passes it to the database."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _converted(rows: list[tuple[Any, ...]], compiled: Compiled) -> list[list[Any]]:
    found = [list(row) for row in rows]
    for column, converters, expression in compiled.converters:
        for convert in converters:
            for row in found:
                row[column] = convert(row[column], expression, connection)
    return found

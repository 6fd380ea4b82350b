"""Columns and lookups of our own: copies for sorting, and the beginning of a word by index."""

from typing import Any

from django.db import models
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

from contacts.exchange.text import fold


def folded(text: str, limit: int) -> str:
    """The folded text, cut to a column; the text itself where folding leaves nothing."""
    return (fold(text) or text)[:limit]


class FoldedField(models.CharField):  # type: ignore[type-arg]
    """A folded copy of another text column, filled on every save and bulk insert.

    ``QuerySet.update`` knows nothing of it: pass both columns there.
    """

    def __init__(self, *, source: str, **options: Any) -> None:
        self.source = source
        super().__init__(**{"editable": False, **options})

    def deconstruct(self) -> Any:
        """With its source, for migrations."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Called for every insert and update of the row."""
        value = folded(getattr(model_instance, self.source), self.max_length or 0)
        setattr(model_instance, self.attname, value)
        return value


class SilentSinceField(models.DateField):  # type: ignore[type-arg]
    """A copy of another date that is never empty: its default stands for an unknown date.

    Like ``FoldedField``, filled on every save and bulk insert, not by ``QuerySet.update``.
    """

    def __init__(self, *, source: str, **options: Any) -> None:
        self.source = source
        super().__init__(**{"editable": False, **options})

    def deconstruct(self) -> Any:
        """With its source, for migrations."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Called for every insert and update of the row."""
        value = getattr(model_instance, self.source) or self.get_default()
        setattr(model_instance, self.attname, value)
        return value


@models.CharField.register_lookup
class Begins(Lookup):
    """``word__begins="cot"``: like ``startswith``, but found by index on both databases.

    SQLite's LIKE ignores case and so cannot use the index; a range can. PostgreSQL compares by
    the collation, where a range is not what begins alike; LIKE with a pattern index is.
    """

    lookup_name = "begins"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """A range: from the text to the text followed by the last character there is."""
        column, params = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", [
            *params,
            self.rhs,
            *params,
            f"{self.rhs}\U0010ffff",
        ]

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """LIKE, with the pattern signs of the text made literal."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, f"{connection.ops.prep_for_like_query(self.rhs)}%"]

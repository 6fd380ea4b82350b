"""What ``load_wording`` brings, for tests that only need it there: loaded once, then copied."""

from collections.abc import Callable
from datetime import UTC, datetime
from unittest.mock import patch

from django.core.management import call_command
from django.db import connection

from outreach.models import RequestType, Wording
from outreach.request_types import load_request_types

SHIPPED_AT = datetime(2026, 1, 1, tzinfo=UTC)
ROWS: dict[str, list[tuple[object, ...]]] = {}
"""The rows as the database gives them, by table; of the first test in which nothing else was."""


def load_shipped() -> None:
    """The shipped request types and wordings; what is there already stays."""
    load_types()
    _copied(Wording._meta.db_table, lambda: call_command("load_wording", verbosity=0))


def load_types() -> None:
    """The shipped request types alone; what is there already stays."""
    _copied(RequestType._meta.db_table, load_request_types)


def _copied(table: str, load: Callable[[], object]) -> None:
    """The rows as the first test got them that had none; until then they are loaded."""
    with connection.cursor() as cursor:
        if rows := ROWS.get(table):
            blanks = ", ".join(["%s"] * len(rows[0]))
            sql = f'INSERT INTO "{table}" VALUES ({blanks}) ON CONFLICT DO NOTHING'
            cursor.executemany(sql, rows)
            return
        cursor.execute(f'SELECT 1 FROM "{table}"')
        was_empty = cursor.fetchone() is None
        with patch("django.utils.timezone.now", lambda: SHIPPED_AT):
            load()
        if was_empty:
            cursor.execute(f'SELECT * FROM "{table}"')
            ROWS[table] = cursor.fetchall()

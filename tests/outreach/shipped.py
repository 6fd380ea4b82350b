"""What ``load_wording`` brings, for tests that only need it there: loaded once, then copied."""

from datetime import UTC, datetime
from unittest.mock import patch

from django.core.management import call_command
from django.db import connection
from django.db.models import F

from outreach.models import RequestType, Wording

TABLES = [model._meta.db_table for model in (RequestType, Wording)]
SHIPPED_AT = datetime(2026, 1, 1, tzinfo=UTC)
ROWS: dict[str, list[tuple[object, ...]]] = {}
"""The rows as the database gives them, by table; of the first test in which nothing else was."""


def load_shipped() -> None:
    """The shipped request types and wordings; what is there already stays."""
    if not ROWS:
        with patch("django.utils.timezone.now", lambda: SHIPPED_AT):
            call_command("load_wording", verbosity=0)
        if not are_as_shipped():
            return
    with connection.cursor() as cursor:
        for table in TABLES:
            if rows := ROWS.get(table):
                blanks = ", ".join(["%s"] * len(rows[0]))
                sql = f'INSERT INTO "{table}" VALUES ({blanks}) ON CONFLICT DO NOTHING'
                cursor.executemany(sql, rows)
            else:
                cursor.execute(f'SELECT * FROM "{table}"')
                ROWS[table] = cursor.fetchall()


def are_as_shipped() -> bool:
    """Whether nothing is there but what is shipped: what a test wrote is not for those after it."""
    kinds = RequestType.objects.values()
    return not Wording.objects.exclude(text=F("shipped_text")).exists() and all(
        kind["shipped"] and kind["shipped"].items() <= kind.items() for kind in kinds
    )

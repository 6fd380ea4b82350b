"""The built-in request types as shipped: names, summaries, examples and sizes in both languages."""

import tomllib
from pathlib import Path
from typing import Any

from outreach.models import RequestType

SHIPPED = Path(__file__).parent / "data" / "request-types.toml"


def shipped_request_types() -> dict[str, dict[str, Any]]:
    """Columns of RequestType by key, as the file has them."""
    return tomllib.loads(SHIPPED.read_text("utf-8"))


def load_request_types() -> int:
    """Create what is missing and renew what nobody has edited; returns how many were written.

    A text an advisor changed stays as it is; it becomes renewable again when it is set back.
    """
    stored = {row.key: row for row in RequestType.objects.filter(key__in=shipped_request_types())}
    written = 0
    for key, columns in shipped_request_types().items():
        row = stored.get(key) or RequestType(key=key, shipped=columns)
        fresh = {name: value for name, value in columns.items() if _is_renewable(row, name)}
        if not row._state.adding and row.shipped == columns:
            continue
        for name, value in fresh.items():
            setattr(row, name, value)
        row.shipped = columns
        row.save()
        written += 1
    return written


def _is_renewable(row: RequestType, name: str) -> bool:
    return row._state.adding or getattr(row, name) == row.shipped.get(name)

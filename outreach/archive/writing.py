"""Rows as JSON that people can read."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

VERSION = 1

Columns = Mapping[type[Model], tuple[str, ...]]
"""What is written of each row of a model."""


def values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """These columns of a row."""
    return {name: getattr(row, name) for name in names}


def as_json(value: Any) -> bytes:
    """A few things about one user, to read."""
    return (_line(value, indent=2) + "\n").encode("utf-8", "replace")


def as_list(head: dict[str, Any], name: str, rows: Iterable[dict[str, Any]]) -> bytes:
    """One row on each line, made one at a time: there may be thousands."""
    body = b",\n".join(_line(row).encode("utf-8", "replace") for row in rows)
    return b'%s,"%s":[\n%s\n]}\n' % (_line(head)[:-1].encode(), name.encode(), body)


def _line(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder, indent=indent)

"""Typed readers of environment variables that fail by name."""

import os
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def env(name: str, default: T, parse: Callable[[str], T]) -> T:
    """Read a variable through ``parse``; raise ImproperlyConfigured that names it."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    try:
        return parse(raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"The environment variable {name} is wrong: {error}") from error


def text(raw: str) -> str:
    """The text as it is."""
    return raw


def boolean(raw: str) -> bool:
    """1/true/yes/on or 0/false/no/off; anything else is an error, never silently true."""
    value = raw.strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ValueError(f"{raw!r} is neither yes nor no")


def count(raw: str) -> int:
    """A whole number from 1 on."""
    value = int(raw)
    if value < 1:
        raise ValueError(f"{raw!r} is less than 1")
    return value


def comma_list(raw: str) -> list[str]:
    """Comma-separated values, blanks dropped."""
    return [part.strip() for part in raw.split(",") if part.strip()]


def refuse(names: Iterable[str], instead: str) -> None:
    """Stop when a variable is set that nobody reads any more, and say which one is read."""
    found = [name for name in names if name in os.environ]
    if found:
        raise ImproperlyConfigured(f"{', '.join(found)}: not read any more. Set {instead} instead.")

"""Typed readers of environment variables that fail by name."""

import logging
import os
from collections.abc import Callable, Iterable
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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


def count_or_none(raw: str) -> int:
    """A whole number from 0 on, where 0 says that there is none of it."""
    value = int(raw)
    if value < 0:
        raise ValueError(f"{raw!r} is less than 0")
    return value


def web_address(raw: str) -> str:
    """Scheme and host of a site, with its port if need be: paths are put behind it."""
    parts = urlsplit(raw.strip())
    is_bare = parts.path in ("", "/") and not parts.query and not parts.fragment
    if parts.scheme not in ("http", "https") or not parts.hostname or not is_bare:
        raise ValueError(f"{raw!r} is no address such as https://reconnect.example.org")
    return raw.strip().rstrip("/")


def server(*schemes: str) -> Callable[[str], str]:
    """The address of a server of one of these kinds."""

    def checked(raw: str) -> str:
        if urlsplit(raw).scheme not in schemes:  # it may hold a password: not shown
            raise ValueError(
                f"it has to begin with {' or '.join(f'{name}://' for name in schemes)}"
            )
        return raw

    return checked


def server_or_none(*schemes: str) -> Callable[[str], str]:
    """The same, where empty says that there is none."""
    return lambda raw: raw and server(*schemes)(raw)


def time_zone(raw: str) -> str:
    """The name of a time zone, such as America/Toronto."""
    try:
        return ZoneInfo(raw).key
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(f"{raw!r} is no time zone such as America/Toronto") from error


def log_level(raw: str) -> str:
    """The name of a level of Python's logging."""
    levels = logging.getLevelNamesMapping()
    if raw not in levels:
        raise ValueError(f"{raw!r} is none of {', '.join(levels)}")
    return raw


def comma_list(raw: str) -> list[str]:
    """Comma-separated values, blanks dropped."""
    return [part.strip() for part in raw.split(",") if part.strip()]


def refuse(names: Iterable[str], instead: str) -> None:
    """Stop when a variable is set that nobody reads any more, and say which one is read."""
    found = [name for name in names if name in os.environ]
    if found:
        raise ImproperlyConfigured(f"{', '.join(found)}: not read any more. Set {instead} instead.")

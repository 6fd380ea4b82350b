"""What may be remembered in the cache that all nodes share, and done without while it is away.

The cache may be another server than the database (REDIS_URL). Limits that keep somebody out fail
closed, by the error itself; this is for the rest (TRUST.md, F36).
"""

import logging
from typing import Any

from django.core.cache import cache

log = logging.getLogger(__name__)


def is_away(error: BaseException | None) -> bool:
    """Whether Redis could not be reached; by the module's name, so that it need not be there."""
    return type(error).__module__.startswith("redis.")


def remember(key: str, value: Any, seconds: int) -> None:
    """Keep it for a while, if that can be."""
    try:
        cache.set(key, value, seconds)
    except Exception as error:
        _go_on_without(error)


def recall(key: str) -> Any:
    """What was kept; None when there is nothing, or nobody to ask."""
    try:
        return cache.get(key)
    except Exception as error:
        _go_on_without(error)
        return None


def _go_on_without(error: Exception) -> None:
    """An error of the database goes on its way: it ends the transaction around it as well."""
    if not is_away(error):
        raise error
    log.warning("the shared cache is away: %s", type(error).__name__)

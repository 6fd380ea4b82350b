"""How often one calendar address may be read (TRUST.md, L11), counted in the shared cache."""

from math import ceil

from django.core.cache import cache

HOUR = 3600
LOCK_SECONDS = 5


def seconds_to_wait(name: str, most: int, now: float) -> int:
    """Count one reading; 0 when it may go on, else after how many seconds the next one may.

    Of many at the same moment one is counted after the other; who cannot have the count for
    himself at once is asked to come again in a moment.
    """
    lock = f"feed-lock:{name}"
    if not cache.add(lock, 1, LOCK_SECONDS):
        return 1
    try:
        return _count(f"feed:{name}", most, now)
    finally:
        cache.delete(lock)


def _count(key: str, most: int, now: float) -> int:
    known: list[float] = cache.get(key, [])
    recent = [at for at in known if now - HOUR < at <= now]
    if len(recent) >= most:
        return max(1, ceil(recent[0] + HOUR - now))
    cache.set(key, [*recent, now], HOUR)
    return 0

"""When to try again: pure arithmetic (TRUST.md, F12)."""

from datetime import timedelta
from itertools import accumulate

FIRST_GAPS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
HOURLY = timedelta(hours=1)
LONGEST = timedelta(hours=24)
LONGEST_KNOCK = timedelta(minutes=5)


def _gaps() -> tuple[timedelta, ...]:
    """1, 5, 15, 60 minutes, then hourly; the last attempt is 24 hours after the first."""
    gaps = list(FIRST_GAPS)
    while (left := LONGEST - sum(gaps, timedelta())) > timedelta():
        gaps.append(min(HOURLY, left))
    return tuple(gaps)


GAPS = _gaps()
MOST_ATTEMPTS = len(GAPS) + 1
AFTER_THE_FIRST = tuple(accumulate(GAPS))
"""How long after the first attempt each of the others is made."""


def gap_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts at one mail; None when it is given up."""
    return GAPS[attempts - 1] if attempts <= len(GAPS) else None


def knock_gap(failures: int) -> timedelta:
    """How long nobody knocks after so many failed connections in a row.

    Shorter than what a mail waits: a server that is back is noticed within minutes.
    """
    return min(timedelta(minutes=2 ** min(failures - 1, 10)), LONGEST_KNOCK)

"""Whether to knock at the mail server now: after a failed connection, nobody does for a while.

A dead server would otherwise cost every mail half a minute, and use up its attempts (F12, F13).
"""

from datetime import datetime
from typing import Any

from outreach.delivery.retry import LONGEST, MOST_ATTEMPTS, knock_gap
from outreach.delivery.smtp import Outcome, Result
from outreach.models import SiteSending

MOST_COUNTED = 1000


def is_open(now: datetime) -> bool:
    """Whether sending is not paused (L13), and the server has not just failed."""
    site = SiteSending.objects.filter(pk=1).values_list("paused_at", "try_again_at").first()
    if site is None:
        return True
    paused_at, try_again_at = site
    if paused_at:
        return False
    # A moment that lies too far ahead is one of before the clock was set back.
    return not try_again_at or not now < try_again_at <= now + LONGEST


def note(outcome: Outcome, now: datetime) -> None:
    """Remember how it went: growing pauses after failures, none after a mail that was sent."""
    if outcome.concerns_everybody:
        _note_failure(now)
    elif outcome.result is Result.SENT:
        well: dict[str, Any] = {"try_again_at": None, "failing_since": None, "failures": 0}
        SiteSending.objects.filter(pk=1, failures__gt=0).update(**well)


def _note_failure(now: datetime) -> None:
    site = SiteSending.of_the_site()
    # Of several workers that fail at once, one counts.
    SiteSending.objects.filter(pk=1, failures=site.failures).update(
        failures=min(site.failures + 1, MOST_COUNTED),
        failing_since=site.failing_since or now,
        try_again_at=now + knock_gap(site.failures + 1),
    )


def is_hopeless(now: datetime) -> bool:
    """Whether nothing was sent for a whole day, because the server could not be spoken with.

    Counted as well: a clock that jumps a day ahead makes no day of failures (TRUST.md, F27).
    """
    failing = SiteSending.objects.filter(pk=1, failures__gte=MOST_ATTEMPTS)
    return failing.filter(failing_since__lte=now - LONGEST).exists()

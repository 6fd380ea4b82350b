"""Promises to stay in touch: when one is due, how pressing it is, and what to call that.

Pure: no Django, no clock. A rhythm counts from the last time they were in touch, or from the last
note that the user sent, whichever is later: a note without an answer keeps the user's own promise.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAYS_IN_A_MONTH = 30.4375
RHYTHMS = (1, 2, 3, 6, 12)


class Keeping(StrEnum):
    """How a promise stands."""

    KEPT = "kept"
    DUE = "due"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A promise as the rules see it: every so many months, from these days on."""

    months: int
    in_touch_on: date | None = None
    written_on: date | None = None
    snoozed_until: date | None = None


def months_after(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), or the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)


def usual_due(rhythm: Rhythm) -> date | None:
    """When it is time again, as if nobody had put it off; None where no beginning is known."""
    known = [day for day in (rhythm.in_touch_on, rhythm.written_on) if day]
    return months_after(max(known), rhythm.months) if known else None


def due_on(rhythm: Rhythm, today: date) -> date:
    """When it is time again; today, where it is not known since when they are silent."""
    usual = usual_due(rhythm) or today
    return max(usual, rhythm.snoozed_until) if rhythm.snoozed_until else usual


def urgency(rhythm: Rhythm, today: date) -> float:
    """How many rhythms it is overdue; below 0 until it is due.

    A week late is much for somebody one writes to every month, and little for once a year.
    """
    overdue = (today - due_on(rhythm, today)).days
    return overdue / (rhythm.months * DAYS_IN_A_MONTH)


def keeping(rhythm: Rhythm, today: date) -> Keeping:
    """Kept, due, or broken: a whole turn was missed."""
    pressing = urgency(rhythm, today)
    if pressing >= 1:
        return Keeping.BROKEN
    return Keeping.DUE if pressing >= 0 else Keeping.KEPT

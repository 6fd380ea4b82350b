"""When a digest is due: days, an hour and a time zone make moments.

Pure: no Django, no clock. A digest belongs to a local day, of which there is one at most; that the
database sees to it (one row per user and local date) is what holds when a clock jumps.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EVERY_DAY = 0b1111111
A_DAY = timedelta(days=1)
LONG_WAIT = timedelta(days=3)
"""Whoever missed a digest is not kept waiting longer: it comes on the very next day instead."""
FARTHEST = timedelta(days=15)
"""No moment is farther away: one day of the week, and once more where that day had its mail."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """On which days (one bit each, Monday is 1; none: never), at what hour, and where."""

    days: int
    hour: int
    zone: ZoneInfo

    def chooses(self, day: date) -> bool:
        """Whether a digest is wanted on this day."""
        return bool(self.days >> day.weekday() & 1)

    def moment_on(self, day: date) -> datetime | None:
        """When that is on this day, in UTC; None for a day that was left out of the calendar.

        An hour that comes twice happens the first time. One that does not exist that night moves to
        the next that does, or back to the last one where the day ends with the gap.
        """
        later, earlier = range(self.hour, 24), range(self.hour - 1, -1, -1)
        for hour in (*later, *earlier):
            wall = datetime.combine(day, time(hour))
            moment = wall.replace(tzinfo=self.zone).astimezone(UTC)
            if moment.astimezone(self.zone).replace(tzinfo=None) == wall:
                return moment
        return None

    def local_date(self, moment: datetime) -> date:
        """Which day it is there."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Turn:
    """What to do when a moment has come: the local day to mail, if any, and the next moment."""

    day: date | None
    due_at: datetime | None


def next_due(schedule: Schedule, after: datetime, mailed: Collection[date] = ()) -> datetime | None:
    """The first moment after this one, on a day that has had no digest yet; None for never."""
    if not schedule.days:
        return None
    first = schedule.local_date(after)
    for ahead in range(7 * (len(mailed) + 2) + 1):
        day = first + ahead * A_DAY
        if day in mailed or not schedule.chooses(day):
            continue
        moment = schedule.moment_on(day)
        if moment is not None and moment > after:
            return moment
    return None


def anew(
    schedule: Schedule, now: datetime, mailed: Collection[date], first_day: date | None
) -> datetime | None:
    """The next moment where the last was reckoned by a clock that was ahead.

    Today's too, when it has passed meanwhile and nobody was told: the plan had moved on without it.
    But no day before ``first_day``, from which on digests are wanted.
    """
    today = schedule.local_date(now)
    is_known = first_day is not None and today < first_day < today + FARTHEST
    first = first_day if is_known and first_day else today
    for ahead in range(7 * (len(mailed) + 2)):
        day = first + ahead * A_DAY
        if schedule.chooses(day) and day not in mailed and (moment := schedule.moment_on(day)):
            return moment
    return None


def turn(schedule: Schedule, due_at: datetime, now: datetime) -> Turn:
    """What is to be done ``now`` that ``due_at`` has come, be it long ago.

    After days without a worker there is one digest, not one for each day that was missed; and none
    in the middle of the night because Monday's could not be made on Monday.
    """
    today = schedule.local_date(now)
    moment = schedule.moment_on(today)
    is_planned = schedule.local_date(due_at) == today
    has_come = moment is not None and moment <= now
    if is_planned or (has_come and schedule.chooses(today)):
        return Turn(today, next_due(schedule, now, {today}))
    following = next_due(schedule, now)
    if following is not None and following - now > LONG_WAIT:
        following = next_due(replace(schedule, days=EVERY_DAY), now)
    return Turn(None, following)


def moved(schedule: Schedule, due_at: datetime, old_zone: ZoneInfo) -> datetime | None:
    """The next moment after a change of zone: the day stays, its hour is that of the new place."""
    day = due_at.astimezone(old_zone).date()
    return schedule.moment_on(day) or next_due(schedule, due_at)

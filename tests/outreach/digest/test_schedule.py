"""When a digest is due, checked against a walk through every quarter of an hour."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.digest.schedule import (
    EVERY_DAY,
    FARTHEST,
    Schedule,
    moved,
    next_due,
    turn,
)

TORONTO = ZoneInfo("America/Toronto")
KIRITIMATI = ZoneInfo("Pacific/Kiritimati")
ZONES = [
    TORONTO,
    ZoneInfo("America/St_Johns"),
    ZoneInfo("Europe/Paris"),
    KIRITIMATI,
    ZoneInfo("Asia/Kathmandu"),
    # Here the last hour of a Saturday in March does not exist.
    ZoneInfo("America/Nuuk"),
    # And here half an hour is left out.
    ZoneInfo("Australia/Lord_Howe"),
]
MONDAY, WEEKDAYS = 0b0000001, 0b0011111
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)

# Half a year on either side of a spring and an autumn of every hemisphere, to the quarter hour.
moments = st.integers(0, 2 * 365 * 96).map(
    lambda quarters: datetime(2026, 1, 1, tzinfo=UTC) + quarters * QUARTER
)
schedules = st.builds(
    Schedule, days=st.integers(0, 127), hour=st.integers(0, 23), zone=st.sampled_from(ZONES)
)


def utc(text: str) -> datetime:
    """A moment, from "2026-11-01 05:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def walked(schedule: Schedule, day: date) -> datetime:
    """The moment of a day, found by looking at every quarter of an hour around it."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - 16 * timedelta(hours=1)
    walls = [(start + n * QUARTER).astimezone(schedule.zone) for n in range(4 * 56)]
    whole = [wall for wall in walls if wall.date() == day and wall.minute == 0]
    late = [wall for wall in whole if wall.hour >= schedule.hour]
    hours = sorted(wall.hour for wall in whole)
    chosen = min(wall.hour for wall in late) if late else hours[-1]
    return min(wall.astimezone(UTC) for wall in whole if wall.hour == chosen)


@given(schedules, moments)
def test_F28_the_moment_of_a_day_is_the_one_found_by_walking(schedule, moment):
    day = schedule.local_date(moment)
    assert schedule.moment_on(day) == walked(schedule, day)


@given(schedules, moments, st.sets(st.integers(-1, 9), max_size=4))
def test_F28_the_next_moment_is_the_first_of_all_days_ahead(schedule, after, mailed):
    today = schedule.local_date(after)
    mailed = {today + n * DAY for n in mailed}
    ahead = [today + n * DAY for n in range(60)]
    days = [day for day in ahead if schedule.chooses(day) and day not in mailed]
    found = (moment for day in days if (moment := walked(schedule, day)) > after)
    assert next_due(schedule, after, mailed) == next(found, None)


@given(schedules, moments)
def test_F28_one_moment_per_local_day_in_order(schedule, after):
    found, moment = [], next_due(schedule, after)
    while moment and len(found) < 20:
        found.append(schedule.local_date(moment))
        moment = next_due(schedule, moment)
    assert found == sorted(set(found))


@pytest.mark.parametrize(
    ("zone", "hour", "day", "expected"),
    [
        # The clocks go forward: 2:00 does not exist.
        ("America/Toronto", 2, "2026-03-08", "2026-03-08 07:00"),
        ("America/St_Johns", 2, "2026-03-08", "2026-03-08 05:30"),
        ("Europe/Paris", 2, "2026-03-29", "2026-03-29 01:00"),
        # They go back: 1:00 (in Paris 2:00) comes twice, and counts the first time.
        ("America/Toronto", 1, "2026-11-01", "2026-11-01 05:00"),
        ("America/St_Johns", 1, "2026-11-01", "2026-11-01 03:30"),
        ("Europe/Paris", 2, "2026-10-25", "2026-10-25 00:00"),
        # No change of clocks at all.
        ("Pacific/Kiritimati", 8, "2026-11-01", "2026-10-31 18:00"),
        ("Asia/Kathmandu", 8, "2026-11-01", "2026-11-01 02:15"),
        # Saturday ends at 23:00: the last hour there is.
        ("America/Nuuk", 23, "2026-03-28", "2026-03-29 00:00"),
    ],
)
def test_F28_nights_on_which_the_clocks_change(zone, hour, day, expected):
    schedule = Schedule(EVERY_DAY, hour, ZoneInfo(zone))
    assert schedule.moment_on(date.fromisoformat(day)) == utc(expected)


def test_F28_a_day_that_a_place_left_out_has_no_moment():
    samoa = Schedule(EVERY_DAY, 8, ZoneInfo("Pacific/Apia"))
    assert samoa.moment_on(date(2011, 12, 30)) is None
    assert next_due(samoa, utc("2011-12-29 20:00")) == utc("2011-12-30 18:00")


def test_never_is_never():
    assert next_due(Schedule(0, 8, TORONTO), utc("2026-11-26 12:00")) is None


@given(schedules.filter(lambda one: one.days), moments)
def test_no_moment_is_farther_away_than_the_farthest(schedule, after):
    found = next_due(schedule, after, {schedule.local_date(after) + n * DAY for n in (0, 7)})
    near = next_due(schedule, after, {schedule.local_date(after)})
    assert near is not None
    assert near - after <= FARTHEST
    assert found is not None


# --- When a moment has come ------------------------------------------------------------------
def test_a_digest_is_made_on_its_day_and_the_next_one_planned():
    found = turn(Schedule(WEEKDAYS, 8, TORONTO), utc("2026-11-26 13:00"), utc("2026-11-26 13:01"))
    assert (found.day, found.due_at) == (date(2026, 11, 26), utc("2026-11-27 13:00"))


def test_F30_a_site_that_was_down_for_days_makes_one():
    found = turn(Schedule(WEEKDAYS, 8, TORONTO), utc("2026-11-23 13:00"), utc("2026-11-26 15:00"))
    assert (found.day, found.due_at) == (date(2026, 11, 26), utc("2026-11-27 13:00"))


def test_F30_it_makes_none_in_the_night():
    found = turn(Schedule(WEEKDAYS, 8, TORONTO), utc("2026-11-23 13:00"), utc("2026-11-26 08:00"))
    assert (found.day, found.due_at) == (None, utc("2026-11-26 13:00"))


def test_F27_a_weekly_digest_that_was_missed_comes_on_the_next_day():
    found = turn(Schedule(MONDAY, 8, TORONTO), utc("2026-11-23 13:00"), utc("2026-11-24 15:00"))
    assert (found.day, found.due_at) == (None, utc("2026-11-25 13:00"))
    then = turn(Schedule(MONDAY, 8, TORONTO), utc("2026-11-25 13:00"), utc("2026-11-25 13:00"))
    assert (then.day, then.due_at) == (date(2026, 11, 25), utc("2026-11-30 13:00"))


def mailed_by(schedule: Schedule, start: datetime, clocks: list[datetime]) -> list[date]:
    """Which local days get a row, by a worker that looks at these clocks one after the other."""
    due, mailed = next_due(schedule, start), []
    for now in clocks:
        if due is not None and due <= now:
            found = turn(schedule, due, now)
            # The unique key: a second row for a day is not written.
            mailed += [found.day] if found.day and found.day not in mailed else []
            due = found.due_at
    return mailed


def days_wanted(schedule: Schedule, start: datetime, end: datetime) -> list[date]:
    """The local days of which the hour has come between two moments."""
    day, found = schedule.local_date(start), []
    while (moment := schedule.moment_on(day)) and moment <= end:
        found += [day] if moment > start and schedule.chooses(day) else []
        day += DAY
    return found


def clocks_of(start: datetime, wrong: timedelta, begins: int, hours: int) -> list[datetime]:
    """Three weeks by the hour, on a clock that is wrong for some hours of them."""
    right = [start + n * QUARTER * 4 for n in range(21 * 24)]
    return [now + wrong if begins <= n < begins + hours else now for n, now in enumerate(right)]


# After 21:00 such a clock may leave out all that is left of a day: it never showed that hour.
evenings_left = schedules.filter(lambda one: one.hour <= 21)


@given(evenings_left, moments, st.sampled_from([-1, 1]), st.integers(0, 300), st.integers(1, 48))
def test_F27_a_clock_that_is_an_hour_wrong_mails_every_day_once(
    schedule, start, wrong, begins, hours
):
    clocks = clocks_of(start, timedelta(hours=wrong), begins, hours)
    assert mailed_by(schedule, start, clocks) == days_wanted(schedule, start, clocks[-1])


@given(schedules, moments, st.sampled_from([-3, -1]), st.integers(0, 300), st.integers(1, 100))
def test_F27_a_clock_that_goes_back_by_days_mails_every_day_once(
    schedule, start, wrong, begins, hours
):
    clocks = clocks_of(start, wrong * DAY, begins, hours)
    wanted = days_wanted(schedule, start, clocks[-1])
    missed = set(wanted) - set(mailed := mailed_by(schedule, start, clocks))
    assert mailed == sorted(set(mailed))
    # While it is right again in the night after, the day that went by has nobody to tell.
    assert all(day < schedule.local_date(clocks[begins + hours]) for day in missed)
    assert len(missed) <= -wrong


@given(schedules, moments, st.integers(0, 300), st.integers(1, 100))
def test_F27_a_clock_that_is_a_day_ahead_mails_no_day_twice_and_skips_one_at_most(
    schedule, start, begins, hours
):
    clocks = clocks_of(start, DAY, begins, hours)
    mailed = mailed_by(schedule, start, clocks)
    assert mailed == sorted(set(mailed))
    assert len(set(days_wanted(schedule, start, clocks[-1])) - set(mailed)) <= 1


# --- A change of zone ------------------------------------------------------------------------
@given(schedules.filter(lambda one: one.days), moments, st.sampled_from(ZONES))
def test_F29_the_date_stays_when_the_zone_changes(schedule, after, zone):
    due = next_due(schedule, after)
    there = Schedule(schedule.days, schedule.hour, zone)
    then = moved(there, due, schedule.zone)
    assert there.local_date(then) == schedule.local_date(due)
    assert then == there.moment_on(schedule.local_date(due))


@given(st.integers(0, 23), moments, st.lists(st.sampled_from(ZONES), min_size=2, max_size=5))
def test_F29_moving_about_the_world_mails_no_day_twice_and_skips_one_at_most(hour, start, zones):
    """Two days in each place, looked at every half hour."""
    schedule = Schedule(EVERY_DAY, hour, zones[0])
    due, mailed, clock = next_due(schedule, start), [], start
    for zone in zones:
        there = Schedule(EVERY_DAY, hour, zone)
        due = moved(there, due, schedule.zone)
        schedule = there
        for _quarter in range(96):
            clock += 2 * QUARTER
            if due <= clock:
                found = turn(schedule, due, clock)
                mailed += [found.day] if found.day and found.day not in mailed else []
                due = found.due_at
    assert mailed == sorted(set(mailed))
    gaps = [after - before for before, after in pairwise(mailed)]
    assert all(gap <= 2 * DAY for gap in gaps)


@pytest.mark.parametrize(
    ("now", "due_there"),
    [
        # Monday's digest is still to come in Toronto: in Kiritimati it is Monday evening.
        ("2026-11-23 12:00", "2026-11-22 18:00"),
        # It has come: Tuesday's comes on Tuesday morning there.
        ("2026-11-23 14:00", "2026-11-23 18:00"),
    ],
)
def test_F29_from_toronto_to_the_other_side_of_the_date_line(now, due_there):
    here = Schedule(EVERY_DAY, 8, TORONTO)
    there = Schedule(EVERY_DAY, 8, KIRITIMATI)
    assert moved(there, next_due(here, utc(now)), TORONTO) == utc(due_there)

"""F12: 1, 5, 15, 60 minutes, then hourly for a day."""

from datetime import timedelta

from outreach.delivery.retry import AFTER_THE_FIRST, MOST_ATTEMPTS, gap_after, knock_gap


def minutes(gap: timedelta | None) -> float | None:
    return gap and gap.total_seconds() / 60


def test_F12_the_gaps() -> None:
    gaps = [minutes(gap_after(attempts)) for attempts in range(1, MOST_ATTEMPTS + 1)]
    assert gaps == [1, 5, 15, *[60] * 23, 39, None]


def test_F12_the_last_attempt_is_a_day_after_the_first() -> None:
    assert AFTER_THE_FIRST[-1] == timedelta(hours=24)
    assert gap_after(MOST_ATTEMPTS + 1) is None


def test_nobody_knocks_for_longer_and_longer_but_not_for_long() -> None:
    assert [minutes(knock_gap(n)) for n in (1, 2, 3, 4, 1000)] == [1, 2, 4, 5, 5]


def test_a_mail_that_knocked_itself_is_never_later_for_the_door() -> None:
    for attempts in range(1, 9):
        gap = gap_after(attempts)
        assert gap is not None
        assert knock_gap(attempts) <= gap

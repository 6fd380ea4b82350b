"""When a promise is due, and how pressing it is: pure rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.promises import Keeping, Rhythm, due_on, keeping, months_after, urgency

TODAY = date(2026, 3, 31)
DAYS = st.dates(date(2015, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("months", "day"),
    [
        (1, date(2026, 4, 30)),
        (3, date(2026, 6, 30)),
        (12, date(2027, 3, 31)),
        (-1, date(2026, 2, 28)),
        (-13, date(2025, 2, 28)),
        (-25, date(2024, 2, 29)),
        (0, TODAY),
    ],
)
def test_months_after(months, day):
    assert months_after(TODAY, months) == day


@pytest.mark.parametrize(
    ("rhythm", "due"),
    [
        (Rhythm(6, date(2025, 9, 30)), date(2026, 3, 30)),
        (Rhythm(6, date(2024, 9, 30), date(2025, 10, 1)), date(2026, 4, 1)),
        (Rhythm(6, date(2025, 9, 30), None, date(2026, 5, 1)), date(2026, 5, 1)),
        (Rhythm(6, date(2025, 9, 30), None, date(2026, 1, 1)), date(2026, 3, 30)),
        (Rhythm(6), TODAY),
    ],
)
def test_when_it_is_time_again(rhythm, due):
    assert due_on(rhythm, TODAY) == due


@pytest.mark.parametrize(
    ("months", "overdue", "stands"),
    [(12, -1, Keeping.KEPT), (12, 0, Keeping.DUE), (12, 200, Keeping.DUE), (1, 31, Keeping.BROKEN)],
)
def test_how_it_stands(months, overdue, stands):
    due = TODAY - timedelta(days=overdue)
    assert keeping(Rhythm(months, months_after(due, -months)), TODAY) == stands


def test_a_week_late_is_more_for_a_month_than_for_a_year():
    late = TODAY - timedelta(days=7)
    often, seldom = (Rhythm(months, months_after(late, -months)) for months in (1, 12))
    assert urgency(often, TODAY) > urgency(seldom, TODAY) > 0


@given(last=DAYS, months=st.sampled_from([1, 3, 6, 12]), put_off=st.none() | DAYS)
def test_putting_off_never_makes_it_more_pressing(last, months, put_off):
    usual, later = Rhythm(months, last), Rhythm(months, last, None, put_off)
    assert urgency(later, TODAY) <= urgency(usual, TODAY)
    assert due_on(later, TODAY) >= (put_off or due_on(usual, TODAY))

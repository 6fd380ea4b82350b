"""Some of many, told with care."""

import pytest

from outreach.shares import Share


@pytest.mark.parametrize(
    ("hits", "total", "too_few", "plenty", "percent"),
    [
        (2, 3, True, False, 67),
        (4, 4, True, False, 100),
        (1, 8, False, False, 13),
        (5, 20, False, False, 25),
        (7, 21, False, True, 33),
        (0, 0, True, False, 0),
    ],
)
def test_few_some_and_plenty(hits, total, too_few, plenty, percent):
    share = Share(hits, total)
    assert (share.is_too_few, share.is_plenty, share.percent) == (too_few, plenty, percent)


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    # By hand from Wilson's formula with z = 1.96.
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (6, 9, 0.3542, 0.8794)],
)
def test_the_range_is_wilsons(hits, total, low, high):
    assert Share(hits, total).range == pytest.approx((low, high), abs=0.0001)


def test_the_range_of_nothing_is_everything():
    assert Share(0, 0).range == (0.0, 1.0)

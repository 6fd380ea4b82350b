"""How often one calendar address may be read."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache

from outreach.feed.pace import HOUR, seconds_to_wait

NOON = 1_800_000_000.0


@pytest.fixture(autouse=True)
def _nothing_counted_yet(settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def test_L11_as_many_as_allowed_and_then_a_wait():
    waits = [seconds_to_wait("a", 3, NOON + 10 * number) for number in range(4)]
    assert waits == [0, 0, 0, HOUR - 30]


def test_L11_each_address_is_counted_by_itself():
    assert [seconds_to_wait(name, 1, NOON) for name in ("a", "b", "a")] == [0, 0, HOUR]


def test_L11_what_was_refused_does_not_count():
    for at in (NOON, NOON + 1, NOON + 2):
        seconds_to_wait("a", 1, at)
    assert seconds_to_wait("a", 1, NOON + HOUR) == 0


def test_F27_a_clock_put_back_locks_nobody_out():
    assert seconds_to_wait("a", 1, NOON + 10 * HOUR) == 0
    assert seconds_to_wait("a", 1, NOON) == 0


def test_L11_many_at_once_are_never_more_than_allowed():
    with ThreadPoolExecutor(20) as threads:
        waits = list(threads.map(lambda _: seconds_to_wait("a", 5, NOON), range(50)))
    assert 1 <= waits.count(0) <= 5

"""F11: what collides in the database is done again, at most three times, and nothing else is."""

import sqlite3
from contextlib import closing
from functools import partial
from threading import Barrier, Event

import pytest
from django.db import OperationalError, connection, transaction  # noqa: F401 (the condition)

from accounts import again as module
from accounts.again import MOST_RETRIES, again, atomic_again, collided, pause
from accounts.models import User
from tests.at_once import LONG, at_once

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch) -> None:
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.0)


class Lost(Exception):
    """What psycopg raises, as far as we look at it."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def error_from(cause: Exception) -> OperationalError:
    """As Django wraps what the driver says."""
    error = OperationalError("canary")
    error.__cause__ = cause
    return error


class Unit:
    """Fails so many times, then gives its word."""

    def __init__(self, failures: int, cause: Exception) -> None:
        self.failures, self.cause, self.calls = failures, cause, 0

    def __call__(self, word: str) -> str:
        self.calls += 1
        if self.calls <= self.failures:
            raise error_from(self.cause)
        return word


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sqlstate", ["40001", "40P01"])
def test_F11_a_collision_is_tried_three_times_more(sqlstate) -> None:
    unit = Unit(MOST_RETRIES, Lost(sqlstate))
    assert again(unit, "written") == "written"
    assert unit.calls == 4
    hopeless = Unit(MOST_RETRIES + 1, Lost(sqlstate))
    with pytest.raises(OperationalError):
        again(hopeless, "written")
    assert hopeless.calls == 4


@pytest.mark.django_db(transaction=True)
def test_F11_a_database_that_is_away_is_no_collision() -> None:
    unit = Unit(1, Lost("08006"))
    with pytest.raises(OperationalError):
        again(unit, "written")
    assert unit.calls == 1


def test_F11_within_an_open_transaction_there_is_one_try(db) -> None:
    unit = Unit(1, Lost("40P01"))
    with pytest.raises(OperationalError):
        again(unit, "written")
    assert unit.calls == 1


def test_F11_sqlite_says_locked_in_several_ways(tmp_path) -> None:
    path = tmp_path / "locked.sqlite3"
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(path, timeout=0)) as other:
        one.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as locked:
            other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as wrong:
            other.execute("SELECT * FROM nothing")
    assert collided(error_from(locked.value))
    assert not collided(error_from(wrong.value))


def test_the_pause_grows_and_differs(monkeypatch) -> None:
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.1)
    pauses = [[pause(done) for _ in range(20)] for done in range(3)]
    assert [0.05 * 2**done <= min(p) and max(p) <= 0.1 * 2**done for done, p in enumerate(pauses)]
    assert all(len(set(some)) > 1 for some in pauses)


# --- With the real thing ----------------------------------------------------------------------
@on_postgresql
@pytest.mark.parametrize("turn", range(3))
def test_F11_a_real_deadlock_is_resolved_and_its_effects_come_once(
    transactional_db, alice, charlie, turn
) -> None:
    meet, through, tries, told = Barrier(2), Event(), [], []

    @atomic_again
    def rename(first: User, second: User) -> None:
        """Lock one row, wait until the other transaction has locked the other, then want both."""
        transaction.on_commit(lambda: told.append(first.email))
        tries.append(first.email)
        if tries.count(first.email) == 2:
            through.wait(LONG)  # the pause is usually enough; a busy machine may need longer
        User.objects.filter(pk=first.pk).update(display_name="Renamed")
        if tries.count(first.email) == 1:
            meet.wait(LONG)
        User.objects.filter(pk=second.pk).update(display_name="Renamed")

    def run(*pair: User) -> None:
        rename(*pair)
        through.set()

    at_once(partial(run, alice, charlie), partial(run, charlie, alice))
    assert len(tries) == 3  # two began, one of them was given up and did it again
    assert sorted(told) == ["alice@example.org", "charlie@example.org"]
    assert set(User.objects.values_list("display_name", flat=True)) == {"Renamed"}

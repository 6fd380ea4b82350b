"""An archive is made once, by whoever has it; a failure says why, and a day later it goes."""

import errno
import json
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import OperationalError

from accounts.models import AuditEvent
from outreach import takeouts
from outreach.actions.takeouts import forget_takeouts, start_takeout, take_up_takeouts
from outreach.models import Takeout, TakeoutFile
from outreach.takeouts import make, problem_of, takeout_of
from tests.contacts.imports.files import Clock
from tests.contacts.people import new_contact

NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """It stands still, for the whole of Django too."""
    clock = Clock(NOW)
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock


@pytest.fixture
def takeout(alice, clock) -> Takeout:
    """Alice has asked for it."""
    new_contact(alice, "Maria Santos")
    return start_takeout(user=alice, now=NOW)


@pytest.fixture
def broken(monkeypatch):
    """Making an archive fails, the words of the error being somebody's."""

    def fail(user, *, now):
        raise ValueError(user.contacts.get().name)

    monkeypatch.setattr(takeouts, "account_files", fail)


def now_of(takeout: Takeout) -> Takeout:
    """The row as it is."""
    return Takeout.objects.get(pk=takeout.pk)


def fails_three_times(takeout: Takeout, clock: Clock) -> Takeout:
    """Each attempt when it is due."""
    for _ in range(3):
        make(takeout.pk, clock=clock)
        clock.passes(minutes=5)
    return now_of(takeout)


def exports() -> int:
    """How many are counted."""
    return AuditEvent.objects.filter(verb="export").count()


def test_it_is_made_and_kept(takeout, clock) -> None:
    make(takeout.pk, clock=clock)
    ready = now_of(takeout)
    data = bytes(TakeoutFile.objects.get(takeout=takeout).data)
    assert (ready.status, ready.due_at, ready.ended_at) == ("ready", None, NOW)
    assert ready.size == len(data)
    with ZipFile(BytesIO(data)) as archive:
        assert ready.files == len(archive.namelist())
        (maria,) = json.loads(archive.read("contacts.json"))["contacts"]
    assert maria["formatted_name"] == "Maria Santos"


def test_it_is_in_the_language_of_its_owner(takeout, alice, clock) -> None:
    type(alice).objects.update(language="fr")
    make(takeout.pk, clock=clock)
    with ZipFile(BytesIO(bytes(TakeoutFile.objects.get().data))) as archive:
        assert archive.read("contacts.csv").decode("utf-8-sig").startswith("Nom complet,")


def test_made_twice_is_made_once(takeout, clock) -> None:
    make(takeout.pk, clock=clock)
    make(takeout.pk, clock=clock)
    assert (now_of(takeout).attempts, TakeoutFile.objects.count()) == (1, 1)


def test_L11_asking_twice_is_one_and_counts_once(takeout, alice) -> None:
    assert start_takeout(user=alice, now=NOW) == takeout
    assert (Takeout.objects.count(), exports()) == (1, 1)


def test_a_new_one_takes_the_place_of_the_old(takeout, alice, clock) -> None:
    make(takeout.pk, clock=clock)
    assert start_takeout(user=alice, now=NOW) != takeout
    assert (Takeout.objects.get().status, TakeoutFile.objects.count()) == ("making", 0)
    assert exports() == 2


def test_F31_a_failure_is_tried_again_later(takeout, clock, broken) -> None:
    make(takeout.pk, clock=clock)
    later = now_of(takeout)
    assert (later.status, later.attempts) == ("making", 1)
    assert timedelta(seconds=10) <= later.due_at - NOW <= timedelta(seconds=15)


def test_F31_after_three_failures_it_says_why(takeout, clock, broken, caplog) -> None:
    failed = fails_three_times(takeout, clock)
    assert (failed.status, failed.problem, failed.due_at) == ("failed", "mistake", None)
    assert "ValueError" in caplog.text
    assert "Maria" not in caplog.text  # P20


def test_L11_trying_again_is_not_counted(takeout, alice, clock, broken, monkeypatch) -> None:
    fails_three_times(takeout, clock)
    monkeypatch.undo()
    another = start_takeout(user=alice, now=clock())
    assert another != takeout
    make(another.pk, clock=clock)
    assert (now_of(another).status, exports()) == ("ready", 1)
    assert AuditEvent.objects.filter(verb="export_again").count() == 1


def test_a_worker_that_comes_back_changes_nothing(takeout, alice, clock, monkeypatch) -> None:
    def overtaken(user, *, now):
        yield "README.txt", b"x"
        Takeout.objects.update(attempts=2)
        yield "profile.json", b"{}"

    monkeypatch.setattr(takeouts, "account_files", overtaken)
    make(takeout.pk, clock=clock)
    assert (now_of(takeout).status, TakeoutFile.objects.count()) == ("making", 0)


def test_what_a_killed_worker_left_is_taken_up(takeout, clock) -> None:
    Takeout.objects.update(attempts=1, due_at=NOW + timedelta(minutes=5))
    assert take_up_takeouts(now=NOW) == 0
    make(takeout.pk, clock=clock)
    assert now_of(takeout).status == "making"
    assert take_up_takeouts(now=clock.passes(minutes=5)) == 1
    make(takeout.pk, clock=clock)
    assert now_of(takeout).status == "ready"


def test_what_was_interrupted_three_times_is_given_up(takeout, clock) -> None:
    Takeout.objects.update(attempts=3, due_at=NOW)
    take_up_takeouts(now=NOW)
    assert (now_of(takeout).status, now_of(takeout).problem) == ("failed", "stopped")


def test_P2_a_day_later_it_is_gone(takeout, alice, clock) -> None:
    make(takeout.pk, clock=clock)
    almost, over = NOW + timedelta(hours=23, minutes=59), NOW + timedelta(hours=24)
    assert takeout_of(alice, almost) == takeout
    assert forget_takeouts(now=almost) == 0
    assert takeout_of(alice, over) is None  # before the tick, too
    forget_takeouts(now=over)
    assert (Takeout.objects.count(), TakeoutFile.objects.count()) == (0, 0)


def test_one_being_made_is_not_forgotten(takeout) -> None:
    assert forget_takeouts(now=NOW + timedelta(days=9)) == 0


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (OSError(errno.ENOSPC, "full"), "no_room"),
        (MemoryError(), "no_room"),
        (OperationalError("gone"), "database"),
        (KeyError("x"), "mistake"),
    ],
)
def test_each_failure_has_its_reason(error, problem) -> None:
    assert problem_of(error) == problem

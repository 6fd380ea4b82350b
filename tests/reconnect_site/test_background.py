"""The background process, one step at a time; and once as a real process that is told to end."""

import signal
import subprocess
import sys
import time
from datetime import timedelta
from typing import ClassVar

import pytest
from django.conf import settings as site
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from reconnect_site import background as module
from reconnect_site.background import Background
from tests.at_once import LONG

NOW = timezone.now()


class Seen:
    """What the tasks below were called with."""

    words: ClassVar[list[str]] = []


@task()
def noted(word: str) -> None:
    """A task that leaves a trace."""
    Seen.words.append(word)


@task()
def broken() -> None:
    """A task that fails."""
    raise ValueError("no")


@pytest.fixture
def ticks(monkeypatch) -> list[object]:
    """The times at which the tick was called."""
    times: list[object] = []
    monkeypatch.setattr(module, "tick", lambda *, now: times.append(now))
    return times


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    Seen.words = []


def test_tasks_run_once_in_order_and_one_a_step(in_queue, ticks) -> None:
    noted.enqueue("first")
    noted.enqueue("second")
    background = Background()
    assert [background.step(now=NOW) for _ in range(3)] == [True, True, False]
    assert Seen.words == ["first", "second"]
    statuses = set(DBTaskResult.objects.values_list("status", flat=True))
    assert statuses == {TaskResultStatus.SUCCESSFUL}


def test_a_failing_task_is_recorded_and_the_next_one_runs(in_queue, ticks) -> None:
    broken.enqueue()
    noted.enqueue("after")
    background = Background()
    background.step(now=NOW)
    background.step(now=NOW)
    assert Seen.words == ["after"]
    assert DBTaskResult.objects.failed().count() == 1


def test_the_tick_comes_once_a_minute(in_queue, ticks) -> None:
    background = Background()
    for seconds in (0, 1, 59, 60, 61):
        background.step(now=NOW + timedelta(seconds=seconds))
    assert ticks == [NOW, NOW + timedelta(seconds=60)]


def test_F27_the_tick_goes_on_when_the_clock_goes_back(in_queue, ticks) -> None:
    background = Background()
    back = NOW - timedelta(days=1)
    for now in (NOW, back, back + timedelta(seconds=59), back + timedelta(seconds=60)):
        background.step(now=now)
    assert ticks == [NOW, back, back + timedelta(seconds=60)]


def test_a_stopped_process_does_nothing_more(in_queue, ticks) -> None:
    noted.enqueue("too late")
    background = Background()
    background.stop(signal.SIGTERM, None)
    signal.alarm(0)
    background.run()
    assert (Seen.words, ticks) == ([], [])


@task()
def interrupted() -> None:
    """A task in the middle of which its time is up."""
    signal.raise_signal(signal.SIGALRM)


def test_F34_a_task_that_takes_too_long_goes_back_into_the_queue(in_queue, ticks) -> None:
    interrupted.enqueue()
    background = Background()
    background.stop(signal.SIGTERM, None)
    signal.alarm(0)
    background.run_one_task()
    (row,) = DBTaskResult.objects.all()
    assert (row.status, row.started_at, row.traceback) == (TaskResultStatus.READY, None, "")
    assert len(row.worker_ids) == 1


def test_F34_sigterm_ends_the_worker_cleanly(tmp_path) -> None:
    environment = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/worker.sqlite3",
        "SECRET_KEY": "tests-only-" + "x" * 60,
        "ALLOWED_HOSTS": "localhost",
        "PLAIN_HTTP": "1",
        "PATH": "",
    }
    manage = [sys.executable, str(site.BASE_DIR / "manage.py")]
    # Without tables every step fails: the worker must wait, not die, and still end when asked to.
    # To a file: a pipe that nobody reads is full after a few failures, and the worker would wait.
    said = tmp_path / "said"
    with said.open("w") as log:
        worker = subprocess.Popen([*manage, "worker"], env=environment, stderr=log)
    try:
        while "tried again" not in said.read_text() and worker.poll() is None:
            time.sleep(0.05)
        worker.terminate()
        assert worker.wait(LONG) == 0
    finally:
        worker.kill()
        worker.wait()

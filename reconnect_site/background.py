"""The background process: one task after the other, and the tick every minute in between."""

import logging
import signal
import time
import uuid
from datetime import datetime, timedelta
from types import FrameType
from typing import Any, NoReturn

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from reconnect_site.tick import tick

log = logging.getLogger(__name__)

TICK_EVERY = timedelta(minutes=1)
IDLE_SECONDS = 1.0
RECOVER_SECONDS = 5.0
# A task that is still running so long after SIGTERM is given up: 30 s is what hosts allow (F34).
LAST_TASK_SECONDS = 25


class Background:
    """Runs until ``stop``. Several processes may run at once: tasks are claimed, ticks harmless."""

    def __init__(self) -> None:
        # A plain flag: an Event's lock could be held by the very thread the signal interrupts.
        self._is_stopped = False
        self._has_given_up = False
        self._next_tick: datetime | None = None
        self._runner = TaskRunner(
            queue_names=["*"],
            interval=IDLE_SECONDS,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid.uuid4().hex,
            excluded_queue_names=[],
        )

    def run(self) -> None:
        """Work until stopped; a database that is away is waited for."""
        while not self._is_stopped:
            try:
                pause = 0.0 if self.step(now=timezone.now()) else IDLE_SECONDS
            except DatabaseError:
                log.exception("the database is away; trying again")
                pause = RECOVER_SECONDS
            close_old_connections()
            if not self._is_stopped:
                time.sleep(pause)

    def step(self, *, now: datetime) -> bool:
        """Tick if a minute has passed, and run one task; whether there was one."""
        if self._is_time_for_a_tick(now):
            self._next_tick = now + TICK_EVERY
            tick(now=now)
        return self.run_one_task()

    def _is_time_for_a_tick(self, now: datetime) -> bool:
        """Also when the clock went back, behind the tick before the next (TRUST.md, F27)."""
        next_tick = self._next_tick
        return next_tick is None or not next_tick - TICK_EVERY <= now < next_tick

    def run_one_task(self) -> bool:
        """Claim the next task that is due, in a transaction of its own, and run it."""
        ready = DBTaskResult.objects.ready()
        if not ready.exists():  # a look without a lock, once a second
            return False
        with exclusive_transaction():
            task = ready.get_locked()
            if task is None:
                return False
            task.claim(self._runner.worker_id)
        self._runner.run_task(task)
        if self._has_given_up:
            put_back(task)
        return True

    def stop(self, number: int, frame: FrameType | None) -> None:
        """A signal: finish the task in hand, then end."""
        self._is_stopped = True
        signal.signal(signal.SIGALRM, self.give_up)
        signal.alarm(LAST_TASK_SECONDS)

    def give_up(self, number: int, frame: FrameType | None) -> NoReturn:
        """The task in hand takes too long: it goes back into the queue, and the process ends."""
        self._has_given_up = True
        raise SystemExit(0)


def put_back(task: "DBTaskResult[..., Any]") -> None:
    """Into the queue again: it did not fail, its time was up."""
    interrupted = DBTaskResult.objects.failed().filter(pk=task.pk).order_by()
    interrupted.update(
        status=TaskResultStatus.READY,
        started_at=None,
        finished_at=None,
        exception_class_path="",
        traceback="",
    )

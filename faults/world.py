"""Where the faults happen: a database with its tables, a clock, the site, processes to kill."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from random import Random

from django.db import connections

from faults.clock import Clock
from faults.mail import MailServer
from faults.web import Site


class World:
    """One database and everything around it."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder = folder
        self.clock = clock
        self.log = folder / "processes.log"
        self.log.touch()
        self._children: list[Child] = []
        self._cleaners: list[Callable[[], object]] = []

    @cached_property
    def mail(self) -> MailServer:
        """The mail server."""
        connections.close_all()
        return MailServer(self.folder)

    @cached_property
    def site(self) -> Site:
        """The site behind gunicorn, started when a fault first asks for it."""
        return Site(self.log, self.mail.url)

    def start(self, job: Callable[[], None]) -> "Child":
        """Do this in a process of its own, which begins as a copy of this one."""
        connections.close_all()
        child = Child(job, self.log)
        self._children.append(child)
        return child

    def end_children(self) -> None:
        """Whatever a try has left running."""
        for child in self._children:
            child.kill()
        self._children.clear()

    def close(self) -> None:
        """End every process that was started here."""
        self.end_children()
        if "site" in self.__dict__:
            self.site.close()
        if "mail" in self.__dict__:
            self.mail.close()

    def afterwards(self, clean: Callable[[], object]) -> None:
        """Do this at the end of the try, however it ends."""
        self._cleaners.append(clean)

    @contextmanager
    def one_try(self) -> Iterator[None]:
        """What a try starts ends with it, and the clock is right again."""
        try:
            yield
        finally:
            self.end_children()
            while self._cleaners:
                self._cleaners.pop()()
            self.clock.is_right()
            if "mail" in self.__dict__:
                self.mail.behaves()


class Child:
    """A process that was forked from this one: it starts in milliseconds, and can be killed."""

    def __init__(self, job: Callable[[], None], log: Path) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        self.status: int | None = None
        if self.pid == 0:
            _be_child(job, log)

    def poll(self) -> bool:
        """Whether it is over."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = status if pid else None
        return self.status is not None

    def ends_within(self, seconds: float) -> bool:
        """Wait for it; whether it ended in time."""
        last_call = time.monotonic() + seconds
        while not self.poll():
            if time.monotonic() > last_call:
                return False
            time.sleep(0.002)
        return True

    def signal(self, number: int) -> None:
        """Send it a signal, if it is still there."""
        if not self.poll():
            os.kill(self.pid, number)

    def kill(self) -> None:
        """SIGKILL, and wait for the end."""
        self.signal(signal.SIGKILL)
        self.ends_within(10)

    @property
    def was_killed(self) -> bool:
        """Whether SIGKILL ended it, from here or by its own hand."""
        return self.status is not None and os.WIFSIGNALED(self.status)

    @property
    def exit_code(self) -> int | None:
        """Its exit code, once it ended by itself."""
        if self.status is None or self.was_killed:
            return None
        return os.waitstatus_to_exitcode(self.status)


def _be_child(job: Callable[[], None], log: Path) -> None:
    """The other side of the fork: never returns."""
    code = 1
    try:
        file = os.open(log, os.O_WRONLY | os.O_APPEND)
        os.dup2(file, 1)
        os.dup2(file, 2)
        job()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def at_random(some: Random, seconds: float) -> None:
    """Wait for a moment by chance."""
    time.sleep(some.uniform(0, seconds))

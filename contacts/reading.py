"""A file of contacts is read in another process, so that it can harm nobody (TRUST.md, T16).

Whatever a file makes its reader do, this one gets an answer in time: the result, or the reason why
there is none. ``contacts.exchange.__main__`` is the other side.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, cast

from django.conf import settings

from contacts.exchange import wire
from contacts.exchange.record import Choices, FileProblem, Limits, Progress, ReadFile

log = logging.getLogger(__name__)

CHILD_DIED = "child_died"
TOOK_TOO_LONG = "took_too_long"

# By the clock on the wall: three times the CPU that it may use, for the machine has other work.
SECONDS = 60.0
# The interpreter of this process; nothing from the environment, no cached code written.
COMMAND = [sys.executable, "-E", "-s", "-B", "-m", "contacts.exchange"]
# Where a Python that is not the system's finds its own libraries.
_NEEDED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
# What lines give that are none of ours, or not all of them.
_NO_RESULT = (ValueError, TypeError, LookupError, AttributeError)


class ReaderEnded(Exception):
    """The reader gave no result; ``reason`` is "child_died" or "took_too_long"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_apart(
    data: bytes,
    filename: str,
    *,
    choices: Choices | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    seconds: float = SECONDS,
) -> ReadFile:
    """As ``contacts.exchange.read_file``, in a process of its own. Raises ReaderEnded, and what
    ``progress`` raises; the other process is gone then."""
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        return ReadFile(file_error=FileProblem.FILE_TOO_LARGE)
    order = wire.order(filename[-100:], choices or Choices(), limits)
    with subprocess.Popen(  # noqa: S603 - a command of our own making, and no shell
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what it complains of may hold what a row holds (P20)
        cwd=settings.BASE_DIR,
        env={name: os.environ[name] for name in _NEEDED if name in os.environ},
        start_new_session=True,
    ) as child:
        return _Reading(child, seconds).result(order + data, progress)


class _Reading:
    """A child at work, and the two threads beside it: one feeds it, one watches the clock."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float) -> None:
        self._child = child
        self._is_overdue = False
        self._alarm = threading.Timer(seconds, self._end)
        self._alarm.daemon = True

    def result(self, given: bytes, progress: Progress | None) -> ReadFile:
        """What the child found. Raises ReaderEnded."""
        given_to, told_by = cast(IO[bytes], self._child.stdin), cast(IO[bytes], self._child.stdout)
        feeder = threading.Thread(target=_feed, args=(given_to, given), daemon=True)
        try:
            self._alarm.start()
            feeder.start()
            return self._listen(told_by, progress)
        finally:
            self._alarm.cancel()
            self._child.kill()
            feeder.join()
            self._alarm.join()

    def _end(self) -> None:
        self._is_overdue = True
        self._child.kill()

    def _listen(self, lines: IO[bytes], progress: Progress | None) -> ReadFile:
        reassembly = wire.Reassembly()
        for line in lines:
            so_far = self._taken(line, reassembly)
            if so_far and progress:
                progress(*so_far)
        try:
            return reassembly.result()
        except _NO_RESULT:
            raise self._ended() from None

    def _taken(self, line: bytes, reassembly: wire.Reassembly) -> tuple[int, int] | None:
        try:
            return reassembly.take(line)
        except _NO_RESULT:
            self._child.kill()
            raise self._ended() from None

    def _ended(self) -> ReaderEnded:
        """Why there is no result: the exit code says, once the child is gone."""
        code = self._child.wait()
        is_late = self._is_overdue or code == -signal.SIGXCPU
        log.warning("the reader of a file ended with %s, late: %s", code, is_late)
        return ReaderEnded(TOOK_TOO_LONG if is_late else CHILD_DIED)


def _feed(pipe: IO[bytes], given: bytes) -> None:
    """A child that ends early does not take all of it; that is told by its exit code."""
    with suppress(OSError):
        pipe.write(given)
    with suppress(OSError):
        pipe.close()

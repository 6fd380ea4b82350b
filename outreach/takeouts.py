"""What the task does with an archive: claim it, make it, and finish only what is still its own.

As with an import (``contacts/imports/lease.py``) the claim is a conditional update that counts the
attempt and gives a lease, and each file that is made renews the lease.
"""

import errno
import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone, translation

from accounts.again import again, atomic_again, wait_after
from accounts.models import User
from outreach.archive.files import account_files, zipped
from outreach.models import Takeout, TakeoutFile

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Status, Problem = Takeout.Status, Takeout.Problem

LEASE = timedelta(minutes=5)
"""Longer than any one file of the archive takes, with the most contacts there may be."""
MOST_ATTEMPTS = 3
RETRY_AFTER = timedelta(seconds=10)
KEPT = timedelta(hours=24)
SQLITE_FULL, POSTGRESQL_FULL = 13, "53100"


class Lost(Exception):
    """Somebody else makes it now, or it is gone: leave it alone."""


@dataclass(slots=True)
class Hold:
    """An archive that is ours as long as nobody else has begun it."""

    takeout: Takeout
    clock: Clock

    def update(self, **values: Any) -> None:
        """Write to the row while it is ours. Raises Lost."""
        ours = Takeout.objects.filter(
            pk=self.takeout.pk, status=Status.MAKING, attempts=self.takeout.attempts
        )
        if not ours.update(**values):
            raise Lost

    def counted(self, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        """The files, with the lease renewed after each. Raises Lost."""
        for number, file in enumerate(files, 1):
            yield file
            self.update(files=number, due_at=self.clock() + LEASE)


def make(takeout_id: UUID, *, clock: Clock) -> None:
    """Make the archive; a failure leaves it to the next attempt, the last one says why."""
    hold = again(_claim, takeout_id, clock)
    if hold is None:
        return
    try:
        data = _archive(hold)
        atomic_again(_keep)(hold, data)
    except Lost:
        log.info("archive %s is somebody else's now", takeout_id)
    except Exception as error:
        # The text of an error may hold what a row holds (P20): its kind and place say enough.
        where = "".join(traceback.format_tb(error.__traceback__)[-3:])
        log.error("archive %s: %s\n%s", takeout_id, type(error).__name__, where)
        again(_put_off, hold, problem_of(error))


def _claim(takeout_id: UUID, clock: Clock) -> Hold | None:
    now = clock()
    due = Takeout.objects.filter(
        pk=takeout_id, status=Status.MAKING, due_at__lte=now, attempts__lt=MOST_ATTEMPTS
    )
    takeout = due.select_related("owner").first()
    if takeout is None:
        return None
    same = due.filter(attempts=takeout.attempts)
    if not same.update(attempts=F("attempts") + 1, due_at=now + LEASE, files=0):
        return None
    takeout.attempts += 1
    return Hold(takeout, clock)


def _archive(hold: Hold) -> bytes:
    """In the language and the time zone of its owner."""
    owner, now = hold.takeout.owner, hold.clock()
    language = owner.language or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(owner.zone):
        files = hold.counted(account_files(owner, now=now))
        return zipped(files, at=timezone.localtime(now))


def _keep(hold: Hold, data: bytes) -> None:
    hold.update(status=Status.READY, problem="", size=len(data), due_at=None, ended_at=hold.clock())
    TakeoutFile.objects.create(takeout=hold.takeout, data=data)


def _put_off(hold: Hold, problem: str) -> None:
    """To the next attempt, or for good."""
    attempts, now = hold.takeout.attempts, hold.clock()
    is_last = attempts >= MOST_ATTEMPTS
    ended = {"status": Status.FAILED, "due_at": None, "ended_at": now}
    later = {"due_at": now + wait_after(attempts, RETRY_AFTER)}
    try:
        hold.update(problem=problem, **(ended if is_last else later))
    except Lost:
        log.info("archive %s is somebody else's now", hold.takeout.pk)


def problem_of(error: Exception) -> str:
    """What to tell the user of a failure."""
    cause = error.__cause__
    is_full = (
        isinstance(error, MemoryError)
        or (isinstance(error, OSError) and error.errno == errno.ENOSPC)
        or getattr(cause, "sqlite_errorcode", None) == SQLITE_FULL
        or getattr(cause, "sqlstate", None) == POSTGRESQL_FULL
    )
    if is_full:
        return Problem.NO_ROOM
    return Problem.DATABASE if isinstance(error, DatabaseError) else Problem.MISTAKE


# --- What the page shows --------------------------------------------------------------------
def takeout_of(user: User, now: datetime) -> Takeout | None:
    """The latest archive of a user; one whose day is over is gone, whenever the tick comes."""
    takeout = Takeout.objects.filter(owner=user).first()
    is_over = takeout and takeout.ended_at and takeout.ended_at <= now - KEPT
    return None if is_over else takeout

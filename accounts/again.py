"""Trying again: at once what collided in the database (TRUST.md, F11), later what failed.

Two transactions that wait for each other, or one that would have read what no longer holds: the
database ends one of them, and nothing of it was written. Done again it goes through. This is only
for units that do nothing but read and write the database: whatever sends or tells somebody would
do so twice.
"""

import logging
import random
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, transaction
from django.db.models import Model

P = ParamSpec("P")
T = TypeVar("T")
Row = TypeVar("Row", bound=Model)

log = logging.getLogger(__name__)

MOST_RETRIES = 3
FIRST_PAUSE = 0.05  # seconds; doubled each time, and never twice the same for two that collide
POSTGRESQL = {"40001", "40P01"}
"""serialization_failure and deadlock_detected."""
SQLITE = {5, 6}
"""SQLITE_BUSY and SQLITE_LOCKED: "database is locked"."""


def again(unit: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do a unit that has its own transaction, at most three times more when it collides.

    Within a transaction that is open already there is one try: only its beginning can be gone
    back to.
    """
    retries = 0 if transaction.get_connection().in_atomic_block else MOST_RETRIES
    for done in range(retries):
        try:
            return unit(*args, **kwargs)
        except OperationalError as error:
            if not collided(error):
                raise
            log.info("%s collided and is done again", getattr(unit, "__name__", "a unit"))
        time.sleep(pause(done))
    return unit(*args, **kwargs)


def atomic_again(unit: Callable[P, T]) -> Callable[P, T]:
    """``@transaction.atomic`` that is done again when it collides.

    For functions that give the same when called again with the same arguments.
    """
    in_transaction: Callable[P, T] = transaction.atomic(unit)

    @wraps(unit)
    def done(*args: P.args, **kwargs: P.kwargs) -> T:
        return again(in_transaction, *args, **kwargs)

    return done


def each(unit: Callable[[Row, datetime], int], rows: Iterable[Row], now: datetime) -> int:
    """Do a unit of a job for each of its rows; the sum of what it gives.

    A row for which it fails is left for the next time, and holds up none of those behind it. The
    log names the row and no more: the text of an error may hold what stands in it.
    """
    done = 0
    for row in rows:
        try:
            done += unit(row, now)
        except Exception as error:
            name = f"{row._meta.label_lower} {row.pk}"
            unit_name = getattr(unit, "__name__", "a unit")
            log.error("%s of %s failed: %s", unit_name, name, type(error).__name__)
    return done


def collided(error: OperationalError) -> bool:
    """Whether the database gave this transaction up for another one's sake."""
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return (code & 0xFF) in SQLITE  # the upper bits say which kind of it
    return getattr(cause, "sqlstate", None) in POSTGRESQL


def pause(done: int) -> float:
    """Seconds before the next try, between half and all of a time that doubles."""
    most: float = FIRST_PAUSE * 2**done
    return most * random.uniform(0.5, 1)  # noqa: S311 (no secret)


def wait_after(attempts: int, first: timedelta) -> timedelta:
    """How long work that failed so many times rests: twice as long each time, and up to half as
    long again, so that what failed together does not come back together."""
    wait: timedelta = first * 2 ** (attempts - 1)
    return wait * random.uniform(1, 1.5)  # noqa: S311 (no secret)

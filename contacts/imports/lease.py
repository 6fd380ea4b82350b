"""Who has an import in hand.

The rows hold the truth (LIBRARIES.md, section 4). A claim is a conditional update that counts the
attempt and gives a lease; progress renews it. Whoever lost the lease finds another number of
attempts in the row and leaves it alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F

from contacts.models import ImportBatch

Clock = Callable[[], datetime]

LEASE = timedelta(seconds=90)
"""Longer than the reader of a file may be silent before it is ended."""
MOST_ATTEMPTS = 3
NEWS_EVERY = timedelta(seconds=0.4)


class Lost(Exception):
    """Somebody else has this import now, or the user cancelled it: leave it alone."""


@dataclass(slots=True)
class Hold:
    """An import that is ours as long as nobody else has begun it."""

    batch: ImportBatch
    clock: Clock
    _last_news: datetime | None = None

    def ours(self) -> Any:
        """The row, while it is ours: for conditional updates."""
        return ImportBatch.objects.filter(
            pk=self.batch.pk, status=self.batch.status, attempts=self.batch.attempts
        )

    def progress(self, done: int, total: int) -> None:
        """Show how far it is, now and then, and keep the lease. Raises Lost."""
        now = self.clock()
        if self._last_news and now - self._last_news < NEWS_EVERY:
            return
        self._last_news = now
        if not self.ours().update(progress_done=done, progress_total=total, due_at=now + LEASE):
            raise Lost

    def put_off(self, wait: timedelta) -> None:
        """Leave it to the next attempt, after a while."""
        self.ours().update(due_at=self.clock() + wait)

    def finish(self, status: str, **values: Any) -> None:
        """Write the end of it. Raises Lost, so that the transaction around it is undone."""
        if not self.ours().update(status=status, due_at=None, **values):
            raise Lost


def claim(batch_id: UUID, status: str, clock: Clock) -> Hold | None:
    """Begin work on an import in this state, unless somebody else has it."""
    now = clock()
    due = ImportBatch.objects.filter(
        pk=batch_id, status=status, due_at__lte=now, attempts__lt=MOST_ATTEMPTS
    )
    batch = due.select_related("owner").first()
    if batch is None:
        return None
    same = due.filter(attempts=batch.attempts)
    if not same.update(attempts=F("attempts") + 1, due_at=now + LEASE):
        return None
    batch.attempts += 1
    return Hold(batch, clock)

"""The postman: a thread of ``manage.py worker`` that sends what is due, one mail after the other.

A thread of its own, so that a mail server that takes its time holds up neither tasks nor the tick.
Several at once, in one process or in many, do no harm: rows are claimed (F5).
"""

import logging
import time
from threading import Thread

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from outreach.delivery.work import deliver_one

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
RECOVER_SECONDS = 5.0
LAST_MAIL_SECONDS = 22.0
"""How long the mail in hand may take once we were told to stop; hosts kill after 30 (F34)."""
GOODBYE_SECONDS = 5.0


class Post(Thread):
    """Sends until ``stop``; then finishes the mail in hand, or says that it may have left."""

    def __init__(self) -> None:
        # A daemon: what still hangs after all those times must not keep the process alive.
        super().__init__(name="post", daemon=True)
        # A plain value: a lock could be held by the very thread that a signal interrupts.
        self._stopped_at: float | None = None

    def run(self) -> None:
        """Poll every second, and go on at once while there is work."""
        while self._stopped_at is None:
            pause = self._step()
            close_old_connections()
            if pause and self._stopped_at is None:
                time.sleep(pause)
        connection.close()

    def _step(self) -> float:
        """Send one mail; how long to wait before the next look."""
        try:
            return (
                0.0 if deliver_one(clock=timezone.now, keep_waiting=self.has_time) else IDLE_SECONDS
            )
        except DatabaseError as error:
            log.warning("the database is away (%s); trying again", type(error).__name__)
        except Exception as error:
            # Not its text: that may hold what a mail holds (P20).
            log.error("sending failed: %s; trying again", type(error).__name__)
        return RECOVER_SECONDS

    def has_time(self) -> bool:
        """Whether the mail in hand may go on waiting for its server."""
        return self._stopped_at is None or time.monotonic() < self._stopped_at + LAST_MAIL_SECONDS

    def stop(self) -> None:
        """Take no other mail in hand. May be called by a signal."""
        if self._stopped_at is None:
            self._stopped_at = time.monotonic()

    def finish(self) -> None:
        """Wait for the mail in hand, as long as it may take."""
        self.stop()
        began = self._stopped_at or time.monotonic()
        self.join(max(0.0, began + LAST_MAIL_SECONDS + GOODBYE_SECONDS - time.monotonic()))

"""Who has a mail in hand.

A claim is a conditional update that counts the attempt and gives a lease; whoever lost the lease
finds another row than the one it left, and leaves it alone (TRUST.md, R2 and the outbox; F3–F5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import F, QuerySet

from outreach.delivery.retry import MOST_ATTEMPTS
from outreach.models import MAY_BE_CALLED_OFF, Delivery
from outreach.models.posting import Posted

T = TypeVar("T", bound=Posted)

CLAIMED_FOR = timedelta(seconds=45)
"""More than a server is given before DATA. After a kill the next worker sends within a minute."""
HANDING_OVER_FOR = timedelta(seconds=60)
RENEW_AFTER = timedelta(seconds=15)
CANDIDATES = 8


class Lost(Exception):
    """Somebody called it off, or another worker has it: leave it alone."""


@dataclass(slots=True)
class Hold(Generic[T]):
    """A row as we left it; it is ours as long as nobody else has changed it."""

    row: T

    def _rows(self) -> "QuerySet[T]":
        # By attempts too: an old holder must not take a row for its own that was claimed anew. And
        # by the id of the mail: attempts begin anew when the user confirms it once more.
        rows: QuerySet[T] = type(self.row)._base_manager.filter(
            pk=self.row.pk, attempts=self.row.attempts, message_id=self.row.message_id
        )
        return rows

    def _as_we_left_it(self) -> "QuerySet[T]":
        return self._rows().filter(delivery=self.row.delivery, due_at=self.row.due_at)

    @property
    def is_handing_over(self) -> bool:
        """Whether the server may have it."""
        return self.row.delivery == Delivery.HANDING_OVER

    def hand_over(self, now: datetime) -> None:
        """Say durably, before the mail can leave, that it may have left. Raises Lost.

        A transaction of its own: within another one, a rollback would forget it.
        """
        columns = {"delivery": Delivery.HANDING_OVER, "due_at": now + HANDING_OVER_FOR}
        with transaction.atomic(durable=True):
            _write(self._as_we_left_it(), columns)
        self._remember(columns)

    def keep(self, now: datetime) -> None:
        """We are still at it: renew the lease, now and then."""
        lasts = HANDING_OVER_FOR if self.is_handing_over else CLAIMED_FOR
        due_at = self.row.due_at
        # A lease far ahead is one of before the clock was set back.
        if due_at and timedelta() <= now + lasts - due_at < RENEW_AFTER:
            return
        if self._as_we_left_it().update(due_at=now + lasts):
            self.row.due_at = now + lasts

    def put_back(self, *, due_at: datetime, **columns: Any) -> None:
        """It has not left: to be tried again then. Raises Lost."""
        columns |= {"delivery": Delivery.QUEUED, "due_at": due_at}
        _write(self._as_we_left_it(), columns)
        self._remember(columns)

    def finish(self, delivery: Delivery, **columns: Any) -> None:
        """Write how it ended. Raises Lost, so that the transaction around it is undone.

        What we handed over ourselves and the sweep took for interrupted is known after all. The
        object stays as it is: where that transaction collides, this is called again (F11).
        """
        rows = self._as_we_left_it()
        if self.is_handing_over and delivery != Delivery.UNCONFIRMED:
            open_ends = (Delivery.HANDING_OVER, Delivery.UNCONFIRMED)
            rows = self._rows().filter(delivery__in=open_ends)
        _write(rows, {**columns, "delivery": delivery, "due_at": None})

    def _remember(self, columns: Mapping[str, Any]) -> None:
        for name, value in columns.items():
            setattr(self.row, name, value)


def _write(rows: "QuerySet[Any]", columns: Mapping[str, Any]) -> None:
    if not rows.update(**columns):
        raise Lost


def claim(rows: "QuerySet[T]", *, now: datetime) -> Hold[T] | None:
    """The first of these rows that is due, unless all of them are somebody else's."""
    due = rows.filter(
        delivery__in=sorted(MAY_BE_CALLED_OFF), due_at__lte=now, attempts__lt=MOST_ATTEMPTS
    )
    columns = ("pk", "delivery", "due_at", "attempts")
    for pk, delivery, due_at, attempts in due.order_by("due_at").values_list(*columns)[:CANDIDATES]:
        same = rows.model._base_manager.filter(
            pk=pk, delivery=delivery, due_at=due_at, attempts=attempts
        )
        lease = now + CLAIMED_FOR
        if same.update(delivery=Delivery.QUEUED, due_at=lease, attempts=F("attempts") + 1):
            # Read after the claim: what is checked and sent is what stands there now.
            ours = rows.filter(pk=pk, delivery=Delivery.QUEUED, attempts=attempts + 1, due_at=lease)
            row = ours.first()
            return Hold(row) if row else None
    return None

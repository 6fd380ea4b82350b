"""The kinds of rows that the worker sends: what each needs to be checked, written and told of."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any, Generic, TypeVar

from django.core.mail import EmailMessage as DjangoMail
from django.db.models import QuerySet

from outreach.actions import deliveries
from outreach.delivery import gate, letters
from outreach.delivery.lease import Hold
from outreach.models import Delivery, Message, Problem
from outreach.models.posting import Posted

T = TypeVar("T", bound=Posted)
SEVEN_BITS = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready for a server: to whom, and its bytes."""

    recipient: str
    content: bytes


def packed(mail: EmailMessage) -> Letter:
    """A mail of one recipient (TRUST.md, L3)."""
    (recipient,) = mail["To"].addresses
    return Letter(recipient.addr_spec, mail.as_bytes())


def packed_by_django(mail: DjangoMail) -> Letter:
    """The same for one that Django wrote; in seven bits, which every server takes."""
    (recipient,) = mail.recipients()
    written: Any = mail.message()
    read = message_from_bytes(written.as_bytes(), policy=SEVEN_BITS)
    return Letter(recipient, read.as_bytes())


class Mailing(ABC, Generic[T]):
    """One kind of row, and how its end is told."""

    @abstractmethod
    def rows(self) -> QuerySet[T]:
        """What may be claimed, with what a claim reads."""

    @abstractmethod
    def obstacle(self, row: T) -> Problem | None:
        """Why it may not go out; looked at after the claim."""

    @abstractmethod
    def letter(self, row: T, now: datetime) -> Letter | None:
        """The mail; None when there is nothing to say. Raises letters.Unwritable."""

    @abstractmethod
    def sent(self, hold: Hold[T], *, code: str, now: datetime) -> None:
        """It has left."""

    @abstractmethod
    def failed(self, hold: Hold[T], *, problem: Problem, code: str, now: datetime) -> None:
        """It has not left and will not."""

    @abstractmethod
    def unconfirmed(self, hold: Hold[T], *, problem: Problem, now: datetime) -> None:
        """It may have left."""

    @abstractmethod
    def cancelled(self, hold: Hold[T], *, problem: Problem, now: datetime) -> None:
        """It may not leave any more."""


class Messages(Mailing[Message]):
    """What users write to their contacts."""

    def rows(self) -> QuerySet[Message]:
        known = Message.objects.select_related("outreach__owner", "outreach__contact")
        return known.exclude(outreach__owner__sender__paused_at__isnull=False)

    def obstacle(self, row: Message) -> Problem | None:
        return gate.obstacle(row)

    def letter(self, row: Message, now: datetime) -> Letter:
        return packed(letters.letter_for(row))

    def sent(self, hold: Hold[Message], *, code: str, now: datetime) -> None:
        deliveries.note_sent(hold=hold, code=code, now=now)

    def failed(self, hold: Hold[Message], *, problem: Problem, code: str, now: datetime) -> None:
        deliveries.note_failed(hold=hold, problem=problem, code=code, now=now)

    def unconfirmed(self, hold: Hold[Message], *, problem: Problem, now: datetime) -> None:
        deliveries.note_unconfirmed(hold=hold, problem=problem, now=now)

    def cancelled(self, hold: Hold[Message], *, problem: Problem, now: datetime) -> None:
        deliveries.note_cancelled(hold=hold, problem=problem, now=now)


class OwnMail(Mailing[T]):
    """What the site writes to its users: nobody waits for it, and nothing follows from it."""

    def obstacle(self, row: T) -> Problem | None:
        return None

    def sent(self, hold: Hold[T], *, code: str, now: datetime) -> None:
        hold.finish(Delivery.SENT, sent_at=now, problem="", reply_code=code)

    def failed(self, hold: Hold[T], *, problem: Problem, code: str, now: datetime) -> None:
        hold.finish(Delivery.FAILED, problem=problem, reply_code=code)

    def unconfirmed(self, hold: Hold[T], *, problem: Problem, now: datetime) -> None:
        hold.finish(Delivery.UNCONFIRMED, problem=problem)

    def cancelled(self, hold: Hold[T], *, problem: Problem, now: datetime) -> None:
        hold.finish(Delivery.CANCELLED, problem=problem)


KINDS: tuple[Mailing[Any], ...] = (Messages(),)
"""Messages before everything else: somebody waits for them."""

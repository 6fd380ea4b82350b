"""The kinds of rows that the worker sends: what each needs to be checked, written and told of."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from outreach.actions import deliveries
from outreach.delivery import gate, letters
from outreach.delivery.lease import Hold
from outreach.digest.letters import letter_for as digest_letter
from outreach.leaving import note_told
from outreach.models import Delivery, Digest, Message, Problem
from outreach.models.posting import Posted

T = TypeVar("T", bound=Posted)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready for a server: to whom, and its bytes."""

    recipient: str
    content: bytes


def packed(mail: EmailMessage) -> Letter:
    """A mail of one recipient (TRUST.md, L3); in seven bits, which every server takes."""
    (recipient,) = mail["To"].addresses
    return Letter(recipient.addr_spec, mail.as_bytes(policy=mail.policy.clone(cte_type="7bit")))


class Mailing(ABC, Generic[T]):
    """One kind of row, and how its end is told."""

    @abstractmethod
    def rows(self) -> QuerySet[T]:
        """What may be claimed, with what a claim reads."""

    @abstractmethod
    def obstacle(self, row: T, now: datetime) -> Problem | None:
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
        """It may not leave any more, or not yet."""


class Messages(Mailing[Message]):
    """What users write to their contacts."""

    def rows(self) -> QuerySet[Message]:
        known = Message.objects.select_related("outreach__owner", "outreach__contact")
        return known.exclude(outreach__owner__sender__paused_at__isnull=False)

    def obstacle(self, row: Message, now: datetime) -> Problem | None:
        return gate.obstacle(row, now)

    def letter(self, row: Message, now: datetime) -> Letter:
        return packed(letters.letter_for(row))

    def sent(self, hold: Hold[Message], *, code: str, now: datetime) -> None:
        deliveries.note_sent(hold=hold, code=code, now=now)

    def failed(self, hold: Hold[Message], *, problem: Problem, code: str, now: datetime) -> None:
        deliveries.note_failed(hold=hold, problem=problem, code=code, now=now)

    def unconfirmed(self, hold: Hold[Message], *, problem: Problem, now: datetime) -> None:
        deliveries.note_unconfirmed(hold=hold, problem=problem, now=now)

    def cancelled(self, hold: Hold[Message], *, problem: Problem, now: datetime) -> None:
        note = deliveries.note_cancelled
        if problem in gate.BACK_TO_THE_USER:
            note = deliveries.note_put_back
        note(hold=hold, problem=problem, now=now)


class Digests(Mailing[Digest]):
    """What the site tells its users: nothing follows from it but that it was told (L14, P6)."""

    def rows(self) -> QuerySet[Digest]:
        return Digest.objects.select_related("owner")

    def obstacle(self, row: Digest, now: datetime) -> Problem | None:
        return None  # its letter knows whether there is anything to say, and to whom

    def letter(self, row: Digest, now: datetime) -> Letter | None:
        mail = digest_letter(row, now)
        return packed(mail) if mail else None

    @transaction.atomic
    def sent(self, hold: Hold[Digest], *, code: str, now: datetime) -> None:
        hold.finish(Delivery.SENT, sent_at=now, problem="", reply_code=code)
        note_told(hold.row, now)

    def failed(self, hold: Hold[Digest], *, problem: Problem, code: str, now: datetime) -> None:
        hold.finish(Delivery.FAILED, problem=problem, reply_code=code)

    def unconfirmed(self, hold: Hold[Digest], *, problem: Problem, now: datetime) -> None:
        hold.finish(Delivery.UNCONFIRMED, problem=problem)

    def cancelled(self, hold: Hold[Digest], *, problem: Problem, now: datetime) -> None:
        hold.finish(Delivery.CANCELLED, problem=problem)


KINDS: tuple[Mailing[Any], ...] = (Messages(), Digests())
"""Messages first: somebody waits for them."""

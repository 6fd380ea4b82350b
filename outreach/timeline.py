"""What happened in an outreach, told in order: messages and moves on one line of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from contacts.exchange.text import isolated
from outreach.message.vocabulary import Kind
from outreach.models import (
    PERHAPS_SENT,
    STATUS_LABELS,
    Delivery,
    Message,
    Outreach,
    OutreachEvent,
    Problem,
)
from outreach.progress import MOVES, Status

S = Status

# Moves that a sent message tells already, or that only lead on to the next one.
TOLD_BY_MESSAGES = frozenset({S.SENT, S.NUDGED, S.THANKED, S.ANSWERED})
WORDS: dict[str, Any] = {
    S.ACCEPTED: _("They said yes"),
    S.DEFERRED: _("They asked you to come back later"),
    S.DECLINED: _("They said no"),
    S.BOUNCED: _("It did not arrive"),
    S.HELPED: _("They helped"),
    S.NO_ANSWER: _("No answer came"),
    S.CLOSED: _("Closed"),
    S.DISCARDED: _("You dropped this draft"),
    S.DRAFT: _("Back to your draft"),
}
HELLO_ANSWERED = _("They wrote back")
TAKEN_BACK = _("You took that back")
WRITTEN_FOR = {S.THANKED: Kind.THANK_YOU, S.ANSWERED: Kind.ANSWER_NO}
LEFT_UNWRITTEN: dict[str, Any] = {
    S.THANKED: _("You left it without a thank-you"),
    S.ANSWERED: _("You left it without an answer"),
}
SENT_WORDS: dict[str, Any] = {
    Message.Delivery.SENT: _("Sent"),
    Message.Delivery.BOUNCED: _("Sent, but it did not arrive"),
    Message.Delivery.CANCELLED: _("Not sent"),
    Message.Delivery.DRAFT: _("Draft"),
    Message.Delivery.HELD: _("Waiting 30 seconds"),
    Message.Delivery.QUEUED: _("Waiting to be sent"),
    Message.Delivery.HANDING_OVER: _("Being handed over"),
    Message.Delivery.FAILED: _("Could not be sent"),
    Message.Delivery.UNCONFIRMED: _("Perhaps sent"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: when, what, and the message it was, if it was one."""

    at: datetime
    title: Any
    delivery: Any = ""
    detail: Any = ""
    message: Message | None = None
    is_open: bool = False

    @property
    def is_draft(self) -> bool:
        """A message still to be sent."""
        return self.message is not None and self.message.delivery == Message.Delivery.DRAFT


def timeline(
    outreach: Outreach, events: Iterable[OutreachEvent], messages: Iterable[Message]
) -> list[Entry]:
    """All that happened, oldest first; the newest sent text is unfolded."""
    written = [m for m in messages if m.body or m.delivery == Message.Delivery.SENT]
    newest = max((m for m in written if m.sent_at), key=_moment, default=None)
    entries = [
        Entry(_moment(m), m.get_kind_display(), _delivery(m), _detail(m), m, m is newest)
        for m in written
    ]
    sent = {m.kind for m in written if m.sent_at}
    for event in events:
        if _is_told_apart(event):
            entries.append(Entry(event.at, _words(event, outreach)))
        elif event.new in LEFT_UNWRITTEN and WRITTEN_FOR[Status(event.new)] not in sent:
            entries.append(Entry(event.at, LEFT_UNWRITTEN[event.new]))
    return sorted(entries, key=lambda entry: (entry.is_draft, entry.at))


def _moment(message: Message) -> datetime:
    return message.sent_at or message.updated_at


def _delivery(message: Message) -> Any:
    """How far it came; what nobody could be sure of stays so, whatever was heard since."""
    is_unsure = message.delivery == Delivery.SENT and message.problem in PERHAPS_SENT
    return SENT_WORDS[Delivery.UNCONFIRMED if is_unsure else message.delivery]


def _detail(message: Message) -> Any:
    """To which address it went from here, or why it did not."""
    if message.delivery == Delivery.CANCELLED and message.problem:
        return Problem(message.problem).label
    if message.address and message.delivery != Delivery.DRAFT:
        return _("To %(address)s, from Reconnect") % {"address": isolated(message.address)}
    return ""


def _is_told_apart(event: OutreachEvent) -> bool:
    return _is_correction(event) or event.new not in TOLD_BY_MESSAGES


def _is_correction(event: OutreachEvent) -> bool:
    """Back along a move, outside the table (outreach.actions.answers.take_back)."""
    return Status(event.new) not in MOVES[Status(event.old)]


def _words(event: OutreachEvent, outreach: Outreach) -> Any:
    if _is_correction(event):
        return TAKEN_BACK
    if outreach.is_hello and event.new == S.ACCEPTED:
        return HELLO_ANSWERED
    return WORDS.get(event.new) or STATUS_LABELS[event.new]

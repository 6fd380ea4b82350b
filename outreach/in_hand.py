"""What the site does with a message that the user confirmed, in plain words, with what to do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from contacts.exchange.text import isolated
from outreach.models import IN_HAND, ON_ITS_WAY, Delivery, Message, Problem
from outreach.obstacles import moment_in_words
from outreach.pausing import why_paused
from outreach.progress import Status

D = Delivery
ENDED_BY_THE_SITE = frozenset(Problem) - {Problem.CALLED_OFF, Problem.ANSWERED}
"""Reasons for which a message was not sent that its sender does not know of."""
LOOK_SOON, LOOK_LATER = "every 2s", "every 15s"


@dataclass(frozen=True, slots=True)
class Card:
    """Where one message stands, for the top of the page of its outreach."""

    message: Message
    title: str
    lines: list[str]
    # How often the page looks whether this is still so, and what it compares with.
    looks: str = ""
    seconds_left: int = 0
    may_call_off: bool = False
    is_undo: bool = field(default=False)

    @property
    def is_address_wrong(self) -> bool:
        """Whether another address would help."""
        return self.message.problem in (Problem.NO_SUCH_ADDRESS, Problem.ADDRESS_GONE)

    @property
    def state(self) -> str:
        """Changes whenever there is something new to read."""
        message = self.message
        return f"{message.delivery}-{message.attempts}-{message.problem}-{bool(self.seconds_left)}"


def card_of(messages: Iterable[Message], *, now: datetime) -> Card | None:
    """The message that the site has in hand, or that it could not send; None without one.

    Each message needs its outreach with contact and owner.
    """
    confirmed = [one for one in messages if one.queued_at]
    newest = max(confirmed, key=lambda one: one.queued_at or now, default=None)
    in_hand = [one for one in confirmed if one.delivery in IN_HAND - {D.DRAFT}]
    if in_hand:
        return _CARDS[Delivery(in_hand[-1].delivery)](in_hand[-1], now)
    if newest and newest.delivery == D.CANCELLED and _is_news(newest):
        return _cancelled(newest, now)
    return None


def is_on_its_way(card: Card) -> bool:
    """Whether the site goes on with it by itself."""
    return card.message.delivery in ON_ITS_WAY


def _is_news(message: Message) -> bool:
    """Stopped by the site while the user still meant to send it."""
    return message.problem in ENDED_BY_THE_SITE and message.outreach.status != Status.DISCARDED


def _name(message: Message) -> str:
    return isolated(message.outreach.contact.called)


def _to(message: Message) -> str:
    return _("It goes to %(address)s.") % {"address": isolated(message.address)}


def _held(message: Message, now: datetime) -> Card:
    left = int((message.due_at - now).total_seconds()) + 1 if message.due_at else 0
    if left <= 0:
        return Card(
            message,
            _("Your message to %(name)s goes out now") % {"name": _name(message)},
            _why_it_waits(message, now),
            looks=LOOK_SOON,
            may_call_off=True,
        )
    return Card(
        message,
        _("Your message to %(name)s goes out in a moment") % {"name": _name(message)},
        [_to(message), _("Changed your mind? Nothing has left yet.")],
        looks=LOOK_SOON,
        seconds_left=min(left, 30),
        may_call_off=True,
        is_undo=True,
    )


def _queued(message: Message, now: datetime) -> Card:
    return Card(
        message,
        _("Your message to %(name)s is waiting to be sent") % {"name": _name(message)},
        [*_why_it_waits(message, now), _("You have nothing to do. You can still take it back.")],
        looks=LOOK_LATER if message.attempts or message.problem else LOOK_SOON,
        may_call_off=True,
    )


def _why_it_waits(message: Message, now: datetime) -> list[str]:
    if paused := why_paused(message.outreach.owner):
        return [paused, _("It goes out as soon as sending is open again.")]
    if not message.problem:
        return [_to(message)]
    lines = [str(Problem(message.problem).label)]
    if message.due_at and message.due_at > now:
        again = {"when": moment_in_words(message.due_at, now)}
        lines.append(_("It is tried again %(when)s, and for a day at most.") % again)
    return lines


def _handing_over(message: Message, now: datetime) -> Card:
    return Card(
        message,
        _("Your message to %(name)s is being handed over") % {"name": _name(message)},
        [_("The mail server is taking it. It can no longer be called off.")],
        looks=LOOK_SOON,
    )


def _failed(message: Message, now: datetime) -> Card:
    lines = [str(Problem(message.problem).label)] if message.problem else []
    if message.reply_code:
        lines.append(_("The mail server said: %(code)s.") % {"code": message.reply_code})
    return Card(
        message,
        _("Your message to %(name)s could not be sent") % {"name": _name(message)},
        [*lines, _("Nothing has arrived. Your text is kept.")],
    )


def _unconfirmed(message: Message, now: datetime) -> Card:
    name = {"name": _name(message)}
    return Card(
        message,
        _("Your message to %(name)s may have arrived, or not") % name,
        [
            str(Problem(message.problem).label) if message.problem else "",
            _("Nobody here can tell. So we never send it a second time by ourselves."),
            _(
                "Give it a day or two: an answer tells you that it arrived. Or ask %(name)s another"
                " way, in a call or a short text."
            )
            % name,
        ],
    )


def _cancelled(message: Message, now: datetime) -> Card:
    return Card(
        message,
        _("Your message to %(name)s was not sent") % {"name": _name(message)},
        [str(Problem(message.problem).label), _("Your text is kept.")],
    )


_CARDS: dict[Delivery, Callable[[Message, datetime], Card]] = {
    D.HELD: _held,
    D.QUEUED: _queued,
    D.HANDING_OVER: _handing_over,
    D.FAILED: _failed,
    D.UNCONFIRMED: _unconfirmed,
}

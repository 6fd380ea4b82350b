"""What became of a message on its way, and what that means for its outreach.

Each function is one transaction: the row's change, the moves, the trail. ``hold`` is a message that
the worker has claimed; Lost says that it is not ours any more, and nothing is written.
"""

from contextlib import suppress
from datetime import datetime
from typing import Any

from accounts import audit
from accounts.again import atomic_again
from contacts.models import ContactEmail
from outreach import counts
from outreach.actions.moves import move, refresh_next_step
from outreach.delivery.lease import Hold, Lost
from outreach.message.vocabulary import Kind
from outreach.models import Delivery, Message, Outreach, Problem
from outreach.progress import Refused, Status, moves_after_sending

ABOUT_THE_SENDER = (".7", ".8")


@atomic_again
def note_sent(*, hold: Hold[Message], code: str, now: datetime) -> None:
    """It has left: the outreach moves on, on the owner's own day.

    Where the outreach has moved meanwhile, it stays where it is: the message went all the same.
    """
    outreach = _outreach_of(hold.row)
    _finish(hold, Delivery.SENT, now, sent_at=now, problem="", reply_code=code)
    audit.record(actor=outreach.owner, verb="sent", target=hold.row)
    if not _moved_on(outreach, Kind(hold.row.kind), now):
        refresh_next_step(outreach)


def _moved_on(outreach: Outreach, kind: Kind, now: datetime) -> bool:
    """Make the moves that follow; whether there were any. Each brings a fresh next step."""
    today, moved = outreach.owner.local_date(now), False
    with suppress(Refused):
        for to in moves_after_sending(kind, Status(outreach.status)):
            move(outreach=outreach, to=to, by=outreach.owner, now=now, today=today)
            moved = True
    return moved


@atomic_again
def note_failed(*, hold: Hold[Message], problem: Problem, code: str, now: datetime) -> None:
    """It has not left and will not: the user is told, and may send it again."""
    outreach = _outreach_of(hold.row)
    _finish(hold, Delivery.FAILED, now, problem=problem, reply_code=code)
    if is_about_the_address(code):
        _flag_address(hold.row, now)
    audit.record(actor=None, verb="not_sent", target=hold.row)
    refresh_next_step(outreach)


@atomic_again
def note_unconfirmed(*, hold: Hold[Message], problem: Problem, now: datetime) -> None:
    """It may have left: never sent again by itself, and the user is told what to do."""
    outreach = _outreach_of(hold.row)
    _finish(hold, Delivery.UNCONFIRMED, now, problem=problem)
    audit.record(actor=None, verb="perhaps_sent", target=hold.row)
    refresh_next_step(outreach)


@atomic_again
def note_cancelled(*, hold: Hold[Message], problem: Problem, now: datetime) -> None:
    """It may not leave any more (outreach.delivery.gate), and does not count as sent."""
    outreach = _outreach_of(hold.row)
    _finish(hold, Delivery.CANCELLED, now, problem=problem)
    counts.give_back(owner=outreach.owner, messages=[hold.row])
    audit.record(actor=None, verb="cancel", target=hold.row)
    refresh_next_step(outreach)


@atomic_again
def note_bounced(*, message: Message, code: str, now: datetime) -> bool:
    """It came back (a report of non-delivery). False when it was known, or is not on its way."""
    outreach = _outreach_of(message)
    arrived = (Delivery.SENT, Delivery.HANDING_OVER, Delivery.UNCONFIRMED)
    bounced: dict[str, Any] = {
        "delivery": Delivery.BOUNCED,
        "problem": Problem.BOUNCED,
        "reply_code": code,
        "due_at": None,
        "updated_at": now,
    }
    if not Message.objects.filter(pk=message.pk, delivery__in=arrived).update(**bounced):
        return False
    if is_about_the_address(code):
        _flag_address(message, now)
    if not _was_followed_by_another(message):
        _move_to_bounced(outreach, now)
    audit.record(actor=None, verb="bounced", target=message)
    refresh_next_step(outreach)
    return True


def _was_followed_by_another(message: Message) -> bool:
    later = message.outreach.messages.filter(delivery=Delivery.SENT, sent_at__isnull=False)
    return bool(message.sent_at) and later.filter(sent_at__gt=message.sent_at).exists()


def _move_to_bounced(outreach: Outreach, now: datetime) -> None:
    today = outreach.owner.local_date(now)
    # Refused: an answer came all the same, or it was closed.
    with suppress(Refused):
        move(outreach=outreach, to=Status.BOUNCED, by=outreach.owner, now=now, today=today)


def is_about_the_address(code: str) -> bool:
    """Whether a reply such as "550 5.1.1" says that the recipient's address is wrong (F15).

    5.1.7 and 5.1.8 are about the sender's.
    """
    _number, _space, enhanced = code.partition(" ")
    return enhanced.startswith("5.1.") and not enhanced.endswith(ABOUT_THE_SENDER)


def _outreach_of(message: Message) -> Outreach:
    """Locked first, as in every action on an outreach, so that none waits for the other."""
    locked = Outreach.objects.select_for_update(of=("self",)).select_related("owner", "contact")
    outreach = locked.filter(pk=message.outreach_id).first()
    if outreach is None:
        raise Lost  # erased with everything in it
    return outreach


def _finish(hold: Hold[Message], delivery: Delivery, now: datetime, **columns: Any) -> None:
    hold.finish(delivery, updated_at=now, **columns)


def _flag_address(message: Message, now: datetime) -> None:
    """Nothing is sent there from here until the user has looked at it (L9)."""
    there = ContactEmail.objects.filter(
        contact__outreaches=message.outreach_id, address=message.address, bounced_at=None
    )
    there.update(bounced_at=now)

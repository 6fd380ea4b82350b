"""What became of a message on its way, and what that means for its outreach.

Each function is one transaction: the row's change, the moves, the trail. ``hold`` is a message that
the worker has claimed; where somebody else has it by now, Lost is raised and nothing is written.
"""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from accounts import audit
from accounts.again import atomic_again
from contacts.models import ContactEmail
from outreach import counts
from outreach.actions.moves import move, refresh_next_step
from outreach.actions.promises import note_written
from outreach.bounces import is_about_the_address, pause_after_bounces, reason_of
from outreach.delivery.lease import Hold, Lost
from outreach.message.vocabulary import Kind
from outreach.models import AS_A_DRAFT, Delivery, Message, Outreach, Problem
from outreach.progress import NUDGES, Refused, Status, moves_after_sending

MAY_COME_BACK = (Delivery.SENT, Delivery.HANDING_OVER, Delivery.UNCONFIRMED)


@atomic_again
def note_sent(*, hold: Hold[Message], code: str, now: datetime) -> None:
    """It has left: the outreach moves on, on the owner's own day.

    Where the outreach has moved meanwhile, it stays where it is: the message went all the same.
    """
    outreach = _outreach_of(hold.row)
    _finish(hold, Delivery.SENT, now, sent_at=now, problem="", reply_code=code)
    note_written(contact_id=outreach.contact_id, on=outreach.owner.local_date(now))
    audit.record(actor=outreach.owner, verb="sent", target=hold.row)
    if not _moved_on(outreach, hold.row, now):
        refresh_next_step(outreach)


def _moved_on(outreach: Outreach, message: Message, now: datetime) -> bool:
    """Make the moves that follow; whether there were any. Each brings a fresh next step."""
    kind, today, moved = Kind(message.kind), outreach.owner.local_date(now), False
    if kind in NUDGES and _said_later_since(outreach, message):
        return False
    with suppress(Refused):
        for to in moves_after_sending(kind, Status(outreach.status)):
            move(outreach=outreach, to=to, by=outreach.owner, now=now, today=today)
            moved = True
    return moved


def _said_later_since(outreach: Outreach, message: Message) -> bool:
    """Whether "later" came while the nudge was handed over: it keeps its date, nudge or not."""
    since = outreach.events.filter(new=Status.DEFERRED, at__gt=message.queued_at)
    return outreach.status == Status.DEFERRED and since.exists()


@atomic_again
def note_failed(*, hold: Hold[Message], problem: Problem, code: str, now: datetime) -> None:
    """It has not left and will not: the user is told, and may send it again."""
    outreach = _outreach_of(hold.row)
    _finish(hold, Delivery.FAILED, now, problem=problem, reply_code=code)
    _look_at_the_address(hold.row, outreach, code, now)
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
def note_put_back(*, hold: Hold[Message], problem: Problem, now: datetime) -> None:
    """It may not leave yet: a draft again, which says why. The version goes up, as in an undo."""
    outreach = _outreach_of(hold.row)
    columns = {name: value for name, value in AS_A_DRAFT.items() if name != "delivery"}
    columns |= {"problem": problem, "version": F("version") + 1}
    _finish(hold, Delivery.DRAFT, now, **columns)
    counts.give_back(owner=outreach.owner, messages=[hold.row])
    audit.record(actor=None, verb="put_back", target=hold.row)
    refresh_next_step(outreach)


@atomic_again
def note_bounced(*, message: Message, code: str, now: datetime) -> bool:
    """It came back (a report of non-delivery). False when it was known, or has not left.

    The report may be faster than the end of the handing over (F19): what came back had left, so the
    outreach first moves on as after sending, and whoever handed it over finds that it is done.
    """
    outreach = _outreach_of(message)
    left = Message.objects.filter(pk=message.pk, delivery__in=MAY_COME_BACK)
    bounced = {
        "delivery": Delivery.BOUNCED,
        "problem": reason_of(code),
        "reply_code": code,
        "sent_at": Coalesce(F("sent_at"), F("queued_at")),
        "due_at": None,
        "updated_at": now,
    }
    was_sent = left.filter(delivery=Delivery.SENT).exists()
    if not left.update(**bounced):
        return False
    if not was_sent:
        _moved_on(outreach, message, now)
    if not _was_followed_by_another(message):
        _move_to_bounced(outreach, now)
    _look_at_the_address(message, outreach, code, now)
    audit.record(actor=None, verb="bounced", target=message)
    refresh_next_step(outreach)
    return True


def _look_at_the_address(message: Message, outreach: Outreach, code: str, now: datetime) -> None:
    """An address that does not exist is off at once, and many of them stop the sender (L9)."""
    if is_about_the_address(code):
        _flag_address(message, now)
    pause_after_bounces(owner=outreach.owner, now=now)


def _was_followed_by_another(message: Message) -> bool:
    later = message.outreach.messages.filter(delivery=Delivery.SENT, sent_at__isnull=False)
    return bool(message.sent_at) and later.filter(sent_at__gt=message.sent_at).exists()


def _move_to_bounced(outreach: Outreach, now: datetime) -> None:
    today = outreach.owner.local_date(now)
    # Refused: an answer came all the same, or it was closed.
    with suppress(Refused):
        move(outreach=outreach, to=Status.BOUNCED, by=outreach.owner, now=now, today=today)


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

"""Sending from Reconnect: confirmed, held for 30 seconds, called off, found out (TRUST.md, R1–R3).

The worker takes over from here (outreach.delivery). Every function is one transaction, and every
change of a delivery is a conditional update: whoever comes second changes nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from accounts import audit
from accounts.again import atomic_again
from accounts.models import User
from outreach import counts
from outreach.actions.messages import Blocked, Stale, save_message
from outreach.actions.moves import history_of, lock_outreaches, move, refresh_next_step
from outreach.actions.promises import note_written
from outreach.delivery.identity import fingerprint, new_message_id
from outreach.limits import Limit, Obstacle, Refusal, admit
from outreach.message.vocabulary import Kind
from outreach.models import AS_A_DRAFT, MAY_BE_CALLED_OFF, Delivery, Message, Outreach, Problem
from outreach.progress import Refused, Status, may_write, moves_after_sending
from outreach.suppression import is_suppressed
from outreach.texts import blocking

UNDO = timedelta(seconds=30)


# --- Confirming -------------------------------------------------------------------------------
@atomic_again
def send_from_here(
    *,
    message: Message,
    version: int | None,
    address: str,
    user: User,
    now: datetime,
    confirmed: bool = False,
) -> bool:
    """The user has read it and wants it sent: held for 30 seconds. False when it was before (F21).

    Raises Blocked, Refused where such a message does not fit any more, limits.Refusal, and Stale
    when ``version`` is not the text that is stored.
    """
    _lock_outreach(message)
    held = {
        "delivery": Delivery.HELD,
        "due_at": now + UNDO,
        "attempts": 0,
        "message_id": new_message_id(message.pk),
        "problem": "",
        "reply_code": "",
        "queued_at": now,
        "sent_at": None,
        "address": address,
        "text_hash": fingerprint(address=address, subject=message.subject, body=message.body),
        "updated_at": now,
    }
    if version != message.version or not _change(message, {Delivery.DRAFT}, held):
        if Message.objects.filter(pk=message.pk, delivery=Delivery.DRAFT).exists():
            raise Stale
        return False
    _check_fits(message, address)
    # A review that was asked for in another window since changes no text, and no version with it.
    message.refresh_from_db(fields=["waits_since"])
    admit(message, confirmed=confirmed, now=now)
    audit.record(actor=user, verb="confirm", target=message)
    refresh_next_step(message.outreach)
    _keep_current(message, held)
    return True


def _check_fits(message: Message, address: str) -> None:
    """What the user may see only now: an answer came, the address is not theirs any more."""
    outreach = message.outreach
    if blocking(message):
        raise Blocked
    if not may_write(Kind(message.kind), history_of(outreach)):
        raise Refused(Status(outreach.status), Status(outreach.status))
    if not outreach.contact.emails.filter(address=address, bounced_at=None).exists():
        raise Refusal(Obstacle(Limit.NO_ADDRESS))
    if is_suppressed(address):
        raise Refusal(Obstacle(Limit.NOT_ACCEPTED))


# --- Calling off ------------------------------------------------------------------------------
@atomic_again
def call_off(*, message: Message, user: User, now: datetime) -> bool:
    """Undo, as long as nothing has left: a draft again. False when it is too late for that.

    The version goes up, so that a page from before cannot send it by itself (F22).
    """
    _lock_outreach(message)
    changed = {**AS_A_DRAFT, "updated_at": now}
    if not _change(message, MAY_BE_CALLED_OFF, {**changed, "version": F("version") + 1}):
        return False
    counts.give_back(owner=message.outreach.owner, messages=[message])
    audit.record(actor=user, verb="call_off", target=message)
    refresh_next_step(message.outreach)
    _keep_current(message, {**changed, "version": message.version + 1})
    return True


@transaction.atomic
def cancel_waiting(
    *, messages: QuerySet[Message], problem: Problem, by: User | None, now: datetime
) -> int:
    """Stop those of ``messages`` that have not left, and give up those that failed; how many.

    For everything that makes them pointless: an answer, an encounter, an opt-out. The opposite of
    call_off: nobody wants to send them any more. Counts are given back, next steps made anew.
    """
    waiting = messages.filter(delivery__in=sorted(MAY_BE_CALLED_OFF | {Delivery.FAILED}))
    lock_outreaches(Outreach.objects.filter(pk__in=waiting.values("outreach")))
    # By owner, in the one order in which every transaction takes the rows of outreach.counts.
    found = list(
        waiting.select_for_update(of=("self",))
        .select_related("outreach__owner", "outreach__contact")
        .order_by("outreach__owner", "pk")
    )
    cancelled = {
        "delivery": Delivery.CANCELLED,
        "due_at": None,
        "problem": problem,
        "address": "",
        "updated_at": now,
    }
    stopped = [one for one in found if _change(one, {Delivery(one.delivery)}, cancelled)]
    unsent = [one for one in stopped if one.delivery in MAY_BE_CALLED_OFF]
    for owner, theirs in groupby(unsent, key=lambda one: one.outreach.owner):
        counts.give_back(owner=owner, messages=list(theirs))
    for message in stopped:
        audit.record(actor=by, verb="cancel", target=message)
        refresh_next_step(message.outreach)
    return len(stopped)


@transaction.atomic
def settle(*, messages: QuerySet[Message], now: datetime) -> None:
    """Those that may have arrived or not need no finding out any more: something else was heard.

    They count as sent, so that nobody is nudged once too often; their problem still says how sure
    that is.
    """
    perhaps = messages.filter(delivery=Delivery.UNCONFIRMED)
    perhaps.update(delivery=Delivery.SENT, sent_at=F("queued_at"), due_at=None, updated_at=now)


# --- Editing ----------------------------------------------------------------------------------
def save_edited(
    *, message: Message, version: int | None, subject: str, body: str, user: User, now: datetime
) -> bool:
    """Store the edited text; a message on its way stops first (F20), and True says so.

    Raises Stale, then too with the message stopped.
    """
    is_edit = (message.subject, message.body) != (subject, body)
    read = message.version
    is_stopped = is_edit and call_off(message=message, user=user, now=now)
    if is_stopped and version == read:
        version = message.version
    try:
        save_message(message=message, version=version, subject=subject, body=body, now=now)
    except Stale:
        stored = Message.objects.select_related("outreach__owner", "outreach__contact")
        call_off(message=stored.get(pk=message.pk), user=user, now=now)
        raise
    return is_stopped


# --- After it went wrong ----------------------------------------------------------------------
@atomic_again
def send_again(*, message: Message, user: User, now: datetime) -> bool:
    """What failed or may have arrived becomes a draft, to be looked at before it goes.

    False when it is neither. What may have arrived keeps saying so until it goes again. Raises
    Refused where such a message does not fit any more: it was closed meanwhile, or they answered.
    """
    _lock_outreach(message)
    old = Delivery(message.delivery)
    kept = message.problem if old is Delivery.UNCONFIRMED else ""
    changed = {**AS_A_DRAFT, "problem": kept, "updated_at": now}
    known = {old} & {Delivery.FAILED, Delivery.UNCONFIRMED}
    if not _change(message, known, {**changed, "version": F("version") + 1}):
        return False
    outreach = Outreach.objects.select_related("owner", "contact").get(pk=message.outreach_id)
    if not may_write(Kind(message.kind), history_of(outreach)):
        raise Refused(Status(outreach.status), Status(outreach.status))
    audit.record(actor=user, verb="send_again", target=message)
    refresh_next_step(message.outreach)
    _keep_current(message, {**changed, "version": message.version + 1})
    return True


@atomic_again
def it_arrived(*, message: Message, user: User, now: datetime, today: date) -> bool:
    """The user knows that it arrived: sent, on the day it was confirmed; then on from there.

    False when it is not a message that may have arrived. Where the outreach has moved since, it
    stays where it is.
    """
    _lock_outreach(message)
    queued_at = message.queued_at or now
    sent = {"delivery": Delivery.SENT, "due_at": None, "problem": "", "updated_at": now}
    sent["sent_at"] = queued_at
    if not _change(message, {Delivery.UNCONFIRMED}, sent):
        return False
    audit.record(actor=user, verb="it_arrived", target=message)
    note_written(contact_id=message.outreach.contact_id, on=user.local_date(queued_at))
    # Read anew: where this collides after a move, the next try begins from what is stored (F11).
    outreach = Outreach.objects.select_related("owner", "contact").get(pk=message.outreach_id)
    if not outreach.events.filter(at__gt=queued_at).exists():
        for to in moves_after_sending(Kind(message.kind), Status(outreach.status)):
            move(outreach=outreach, to=to, by=user, now=now, today=today)
    refresh_next_step(outreach)
    _keep_current(message, sent)
    return True


def _lock_outreach(message: Message) -> None:
    lock_outreaches(Outreach.objects.filter(pk=message.outreach_id))


# --- The rows ---------------------------------------------------------------------------------
def _change(message: Message, old: Iterable[Delivery], columns: Mapping[str, Any]) -> bool:
    """The conditional update: still in one of these states, still this text."""
    same = Message.objects.filter(pk=message.pk, version=message.version, delivery__in=sorted(old))
    return same.update(**columns) == 1


def _keep_current(message: Message, columns: Mapping[str, Any]) -> None:
    """The object in hand is as the row is now. Last of all: what collides before is done again, and
    must find the object as it was (F11)."""
    for name, value in columns.items():
        setattr(message, name, value)

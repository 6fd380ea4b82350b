"""Writing messages: composed once, edited freely, sent once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts import audit
from accounts.models import User
from outreach.actions.moves import history_of, lock_outreaches, move, refresh_next_step
from outreach.actions.promises import note_written
from outreach.composed import Composed, from_json, text_of
from outreach.contested import Contested, contested_in
from outreach.facts import digest, facts_for, opening_kind
from outreach.message.compose import NoWordingFits, another, compose
from outreach.message.composition import Composition
from outreach.message.shipped import shipped_wordings
from outreach.message.vocabulary import Kind, Move
from outreach.models import AS_A_DRAFT, IN_HAND, Delivery, Message, Outreach
from outreach.progress import Refused, Status, may_write, moves_after_sending
from outreach.texts import blocking, unfinished_key
from outreach.wordings import wordings_for


class Stale(Exception):
    """Somebody saved or sent this text first: another tab, another device."""


class ChangedByHand(Exception):
    """The user has rewritten that sentence; it is not replaced."""


class OnlyWording(Exception):
    """There is no other wording for that part of this message."""


class Blocked(Exception):
    """Something in the text stops it from being sent: an open placeholder, a hard limit."""


def start_message(
    *, outreach: Outreach, kind: Kind, user: User, today: date, now: datetime
) -> Message:
    """The open draft of this kind, composed now if there is none yet.

    Raises Refused when such a message does not fit where the outreach stands, or when the site has
    one of this kind in hand.
    """
    in_hand = outreach.messages.filter(kind=kind, delivery__in=sorted(IN_HAND))
    draft = in_hand.first()
    is_given = draft is not None and draft.delivery != Delivery.DRAFT
    if is_given or not may_write(kind, history_of(outreach)):
        raise Refused(Status(outreach.status), Status(outreach.status))
    if draft is None:
        draft = _revived(outreach, kind) or _create(outreach, kind, user, today) or in_hand.get()
    draft.outreach = outreach
    refresh_message(message=draft, user=user, now=now, today=today)
    return draft


def _revived(outreach: Outreach, kind: Kind) -> Message | None:
    """The first message that was stopped on its way, such as one to a contact in the trash."""
    if not outreach.is_draft:
        return None
    stopped = outreach.messages.filter(kind=kind, delivery=Delivery.CANCELLED, sent_at=None)
    newest = stopped.filter(queued_at__isnull=False).order_by("queued_at").last()
    if newest is None:
        return None
    for name, value in AS_A_DRAFT.items():
        setattr(newest, name, value)
    newest.save()
    return newest


def _create(outreach: Outreach, kind: Kind, user: User, today: date) -> Message | None:
    """A composed draft; None when somebody else created it at this moment."""
    # Counted on, so that two notes of one kind to one person are not the same text.
    message = Message(outreach=outreach, kind=kind, seed=outreach.seed + outreach.messages.count())
    _take_in(message, _composed(message, user, today))
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        return None
    return message


def _composed(message: Message, user: User, today: date) -> Composed:
    """Composed from the answers as they are now, with the wordings the user asked for."""
    kind = Kind(message.kind)
    facts = facts_for(outreach=message.outreach, kind=kind, user=user, today=today)
    chosen = from_json(message.composed).chosen
    # The shipped wordings help out when somebody has switched off all those a message needs.
    for wordings in (wordings_for(facts), shipped_wordings()):
        try:
            composition = compose(facts, wordings, message.seed, keep=chosen)
        except NoWordingFits:
            continue
        return Composed(composition, chosen, digest(facts))
    # Nothing to say yet: a note on the result waits for the result.
    return Composed(Composition("", ()), chosen, digest(facts))


def _take_in(message: Message, composed: Composed) -> dict[str, Any]:
    """Put a composition into the message; returns the columns that it set."""
    columns = {
        "subject": composed.composition.subject,
        "body": composed.composition.body,
        "composed": composed.as_json(),
        "channel": message.outreach.channel,
        "is_edited": False,
    }
    for name, value in columns.items():
        setattr(message, name, value)
    return columns


def refresh_opening(*, outreach: Outreach, user: User, now: datetime, today: date) -> None:
    """Let the first message follow changed answers, if there is one and nobody edited it."""
    kind = opening_kind(outreach)
    draft = outreach.messages.filter(kind=kind, delivery=Delivery.DRAFT).first()
    if draft is not None:
        draft.outreach = outreach
        refresh_message(message=draft, user=user, now=now, today=today)


def refresh_message(*, message: Message, user: User, now: datetime, today: date) -> None:
    """Compose again when the answers have changed; an edited text only follows the channel."""
    if message.is_edited:
        if message.channel != message.outreach.channel:
            _write(message, message.version, {"channel": message.outreach.channel}, now)
        return
    if is_outdated(message, user, today):
        _write(message, message.version, _take_in(message, _composed(message, user, today)), now)


def is_outdated(message: Message, user: User, today: date) -> bool:
    """Whether the answers have changed since this text was composed."""
    kind = Kind(message.kind)
    facts = facts_for(outreach=message.outreach, kind=kind, user=user, today=today)
    return from_json(message.composed).facts != digest(facts)


def compose_again(
    *, message: Message, version: int | None, user: User, now: datetime, today: date
) -> None:
    """Write the text anew from the answers, over what was edited. Raises Stale."""
    _write(message, version, _take_in(message, _composed(message, user, today)), now)


def save_message(
    *, message: Message, version: int | None, subject: str, body: str, now: datetime
) -> None:
    """Store the edited text. Raises Stale; posting what is stored already is no change."""
    _forget_unfinished(message)
    if (message.subject, message.body) == (subject, body):
        return
    composition = from_json(message.composed).composition
    is_edited = (_plain(subject), body) != (_plain(composition.subject), composition.body)
    _write(message, version, {"subject": subject, "body": body, "is_edited": is_edited}, now)


def keep_unfinished(*, message: Message, typed: Mapping[str, str]) -> None:
    """Keep a text that could not be taken in, to be shown on the next visit."""
    outreach = message.outreach
    outreach.unfinished = {**outreach.unfinished, unfinished_key(message): dict(typed)}
    Outreach.objects.filter(pk=outreach.pk).update(unfinished=outreach.unfinished)


def _forget_unfinished(message: Message) -> None:
    outreach, key = message.outreach, unfinished_key(message)
    if key in outreach.unfinished:
        outreach.unfinished = {k: v for k, v in outreach.unfinished.items() if k != key}
        Outreach.objects.filter(pk=outreach.pk).update(unfinished=outreach.unfinished)


@transaction.atomic
def save_answers(
    *,
    message: Message,
    version: int | None,
    answers: Mapping[str, str],
    user: User,
    now: datetime,
    today: date,
) -> None:
    """Store the sentences a reply rests on; an unedited text follows. Raises Stale.

    ``version`` is the one of the outreach, where the answers are.
    """
    outreach = message.outreach
    if outreach.answers != answers:
        if version is None:
            raise Stale
        same = Outreach.objects.filter(pk=outreach.pk, version=version)
        if same.update(answers=dict(answers), version=F("version") + 1, updated_at=now) != 1:
            raise Stale
        outreach.answers, outreach.version = dict(answers), version + 1
    refresh_message(message=message, user=user, now=now, today=today)


def _plain(line: str) -> str:
    """A line with plain spaces, as a form field gives it back."""
    return " ".join(line.split())


def another_wording(
    *, message: Message, part: Move, version: int | None, user: User, now: datetime, today: date
) -> None:
    """The next wording for one move; everything else stays as it is, edits included.

    Raises OnlyWording without another one, ChangedByHand when the user has rewritten that
    sentence, Stale when the text was saved elsewhere.
    """
    kind = Kind(message.kind)
    facts = facts_for(outreach=message.outreach, kind=kind, user=user, today=today)
    before = from_json(message.composed)
    try:
        fresh = another(facts, wordings_for(facts), message.seed, before.composition, part)
    except NoWordingFits:
        fresh = another(facts, shipped_wordings(), message.seed, before.composition, part)
    (old, _old_key), (new, new_key) = text_of(before.composition, part), text_of(fresh, part)
    if not new or new == old:
        raise OnlyWording
    columns = _swapped(message, part, old, new)
    composition = _with_part(before.composition, part, new, new_key)
    chosen = {**before.chosen, part: new_key}
    columns["composed"] = replace(before, composition=composition, chosen=chosen).as_json()
    _write(message, version, columns, now)


def _swapped(message: Message, part: Move, old: str, new: str) -> dict[str, Any]:
    """The subject or body with one sentence exchanged, if that sentence is there untouched."""
    if part is Move.SUBJECT:
        if _plain(message.subject) != _plain(old):
            raise ChangedByHand
        return {"subject": new}
    if not old or message.body.count(old) != 1:
        raise ChangedByHand
    return {"body": message.body.replace(old, new)}


def _with_part(composition: Composition, part: Move, text: str, key: str) -> Composition:
    if part is Move.SUBJECT:
        return replace(composition, subject=text, subject_key=key)
    passages = tuple(
        replace(passage, text=text, wording_key=key) if passage.move is part else passage
        for passage in composition.passages
    )
    return replace(composition, passages=passages)


def _write(message: Message, version: int | None, columns: dict[str, Any], now: datetime) -> None:
    """The conditional update: this version, still a draft; the object is kept current."""
    if version is None:
        raise Stale
    untouched = Message.objects.filter(pk=message.pk, version=version, delivery=Delivery.DRAFT)
    changed = {**columns, "updated_at": now}
    if untouched.update(**changed, version=F("version") + 1) != 1:
        raise Stale
    for name, value in changed.items():
        setattr(message, name, value)
    message.version = version + 1


@transaction.atomic
def mark_sent(*, message: Message, user: User, now: datetime, today: date) -> bool:
    """The user sent it: note that, and move the outreach on. False when it was noted before.

    Raises Blocked when the text may not go out, and Refused when such a message does not fit
    where the outreach stands by now (an answer came in another tab), and Contested.
    """
    if blocking(message):
        raise Blocked
    if contested_in(message):
        raise Contested
    lock_outreaches(Outreach.objects.filter(pk=message.outreach_id))
    draft = Message.objects.filter(pk=message.pk, delivery=Delivery.DRAFT)
    sent = {"delivery": Delivery.SENT, "sent_at": now, "problem": "", "updated_at": now}
    # It has gone already: nobody's "ready" is waited for any more.
    if draft.update(**sent, waits_since=None) != 1:
        return False
    message.delivery, message.sent_at, message.waits_since = Delivery.SENT, now, None
    outreach, kind = message.outreach, Kind(message.kind)
    for to in moves_after_sending(kind, Status(outreach.status)):
        move(outreach=outreach, to=to, by=user, now=now, today=today)
    note_written(contact_id=outreach.contact_id, on=today)
    audit.record(actor=user, verb="sent", target=message)
    refresh_next_step(outreach)
    return True

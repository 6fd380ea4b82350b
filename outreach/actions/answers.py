"""What came back: recording answers and help, closing kindly, and taking a wrong click back.

Every function is one transaction. Refused means that the table does not allow it or that somebody
(another tab, another device) was faster; AnotherOpen that the contact has another open outreach.
"""

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from accounts import audit
from accounts.models import User
from contacts.actions import record_encounter, remove_encounter
from contacts.models import Encounter
from outreach.actions.moves import history_of, move, move_back, refresh_next_step
from outreach.actions.outcomes import note_answer, note_answers_before, note_thanks_before
from outreach.actions.promises import note_written
from outreach.actions.stopping import (
    bring_back,
    stop_all,
    stop_kinds,
    stop_misfits,
    stop_nudges,
)
from outreach.message.vocabulary import Channel, Kind
from outreach.models import AS_A_DRAFT, Message, Outreach, OutreachEvent, Problem
from outreach.progress import (
    ANSWERS,
    MAY_BE_TAKEN_BACK,
    MESSAGE_FOR,
    STATE_AFTER,
    WAVING_OFF,
    Answer,
    Refused,
    Status,
    Step,
    answers_possible,
    business_days_after,
    closing,
    may_write,
    moves_after_sending,
)

NOT_YET_DAYS = 10  # business days until "did they help?" is asked again
ENCOUNTER_BY_CHANNEL: dict[str, Encounter.Kind] = {
    Channel.EMAIL: Encounter.Kind.EMAIL,
    Channel.LINKEDIN_MESSAGE: Encounter.Kind.LINKEDIN,
    Channel.CONNECTION_NOTE: Encounter.Kind.LINKEDIN,
    Channel.SPOKEN: Encounter.Kind.CALL,
}


class CannotTakeBack(Exception):
    """The latest move is not one of today that may be taken back."""


@transaction.atomic
def record_answer(
    *,
    outreach: Outreach,
    answer: Answer,
    on: date,
    by: User,
    now: datetime,
    today: date,
    until: date | None = None,
    note: str = "",
) -> None:
    """They answered ``on`` that day. ``until``: when to write again, or when help is expected.

    Any answer cancels the open nudges, and leaves an encounter on the contact; a bounce is no
    encounter.
    """
    old, to = Status(outreach.status), STATE_AFTER[answer]
    if answer not in answers_possible(old, is_hello=outreach.is_hello):
        raise Refused(old, to)
    _keep_date(outreach, answer, until)
    event = None if to == old else move(outreach=outreach, to=to, by=by, now=now, today=today)
    if answer is Answer.BOUNCED:
        _mark_bounced(outreach, now)
    else:
        _leave_encounter(outreach, event, on=on, by=by, note=note)
        note_answer(outreach=outreach, answer=answer, on=on)
        if event is None:
            # "Later", said again: what is noted of it must not raise the question once more.
            _set(outreach, no_answer_until=max(on, outreach.no_answer_until or on))
    because = Problem.BOUNCED if answer is Answer.BOUNCED else Problem.ANSWERED
    stop_nudges(outreach, because=because, by=by, now=now)
    stop_misfits(outreach, by=by, now=now)
    refresh_next_step(outreach)


@transaction.atomic
def record_help(*, outreach: Outreach, on: date, by: User, now: datetime, today: date) -> None:
    """They helped, ``on`` that day: a thank-you is next."""
    event = move(outreach=outreach, to=Status.HELPED, by=by, now=now, today=today)
    _leave_encounter(outreach, event, on=on, by=by)
    stop_misfits(outreach, by=by, now=now)


@transaction.atomic
def not_yet(*, outreach: Outreach, by: User, today: date, until: date | None = None) -> None:
    """They have not helped yet. ``until`` then, or in two weeks, they may be reminded, once."""
    expected = until or business_days_after(today, NOT_YET_DAYS)
    if not Outreach.objects.filter(pk=outreach.pk, status=Status.ACCEPTED).exists():
        raise Refused(Status(outreach.status), Status.ACCEPTED)
    _set(outreach, help_expected_on=expected, not_yet_on=today)
    audit.record(actor=by, verb="wait", target=outreach, fields=["help_expected_on"])
    refresh_next_step(outreach)


@transaction.atomic
def changed_their_mind(*, outreach: Outreach, by: User, now: datetime, today: date) -> None:
    """After a yes, they said no: it gets the same gracious answer as any no."""
    move(outreach=outreach, to=Status.DECLINED, by=by, now=now, today=today)
    note_answer(outreach=outreach, answer=Answer.NO, on=today)
    stop_misfits(outreach, by=by, now=now)


@transaction.atomic
def close_kindly(*, outreach: Outreach, by: User, now: datetime, today: date) -> None:
    """Nothing more is to come: silence is a complete answer, and a note may be waived."""
    old = Status(outreach.status)
    moves = closing(old, opted_out=outreach.contact.do_not_contact)
    if not moves:
        raise Refused(old, Status.CLOSED)
    for to in moves:
        move(outreach=outreach, to=to, by=by, now=now, today=today)
    stop_all(outreach, by=by, now=now)
    refresh_next_step(outreach)


@transaction.atomic
def went_quiet(*, outreach: Outreach, by: User, now: datetime, today: date) -> None:
    """After a yes nothing came: closed without an answer, with no blame."""
    move(outreach=outreach, to=Status.NO_ANSWER, by=by, now=now, today=today)
    close_kindly(outreach=outreach, by=by, now=now, today=today)


@transaction.atomic
def wave_off(*, outreach: Outreach, by: User, now: datetime, today: date) -> None:
    """No thank-you, no note, no gracious answer: left unwritten on purpose, and closed."""
    old = Status(outreach.status)
    if old not in WAVING_OFF:
        raise Refused(old, Status.CLOSED)
    for to in WAVING_OFF[old]:
        move(outreach=outreach, to=to, by=by, now=now, today=today)
    audit.record(actor=by, verb="wave_off", target=outreach)
    stop_all(outreach, by=by, now=now)
    refresh_next_step(outreach)


@transaction.atomic
def written_elsewhere(*, outreach: Outreach, by: User, now: datetime, today: date) -> None:
    """The message of the next step went out another way: note it, without a text."""
    kind = MESSAGE_FOR.get(Step(outreach.next_step)) if outreach.next_step else None
    if kind is None or not may_write(kind, history_of(outreach)):
        raise Refused(Status(outreach.status), Status(outreach.status))
    stop_kinds(outreach, {kind}, because=Problem.CALLED_OFF, by=by, now=now)
    outreach.messages.create(
        kind=kind,
        channel=outreach.channel or Channel.EMAIL,
        delivery=Message.Delivery.SENT,
        sent_at=now,
    )
    note_written(contact_id=outreach.contact_id, on=today)
    audit.record(actor=by, verb="written_elsewhere", target=outreach)
    for to in moves_after_sending(kind, Status(outreach.status)):
        move(outreach=outreach, to=to, by=by, now=now, today=today)
    refresh_next_step(outreach)


@transaction.atomic
def write_again(*, outreach: Outreach, by: User, now: datetime, today: date) -> None:
    """After a bounce: a draft again, with the same text to send another way."""
    move(outreach=outreach, to=Status.DRAFT, by=by, now=now, today=today)
    opening = outreach.messages.filter(kind__in=(Kind.OPENING, Kind.HELLO)).last()
    if opening is None:
        return
    opening.pk, opening._state.adding = uuid4(), True
    for name, value in {**AS_A_DRAFT, "sent_at": None, "version": 1}.items():
        setattr(opening, name, value)
    opening.save()


@transaction.atomic
def discard(*, outreach: Outreach, by: User, now: datetime, today: date) -> None:
    """Drop a draft. Its text stays in the export of the account."""
    move(outreach=outreach, to=Status.DISCARDED, by=by, now=now, today=today)
    stop_all(outreach, by=by, now=now)
    refresh_next_step(outreach)


def latest_click(outreach: Outreach, by: User, today: date) -> list[OutreachEvent]:
    """The events of the latest click, if it may be taken back: today's, and nothing sent since."""
    events = list(outreach.events.all())
    latest = [event for event in events if event.at == events[-1].at]
    if not latest or by.local_date(latest[0].at) != today:
        return []
    # Thanks and answers that were waved off close in the same click; those that were sent do not
    # come back.
    is_waved_off = latest[-1].new == Status.CLOSED
    passed = {Status.THANKED, Status.ANSWERED} if is_waved_off else set()
    if any(event.new not in MAY_BE_TAKEN_BACK | passed for event in latest):
        return []
    sent_since = any(
        message.sent_at and message.sent_at >= latest[0].at for message in outreach.messages.all()
    )
    return [] if sent_since else latest


@transaction.atomic
def take_back(*, outreach: Outreach, by: User, now: datetime, today: date) -> None:
    """Undo a wrong click on the day it was made, as long as nothing was sent after it.

    The only move outside the table: back along the latest event, whose trace stays. The encounter
    it left goes, and the drafts it cancelled come back. Raises CannotTakeBack otherwise.
    """
    latest = latest_click(outreach, by, today)
    if not latest:
        raise CannotTakeBack
    first = latest[0]
    before = outreach.events.filter(pk__lt=first.pk).last()
    since = by.local_date(before.at) if before else today
    _forget_dates(outreach, Status(first.new))
    move_back(outreach=outreach, to=Status(first.old), by=by, now=now, since=since)
    if first.encounter:
        remove_encounter(encounter=first.encounter, by=by)
    if first.new in ANSWERS:
        note_answers_before(outreach=outreach, event=first)
    if any(event.new == Status.THANKED for event in latest):
        note_thanks_before(outreach=outreach, event=first)
    bring_back(outreach, stopped_at=first.at)
    stop_misfits(outreach, by=by, now=now)
    refresh_next_step(outreach)


def _keep_date(outreach: Outreach, answer: Answer, until: date | None) -> None:
    """Where the date of an answer goes: "later" until then, or help expected by then."""
    if answer is Answer.LATER:
        # A date they named counts for more than the one the user had put the step off to.
        _set(outreach, deferred_until=until, snoozed_until=None)
    elif answer is Answer.YES:
        _set(outreach, help_expected_on=until, not_yet_on=None)


def _forget_dates(outreach: Outreach, new: Status) -> None:
    if new is Status.DEFERRED:
        _set(outreach, deferred_until=None)
    elif new is Status.ACCEPTED:
        _set(outreach, help_expected_on=None)


def _set(outreach: Outreach, **dates: date | None) -> None:
    Outreach.objects.filter(pk=outreach.pk).update(**dates)
    for name, value in dates.items():
        setattr(outreach, name, value)


def _leave_encounter(
    outreach: Outreach, event: OutreachEvent | None, *, on: date, by: User, note: str = ""
) -> None:
    kind = ENCOUNTER_BY_CHANNEL.get(outreach.channel, Encounter.Kind.OTHER)
    encounter = record_encounter(contact=outreach.contact, kind=kind, on=on, note=note, by=by)
    if event:
        event.encounter = encounter
        event.save(update_fields=["encounter"])


def _mark_bounced(outreach: Outreach, now: datetime) -> None:
    """The newest sent message is the one that came back."""
    sent = outreach.messages.filter(delivery=Message.Delivery.SENT).order_by("sent_at").last()
    if sent:
        same = outreach.messages.filter(pk=sent.pk)
        same.update(delivery=Message.Delivery.BOUNCED, updated_at=now)

"""Changing the state of an outreach: one conditional update, one event, one fresh next step."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts import audit
from accounts.models import User
from contacts.models import Precision
from outreach.message.vocabulary import Kind
from outreach.models import IN_HAND, Delivery, Message, Outreach, OutreachEvent
from outreach.progress import History, InHand, Refused, Status, Step, check_move, next_step


class AnotherOpen(Exception):
    """The contact has another open outreach, so this one cannot be opened again."""


def lock_outreaches(outreaches: QuerySet[Outreach]) -> None:
    """First the outreach, then its messages, then the counts: every action takes the rows in this
    order, so that no two wait for each other. (On SQLite writers wait for each other anyway.)"""
    list(outreaches.select_for_update().order_by("pk").values_list("pk"))


@transaction.atomic
def move(*, outreach: Outreach, to: Status, by: User, now: datetime, today: date) -> OutreachEvent:
    """Bring ``outreach`` into the state ``to``, leaving one event; ``today`` is the user's own day.

    Raises Refused when the table does not allow it or somebody else moved first, and AnotherOpen
    when it would be a second open outreach to one contact. The object passed in is kept current.
    """
    check_move(Status(outreach.status), to)
    return _change(outreach, to, "move", by=by, now=now, since=today)


@transaction.atomic
def move_back(
    *, outreach: Outreach, to: Status, by: User, now: datetime, since: date
) -> OutreachEvent:
    """Undo: the same, outside the table, for outreach.actions.answers.take_back alone."""
    return _change(outreach, to, "take_back", by=by, now=now, since=since)


def _change(
    outreach: Outreach, to: Status, verb: str, *, by: User, now: datetime, since: date
) -> OutreachEvent:
    old = Status(outreach.status)
    changed: dict[str, Any] = {"status": to, "status_since": since, "updated_at": now}
    if (old, to) == (Status.DRAFT, Status.SENT):
        changed["sent_at"] = now
        # Kept now: the encounters of later would hide how long the silence was.
        changed["gap_years"] = outreach.contact.gap_years(since)
    if to is Status.THANKED:
        changed["was_thanked"] = True
    if to is Status.CLOSED:
        changed["came_back"] = old is Status.BOUNCED
    _update_if_still(outreach, old, to, changed)
    event = OutreachEvent.objects.create(outreach=outreach, old=old, new=to, by=by, at=now)
    audit.record(actor=by, verb=verb, target=outreach, fields=["status"])
    refresh_next_step(outreach)
    return event


def _update_if_still(outreach: Outreach, old: Status, new: Status, changed: dict[str, Any]) -> None:
    """The conditional update: exactly one row in the old state, or a refusal."""
    try:
        # A savepoint, so that the refusal leaves the caller's transaction usable (PostgreSQL).
        with transaction.atomic():
            hit = Outreach.objects.filter(pk=outreach.pk, status=old).update(**changed)
    except IntegrityError as error:
        raise AnotherOpen from error
    if hit != 1:
        raise Refused(old, new)
    for name, value in changed.items():
        setattr(outreach, name, value)


def history_of(outreach: Outreach) -> History:
    """What the rules of outreach.progress look at, from the row and its sent messages."""
    sent = outreach.messages.filter(delivery=Message.Delivery.SENT)
    if outreach.sent_at:
        # After a bounce the outreach starts again, and so does the count of nudges.
        sent = sent.filter(sent_at__gte=outreach.sent_at)
    sent_kinds = list(sent.values_list("kind", "sent_at"))
    kinds = [kind for kind, _at in sent_kinds]
    reminded_at = next((at for kind, at in sent_kinds if kind == Kind.REMINDER), None)
    in_hand, confirmed_at = _in_hand(outreach)
    local_date = outreach.owner.local_date
    return History(
        status=Status(outreach.status),
        since=outreach.status_since,
        is_hello=outreach.is_hello,
        nudges=kinds.count(Kind.NUDGE) + kinds.count(Kind.LAST_NUDGE),
        replied=Kind.REPLY_YES in kinds,
        deferred_until=outreach.deferred_until,
        help_expected_on=outreach.help_expected_on,
        opted_out=outreach.contact.do_not_contact,
        in_hand=in_hand,
        in_hand_since=local_date(confirmed_at) if confirmed_at else None,
        in_touch_on=in_touch_on(outreach),
        no_answer_until=outreach.no_answer_until,
        not_yet=outreach.not_yet_on is not None,
        reminded_on=local_date(reminded_at) if reminded_at else None,
        first_nudge_days=outreach.first_nudge_days,
        last_nudge_days=outreach.last_nudge_days,
        close_days=outreach.close_days,
        snoozed_step=Step(outreach.snoozed_step) if outreach.snoozed_step else None,
        snoozed_until=outreach.snoozed_until,
    )


def in_touch_on(outreach: Outreach) -> date | None:
    """The newest day they were in touch while an answer was awaited, if it may be the answer.

    Not what was noted as an answer itself, nor a day of which the user said that it was none. A
    date known only to the year, or roughly, is no reason to ask.
    """
    if not outreach.is_waiting or outreach.sent_at is None:
        return None
    sent_on = outreach.owner.local_date(outreach.sent_at)
    noted = outreach.contact.encounters.filter(
        on__gte=sent_on, precision__in=(Precision.DAY, Precision.MONTH)
    )
    noted = noted.exclude(on=sent_on, created_at__lte=outreach.sent_at)
    if outreach.no_answer_until:
        noted = noted.filter(on__gt=outreach.no_answer_until)
    answers = outreach.events.filter(encounter__isnull=False).values("encounter")
    days = noted.exclude(pk__in=answers).order_by("-on").values_list("on", flat=True)
    return days.first()


def _in_hand(outreach: Outreach) -> tuple[InHand | None, datetime | None]:
    """What the site does with a message that the user confirmed, and since when."""
    given = outreach.messages.filter(delivery__in=sorted(IN_HAND - {Delivery.DRAFT}))
    latest = given.order_by("queued_at").values_list("delivery", "queued_at").last()
    if latest is None:
        return None, None
    delivery, queued_at = latest
    known = {Delivery.FAILED: InHand.FAILED, Delivery.UNCONFIRMED: InHand.UNCONFIRMED}
    return known.get(Delivery(delivery), InHand.ON_ITS_WAY), queued_at


def refresh_next_step(outreach: Outreach) -> None:
    """Store the next step and its date; every action that changes what they rest on calls this."""
    step = next_step(history_of(outreach))
    is_put_off = step is not None and step.step == outreach.snoozed_step
    columns: dict[str, Any] = {
        "next_step": step.step if step else "",
        "due_on": step.due if step else None,
        # A step that was put off and is no longer the next one is forgotten.
        "snoozed_step": outreach.snoozed_step if is_put_off else "",
        "snoozed_until": outreach.snoozed_until if is_put_off else None,
    }
    Outreach.objects.filter(pk=outreach.pk).update(**columns)
    for name, value in columns.items():
        setattr(outreach, name, value)

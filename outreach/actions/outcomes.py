"""What figures count of an outreach: the day of the first answer, yes or no, and the thanks.

Kept in columns beside the moves, so that figures are one aggregate over one table.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from outreach.models import Outreach, OutreachEvent
from outreach.progress import ANSWERS, MOVES, Answer, Status

DECIDED = (Status.ACCEPTED, Status.DECLINED)


def note_answer(*, outreach: Outreach, answer: Answer, on: date) -> None:
    """An answer came ``on`` that day: the first day stays, the last yes or no counts."""
    changed: dict[str, Any] = {}
    if outreach.answered_on is None:
        changed["answered_on"] = on
    if answer in (Answer.YES, Answer.NO):
        changed["said_yes"] = answer is Answer.YES
        changed["said_no"] = answer is Answer.NO
    _set(outreach, changed)


def note_answers_before(*, outreach: Outreach, event: OutreachEvent) -> None:
    """The answer of ``event`` was taken back: what was answered before it counts again."""
    before = outreach.events.filter(pk__lt=event.pk).select_related("encounter").order_by("pk")
    answers = [earlier for earlier in standing(before) if earlier.new in ANSWERS]
    decided = [answer.new for answer in answers if answer.new in DECIDED]
    _set(
        outreach,
        {
            "answered_on": _day_of(answers[0], outreach) if answers else None,
            "said_yes": decided[-1:] == [Status.ACCEPTED],
            "said_no": decided[-1:] == [Status.DECLINED],
        },
    )


def note_thanks_before(*, outreach: Outreach, event: OutreachEvent) -> None:
    """The thanks of ``event`` were taken back: what was thanked before it counts again."""
    before = outreach.events.filter(pk__lt=event.pk).order_by("pk")
    were = any(earlier.new == Status.THANKED for earlier in standing(before))
    _set(outreach, {"was_thanked": were})


def standing(events: Iterable[OutreachEvent]) -> list[OutreachEvent]:
    """The events in order, without those that were taken back: a move outside the table undoes
    all moves since the state it leads back to."""
    kept: list[OutreachEvent] = []
    for event in events:
        if Status(event.new) in MOVES[Status(event.old)]:
            kept.append(event)
        while kept and kept[-1].new != event.new:
            kept.pop()
    return kept


def _day_of(event: OutreachEvent, outreach: Outreach) -> date:
    return event.encounter.on if event.encounter else outreach.owner.local_date(event.at)


def _set(outreach: Outreach, changed: dict[str, Any]) -> None:
    if not changed:
        return
    Outreach.objects.filter(pk=outreach.pk).update(**changed)
    for name, value in changed.items():
        setattr(outreach, name, value)

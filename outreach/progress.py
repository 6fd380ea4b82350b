"""The life of an outreach: its states, the moves between them, and the next step with a date.

Pure: no Django, no clock. ``MOVES`` is the one table of DESIGN.md ("States of an outreach"); the
model takes its choices from ``Status`` and every change of state goes through ``check_move``.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from outreach.message.vocabulary import Kind


class Status(StrEnum):
    """Where an outreach stands."""

    DRAFT = "draft"
    DISCARDED = "discarded"
    SENT = "sent"
    NUDGED = "nudged"
    BOUNCED = "bounced"
    DEFERRED = "deferred"
    ACCEPTED = "accepted"
    HELPED = "helped"
    THANKED = "thanked"
    DECLINED = "declined"
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    CLOSED = "closed"


S = Status
ANSWERS = frozenset({S.ACCEPTED, S.DEFERRED, S.DECLINED})

MOVES: dict[Status, frozenset[Status]] = {
    S.DRAFT: frozenset({S.SENT, S.DISCARDED}),
    S.DISCARDED: frozenset(),
    S.SENT: ANSWERS | {S.NUDGED, S.NO_ANSWER, S.BOUNCED},
    # A second nudge stays in the state; the event row and the message tell the two apart.
    S.NUDGED: ANSWERS | {S.NUDGED, S.NO_ANSWER, S.BOUNCED},
    S.BOUNCED: frozenset({S.DRAFT, S.CLOSED}),
    S.DEFERRED: frozenset({S.NUDGED, S.ACCEPTED, S.DECLINED, S.NO_ANSWER}),
    # A hello that was answered has reached its aim and closes from here.
    S.ACCEPTED: frozenset({S.HELPED, S.DECLINED, S.NO_ANSWER, S.CLOSED}),
    S.HELPED: frozenset({S.THANKED}),
    S.THANKED: frozenset({S.CLOSED}),
    S.DECLINED: frozenset({S.ANSWERED}),
    S.ANSWERED: frozenset({S.CLOSED}),
    # An answer may come after all.
    S.NO_ANSWER: ANSWERS | {S.CLOSED},
    S.CLOSED: ANSWERS,
}

OPEN = frozenset(S) - {S.DISCARDED, S.CLOSED}
"""States in which a second outreach to the same contact is refused."""

WAITING = frozenset({S.SENT, S.NUDGED, S.DEFERRED})
"""States in which the other person's answer is awaited."""

MAX_NUDGES = 2


class Refused(Exception):
    """A move that the table does not allow, or that somebody else made first."""

    def __init__(self, old: Status, new: Status) -> None:
        super().__init__(f"{old} cannot become {new}")
        self.old = old
        self.new = new


def check_move(old: Status, new: Status) -> None:
    """Raise ``Refused`` unless the table allows ``old`` to become ``new``."""
    if new not in MOVES[old]:
        raise Refused(old, new)


class Step(StrEnum):
    """What the user does next."""

    FINISH_DRAFT = "finish_draft"
    NUDGE = "nudge"
    LAST_NUDGE = "last_nudge"
    CLOSE = "close"
    WAS_IT_AN_ANSWER = "was_it_an_answer"
    FIX_ADDRESS = "fix_address"
    REPLY_YES = "reply_yes"
    ASK_WHETHER_HELPED = "ask_whether_helped"
    REMIND = "remind"
    THANK = "thank"
    RESULT_NOTE = "result_note"
    ANSWER_NO = "answer_no"
    STAY_IN_TOUCH = "stay_in_touch"
    WAIT_FOR_DELIVERY = "wait_for_delivery"
    TRY_AGAIN = "try_again"
    FIND_OUT = "find_out"


class InHand(StrEnum):
    """What the site does with a message that the user confirmed, while it is not simply sent."""

    ON_ITS_WAY = "on_its_way"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do, and the day it is due (in the user's own calendar)."""

    step: Step
    due: date


@dataclass(frozen=True, slots=True)
class History:
    """What the rules look at: the state, since when, and what has been sent in this outreach.

    ``since`` is the local day of the last move; ``nudges`` counts nudges sent since the opening;
    ``replied`` says whether the reply to a yes has gone out; ``deferred_until`` is the date that
    was agreed on; ``opted_out`` that they are not to be written to any more; ``in_hand`` what the
    site does with a confirmed message, since the local day ``in_hand_since``.

    ``in_touch_on`` is a day they were in touch since the message went out, of which nobody has said
    whether it was the answer; up to ``no_answer_until`` it was not. After a yes, ``not_yet`` says
    that the help was late once, ``reminded_on`` when they were reminded. The days are the user's
    own, None for the usual ones; the snooze holds for ``snoozed_step`` alone.
    """

    status: Status
    since: date
    is_hello: bool = False
    nudges: int = 0
    replied: bool = False
    deferred_until: date | None = None
    help_expected_on: date | None = None
    opted_out: bool = False
    in_hand: InHand | None = None
    in_hand_since: date | None = None
    in_touch_on: date | None = None
    no_answer_until: date | None = None
    not_yet: bool = False
    reminded_on: date | None = None
    first_nudge_days: int | None = None
    last_nudge_days: int | None = None
    close_days: int | None = None
    snoozed_step: Step | None = None
    snoozed_until: date | None = None


FIRST_NUDGE_DAYS = 7  # business days (DESIGN.md)
LAST_NUDGE_DAYS = 15  # business days after the first nudge: about three weeks (WORDING.md, 9)
CLOSE_DAYS = 10  # business days after the last nudge
LATER_DAYS = 20  # business days after a "later" without a date
HELP_DAYS = 10  # business days until "did they help?"
RESULT_DAYS = 42  # days from the thank-you to the note on what came of it
BOUNCE_DAYS = 1
FEWEST_DAYS, MOST_DAYS = 5, 60
"""Business days a user may choose for the steps of waiting; five are the week of TRUST.md, L4."""


STEP_FOR: dict[InHand, Step] = {
    InHand.ON_ITS_WAY: Step.WAIT_FOR_DELIVERY,
    InHand.FAILED: Step.TRY_AGAIN,
    InHand.UNCONFIRMED: Step.FIND_OUT,
}
"""While the site has a message in hand, that comes before everything else."""


def business_days_after(start: date, days: int) -> date:
    """The date ``days`` Mondays-to-Fridays after ``start``; holidays are not known here."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            days -= 1
    return day


def next_step(history: History) -> NextStep | None:
    """The one next step of an outreach, or None when there is nothing left to do."""
    step = usual_step(history)
    if step and history.snoozed_until and step.step is history.snoozed_step:
        return NextStep(step.step, max(step.due, history.snoozed_until))
    return step


def usual_step(history: History) -> NextStep | None:
    """The same, as if nobody had put it off."""
    since = history.since
    if history.in_hand:
        return NextStep(STEP_FOR[history.in_hand], history.in_hand_since or since)
    if history.opted_out and closing(history.status, opted_out=True):
        return NextStep(Step.CLOSE, since)
    if history.in_touch_on and history.status in WAITING:
        return NextStep(Step.WAS_IT_AN_ANSWER, history.in_touch_on)
    match history.status:
        case S.DRAFT:
            return NextStep(Step.FINISH_DRAFT, since)
        case S.SENT | S.NUDGED:
            return _while_waiting(history)
        case S.DEFERRED:
            step = Step.CLOSE if history.is_hello else Step.NUDGE
            later = history.deferred_until or business_days_after(since, LATER_DAYS)
            return NextStep(step, later)
        case S.BOUNCED:
            return NextStep(Step.FIX_ADDRESS, since + timedelta(days=BOUNCE_DAYS))
        case S.ACCEPTED:
            return _after_a_yes(history)
        case S.HELPED:
            return NextStep(Step.THANK, since + timedelta(days=1))
        case S.THANKED:
            return NextStep(Step.RESULT_NOTE, since + timedelta(days=RESULT_DAYS))
        case S.DECLINED:
            return NextStep(Step.ANSWER_NO, since)
        case S.ANSWERED | S.NO_ANSWER:
            return NextStep(Step.CLOSE, since)
        case _:
            return None


def _while_waiting(history: History) -> NextStep:
    """Up to two nudges, then a kind close; a hello asked for nothing, so it is never nudged."""
    since = max(history.since, history.no_answer_until or history.since)
    if history.is_hello:
        return NextStep(Step.CLOSE, business_days_after(since, LAST_NUDGE_DAYS + CLOSE_DAYS))
    if history.nudges == 0:
        step, own, usual = Step.NUDGE, history.first_nudge_days, FIRST_NUDGE_DAYS
    elif history.nudges < MAX_NUDGES:
        step, own, usual = Step.LAST_NUDGE, history.last_nudge_days, LAST_NUDGE_DAYS
    else:
        step, own, usual = Step.CLOSE, history.close_days, CLOSE_DAYS
    days = usual if own is None else min(max(own, FEWEST_DAYS), MOST_DAYS)
    return NextStep(step, business_days_after(since, days))


def steps_to_come(history: History) -> tuple[NextStep, ...]:
    """The steps of waiting from here on, if each is done on its day and no answer comes."""
    steps: list[NextStep] = []
    while (step := next_step(history)) and step.step in CADENCE:
        steps.append(step)
        if step.step is Step.CLOSE:
            break
        nudges = history.nudges + 1
        history = replace(history, status=S.NUDGED, since=step.due, nudges=nudges)
    return tuple(steps)


def _after_a_yes(history: History) -> NextStep:
    """Reply the same day; when the help was expected, ask whether it came; remind of it once."""
    since = history.since
    if history.is_hello:
        return NextStep(Step.STAY_IN_TOUCH, since)
    if not history.replied:
        return NextStep(Step.REPLY_YES, since)
    expected = history.help_expected_on or business_days_after(since, HELP_DAYS)
    if history.reminded_on and history.reminded_on >= since:
        rest = business_days_after(history.reminded_on, CLOSE_DAYS)
        return NextStep(Step.CLOSE, max(rest, expected))
    is_late_again = history.not_yet and not history.reminded_on
    return NextStep(Step.REMIND if is_late_again else Step.ASK_WHETHER_HELPED, expected)


CADENCE = frozenset({Step.NUDGE, Step.LAST_NUDGE, Step.CLOSE})
"""The steps of waiting for an answer."""

WAIT_FOR_THE_DATE = CADENCE | {Step.REMIND}
"""Steps that come too early before their date: they leave the other person time to answer. The
others may be done at once."""


MAY_BE_SNOOZED = frozenset(Step) - {Step.FINISH_DRAFT, Step.WAIT_FOR_DELIVERY}
"""Steps with a date that the user may put off."""


class Answer(StrEnum):
    """What the user reports about the other person."""

    YES = "yes"
    LATER = "later"
    NO = "no"
    BOUNCED = "bounced"


STATE_AFTER: dict[Answer, Status] = {
    Answer.YES: S.ACCEPTED,
    Answer.LATER: S.DEFERRED,
    Answer.NO: S.DECLINED,
    Answer.BOUNCED: S.BOUNCED,
}


def answers_possible(status: Status, *, is_hello: bool) -> tuple[Answer, ...]:
    """What the user may report from here, in the order of the buttons.

    "Later" may be said again (a new date, no move). A hello asked for nothing that could wait.
    """
    possible = {answer for answer, state in STATE_AFTER.items() if state in MOVES[status]}
    if status is S.DEFERRED:
        possible.add(Answer.LATER)
    if is_hello:
        possible.discard(Answer.LATER)
    return tuple(answer for answer in Answer if answer in possible)


CLOSING: dict[Status, tuple[Status, ...]] = {
    **dict.fromkeys((S.SENT, S.NUDGED, S.DEFERRED), (S.NO_ANSWER, S.CLOSED)),
    **dict.fromkeys((S.NO_ANSWER, S.ACCEPTED, S.BOUNCED, S.THANKED, S.ANSWERED), (S.CLOSED,)),
}
"""The moves of a kind close. A no is answered first, and help is thanked for first."""

CLOSING_WITHOUT_WORDS: dict[Status, tuple[Status, ...]] = {
    S.DECLINED: (S.ANSWERED, S.CLOSED),
    S.HELPED: (S.THANKED, S.CLOSED),
}
"""The same where nothing more may be written, because they asked not to be written to."""


def closing(status: Status, *, opted_out: bool) -> tuple[Status, ...]:
    """The moves that close from here, empty where it cannot be closed now."""
    unsaid = CLOSING_WITHOUT_WORDS if opted_out else {}
    return CLOSING.get(status) or unsaid.get(status, ())


WAVING_OFF: dict[Status, tuple[Status, ...]] = {**CLOSING_WITHOUT_WORDS, S.THANKED: (S.CLOSED,)}
"""The moves of leaving a thank-you, a note or a gracious answer unwritten, on purpose."""

MAY_BE_TAKEN_BACK = frozenset(STATE_AFTER.values()) | {S.HELPED, S.NO_ANSWER, S.CLOSED}
"""What a wrong click may have brought about; sending is undone by nobody."""


MESSAGE_FOR: dict[Step, Kind] = {
    Step.NUDGE: Kind.NUDGE,
    Step.LAST_NUDGE: Kind.LAST_NUDGE,
    Step.REPLY_YES: Kind.REPLY_YES,
    Step.REMIND: Kind.REMINDER,
    Step.THANK: Kind.THANK_YOU,
    Step.RESULT_NOTE: Kind.RESULT_NOTE,
    Step.ANSWER_NO: Kind.ANSWER_NO,
    Step.STAY_IN_TOUCH: Kind.STAY_IN_TOUCH,
}
"""The message that a step writes; the other steps write none."""

NUDGES = frozenset({Kind.NUDGE, Kind.LAST_NUDGE})

AFTER_SENDING: dict[Kind, dict[Status, tuple[Status, ...]]] = {
    Kind.OPENING: {S.DRAFT: (S.SENT,)},
    Kind.HELLO: {S.DRAFT: (S.SENT,)},
    Kind.NUDGE: {s: (S.NUDGED,) for s in (S.SENT, S.NUDGED, S.DEFERRED)},
    Kind.LAST_NUDGE: {s: (S.NUDGED,) for s in (S.SENT, S.NUDGED, S.DEFERRED)},
    Kind.REPLY_YES: {S.ACCEPTED: ()},
    Kind.REMINDER: {S.ACCEPTED: ()},
    # A thank-you says that they have helped, whether or not that was noted first.
    Kind.THANK_YOU: {S.ACCEPTED: (S.HELPED, S.THANKED), S.HELPED: (S.THANKED,)},
    Kind.RESULT_NOTE: {S.THANKED: (S.CLOSED,)},
    # Nothing is left to do after a gracious answer, so it closes too.
    Kind.ANSWER_NO: {S.DECLINED: (S.ANSWERED, S.CLOSED), S.ANSWERED: (S.CLOSED,)},
    Kind.STAY_IN_TOUCH: {S.ACCEPTED: (S.CLOSED,), S.CLOSED: ()},
}
"""The moves that follow, in order, when a message of a kind was sent from a state. A state that is
missing is one in which such a message makes no sense."""


def moves_after_sending(kind: Kind, status: Status) -> tuple[Status, ...]:
    """The moves to make once a message of this kind has gone out.

    Raises Refused when such a message does not belong to an outreach in this state.
    """
    moves = AFTER_SENDING[kind].get(status)
    if moves is None:
        raise Refused(status, status)
    return moves


def may_write(kind: Kind, history: History) -> bool:
    """Whether a message of this kind fits where the outreach stands; at most two nudges ever.

    The one exception to that: "later" was an invitation to write again, so the message on that
    date may always go out. A hello is answered by staying in touch, and never nudged. Nothing at
    all goes to somebody who opted out, and no nudge to somebody who may have answered.
    """
    if history.opted_out or history.status not in AFTER_SENDING[kind]:
        return False
    if kind in NUDGES and history.in_touch_on:
        return False
    match kind:
        case Kind.NUDGE:
            return not history.is_hello and (history.status is S.DEFERRED or history.nudges == 0)
        case Kind.LAST_NUDGE:
            return not history.is_hello and history.nudges == 1 and history.status is S.NUDGED
        case Kind.REPLY_YES:
            return not history.is_hello and not history.replied
        case Kind.REMINDER:
            return not history.is_hello and history.not_yet and not history.reminded_on
        case Kind.THANK_YOU:
            return history.status is S.HELPED or not history.is_hello
        case Kind.STAY_IN_TOUCH:
            return history.is_hello or history.status is S.CLOSED
        case _:
            return True

"""The table of states and the next step: every pair of states, every step, business days."""

from datetime import date
from itertools import product

import pytest

from outreach.message.vocabulary import Kind
from outreach.progress import (
    AFTER_SENDING,
    ANSWERS,
    CLOSING,
    LAST_NUDGE_DAYS,
    MESSAGE_FOR,
    MOVES,
    OPEN,
    STATE_AFTER,
    Answer,
    History,
    NextStep,
    Refused,
    Status,
    Step,
    answers_possible,
    business_days_after,
    check_move,
    closing,
    may_write,
    moves_after_sending,
    next_step,
)

S = Status
MONDAY = date(2026, 3, 2)

# DESIGN.md, "States of an outreach", written out once more by hand.
ALLOWED = {
    "draft": "sent discarded",
    "discarded": "",
    "sent": "nudged no_answer accepted deferred declined bounced",
    "nudged": "nudged no_answer accepted deferred declined bounced",
    "bounced": "draft closed",
    "deferred": "nudged accepted declined no_answer",
    "accepted": "helped declined no_answer closed",
    "helped": "thanked",
    "thanked": "closed",
    "declined": "answered",
    "answered": "closed",
    "no_answer": "accepted deferred declined closed",
    "closed": "accepted deferred declined",
}


@pytest.mark.parametrize(("old", "new"), list(product(Status, Status)))
def test_every_pair_of_states(old, new):
    if new in ALLOWED[old].split():
        check_move(old, new)
    else:
        with pytest.raises(Refused):
            check_move(old, new)


def test_every_state_but_discarded_leads_to_closed():
    for start in set(Status) - {S.DISCARDED}:
        reached, new = set(), {start}
        while new:
            reached |= new
            new = {target for state in new for target in MOVES[state]} - reached
        assert S.CLOSED in reached


def test_open_is_everything_but_closed_and_discarded():
    assert set(Status) - OPEN == {S.CLOSED, S.DISCARDED}


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 2), 7, date(2026, 3, 11)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 3, 8), 5, date(2026, 3, 13)),
        (date(2027, 12, 31), 1, date(2028, 1, 3)),
        (date(2028, 2, 28), 2, date(2028, 3, 1)),
    ],
)
def test_business_days(start, days, end):
    assert business_days_after(start, days) == end


@pytest.mark.parametrize(
    ("history", "step", "due"),
    [
        (History(S.DRAFT, MONDAY), Step.FINISH_DRAFT, MONDAY),
        (History(S.SENT, MONDAY), Step.NUDGE, date(2026, 3, 11)),
        (History(S.NUDGED, MONDAY, nudges=1), Step.LAST_NUDGE, date(2026, 3, 23)),
        (History(S.NUDGED, MONDAY, nudges=2), Step.CLOSE, date(2026, 3, 16)),
        (History(S.SENT, MONDAY, is_hello=True), Step.CLOSE, date(2026, 4, 6)),
        (History(S.DEFERRED, MONDAY), Step.NUDGE, date(2026, 3, 30)),
        (
            History(S.DEFERRED, MONDAY, deferred_until=date(2026, 9, 1)),
            Step.NUDGE,
            date(2026, 9, 1),
        ),
        (History(S.BOUNCED, MONDAY), Step.FIX_ADDRESS, date(2026, 3, 3)),
        (History(S.ACCEPTED, MONDAY), Step.REPLY_YES, MONDAY),
        (History(S.ACCEPTED, MONDAY, replied=True), Step.ASK_WHETHER_HELPED, date(2026, 3, 16)),
        (
            History(S.ACCEPTED, MONDAY, replied=True, help_expected_on=date(2026, 5, 4)),
            Step.ASK_WHETHER_HELPED,
            date(2026, 5, 4),
        ),
        (History(S.ACCEPTED, MONDAY, is_hello=True), Step.STAY_IN_TOUCH, MONDAY),
        (History(S.HELPED, MONDAY), Step.THANK, date(2026, 3, 3)),
        (History(S.THANKED, MONDAY), Step.RESULT_NOTE, date(2026, 4, 13)),
        (History(S.DECLINED, MONDAY), Step.ANSWER_NO, MONDAY),
        (History(S.ANSWERED, MONDAY), Step.CLOSE, MONDAY),
        (History(S.NO_ANSWER, MONDAY), Step.CLOSE, MONDAY),
    ],
)
def test_next_step(history, step, due):
    assert next_step(history) == NextStep(step, due)


@pytest.mark.parametrize("status", sorted({S.CLOSED, S.DISCARDED}))
def test_nothing_is_left_at_the_end(status):
    assert next_step(History(status, MONDAY)) is None


def test_every_open_state_has_a_next_step():
    assert all(next_step(History(status, MONDAY)) for status in OPEN)


def test_the_last_nudge_comes_about_three_weeks_after_the_first():
    assert (business_days_after(MONDAY, LAST_NUDGE_DAYS) - MONDAY).days == 21


HISTORIES = [
    History(status, MONDAY, is_hello=hello, nudges=nudges, replied=replied)
    for status, hello, nudges, replied in product(Status, (False, True), range(4), (False, True))
    # A nudge brings the state nudged, and nothing else does.
    if (status is not S.SENT or nudges == 0) and (status is not S.NUDGED or nudges > 0)
]


@pytest.mark.parametrize("history", HISTORIES)
def test_the_message_of_the_next_step_may_always_be_written(history):
    step = next_step(history)
    kind = MESSAGE_FOR.get(step.step) if step else None
    assert kind is None or may_write(kind, history)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_moves_after_sending_are_in_the_table(kind):
    for status, moves in AFTER_SENDING[kind].items():
        for old, new in zip((status, *moves), moves, strict=False):
            check_move(old, new)


def test_a_message_that_does_not_belong_is_refused():
    with pytest.raises(Refused):
        moves_after_sending(Kind.NUDGE, S.ACCEPTED)


def test_a_thank_you_says_that_they_helped():
    assert moves_after_sending(Kind.THANK_YOU, S.ACCEPTED) == (S.HELPED, S.THANKED)


def test_never_a_third_nudge():
    for nudges in (2, 3):
        history = History(S.NUDGED, MONDAY, nudges=nudges)
        assert not any(may_write(kind, history) for kind in (Kind.NUDGE, Kind.LAST_NUDGE))


def test_later_is_an_invitation_to_write_again():
    assert may_write(Kind.NUDGE, History(S.DEFERRED, MONDAY, nudges=2))


def test_a_hello_is_never_nudged():
    hellos = [History(status, MONDAY, is_hello=True) for status in Status]
    assert not any(may_write(Kind.NUDGE, history) for history in hellos)


@pytest.mark.parametrize(
    ("status", "answers"),
    [
        (S.DRAFT, ""),
        (S.SENT, "yes later no bounced"),
        (S.NUDGED, "yes later no bounced"),
        (S.DEFERRED, "yes later no"),
        (S.ACCEPTED, "no"),
        (S.NO_ANSWER, "yes later no"),
        (S.CLOSED, "yes later no"),
        (S.HELPED, ""),
    ],
)
def test_what_may_be_reported(status, answers):
    assert answers_possible(status, is_hello=False) == tuple(map(Answer, answers.split()))


def test_a_hello_cannot_be_put_off():
    assert Answer.LATER not in answers_possible(S.SENT, is_hello=True)


def test_every_answer_has_its_state():
    assert set(STATE_AFTER) == set(Answer)
    assert set(STATE_AFTER.values()) == ANSWERS | {S.BOUNCED}


@pytest.mark.parametrize("status", list(CLOSING))
def test_a_kind_close_follows_the_table(status):
    for old, new in zip((status, *CLOSING[status]), CLOSING[status], strict=False):
        check_move(old, new)
    assert CLOSING[status][-1] is S.CLOSED


def test_a_no_and_help_are_not_closed_without_a_word():
    assert not {S.DECLINED, S.HELPED} & set(CLOSING)


@pytest.mark.parametrize("status", list(Status))
def test_nothing_is_written_to_somebody_who_opted_out(status):
    history = History(status, MONDAY, opted_out=True)
    assert not any(may_write(kind, history) for kind in Kind)


@pytest.mark.parametrize("status", sorted(OPEN - {S.DRAFT}))
def test_all_that_is_open_can_be_closed_for_somebody_who_opted_out(status):
    assert next_step(History(status, MONDAY, opted_out=True)).step is Step.CLOSE
    moves = closing(status, opted_out=True)
    for old, new in zip((status, *moves), moves, strict=False):
        check_move(old, new)

"""What came back: answers, help, a kind close, and the way back from a wrong click."""

from contextlib import suppress
from datetime import date, timedelta
from functools import partial

import pytest

from contacts.models import Encounter
from outreach.actions import answers
from outreach.actions.moves import AnotherOpen
from outreach.models import Kind, Message, Outreach
from outreach.progress import Answer, Refused, Status, Step
from tests.at_once import at_once
from tests.outreach.people import NOW, TODAY, contact_of, outreach_of, text_of

S = Status
LATER = NOW + timedelta(hours=1)
D = Message.Delivery


def record(outreach, answer, by, **more):
    moment = {"by": by, "now": LATER, "today": TODAY}
    answers.record_answer(outreach=outreach, answer=answer, on=TODAY, **{**moment, **more})


def stored(outreach) -> Outreach:
    return Outreach.objects.get(pk=outreach.pk)


@pytest.mark.parametrize(
    ("answer", "state", "step"),
    [
        (Answer.YES, S.ACCEPTED, Step.REPLY_YES),
        (Answer.LATER, S.DEFERRED, Step.NUDGE),
        (Answer.NO, S.DECLINED, Step.ANSWER_NO),
        (Answer.BOUNCED, S.BOUNCED, Step.FIX_ADDRESS),
    ],
)
def test_each_answer_has_its_state_and_next_step(alice, answer, state, step):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, answer, alice)
    assert (stored(outreach).status, stored(outreach).next_step) == (state, step)


@pytest.mark.parametrize("answer", [Answer.YES, Answer.LATER, Answer.NO])
def test_an_answer_is_an_encounter(alice, answer):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, answer, alice, note="She was glad")
    encounter = Encounter.objects.get()
    assert (encounter.kind, encounter.on, encounter.note) == ("email", TODAY, "She was glad")
    assert stored(outreach).contact.last_in_touch == TODAY


def test_a_bounce_is_no_encounter(alice):
    outreach = outreach_of(alice, S.SENT)
    opening = text_of(outreach, sent_at=NOW)
    record(outreach, Answer.BOUNCED, alice)
    opening.refresh_from_db()
    assert (Encounter.objects.count(), opening.delivery) == (0, D.BOUNCED)


@pytest.mark.parametrize("answer", list(Answer))
def test_any_answer_cancels_the_open_nudges(alice, answer):
    outreach = outreach_of(alice, S.NUDGED)
    nudges = [text_of(outreach, Kind.NUDGE), text_of(outreach, Kind.LAST_NUDGE)]
    record(outreach, answer, alice)
    for nudge in nudges:
        nudge.refresh_from_db()
    assert [nudge.delivery for nudge in nudges] == [D.CANCELLED, D.CANCELLED]


def test_later_keeps_its_date(alice):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, Answer.LATER, alice, until=date(2026, 9, 1))
    assert stored(outreach).due_on == date(2026, 9, 1)


def test_later_again_is_a_new_date_without_a_move(alice):
    outreach = outreach_of(alice, S.DEFERRED)
    before = outreach.events.count()
    record(outreach, Answer.LATER, alice, until=date(2026, 12, 1))
    assert (stored(outreach).due_on, outreach.events.count()) == (date(2026, 12, 1), before)


def test_a_yes_keeps_when_help_is_expected(alice):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, Answer.YES, alice, until=date(2026, 4, 1))
    assert stored(outreach).help_expected_on == date(2026, 4, 1)
    assert stored(outreach).due_on == TODAY


@pytest.mark.parametrize("late", [S.NO_ANSWER, S.CLOSED])
@pytest.mark.parametrize("answer", [Answer.YES, Answer.LATER, Answer.NO])
def test_a_late_answer_reopens(alice, late, answer):
    outreach = outreach_of(alice, late)
    record(outreach, answer, alice)
    assert stored(outreach).is_waiting or stored(outreach).status in (S.ACCEPTED, S.DECLINED)


def test_a_late_answer_is_refused_beside_another_open_outreach(alice):
    maria = contact_of(alice)
    closed = outreach_of(alice, S.CLOSED, contact=maria)
    outreach_of(alice, S.DRAFT, contact=maria)
    with pytest.raises(AnotherOpen):
        record(closed, Answer.YES, alice)
    assert (stored(closed).status, Encounter.objects.count()) == (S.CLOSED, 0)


@pytest.mark.parametrize("status", [S.DRAFT, S.HELPED, S.DECLINED, S.DISCARDED])
def test_an_answer_that_makes_no_sense_changes_nothing(alice, status):
    outreach = outreach_of(alice, status)
    with pytest.raises(Refused):
        record(outreach, Answer.YES, alice)
    assert (stored(outreach).status, Encounter.objects.count()) == (status, 0)


def test_help_leads_to_the_thank_you(alice):
    outreach = outreach_of(alice, S.ACCEPTED)
    answers.record_help(outreach=outreach, on=TODAY, by=alice, now=LATER, today=TODAY)
    assert (stored(outreach).next_step, Encounter.objects.count()) == (Step.THANK, 1)


def test_not_yet_asks_again_in_two_weeks_or_on_a_day(alice):
    outreach = outreach_of(alice, S.ACCEPTED)
    text_of(outreach, Kind.REPLY_YES, sent_at=LATER)
    answers.not_yet(outreach=outreach, by=alice, today=TODAY)
    assert stored(outreach).due_on == date(2026, 3, 16)
    answers.not_yet(outreach=outreach, by=alice, today=TODAY, until=date(2026, 5, 1))
    assert stored(outreach).due_on == date(2026, 5, 1)


def test_not_yet_needs_a_yes(alice):
    outreach = outreach_of(alice, S.SENT)
    with pytest.raises(Refused):
        answers.not_yet(outreach=outreach, by=alice, today=TODAY)


def test_a_changed_mind_gets_a_gracious_answer(alice):
    outreach = outreach_of(alice, S.ACCEPTED)
    reply = text_of(outreach, Kind.REPLY_YES)
    answers.changed_their_mind(outreach=outreach, by=alice, now=LATER, today=TODAY)
    reply.refresh_from_db()
    assert (stored(outreach).next_step, reply.delivery) == (Step.ANSWER_NO, D.CANCELLED)


@pytest.mark.parametrize(
    "status",
    [S.SENT, S.NUDGED, S.DEFERRED, S.NO_ANSWER, S.ACCEPTED, S.BOUNCED, S.THANKED, S.ANSWERED],
)
def test_a_kind_close(alice, status):
    outreach = outreach_of(alice, status)
    answers.close_kindly(outreach=outreach, by=alice, now=LATER, today=TODAY)
    assert (stored(outreach).status, stored(outreach).due_on) == (S.CLOSED, None)


@pytest.mark.parametrize("status", [S.DRAFT, S.DECLINED, S.HELPED, S.CLOSED])
def test_no_close_where_words_are_owed(alice, status):
    outreach = outreach_of(alice, status)
    with pytest.raises(Refused):
        answers.close_kindly(outreach=outreach, by=alice, now=LATER, today=TODAY)


def test_a_yes_that_went_quiet(alice):
    outreach = outreach_of(alice, S.ACCEPTED)
    answers.went_quiet(outreach=outreach, by=alice, now=LATER, today=TODAY)
    assert [e.new for e in outreach.events.all()][-2:] == [S.NO_ANSWER, S.CLOSED]


@pytest.mark.parametrize(
    ("status", "then"),
    [(S.DECLINED, S.CLOSED), (S.HELPED, S.THANKED), (S.THANKED, S.CLOSED), (S.SENT, S.NUDGED)],
)
def test_written_elsewhere_moves_on_without_a_text(alice, status, then):
    outreach = outreach_of(alice, status)
    answers.written_elsewhere(outreach=outreach, by=alice, now=LATER, today=TODAY)
    assert stored(outreach).status == then
    assert list(outreach.messages.values_list("delivery", "body")) == [(D.SENT, "")]


def test_a_reply_written_elsewhere_counts_as_a_reply(alice):
    outreach = outreach_of(alice, S.ACCEPTED)
    answers.written_elsewhere(outreach=outreach, by=alice, now=LATER, today=TODAY)
    assert stored(outreach).next_step == Step.ASK_WHETHER_HELPED


def test_written_elsewhere_needs_a_message_to_write(alice):
    outreach = outreach_of(alice, S.BOUNCED)
    with pytest.raises(Refused):
        answers.written_elsewhere(outreach=outreach, by=alice, now=LATER, today=TODAY)


def test_after_a_bounce_the_text_is_a_draft_again(alice):
    outreach = outreach_of(alice, S.SENT)
    opening = text_of(outreach, sent_at=NOW)
    record(outreach, Answer.BOUNCED, alice)
    answers.write_again(outreach=outreach, by=alice, now=LATER, today=TODAY)
    old, new = outreach.messages.order_by("sent_at").reverse()
    assert (stored(outreach).status, new.body) == (S.DRAFT, opening.body)
    assert {old.delivery, new.delivery} == {D.BOUNCED, D.DRAFT}


def test_a_dropped_draft_takes_its_text_along(alice):
    outreach = outreach_of(alice)
    opening = text_of(outreach)
    answers.discard(outreach=outreach, by=alice, now=LATER, today=TODAY)
    opening.refresh_from_db()
    assert (stored(outreach).status, opening.delivery) == (S.DISCARDED, D.CANCELLED)


def test_F21_two_answers_at_once_leave_one_event_and_one_encounter(file_database, alice):
    outreach = outreach_of(alice, S.SENT)
    nudge = text_of(outreach, Kind.NUDGE)
    won = []

    def answer(mine: Outreach, given: Answer) -> None:
        with suppress(Refused):
            record(mine, given, alice)
            won.append(given)

    same = Outreach.objects.select_related("contact").filter(pk=outreach.pk)
    at_once(*(partial(answer, same.get(), given) for given in (Answer.YES, Answer.NO) * 2))
    nudge.refresh_from_db()
    assert (len(won), outreach.events.filter(old=S.SENT).count()) == (1, 1)
    assert (Encounter.objects.count(), nudge.delivery) == (1, D.CANCELLED)

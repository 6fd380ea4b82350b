"""A wrong click is taken back on the day, until something was sent after it."""

from datetime import date, timedelta

import pytest

from contacts.models import Encounter
from outreach.actions import answers
from outreach.models import Kind, Message, Outreach
from outreach.progress import Answer, Status, Step
from tests.outreach.people import NOW, TODAY, contact_of, outreach_of, text_of

S = Status
LATER = NOW + timedelta(hours=1)
MUCH_LATER = NOW + timedelta(hours=2)


def record(outreach, answer, by, **more):
    answers.record_answer(
        outreach=outreach, answer=answer, on=TODAY, by=by, now=LATER, today=TODAY, **more
    )


def take_back(outreach, by, now=MUCH_LATER, today=TODAY):
    fresh = Outreach.objects.get(pk=outreach.pk)
    answers.take_back(outreach=fresh, by=by, now=now, today=today)
    return Outreach.objects.get(pk=outreach.pk)


@pytest.mark.parametrize("answer", list(Answer))
@pytest.mark.parametrize("status", [S.SENT, S.NUDGED])
def test_back_to_where_it_was(alice, status, answer):
    outreach = outreach_of(alice, status)
    before = Outreach.objects.get()
    record(outreach, answer, alice, until=date(2026, 6, 1))
    after = take_back(outreach, alice)
    for name in ("status", "next_step", "due_on", "status_since", "sent_at", "deferred_until"):
        assert getattr(after, name) == getattr(before, name)


def test_the_encounter_goes_too(alice):
    maria = contact_of(alice, years=None)
    outreach = outreach_of(alice, S.SENT, contact=maria)
    record(outreach, Answer.YES, alice)
    after = take_back(outreach, alice)
    assert (Encounter.objects.count(), after.contact.last_in_touch) == (0, None)


def test_the_trace_stays(alice):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, Answer.YES, alice)
    take_back(outreach, alice)
    moves = [(event.old, event.new) for event in outreach.events.all()]
    assert moves[1:] == [(S.SENT, S.ACCEPTED), (S.ACCEPTED, S.SENT)]


def test_a_cancelled_nudge_comes_back_and_a_misfit_goes(alice):
    outreach = outreach_of(alice, S.SENT)
    nudge = text_of(outreach, Kind.NUDGE)
    record(outreach, Answer.NO, alice)
    misfit = text_of(outreach, Kind.ANSWER_NO)
    take_back(outreach, alice)
    nudge.refresh_from_db()
    misfit.refresh_from_db()
    assert nudge.delivery == Message.Delivery.DRAFT
    assert misfit.delivery == Message.Delivery.CANCELLED


def test_a_bounce_taken_back_was_sent_after_all(alice):
    outreach = outreach_of(alice, S.SENT)
    opening = text_of(outreach, sent_at=NOW)
    record(outreach, Answer.BOUNCED, alice)
    take_back(outreach, alice)
    opening.refresh_from_db()
    assert opening.delivery == Message.Delivery.SENT


def test_a_close_of_two_moves_goes_back_as_one(alice):
    outreach = outreach_of(alice, S.NUDGED)
    answers.close_kindly(outreach=outreach, by=alice, now=LATER, today=TODAY)
    assert take_back(outreach, alice).status == S.NUDGED


def test_help_taken_back(alice):
    outreach = outreach_of(alice, S.ACCEPTED)
    text_of(outreach, Kind.REPLY_YES, sent_at=NOW)
    answers.record_help(outreach=outreach, on=TODAY, by=alice, now=LATER, today=TODAY)
    assert take_back(outreach, alice).next_step == Step.ASK_WHETHER_HELPED


def test_not_the_next_day(alice):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, Answer.YES, alice)
    with pytest.raises(answers.CannotTakeBack):
        take_back(outreach, alice, today=TODAY + timedelta(days=1))


def test_not_once_something_was_sent(alice):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, Answer.YES, alice)
    text_of(outreach, Kind.REPLY_YES, sent_at=MUCH_LATER)
    with pytest.raises(answers.CannotTakeBack):
        take_back(outreach, alice)
    assert Outreach.objects.get().status == S.ACCEPTED


@pytest.mark.parametrize("status", [S.DRAFT, S.SENT, S.NUDGED, S.THANKED, S.DISCARDED])
def test_sending_is_not_taken_back(alice, status):
    outreach = outreach_of(alice, status)
    with pytest.raises(answers.CannotTakeBack):
        take_back(outreach, alice)

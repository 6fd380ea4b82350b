"""Putting the next step off, and days of one's own: nothing brings a step back earlier."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.actions import answers, in_touch, snoozing
from outreach.actions.moves import refresh_next_step
from outreach.message.vocabulary import Kind
from outreach.models import Message, Outreach
from outreach.progress import NUDGES, Answer, Refused, Status, Step
from tests.outreach.people import NOW, TODAY, contact_of, outreach_of, text_of

S = Status


def stored(outreach) -> Outreach:
    return Outreach.objects.select_related("contact", "owner").get(pk=outreach.pk)


def test_a_snooze_survives_every_recalculation(alice):
    outreach = outreach_of(alice, S.SENT)
    until = date(2026, 4, 20)
    snoozing.snooze(outreach=outreach, until=until, by=alice)
    for _ in range(3):
        refresh_next_step(stored(outreach))
    assert (stored(outreach).next_step, stored(outreach).due_on) == (Step.NUDGE, until)


def test_it_never_brings_a_step_forward(alice):
    outreach = outreach_of(alice, S.SENT)
    snoozing.snooze(outreach=outreach, until=TODAY, by=alice)
    assert stored(outreach).due_on == date(2026, 3, 11)


def test_it_can_be_undone(alice):
    outreach = outreach_of(alice, S.SENT)
    snoozing.snooze(outreach=outreach, until=date(2026, 4, 20), by=alice)
    snoozing.back_to_usual(outreach=outreach, by=alice)
    assert (stored(outreach).due_on, stored(outreach).snoozed_until) == (date(2026, 3, 11), None)


def test_it_is_forgotten_when_the_step_changes(alice):
    outreach = outreach_of(alice, S.SENT)
    snoozing.snooze(outreach=outreach, until=date(2026, 9, 1), by=alice)
    moment = {"by": alice, "now": NOW + timedelta(hours=1), "today": TODAY}
    answers.record_answer(outreach=outreach, answer=Answer.NO, on=TODAY, **moment)
    after = stored(outreach)
    assert (after.due_on, after.snoozed_step, after.snoozed_until) == (TODAY, "", None)


def test_a_date_they_named_ends_it(alice):
    outreach = outreach_of(alice, S.SENT)
    snoozing.snooze(outreach=outreach, until=date(2026, 9, 1), by=alice)
    moment = {"by": alice, "now": NOW + timedelta(hours=1), "today": TODAY}
    named = date(2026, 5, 1)
    answers.record_answer(outreach=outreach, answer=Answer.LATER, on=TODAY, until=named, **moment)
    assert stored(outreach).due_on == named


@pytest.mark.parametrize("status", [S.DRAFT, S.CLOSED])
def test_what_has_no_date_is_not_put_off(alice, status):
    outreach = outreach_of(alice, status)
    with pytest.raises(Refused):
        snoozing.snooze(outreach=outreach, until=date(2026, 9, 1), by=alice)


@pytest.mark.parametrize(
    ("days", "due"),
    [(None, date(2026, 3, 11)), (10, date(2026, 3, 16)), (1, date(2026, 3, 9))],
)
def test_L4_days_of_ones_own_but_never_less_than_a_week(alice, days, due):
    outreach = outreach_of(alice, S.SENT)
    snoozing.choose_days(outreach=outreach, first=days, last=None, close=None, by=alice)
    assert stored(outreach).due_on == due


# --- Any sequence ---------------------------------------------------------------------------
ACTS = ["refresh", "snooze", "usual", "nudge", "meet", "no answer", *(a.value for a in Answer)]
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 40)), max_size=9)


class Sequence:
    """One outreach, and acts on it day after day; refusals are fine, as the pages have them."""

    def __init__(self, alice) -> None:
        Outreach.objects.all().delete()
        self.alice, self.day, self.now = alice, TODAY, NOW + timedelta(hours=1)
        self.outreach = outreach_of(alice, S.SENT, contact=contact_of(alice))
        self.snoozed: tuple[str, date] | None = None

    def act(self, act: str, days: int) -> None:
        self.day, self.now = self.day + timedelta(days=days), self.now + timedelta(days=days)
        self.outreach = stored(self.outreach)
        with contextlib.suppress(Refused, answers.CannotTakeBack):
            self._do(act, self.outreach, {"by": self.alice, "now": self.now, "today": self.day})

    def _do(self, act: str, outreach: Outreach, moment: dict) -> None:
        match act:
            case "refresh":
                refresh_next_step(outreach)
            case "snooze":
                until = self.day + timedelta(days=30)
                snoozing.snooze(outreach=outreach, until=until, by=self.alice)
                self.snoozed = (outreach.next_step, until)
            case "usual":
                snoozing.back_to_usual(outreach=outreach, by=self.alice)
                self.snoozed = None
            case "nudge":
                if outreach.next_step in (Step.NUDGE, Step.LAST_NUDGE):
                    text_of(outreach, outreach.next_step)
                    answers.written_elsewhere(outreach=outreach, **moment)
            case "meet":
                if outreach.next_step == Step.NUDGE and not outreach.messages.exists():
                    text_of(outreach, Kind.NUDGE)
                in_touch.mark_in_touch(contact=outreach.contact, **moment)
            case "no answer":
                in_touch.was_no_answer(outreach=outreach, **moment)
            case _:
                answers.record_answer(outreach=outreach, answer=Answer(act), on=self.day, **moment)
                self.snoozed = None

    def check(self, act: str) -> None:
        now = stored(self.outreach)
        sent = [m.kind for m in now.messages.filter(delivery=Message.Delivery.SENT)]
        if now.status != S.DEFERRED and not any(e.new == S.DEFERRED for e in now.events.all()):
            assert sum(kind in NUDGES for kind in sent) <= 2
        if act in set(Answer) and now.status in (S.ACCEPTED, S.DECLINED):
            assert not now.messages.filter(
                kind__in=NUDGES, delivery__in=["draft", "held", "queued"]
            )
        if self.snoozed and now.next_step != self.snoozed[0]:
            self.snoozed = None
        if self.snoozed:
            assert now.due_on >= self.snoozed[1]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=STEPS)
def test_no_sequence_brings_a_step_back_early_or_chases_too_often(alice, acts):
    story = Sequence(alice)
    for act, days in acts:
        story.act(act, days)
        story.check(act)

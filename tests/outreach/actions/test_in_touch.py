"""They were in touch: the nudges stop at once, and one says whether that was the answer."""

from datetime import date, timedelta

import pytest

from contacts.models import Encounter, ImportBatch, ImportRow, Precision
from outreach.actions import in_touch
from outreach.models import Kind, Message, Outreach, Problem
from outreach.progress import Refused, Status, Step
from tests.outreach.people import NOW, TODAY, outreach_of, text_of

S, D = Status, Message.Delivery
FRIDAY = date(2026, 3, 6)
LATER = NOW + timedelta(days=4)


def stored(outreach) -> Outreach:
    return Outreach.objects.get(pk=outreach.pk)


def note(outreach, by, on=FRIDAY, precision=Precision.DAY):
    values = {"kind": "met", "on": on, "precision": precision, "note": ""}
    return in_touch.note_encounter(contact=outreach.contact, by=by, now=LATER, **values)


@pytest.mark.parametrize(
    ("delivery", "after", "problem"),
    [
        (D.DRAFT, D.CANCELLED, ""),
        (D.HELD, D.CANCELLED, Problem.ANSWERED),
        (D.QUEUED, D.CANCELLED, Problem.ANSWERED),
        (D.HANDING_OVER, D.HANDING_OVER, ""),
    ],
)
def test_an_encounter_cancels_the_open_nudge(alice, delivery, after, problem):
    outreach = outreach_of(alice, S.SENT)
    nudge = text_of(outreach, Kind.NUDGE, delivery=delivery, due_at=LATER, queued_at=LATER)
    note(outreach, alice)
    nudge.refresh_from_db()
    assert (nudge.delivery, nudge.problem) == (after, problem)


def test_the_next_step_is_to_say_whether_that_was_the_answer(alice):
    outreach = outreach_of(alice, S.SENT)
    note(outreach, alice)
    assert (stored(outreach).next_step, stored(outreach).due_on) == (Step.WAS_IT_AN_ANSWER, FRIDAY)


def test_no_answer_counts_the_waiting_anew_from_that_day(alice):
    outreach = outreach_of(alice, S.SENT)
    note(outreach, alice)
    fresh = stored(outreach)
    in_touch.was_no_answer(outreach=fresh, by=alice, now=LATER, today=FRIDAY)
    after = stored(outreach)
    assert (after.next_step, after.due_on) == (Step.NUDGE, date(2026, 3, 17))
    assert after.no_answer_until == FRIDAY


def test_without_an_encounter_there_is_nothing_to_say(alice):
    with pytest.raises(Refused):
        in_touch.was_no_answer(outreach=outreach_of(alice, S.SENT), by=alice, now=NOW, today=TODAY)


@pytest.mark.parametrize(
    ("on", "precision"),
    [(date(2026, 2, 27), Precision.DAY), (date(2026, 7, 1), Precision.YEAR)],
)
def test_what_was_before_or_is_known_roughly_asks_nothing(alice, on, precision):
    outreach = outreach_of(alice, S.SENT)
    note(outreach, alice, on, precision)
    assert stored(outreach).next_step == Step.NUDGE


def test_an_encounter_that_is_removed_asks_nothing_any_more(alice):
    outreach = outreach_of(alice, S.SENT)
    encounter = note(outreach, alice)
    in_touch.remove_encounter(encounter=encounter, by=alice, now=LATER)
    assert (stored(outreach).next_step, stored(outreach).due_on) == (Step.NUDGE, date(2026, 3, 11))


@pytest.mark.parametrize("status", [S.DRAFT, S.ACCEPTED, S.HELPED, S.DECLINED, S.CLOSED])
def test_only_an_awaited_answer_is_asked_about(alice, status):
    outreach = outreach_of(alice, status)
    before = stored(outreach).next_step
    note(outreach, alice)
    assert stored(outreach).next_step == before


def test_an_import_that_brings_an_encounter_has_the_same_result(alice):
    outreach = outreach_of(alice, S.SENT)
    nudge = text_of(outreach, Kind.NUDGE)
    Encounter.objects.create(contact=outreach.contact, on=FRIDAY)
    batch = ImportBatch.objects.create(owner=alice, status="done", saved_at=LATER)
    ImportRow.objects.create(batch=batch, position=1, contact=outreach.contact)
    for _tick in range(2):
        in_touch.notice_imports(now=LATER + timedelta(minutes=1))
    nudge.refresh_from_db()
    assert (stored(outreach).next_step, nudge.delivery) == (Step.WAS_IT_AN_ANSWER, D.CANCELLED)

"""What the figures count: the gap when it was sent, the first answer, and whether it is a yes."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from outreach.actions import answers
from outreach.models import Outreach
from outreach.progress import Answer, Status
from tests.outreach.people import NOW, TODAY, contact_of, outreach_of

S = Status
MIGRATION = import_module("outreach.migrations.0006_figures_and_the_state_of_a_feed")


def record(outreach, answer, hours: int = 1, on: date = TODAY, **more) -> None:
    """They answered, and it is noted so many hours later."""
    at = NOW + timedelta(hours=hours)
    answers.record_answer(
        outreach=outreach, answer=answer, on=on, by=outreach.owner, now=at, today=TODAY, **more
    )


def take_back(outreach, hours: int = 2) -> None:
    """The latest click was wrong."""
    at = NOW + timedelta(hours=hours)
    fresh = Outreach.objects.get(pk=outreach.pk)
    answers.take_back(outreach=fresh, by=outreach.owner, now=at, today=TODAY)


def counted(outreach) -> tuple[date | None, bool]:
    """What the figures read."""
    outreach.refresh_from_db()
    return outreach.answered_on, outreach.said_yes


@pytest.mark.parametrize(
    ("last", "gap"),
    # The last: an encounter of "today", seen from further west, where it is yesterday still.
    [(date(2021, 6, 1), 4), (date(2026, 2, 1), 0), (None, None), (date(2026, 12, 31), 0)],
)
def test_the_gap_is_kept_when_it_is_sent(alice, last, gap):
    precision = "day" if last else ""
    person = contact_of(alice, years=None, last_in_touch=last, last_in_touch_precision=precision)
    outreach = outreach_of(alice, S.SENT, contact=person)
    record(outreach, Answer.YES)
    outreach.refresh_from_db()
    assert outreach.gap_years == gap


@pytest.mark.parametrize(
    ("answer", "said_yes"), [(Answer.YES, True), (Answer.NO, False), (Answer.LATER, False)]
)
def test_the_day_of_the_answer_and_whether_it_is_a_yes(alice, answer, said_yes):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, answer, on=date(2026, 2, 28))
    assert counted(outreach) == (date(2026, 2, 28), said_yes)


def test_a_bounce_is_no_answer(alice):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, Answer.BOUNCED)
    assert counted(outreach) == (None, False)


def test_the_first_day_stays_and_the_last_word_counts(alice):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, Answer.LATER, on=date(2026, 2, 20))
    record(outreach, Answer.YES, hours=2, on=date(2026, 2, 25))
    assert counted(outreach) == (date(2026, 2, 20), True)
    at = NOW + timedelta(hours=3)
    answers.changed_their_mind(outreach=outreach, by=alice, now=at, today=TODAY)
    assert counted(outreach) == (date(2026, 2, 20), False)


def test_an_answer_taken_back_never_came(alice):
    outreach = outreach_of(alice, S.NUDGED)
    record(outreach, Answer.LATER)
    take_back(outreach)
    assert counted(outreach) == (None, False)


def test_what_was_answered_before_counts_again(alice):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, Answer.LATER, on=date(2026, 2, 20))
    record(outreach, Answer.YES, hours=2)
    take_back(outreach, hours=3)
    assert counted(outreach) == (date(2026, 2, 20), False)


def test_an_answer_taken_back_earlier_is_not_found_again(alice):
    outreach = outreach_of(alice, S.SENT)
    for hours, answer in ((1, Answer.YES), (3, Answer.NO)):
        record(outreach, answer, hours=hours)
        take_back(outreach, hours=hours + 1)
        outreach.refresh_from_db()
    assert counted(outreach) == (None, False)


def test_what_was_sent_before_there_were_figures_is_counted_from_its_history(alice):
    person = contact_of(alice)
    person.encounters.create(on=date(2021, 6, 1), kind="met")
    outreach = outreach_of(alice, S.SENT, contact=person)
    record(outreach, Answer.YES)
    waiting = outreach_of(alice, S.SENT, contact=contact_of(alice, "Paul Roy", years=None))
    Outreach.objects.update(gap_years=None, answered_on=None, said_yes=False)
    MIGRATION.figures_of_what_was_sent(apps, None)
    assert counted(outreach) == (TODAY, True)
    assert outreach.gap_years == 4
    assert counted(waiting) == (None, False)
    assert waiting.gap_years is None


def told(outreach) -> tuple[bool, bool, bool]:
    """What the figures of a centre read beside that."""
    outreach.refresh_from_db()
    return outreach.said_no, outreach.was_thanked, outreach.came_back


def test_a_no_is_noted_until_it_is_taken_back(alice):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, Answer.NO)
    assert told(outreach) == (True, False, False)
    take_back(outreach)
    assert told(outreach) == (False, False, False)


def test_a_yes_after_a_no_is_a_yes(alice):
    outreach = outreach_of(alice, S.SENT)
    record(outreach, Answer.YES)
    answers.changed_their_mind(outreach=outreach, by=alice, now=NOW, today=TODAY)
    assert told(outreach) == (True, False, False)


def test_thanks_count_until_they_are_taken_back(alice):
    outreach = outreach_of(alice, S.HELPED)
    answers.wave_off(outreach=outreach, by=alice, now=NOW + timedelta(hours=1), today=TODAY)
    assert told(outreach) == (False, True, False)
    take_back(outreach)
    assert told(outreach) == (False, False, False)


def test_what_is_closed_because_it_came_back_is_told_from_what_is_closed_in_silence(alice):
    came_back, silent = outreach_of(alice, S.BOUNCED), outreach_of(alice, S.SENT)
    for outreach in (came_back, silent):
        answers.close_kindly(outreach=outreach, by=alice, now=NOW, today=TODAY)
    assert (told(came_back), told(silent)) == ((False, False, True), (False, False, False))


def test_the_columns_of_a_centre_are_filled_in_for_what_was_before(alice):
    said_no, thanked, came_back = (outreach_of(alice, to) for to in (S.SENT, S.THANKED, S.BOUNCED))
    record(said_no, Answer.NO)
    answers.close_kindly(outreach=came_back, by=alice, now=NOW, today=TODAY)
    before = [told(outreach) for outreach in (said_no, thanked, came_back)]
    Outreach.objects.update(said_no=False, was_thanked=False, came_back=False)
    of_a_centre = "outreach.migrations.0013_figures_of_a_centre"
    import_module(of_a_centre).answers_and_thanks_so_far(apps, None)
    assert [told(outreach) for outreach in (said_no, thanked, came_back)] == before
    assert before == [(True, False, False), (False, True, False), (False, False, True)]

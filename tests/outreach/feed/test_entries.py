"""What stands in the calendar of a user, and on which day."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from contacts.models import Precision
from outreach.actions.answers import record_answer
from outreach.feed.entries import AT_MOST, entries
from outreach.models import Outreach
from outreach.progress import Answer, Status
from tests.outreach.people import NOW, TODAY, contact_of, outreach_of

S = Status
NUDGE_DUE = date(2026, 3, 11)  # seven business days after 2 March


def shown(owner, today: date = TODAY) -> list[tuple[date, str]]:
    """Day and words of each entry."""
    return [(entry.day, entry.summary) for entry in entries(owner, today)]


def test_every_open_step_with_a_date_is_there(alice):
    for status in (S.SENT, S.NUDGED, S.ACCEPTED, S.HELPED, S.THANKED, S.DECLINED, S.CLOSED):
        outreach_of(alice, status, contact=contact_of(alice, f"{status} Lopez"))
    assert shown(alice) == [
        (TODAY, "accepted: write back"),
        (TODAY, "declined: write back"),
        (TODAY + timedelta(days=1), "helped: send your thanks"),
        (NUDGE_DUE, "nudged: send a nudge"),
        (NUDGE_DUE, "sent: send a nudge"),
        (date(2026, 4, 13), "thanked: tell them what came of it"),
    ]


def test_a_draft_has_no_date_to_keep(alice):
    outreach_of(alice, S.DRAFT)
    assert shown(alice) == []


def test_F28_what_is_overdue_stands_on_today_and_the_rest_on_its_date(alice):
    outreach_of(alice, S.SENT)
    days = [NUDGE_DUE - timedelta(days=3), NUDGE_DUE, NUDGE_DUE + timedelta(days=20)]
    assert [shown(alice, day)[0][0] for day in days] == [NUDGE_DUE, NUDGE_DUE, days[-1]]


def test_a_promise_stands_on_the_day_it_comes_due(alice):
    last = {"last_in_touch": date(2025, 12, 31), "last_in_touch_precision": Precision.DAY}
    contact_of(alice, "Ana Lima", years=None, rhythm_months=6, **last)
    contact_of(alice, "Paul Roy", years=None, rhythm_months=1, **last)
    contact_of(alice, "Zoe Tan", years=None, rhythm_months=3)
    assert shown(alice) == [
        (TODAY, "Paul: get in touch"),
        (TODAY, "Zoe: get in touch"),
        (date(2026, 6, 30), "Ana: get in touch"),
    ]


def test_who_is_being_written_to_is_no_promise_as_well(alice):
    outreach_of(alice, S.SENT, contact=contact_of(alice, rhythm_months=1))
    assert shown(alice) == [(NUDGE_DUE, "Maria: send a nudge")]


def test_nobody_in_the_trash_and_nobody_who_opted_out(alice):
    gone = {"rhythm_months": 1, "trashed_at": NOW}
    contact_of(alice, "Trash Can", **gone)
    contact_of(alice, "Opted Out", rhythm_months=1, do_not_contact_at=NOW)
    outreach_of(alice, S.SENT, contact=contact_of(alice, "In Trash"))
    Outreach.objects.get().contact.__class__.objects.filter(name="In Trash").update(trashed_at=NOW)
    assert shown(alice) == []


def test_T1_only_ones_own(alice, charlie):
    outreach_of(charlie, S.SENT)
    contact_of(charlie, "Secret Person", rhythm_months=1)
    assert shown(alice) == []


def test_the_same_step_keeps_its_id_when_it_moves(alice):
    outreach = outreach_of(alice, S.SENT)
    (before,) = entries(alice, TODAY)
    Outreach.objects.filter(pk=outreach.pk).update(due_on=date(2026, 5, 5))
    (after,) = entries(alice, TODAY)
    assert (before.uid, before.day, after.day) == (after.uid, NUDGE_DUE, date(2026, 5, 5))


def test_the_next_step_is_another_entry(alice):
    outreach = outreach_of(alice, S.SENT)
    (before,) = entries(alice, TODAY)
    record_answer(outreach=outreach, answer=Answer.YES, on=TODAY, by=alice, now=NOW, today=TODAY)
    (after,) = entries(alice, TODAY)
    assert before.uid != after.uid
    assert str(outreach.pk) not in (before.uid, after.uid)


def test_no_more_than_five_hundred_the_next_ones(alice, monkeypatch):
    monkeypatch.setattr("outreach.feed.entries.AT_MOST", 3)
    for number in range(3):
        contact_of(alice, f"Promise {number}", years=None, rhythm_months=1)
        outreach_of(alice, S.SENT, contact=contact_of(alice, f"Sent {number}"))
    assert AT_MOST == 500
    assert [words for _day, words in shown(alice)] == ["Promise: get in touch"] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries_however_many(alice, count, django_assert_num_queries):
    for number in range(count):
        contact_of(alice, f"Promise {number}", rhythm_months=1)
        outreach_of(alice, S.SENT, contact=contact_of(alice, f"Sent {number}"))
    with django_assert_num_queries(2):
        assert len(entries(alice, TODAY)) == 2 * count


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Toronto", date(2026, 3, 31)),
        ("America/St_Johns", date(2026, 3, 31)),
        ("Europe/Paris", date(2026, 4, 1)),
        ("Pacific/Kiritimati", date(2026, 4, 1)),
    ],
)
def test_F28_today_is_the_day_where_the_user_lives(alice, zone, day):
    outreach_of(alice, S.SENT)
    alice.time_zone = zone
    at = datetime(2026, 3, 31, 23, 0, tzinfo=UTC)
    with time_machine.travel(at, tick=False):
        assert shown(alice, alice.local_date(at)) == [(day, "Maria: send a nudge")]

"""One conditional update, one event, one fresh next step; a lost race is a named refusal."""

from contextlib import suppress
from datetime import date
from functools import partial
from itertools import product

import pytest

from accounts.models import AuditEvent
from outreach.actions.moves import AnotherOpen, history_of, move, refresh_next_step
from outreach.models import Kind, Outreach, OutreachEvent
from outreach.progress import MOVES, Refused, Status, Step
from tests.at_once import at_once
from tests.outreach.people import NOW, TODAY, contact_of, outreach_of, text_of

S = Status


@pytest.mark.parametrize(("old", "new"), list(product(Status, Status)))
def test_every_pair_of_states(alice, old, new):
    outreach = outreach_of(alice, old)
    before = outreach.events.count()
    if new in MOVES[old]:
        move(outreach=outreach, to=new, by=alice, now=NOW, today=TODAY)
        assert (outreach.status, outreach.events.count()) == (new, before + 1)
    else:
        with pytest.raises(Refused):
            move(outreach=outreach, to=new, by=alice, now=NOW, today=TODAY)
        outreach.refresh_from_db()
        assert (outreach.status, outreach.events.count()) == (old, before)


def test_the_first_sending_sets_its_time_and_the_next_step(alice):
    outreach = outreach_of(alice, S.SENT)
    stored = Outreach.objects.get()
    assert (stored.sent_at, stored.status_since) == (NOW, TODAY)
    assert (stored.next_step, stored.due_on) == (Step.NUDGE, date(2026, 3, 11))
    assert outreach.due_on == stored.due_on


def test_the_event_says_who_and_when(alice):
    outreach = outreach_of(alice)
    event = move(outreach=outreach, to=S.SENT, by=alice, now=NOW, today=TODAY)
    assert (event.old, event.new, event.by, event.at) == (S.DRAFT, S.SENT, alice, NOW)


def test_the_audit_trail_names_the_field_only(alice):
    outreach = outreach_of(alice, S.SENT)
    event = AuditEvent.objects.get(object_id=str(outreach.pk), verb="move")
    assert (event.actor, event.fields) == (alice, ["status"])


def test_F23_a_stale_object_is_refused(alice):
    outreach = outreach_of(alice, S.SENT)
    stale = Outreach.objects.get(pk=outreach.pk)
    move(outreach=outreach, to=S.ACCEPTED, by=alice, now=NOW, today=TODAY)
    with pytest.raises(Refused):
        move(outreach=stale, to=S.DECLINED, by=alice, now=NOW, today=TODAY)
    assert Outreach.objects.get().status == S.ACCEPTED
    assert OutreachEvent.objects.count() == 2


def test_a_second_open_outreach_is_refused_when_one_reopens(alice):
    maria = contact_of(alice)
    closed = outreach_of(alice, S.CLOSED, contact=maria)
    outreach_of(alice, S.SENT, contact=maria)
    with pytest.raises(AnotherOpen):
        move(outreach=closed, to=S.ACCEPTED, by=alice, now=NOW, today=TODAY)
    assert Outreach.objects.get(pk=closed.pk).status == S.CLOSED


def test_nudges_count_from_the_last_opening(alice):
    outreach = outreach_of(alice, S.NUDGED)
    text_of(outreach, Kind.NUDGE, sent_at=NOW.replace(hour=1))
    text_of(outreach, Kind.NUDGE, sent_at=NOW)
    text_of(outreach, Kind.LAST_NUDGE)
    assert history_of(outreach).nudges == 1


def test_a_sent_reply_changes_the_next_step(alice):
    outreach = outreach_of(alice, S.ACCEPTED)
    assert outreach.next_step == Step.REPLY_YES
    text_of(outreach, Kind.REPLY_YES, sent_at=NOW)
    refresh_next_step(outreach)
    assert Outreach.objects.get().next_step == Step.ASK_WHETHER_HELPED


def test_F21_of_many_moves_at_once_one_wins(file_database, alice):
    outreach = outreach_of(alice, S.SENT)
    won = []

    def answer(mine: Outreach, to: Status) -> None:
        with suppress(Refused):
            move(outreach=mine, to=to, by=alice, now=NOW, today=TODAY)
            won.append(to)

    same = Outreach.objects.select_related("contact").filter(pk=outreach.pk)
    at_once(*(partial(answer, same.get(), to) for to in [S.ACCEPTED, S.DECLINED, S.DEFERRED] * 2))
    assert len(won) == 1
    assert Outreach.objects.get().status == won[0]
    assert OutreachEvent.objects.filter(old=S.SENT).count() == 1

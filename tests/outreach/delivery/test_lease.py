"""Who has a mail in hand: one at a time, and nobody for ever (F3–F5)."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction

from outreach.delivery.kinds import Messages
from outreach.delivery.lease import CLAIMED_FOR, HANDING_OVER_FOR, Hold, Lost, claim
from outreach.delivery.outbox import sweep
from outreach.delivery.retry import MOST_ATTEMPTS
from outreach.delivery.work import deliver_one
from outreach.models import Delivery, Message, Problem
from outreach.progress import Step
from tests.at_once import at_once
from tests.outreach.delivery.mails import confirmed, drain, state
from tests.outreach.people import contact_of, outreach_of


def take(clock) -> Hold[Message]:
    """Claim what is due, as a worker does."""
    hold = claim(Messages().rows(), now=clock())
    assert hold
    return hold


def test_a_claim_ends_the_undo_and_counts(clock, message) -> None:
    hold = take(clock)
    assert (state(message), message.attempts) == (("queued", ""), 1)
    assert message.due_at == hold.row.due_at == clock() + CLAIMED_FOR
    assert claim(Messages().rows(), now=clock()) is None


def test_the_one_that_is_due_first_comes_first(clock, message, alice) -> None:
    other = confirmed(outreach_of(alice, contact=contact_of(alice, "Noor")), clock)
    Message.objects.filter(pk=other.pk).update(due_at=clock() - timedelta(seconds=5))
    assert [take(clock).row.pk for _ in range(2)] == [other.pk, message.pk]


def test_F3_killed_while_claimed_it_is_sent_within_a_minute(server, clock, message) -> None:
    take(clock)  # and dies
    clock.passes(seconds=44)
    assert drain(clock) == 0
    clock.passes(seconds=2)
    assert (drain(clock), state(message)[0], len(server.mails)) == (1, "sent", 1)
    assert timedelta(seconds=60) > CLAIMED_FOR


def test_F4_killed_while_handing_over_it_is_unconfirmed(server, clock, message) -> None:
    take(clock).hand_over(clock())  # and dies
    assert (sweep(now=clock.passes(seconds=59)), drain(clock)) == (0, 0)
    assert sweep(now=clock.passes(seconds=1)) == 1
    assert state(message) == ("unconfirmed", "stopped")
    assert (sweep(now=clock()), drain(clock), server.connections) == (0, 0, 0)
    message.outreach.refresh_from_db()
    assert message.outreach.next_step == Step.FIND_OUT


def test_the_old_holder_finds_out_that_it_lost(server, clock, message) -> None:
    old = take(clock)
    clock.passes(minutes=1)
    new = take(clock)
    with pytest.raises(Lost):
        old.hand_over(clock())
    with pytest.raises(Lost):
        old.put_back(due_at=clock())
    new.hand_over(clock())
    assert state(message)[0] == "handing_over"


def test_what_the_sweep_took_for_interrupted_is_known_after_all(clock, message) -> None:
    """Such as after a clock that jumped, while its worker waited for the server (F27)."""
    hold = take(clock)
    hold.hand_over(clock())
    sweep(now=clock.passes(hours=1))
    assert state(message)[0] == "unconfirmed"
    Messages().sent(hold, code="250", now=clock())
    assert state(message) == ("sent", "")


@pytest.mark.parametrize("meanwhile", ["bounced", "sent", "draft"])
def test_what_somebody_else_ended_stays_so(clock, message, meanwhile) -> None:
    hold = take(clock)
    hold.hand_over(clock())
    Message.objects.update(delivery=meanwhile, due_at=None)
    with pytest.raises(Lost):
        Messages().sent(hold, code="250", now=clock())
    assert state(message)[0] == meanwhile


def test_R2_an_old_attempt_says_nothing_of_what_was_confirmed_anew(clock, message) -> None:
    """Its worker hung; the user sent it again, and the first attempt of that is under way."""
    old = take(clock)
    old.hand_over(clock())
    confirmed_anew = {"message_id": "<another@reconnect.example>", "due_at": clock()}
    Message.objects.update(delivery="held", attempts=0, **confirmed_anew)
    take(clock).hand_over(clock())
    with pytest.raises(Lost):
        Messages().failed(old, problem=Problem.REFUSED, code="550", now=clock())
    assert state(message) == ("handing_over", "")


def test_a_lease_is_renewed_now_and_then(clock, message) -> None:
    hold = take(clock)
    hold.hand_over(clock())
    for seconds, renewed in ((10, False), (5, True), (10, False), (10, True)):
        before, now = hold.row.due_at, clock.passes(seconds=seconds)
        hold.keep(now)
        assert hold.row.due_at == (now + HANDING_OVER_FOR if renewed else before)
    assert state(message)[0] == "handing_over"
    assert message.due_at == hold.row.due_at


def test_F27_a_lease_of_before_the_clock_was_set_back(clock, message) -> None:
    hold = take(clock)
    hold.hand_over(clock())
    hold.keep(clock.passes(days=-1))
    assert hold.row.due_at == clock() + HANDING_OVER_FOR


def test_F27_what_waits_for_hours_because_the_clock_was_set_back_is_due_now(
    server, clock, message
) -> None:
    Message.objects.update(due_at=clock() + timedelta(days=1))
    assert drain(clock) == 0
    sweep(now=clock())
    assert (drain(clock), len(server.mails)) == (1, 1)


def test_F27_handed_over_before_the_clock_was_set_back(clock, message) -> None:
    take(clock).hand_over(clock())
    assert sweep(now=clock.passes(days=-1)) == 1
    assert state(message) == ("unconfirmed", "stopped")


def test_what_was_tried_as_often_as_may_be_has_failed(clock, message) -> None:
    Message.objects.update(attempts=MOST_ATTEMPTS)
    assert claim(Messages().rows(), now=clock()) is None
    assert sweep(now=clock()) == 1
    assert state(message) == ("failed", "gave_up")


def test_R1_handing_over_is_durable_or_not_at_all(transactional_db, clock, alice) -> None:
    confirmed(outreach_of(alice), clock)
    hold = take(clock)
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        hold.hand_over(clock())
    assert not hold.is_handing_over


# --- Several at once --------------------------------------------------------------------------
def many(owner, clock, count: int) -> None:
    """So many messages that are due."""
    for n in range(count):
        contact = contact_of(owner, f"Person {n}")
        confirmed(outreach_of(owner, contact=contact), clock, address=f"p{n}@example.org")


def test_F5_of_six_workers_that_claim_each_row_goes_to_one(file_database, clock, alice) -> None:
    many(alice, clock, 24)
    taken = []

    def work() -> None:
        while hold := claim(Messages().rows(), now=clock()):
            taken.append(hold.row.pk)

    at_once(*[work] * 6)
    assert Counter(taken) == Counter(Message.objects.values_list("pk", flat=True))
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_F5_four_workers_send_each_message_once(file_database, server, clock, alice) -> None:
    many(alice, clock, 40)

    def work() -> None:
        # A claim that lost every race finds nothing; a worker looks again a second later.
        for _ in range(20):
            while deliver_one(clock=clock):
                pass

    at_once(*[work] * 4)
    assert Counter(server.recipients) == Counter(f"p{n}@example.org" for n in range(40))
    assert set(Message.objects.values_list("delivery", flat=True)) == {Delivery.SENT}
    outreaches = Message.objects.values_list("outreach__status", "outreach__next_step")
    assert set(outreaches) == {("sent", "nudge")}


def test_F24_of_a_call_off_and_a_claim_at_once_the_mail_goes_or_stays(
    file_database, server, clock, alice
) -> None:
    many(alice, clock, 12)
    stopped = []

    def call_off() -> None:
        for row in Message.objects.order_by("pk"):
            waiting = Message.objects.filter(pk=row.pk, delivery__in=("held", "queued"))
            stopped.append(waiting.update(delivery="draft", due_at=None))

    at_once(call_off, lambda: drain(clock))
    assert sum(stopped) + len(server.mails) == 12
    assert Message.objects.filter(delivery="sent").count() == len(server.mails)

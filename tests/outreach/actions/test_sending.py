"""Confirming, calling off, cancelling and finding out (TRUST.md, R1–R3, F20–F22, F24)."""

from datetime import timedelta
from functools import partial

import pytest

from accounts.models import AuditEvent, User
from contacts.models import Contact
from outreach.actions import sending
from outreach.actions.answers import discard
from outreach.actions.moves import refresh_next_step
from outreach.actions.sending import (
    UNDO,
    Stale,
    call_off,
    cancel_waiting,
    it_arrived,
    save_edited,
    send_again,
    send_from_here,
)
from outreach.delivery.identity import fingerprint
from outreach.limits import Limit, Refusal
from outreach.models import Delivery, Message, Outreach, Problem, Sender
from outreach.progress import Refused
from outreach.suppression import suppress
from tests.accounts.test_again import Lost, error_from
from tests.at_once import at_once
from tests.outreach.letters import NOW, OLD_ENOUGH, brought_to, letter_to, press
from tests.outreach.people import TODAY

D = Delivery
SOON = NOW + timedelta(seconds=10)


@pytest.fixture
def message(alice) -> Message:
    """A first message to Maria, ready to go."""
    return letter_to(alice)


def sends(owner: User) -> int:
    return len(Sender.objects.get(owner=owner).recent)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("at").values_list("verb", flat=True))


# --- Confirming -------------------------------------------------------------------------------
def test_L8_a_confirmed_message_is_held_for_thirty_seconds(alice, message):
    assert press(message) is True
    message.refresh_from_db()
    assert (message.delivery, message.due_at) == (D.HELD, NOW + UNDO)
    assert (message.queued_at, message.sent_at, message.address) == (NOW, None, "maria@example.org")
    assert message.text_hash == fingerprint(
        address="maria@example.org", subject=message.subject, body=message.body
    )
    assert message.message_id.startswith(f"<{message.pk.hex}.")
    outreach = message.outreach
    outreach.refresh_from_db()
    assert (outreach.status, outreach.next_step) == ("draft", "wait_for_delivery")
    assert verbs()[-1] == "confirm"


def test_F21_a_second_press_is_the_first_one(alice, message):
    first, again = (Message.objects.get(pk=message.pk) for _ in range(2))
    assert press(first) is True
    send = {"version": again.version, "address": "maria@example.org", "user": alice, "now": SOON}
    assert send_from_here(message=again, **send) is False
    message.refresh_from_db()
    assert (message.queued_at, sends(alice)) == (NOW, 1)


def test_F22_after_an_undo_the_old_page_sends_nothing(alice, message):
    read = message.version
    press(message)
    message.refresh_from_db()
    call_off(message=message, user=alice, now=SOON)
    with pytest.raises(Stale):
        press(message, version=read)
    assert Message.objects.get(pk=message.pk).delivery == D.DRAFT


def test_F22_a_text_that_was_saved_elsewhere_is_read_first(alice, message):
    read = message.version
    save_edited(message=message, version=read, subject="New", body="New", user=alice, now=NOW)
    with pytest.raises(Stale):
        press(message, version=read)
    assert not Sender.objects.filter(owner=alice).exists()


def test_T12_an_opted_out_address_is_refused_and_nothing_counted(alice, message):
    suppress(address="MARIA@example.org", reason="opted_out", now=NOW)
    with pytest.raises(Refusal) as refusal:
        press(message)
    assert refusal.value.obstacle.limit is Limit.NOT_ACCEPTED
    assert not Sender.objects.filter(owner=alice).exists()


def test_nobody_writes_to_somebody_not_to_be_written_to(alice, message):
    Contact.objects.update(do_not_contact_at=NOW)
    with pytest.raises(Refused):
        press(message)


@pytest.mark.django_db(transaction=True)
def test_F21_fifty_at_once_make_one(file_database, alice):
    message = letter_to(alice)
    done = _at_once([message] * 50)
    assert sorted(done) == [False] * 49 + [True]
    assert sends(alice) == 1
    assert Message.objects.get().delivery == D.HELD


@pytest.mark.django_db(transaction=True)
def test_L12_of_fifty_different_ones_with_room_for_one_one_goes(file_database, alice, settings):
    User.objects.filter(pk=alice.pk).update(date_joined=OLD_ENOUGH)
    settings.SENDS_A_DAY = 1
    messages = [letter_to(alice, f"P{n} Reed", body=f"{n} " * 30) for n in range(50)]
    done = _at_once(messages)
    assert done.count(True) == 1
    assert {str(one) for one in done if one is not True} == {"day"}
    assert Message.objects.filter(delivery=D.HELD).count() == sends(alice) == 1


def _at_once(messages: list[Message]) -> list[object]:
    """Press for each in a thread of its own; what came of it."""

    def pressed(one: Message) -> object:
        try:
            return press(one)
        except Refusal as refusal:
            return refusal.obstacle.limit.value

    return at_once(*(partial(pressed, one) for one in messages))


# --- Calling off ------------------------------------------------------------------------------
@pytest.mark.parametrize("delivery", [D.HELD, D.QUEUED])
def test_L8_an_undo_leaves_a_draft_like_any_other(alice, message, delivery):
    press(message)
    brought_to(message, delivery, attempts=2, problem="no_server")
    assert call_off(message=message, user=alice, now=SOON) is True
    stored = Message.objects.get(pk=message.pk)
    assert (stored.delivery, stored.due_at, stored.attempts) == (D.DRAFT, None, 0)
    assert (stored.queued_at, stored.address, stored.message_id) == (None, "", "")
    assert (stored.problem, stored.version, sends(alice)) == ("", message.version, 0)
    assert Outreach.objects.get().next_step == "finish_draft"


@pytest.mark.parametrize(
    "delivery", [D.DRAFT, D.HANDING_OVER, D.SENT, D.FAILED, D.UNCONFIRMED, D.BOUNCED, D.CANCELLED]
)
def test_what_has_left_is_not_called_off(alice, message, delivery):
    press(message)
    brought_to(message, delivery)
    assert call_off(message=message, user=alice, now=SOON) is False
    assert (Message.objects.get().delivery, sends(alice)) == (delivery, 1)


# --- Editing ----------------------------------------------------------------------------------
@pytest.mark.parametrize("delivery", [D.HELD, D.QUEUED])
def test_F20_an_edit_stops_the_send(alice, message, delivery):
    read = message.version
    press(message)
    brought_to(message, delivery)
    edit = {"version": read, "subject": "Hello", "body": "Better words", "user": alice}
    assert save_edited(message=message, **edit, now=SOON) is True
    stored = Message.objects.get()
    assert (stored.delivery, stored.body) == (D.DRAFT, "Better words")


def test_F20_an_edit_that_began_before_stops_it_too(alice, message):
    opened = Message.objects.select_related("outreach__owner").get(pk=message.pk)
    press(message)
    edit = {"version": opened.version, "subject": "Hello", "body": "Better words", "user": alice}
    assert save_edited(message=opened, **edit, now=SOON) is True
    stored = Message.objects.get()
    assert (stored.delivery, stored.body) == (D.DRAFT, "Better words")


def test_F20_an_edit_of_an_older_text_stops_it_and_is_compared_first(alice, message):
    opened = Message.objects.select_related("outreach__owner").get(pk=message.pk)
    newer = {"version": message.version, "subject": "Hello", "body": "Newer words", "user": alice}
    save_edited(message=message, **newer, now=NOW)
    press(message)
    edit = {"version": opened.version, "subject": "Hello", "body": "Other words", "user": alice}
    with pytest.raises(Stale):
        save_edited(message=opened, **edit, now=SOON)
    stored = Message.objects.get()
    assert (stored.delivery, stored.body) == (D.DRAFT, "Newer words")


def test_the_same_text_is_no_edit(alice, message):
    press(message)
    message.refresh_from_db()
    same = {"version": message.version, "subject": message.subject, "body": message.body}
    assert save_edited(message=message, **same, user=alice, now=SOON) is False
    assert Message.objects.get().delivery == D.HELD


def test_F20_what_is_handed_over_is_edited_no_more(alice, message):
    press(message)
    brought_to(message, D.HANDING_OVER)
    edit = {"version": message.version, "subject": "Hello", "body": "Too late", "user": alice}
    with pytest.raises(Stale):
        save_edited(message=message, **edit, now=SOON)
    assert (Message.objects.get().delivery, Message.objects.get().body) == (
        D.HANDING_OVER,
        message.body,
    )


# --- Cancelling -------------------------------------------------------------------------------
def test_F24_what_waits_is_cancelled_and_counted_no_more(alice, charlie, message):
    theirs = letter_to(charlie, "Noor Haddad")
    press(message)
    press(theirs)
    stopped = cancel_waiting(
        messages=Message.objects.all(), problem=Problem.OPTED_OUT, by=None, now=SOON
    )
    assert stopped == 2
    for one in Message.objects.all():
        assert (one.delivery, one.problem, one.address, one.due_at) == (
            D.CANCELLED,
            Problem.OPTED_OUT,
            "",
            None,
        )
    assert (sends(alice), sends(charlie)) == (0, 0)
    assert {one.next_step for one in Outreach.objects.all()} == {"finish_draft"}


def test_a_failed_one_is_given_up_and_what_left_is_not(alice, message):
    press(message)
    brought_to(message, D.FAILED, problem=Problem.REFUSED)
    left = brought_to(letter_to(alice, "Tom Reed"), D.HANDING_OVER)
    cancelled = {"problem": Problem.ANSWERED, "by": alice, "now": SOON}
    assert cancel_waiting(messages=Message.objects.all(), **cancelled) == 1
    left.refresh_from_db()
    assert (left.delivery, sends(alice)) == (D.HANDING_OVER, 1)


# --- After it went wrong ----------------------------------------------------------------------
def test_what_failed_is_a_draft_again(alice, message):
    press(message)
    brought_to(message, D.FAILED, problem=Problem.REFUSED, reply_code="550 5.7.1")
    assert send_again(message=message, user=alice, now=SOON) is True
    stored = Message.objects.get()
    assert (stored.delivery, stored.problem, stored.reply_code) == (D.DRAFT, "", "")
    assert press(message, now=NOW + timedelta(minutes=5)) is True


def test_R2_what_may_have_arrived_goes_again_only_by_hand_and_says_so(alice, message):
    press(message)
    brought_to(message, D.UNCONFIRMED, problem=Problem.SILENCE)
    assert send_again(message=message, user=alice, now=SOON) is True
    stored = Message.objects.get()
    assert (stored.delivery, stored.problem) == (D.DRAFT, Problem.SILENCE)


@pytest.mark.parametrize(
    "delivery", [D.DRAFT, D.HELD, D.QUEUED, D.HANDING_OVER, D.SENT, D.BOUNCED, D.CANCELLED]
)
def test_R2_nothing_else_goes_again(alice, message, delivery):
    brought_to(message, delivery)
    assert send_again(message=message, user=alice, now=SOON) is False
    assert it_arrived(message=message, user=alice, now=SOON, today=TODAY) is False
    assert Message.objects.get().delivery == delivery


@pytest.mark.parametrize("status", ["closed", "discarded", "accepted"])
@pytest.mark.parametrize("delivery", [D.FAILED, D.UNCONFIRMED])
def test_nothing_comes_back_where_it_fits_no_more(alice, message, delivery, status):
    """Closed in another window while the page with the button was open."""
    press(message)
    brought_to(message, delivery)
    Outreach.objects.update(status=status)
    with pytest.raises(Refused):
        send_again(message=message, user=alice, now=SOON)
    assert Message.objects.get().delivery == delivery


def test_it_arrived_after_all_and_the_outreach_moves_on(alice, message):
    press(message)
    brought_to(message, D.UNCONFIRMED, problem=Problem.STOPPED)
    assert it_arrived(message=message, user=alice, now=SOON, today=TODAY) is True
    stored = Message.objects.get()
    assert (stored.delivery, stored.sent_at, stored.problem) == (D.SENT, NOW, "")
    outreach = Outreach.objects.get()
    assert (outreach.status, outreach.next_step) == ("sent", "nudge")


def test_it_arrived_but_the_outreach_went_elsewhere_meanwhile(alice, message):
    press(message)
    brought_to(message, D.HANDING_OVER)
    discard(outreach=message.outreach, by=alice, now=SOON, today=TODAY)
    brought_to(message, D.UNCONFIRMED, problem=Problem.STOPPED)
    assert it_arrived(message=message, user=alice, now=SOON, today=TODAY) is True
    assert (Message.objects.get().delivery, Outreach.objects.get().status) == (D.SENT, "discarded")


# --- Collisions -------------------------------------------------------------------------------
@pytest.fixture
def collides_once(monkeypatch) -> None:
    """The next step cannot be written at the first try: another transaction was in the way."""
    tries: list[Outreach] = []

    def refresh(outreach: Outreach) -> None:
        tries.append(outreach)
        if len(tries) == 1:
            raise error_from(Lost("40P01"))
        refresh_next_step(outreach)

    monkeypatch.setattr(sending, "refresh_next_step", refresh)


@pytest.mark.django_db(transaction=True)
def test_F11_an_undo_that_collides_is_done_again(alice, collides_once):
    message = brought_to(letter_to(alice), D.HELD)
    assert call_off(message=message, user=alice, now=SOON) is True
    assert message.version == Message.objects.get().version
    assert Message.objects.get().delivery == D.DRAFT


@pytest.mark.django_db(transaction=True)
def test_F11_sending_again_that_collides_is_done_again(alice, collides_once):
    message = brought_to(letter_to(alice), D.FAILED)
    assert send_again(message=message, user=alice, now=SOON) is True
    assert Message.objects.get().delivery == D.DRAFT


@pytest.mark.django_db(transaction=True)
def test_F11_it_arrived_that_collides_moves_on_all_the_same(alice, collides_once):
    message = brought_to(letter_to(alice), D.UNCONFIRMED)
    assert it_arrived(message=message, user=alice, now=SOON, today=TODAY) is True
    assert (Message.objects.get().delivery, Outreach.objects.get().status) == (D.SENT, "sent")

"""One mail from its claim to its end, through a real server; what each end means (F3, F12–F17)."""

import logging
from datetime import timedelta

import pytest
from django.db import OperationalError

from contacts.models import ContactEmail
from outreach.actions import deliveries
from outreach.actions.answers import record_answer
from outreach.delivery import smtp, work
from outreach.delivery.outbox import sweep
from outreach.delivery.retry import AFTER_THE_FIRST
from outreach.delivery.work import deliver_one
from outreach.models import Delivery, Kind, Message, Outreach, SiteSending
from outreach.progress import Answer, Status, Step
from tests.outreach.delivery.mails import confirmed, drain, state
from tests.outreach.people import S, contact_of, outreach_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _looks_up_often(monkeypatch) -> None:
    """Whoever waits for a silent server asks every moment whether to go on."""
    monkeypatch.setattr(smtp, "BEAT_SECONDS", 0.01)


def test_R1_a_confirmed_message_is_sent_once_and_the_outreach_moves_on(
    server, clock, message
) -> None:
    assert drain(clock) == 1
    assert server.recipients == ["maria@example.org"]
    assert state(message) == ("sent", "")
    assert (message.sent_at, message.due_at, message.attempts) == (clock(), None, 1)
    outreach = message.outreach
    outreach.refresh_from_db()
    assert (outreach.status, outreach.next_step) == (Status.SENT, Step.NUDGE)
    assert outreach.sent_at == clock()
    assert drain(clock) == 0


def test_the_promise_to_stay_in_touch_rests_from_the_day_it_was_sent(
    server, clock, message, alice
) -> None:
    drain(clock)
    contact = message.outreach.contact
    contact.refresh_from_db()
    assert contact.rhythm_kept_on == alice.local_date(clock())


def test_the_trail_says_who_sent_it(server, clock, message, alice) -> None:
    from accounts.models import AuditEvent

    drain(clock)
    trail = AuditEvent.objects.filter(object_id=str(message.pk)).values_list("verb", "actor")
    assert list(trail) == [("sent", alice.pk)]


def test_an_address_that_cannot_be_said_fails_this_mail_and_no_other(
    server, clock, message, monkeypatch
) -> None:
    written = work.Letter("m\u00e4ria@example.org", b"Subject: x\r\n\r\nx\r\n")
    monkeypatch.setattr("outreach.delivery.kinds.Messages.letter", lambda *_given: written)
    assert drain(clock) == 1
    assert state(message) == ("failed", "no_such_address")
    assert not SiteSending.objects.filter(failures__gt=0).exists()


def test_L8_what_is_held_waits(server, clock, message) -> None:
    clock.passes(seconds=-1)
    assert not deliver_one(clock=clock)
    assert server.connections == 0


def test_without_a_server_nothing_is_taken_in_hand(clock, message) -> None:
    assert not deliver_one(clock=clock)
    assert state(message) == ("held", "")


def test_a_folder_takes_them_too(settings, tmp_path, clock, message) -> None:
    settings.EMAIL_URL = f"folder://{tmp_path}"
    assert drain(clock) == 1
    assert (len(list(tmp_path.glob("*.eml"))), state(message)) == (1, ("sent", ""))


def test_F3_the_row_says_that_it_is_handed_over_before_the_text_leaves(
    server, clock, message, monkeypatch
) -> None:
    seen = []
    text = smtp._Talk.text
    look = Message.objects.filter(pk=message.pk).values_list("delivery", flat=True)
    monkeypatch.setattr(smtp._Talk, "text", lambda *a: (seen.append(look.get()), text(*a)))
    drain(clock)
    assert seen == [Delivery.HANDING_OVER]


# --- Tried again ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("script", "problem", "code"),
    [
        ({"refuse": True}, "no_server", ""),
        ({"silent_at": "mail"}, "no_server", ""),
        ({"mail": "451 4.3.0 no"}, "try_later", "451 4.3.0"),
        ({"rcpt": "450 4.2.1 no"}, "try_later", "450 4.2.1"),
        ({"data": "451 no"}, "try_later", "451"),
        ({"done": "452 4.3.1 no"}, "try_later", "452 4.3.1"),
    ],
)
def test_F12_F14_it_goes_back_and_is_sent_a_minute_later(
    server, settings, clock, message, script, problem, code
) -> None:
    url = settings.EMAIL_URL
    settings.EMAIL_URL += f"?timeout={1 if 'silent_at' in script else 30}"
    server.script(**script)
    drain(clock)
    assert state(message) == ("queued", problem)
    assert message.reply_code == code
    server.behave()
    settings.EMAIL_URL = url
    clock.passes(seconds=59)
    assert not deliver_one(clock=clock)
    clock.passes(seconds=1)
    assert deliver_one(clock=clock)
    assert (state(message), message.reply_code) == (("sent", ""), "250 2.0.0")
    assert server.recipients == ["maria@example.org"]


@pytest.mark.parametrize("script", [{"refuse": True}, {"rcpt": "450 4.2.1 no"}])
def test_F12_tried_at_those_times_for_a_day_then_failed(server, clock, message, script) -> None:
    server.script(**script)
    began, times = clock(), []
    while deliver_one(clock=clock):
        times.append(clock() - began)
        message.refresh_from_db()
        clock.now = (message.due_at or clock()) - timedelta(seconds=1)
        assert not deliver_one(clock=clock)
        clock.passes(seconds=1)
    assert times[1:] == list(AFTER_THE_FIRST)
    problem = "gave_up" if "refuse" in script else "refused"
    assert state(message) == ("failed", problem)
    message.outreach.refresh_from_db()
    assert (message.outreach.status, message.outreach.next_step) == ("draft", Step.TRY_AGAIN)


def test_F12_a_dead_server_is_knocked_at_once_a_while_and_costs_others_nothing(
    server, clock, alice
) -> None:
    server.script(refuse=True)
    for n in range(5):
        contact = contact_of(alice, f"Person {n}")
        confirmed(outreach_of(alice, contact=contact), clock, address=f"p{n}@example.org")
    assert drain(clock) == 1
    for _ in range(30):
        drain(clock)
        clock.passes(seconds=10)
    assert server.connections == 3  # after 0, 1 and 3 minutes
    assert sum(Message.objects.values_list("attempts", flat=True)) == 3
    server.behave()
    clock.passes(minutes=5)
    drain(clock)
    clock.passes(minutes=5)
    drain(clock)
    assert sorted(server.recipients) == [f"p{n}@example.org" for n in range(5)]
    site = SiteSending.objects.get()
    assert (site.failures, site.try_again_at, site.failing_since) == (0, None, None)


def test_F12_after_a_day_out_of_reach_what_waited_as_long_has_failed(
    server, clock, message, alice
) -> None:
    server.script(refuse=True)
    other = outreach_of(alice, contact=contact_of(alice, "Noor"))
    waiting = confirmed(other, clock, address="noor@example.org")
    drain(clock)
    SiteSending.objects.update(failures=200)  # every five minutes for
    clock.passes(hours=24)
    later = outreach_of(alice, contact=contact_of(alice, "Ola"))
    young = confirmed(later, clock, address="ola@example.org")
    assert drain(clock) == 1
    # One of the two knocked, the other was never tried: the server was gone for both.
    assert {state(message), state(waiting)} == {("failed", "gave_up")}
    assert (state(young)[0], server.mails) == ("held", [])


def test_F27_a_clock_that_jumps_a_day_ahead_makes_no_day_of_failures(
    server, clock, message
) -> None:
    server.script(refuse=True)
    for _ in range(3):
        drain(clock)
        clock.passes(days=1)
    assert state(message) == ("queued", "no_server")


# --- Refused ----------------------------------------------------------------------------------
def test_F15_no_such_address_fails_at_once_and_flags_it(server, clock, message) -> None:
    server.script(rcpt="550 5.1.1 unknown")
    drain(clock)
    assert state(message) == ("failed", "no_such_address")
    assert (message.reply_code, message.attempts) == ("550 5.1.1", 1)
    assert ContactEmail.objects.get(address="maria@example.org").bounced_at == clock()
    message.outreach.refresh_from_db()
    assert (message.outreach.status, message.outreach.next_step) == ("draft", Step.TRY_AGAIN)


@pytest.mark.parametrize("reply", ["554 5.7.1 spam", "550 5.1.8 sender", "550 no"])
def test_F15_refused_for_another_reason_leaves_the_address(server, clock, message, reply) -> None:
    server.script(rcpt=reply)
    drain(clock)
    assert state(message) == ("failed", "refused")
    assert ContactEmail.objects.get(address="maria@example.org").bounced_at is None


# --- Perhaps ----------------------------------------------------------------------------------
@pytest.mark.parametrize("is_accepted", [True, False])
def test_F16_taken_then_silence_is_unconfirmed_and_never_sent_again(
    server, clock, message, is_accepted
) -> None:
    server.script(drop_at="done", is_accepted=is_accepted)
    drain(clock)
    assert state(message) == ("unconfirmed", "silence")
    server.behave()
    for _ in range(30):
        clock.passes(hours=1)
        sweep(now=clock())
        assert drain(clock) == 0
    assert (len(server.mails), server.connections) == (int(is_accepted), 1)
    message.outreach.refresh_from_db()
    assert (message.outreach.status, message.outreach.next_step) == ("draft", Step.FIND_OUT)


def test_F17_quit_421_after_250(server, clock, message) -> None:
    server.script(quit="421 4.3.2 closing")
    drain(clock)
    assert state(message) == ("sent", "")


# --- Meanwhile --------------------------------------------------------------------------------
@pytest.mark.parametrize("delivery", ["draft", "cancelled"])
def test_F20_called_off_while_we_spoke_with_the_server(
    server, clock, message, monkeypatch, delivery
) -> None:
    greet = smtp._Talk._greet

    def called_off(talk) -> None:
        Message.objects.filter(pk=message.pk).update(delivery=delivery, due_at=None)
        greet(talk)

    monkeypatch.setattr(smtp._Talk, "_greet", called_off)
    drain(clock)
    assert (state(message)[0], server.mails) == (delivery, [])
    assert "DATA" not in server.commands


def test_F20_called_off_and_confirmed_again_while_we_spoke_with_the_server(
    server, clock, message, monkeypatch
) -> None:
    """A new turn begins at attempt 0, as the old one did: it is not taken for the old one."""
    greet = smtp._Talk._greet

    def again(talk) -> None:
        due = {"delivery": "queued", "attempts": 1, "due_at": clock.passes(seconds=1)}
        Message.objects.filter(pk=message.pk).update(**due)
        monkeypatch.setattr(smtp._Talk, "_greet", greet)
        greet(talk)

    monkeypatch.setattr(smtp._Talk, "_greet", again)
    assert deliver_one(clock=clock)
    assert (state(message)[0], server.mails) == ("queued", [])
    assert deliver_one(clock=clock)
    assert (state(message)[0], len(server.mails)) == ("sent", 1)


def test_where_the_outreach_has_moved_the_message_goes_all_the_same(server, clock, alice) -> None:
    outreach = outreach_of(alice, S.ACCEPTED)
    nudge = confirmed(outreach, clock, kind=Kind.NUDGE)
    drain(clock)
    assert state(nudge) == ("sent", "")
    outreach.refresh_from_db()
    assert outreach.status == "accepted"


def test_later_said_while_a_nudge_is_handed_over_keeps_its_date(
    server, clock, alice, monkeypatch
) -> None:
    outreach = outreach_of(alice, S.SENT, contact=contact_of(alice))
    message = confirmed(outreach, clock, kind=Kind.NUDGE)
    until, text = clock().date() + timedelta(days=40), smtp._Talk.text

    def say_later(*arguments) -> None:
        """Alice reports it in her browser at that moment."""
        stored = Outreach.objects.get(pk=outreach.pk)
        record_answer(
            outreach=stored,
            answer=Answer.LATER,
            on=clock().date(),
            until=until,
            by=alice,
            now=clock(),
            today=clock().date(),
        )
        text(*arguments)

    monkeypatch.setattr(smtp._Talk, "text", say_later)
    drain(clock)
    outreach.refresh_from_db()
    assert (state(message), outreach.status) == (("sent", ""), Status.DEFERRED)
    assert outreach.due_on == until


@pytest.mark.parametrize(
    ("status", "kind", "after"),
    [
        (S.SENT, Kind.NUDGE, "nudged"),
        (S.NUDGED, Kind.LAST_NUDGE, "nudged"),
        (S.ACCEPTED, Kind.REPLY_YES, "accepted"),
        (S.HELPED, Kind.THANK_YOU, "thanked"),
        (S.DECLINED, Kind.ANSWER_NO, "closed"),
    ],
)
def test_what_follows_from_each_kind(server, clock, alice, status, kind, after) -> None:
    outreach = outreach_of(alice, status)
    confirmed(outreach, clock, kind=kind)
    drain(clock)
    outreach.refresh_from_db()
    assert outreach.status == after


def test_the_owner_moves_it_on_their_own_day(server, clock, alice) -> None:
    alice.time_zone = "Pacific/Kiritimati"  # UTC+14
    alice.save()
    outreach = outreach_of(alice)
    confirmed(outreach, clock)
    drain(clock)
    outreach.refresh_from_db()
    event = outreach.events.get()
    assert (event.by, str(outreach.status_since)) == (alice, "2026-03-03")


def test_L13_a_pause_of_the_site_stops_the_queue(server, clock, message) -> None:
    site = SiteSending.of_the_site()
    site.paused_at = clock()
    site.save()
    assert drain(clock) == 0
    SiteSending.objects.update(paused_at=None)
    assert (drain(clock), message.attempts) == (1, 0)


def test_L13_a_pause_of_one_user_leaves_the_others(server, clock, message, alice, charlie) -> None:
    from outreach.models import Sender

    Sender.objects.create(owner=alice, paused_at=clock(), paused_because="by_host")
    confirmed(outreach_of(charlie), clock, address="noor@example.org")
    assert drain(clock) == 1
    assert server.recipients == ["noor@example.org"]
    Sender.objects.update(paused_at=None)
    assert drain(clock) == 1
    assert state(message)[0] == "sent"


# --- When the database fails ------------------------------------------------------------------
def test_R3_a_database_that_is_away_after_the_text_left_is_waited_for(
    server, clock, message, monkeypatch
) -> None:
    note, failures = deliveries.note_sent, iter(range(3))

    def away(**given) -> None:
        if next(failures, None) is not None:
            raise OperationalError("gone")
        note(**given)

    monkeypatch.setattr(deliveries, "note_sent", away)
    monkeypatch.setattr(work, "REMEMBER_SECONDS", 0)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(work, "is_within_a_transaction", lambda: False)
    drain(clock)
    assert (state(message)[0], len(server.mails)) == ("sent", 1)


@pytest.mark.parametrize(("at", "end"), [("obstacle", "queued"), ("sent", "unconfirmed")])
def test_R3_a_fault_of_ours_leaves_the_truth(server, clock, message, monkeypatch, at, end) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("maria@example.org")

    monkeypatch.setattr(work.outbox.KINDS[0].__class__, at, broken)
    assert drain(clock) == 1
    assert state(message)[0] == end


def test_P20_logs_tell_neither_address_nor_name_nor_text(
    server, clock, message, caplog, monkeypatch
) -> None:
    caplog.set_level(logging.DEBUG)
    server.script(rcpt="550 5.1.1 maria@example.org: no Maria here")
    drain(clock)
    assert str(message.pk) in caplog.text
    assert not {"maria", "Maria", "Alice", "alice", "museum"} & set(
        caplog.text.replace("@", " ").replace(":", " ").split()
    )


def test_F34_told_to_stop_before_the_text_it_goes_back(server, clock, message) -> None:
    server.script(silent_at="rcpt")
    deliver_one(clock=clock, keep_waiting=lambda: len(server.commands) < 3)
    assert (state(message)[0], message.due_at) == ("queued", clock())
    server.behave()
    assert (drain(clock), len(server.mails)) == (1, 1)


def test_F34_told_to_stop_after_the_text_it_is_unconfirmed(server, clock, message) -> None:
    server.script(silent_at="done")
    deliver_one(clock=clock, keep_waiting=lambda: not server.mails)
    assert state(message) == ("unconfirmed", "stopped")


def test_a_long_wait_keeps_the_lease(server, clock, message) -> None:
    server.script(silent_at="done")
    leases = []

    def wait() -> bool:
        if not server.mails:
            return True
        leases.append(Message.objects.get().due_at)
        clock.passes(seconds=20)
        return len(leases) < 3

    deliver_one(clock=clock, keep_waiting=wait)
    assert leases == sorted(set(leases))
    assert leases[-1] > leases[0]

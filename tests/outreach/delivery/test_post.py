"""The thread that sends (F34); its process is tried in reconnect_site/test_two_workers.py."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError
from django.utils import timezone

from outreach.delivery import post, smtp
from outreach.delivery.post import Post
from outreach.models import Message
from tests.at_once import LONG
from tests.outreach.delivery.mails import Clock, confirmed, state
from tests.outreach.people import contact_of, outreach_of


@pytest.fixture
def clock() -> Clock:
    """Now: threads and processes read the real clock."""
    return Clock(timezone.now())


@pytest.fixture
def quick(monkeypatch) -> None:
    """A thread that neither idles nor waits for long."""
    monkeypatch.setattr(post, "IDLE_SECONDS", 0.02)
    monkeypatch.setattr(post, "RECOVER_SECONDS", 0.02)
    monkeypatch.setattr(post, "GOODBYE_SECONDS", LONG)
    monkeypatch.setattr(smtp, "BEAT_SECONDS", 0.02)


@pytest.fixture
def no_time(quick, monkeypatch) -> None:
    """Once it is told to stop, the mail in hand has no time any more."""
    monkeypatch.setattr(post, "LAST_MAIL_SECONDS", 0)


@contextmanager
def running() -> Iterator[Post]:
    """A thread at work, ended at the end."""
    thread = Post()
    thread.start()
    try:
        yield thread
    finally:
        thread.finish()
        assert not thread.is_alive()


def wait_until(is_so) -> None:
    """Wait until it is so."""
    ends = time.monotonic() + LONG
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_it_sends_what_is_due_and_what_comes_later(file_database, quick, server, alice, clock):
    confirmed(outreach_of(alice, contact=contact_of(alice)), clock)
    with running():
        assert server.wait_for(1)
        other = outreach_of(alice, contact=contact_of(alice, "Noor"))
        confirmed(other, clock, address="noor@example.org")
        assert server.wait_for(2)
        wait_until(lambda: Message.objects.filter(delivery="sent").count() == 2)
    assert server.recipients == ["maria@example.org", "noor@example.org"]


@pytest.mark.parametrize("error", [DatabaseError("away"), KeyError("maria@example.org")])
def test_whatever_goes_wrong_it_goes_on(quick, monkeypatch, caplog, error) -> None:
    answers = iter([error, error, True])

    def deliver(**_) -> bool:
        answer = next(answers, False)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(post, "deliver_one", deliver)
    monkeypatch.setattr(post, "close_old_connections", lambda: None)
    with running():
        wait_until(lambda: next(answers, None) is None)
    assert "trying again" in caplog.text
    assert "maria" not in caplog.text


def test_F34_the_mail_in_hand_may_end_after_stop(file_database, quick, server, alice, clock):
    message = confirmed(outreach_of(alice, contact=contact_of(alice)), clock)
    server.script(silent_at="done")
    with running() as thread:
        assert server.wait_for(1)
        thread.stop()
        server.behave()
    assert state(message) == ("sent", "")


def test_F34_a_mail_that_takes_too_long_is_unconfirmed(
    file_database, no_time, server, alice, clock
):
    message = confirmed(outreach_of(alice, contact=contact_of(alice)), clock)
    server.script(silent_at="done")
    with running():
        assert server.wait_for(1)
    assert state(message) == ("unconfirmed", "stopped")


def test_F34_a_mail_that_has_not_left_goes_back(file_database, no_time, server, alice, clock):
    message = confirmed(outreach_of(alice, contact=contact_of(alice)), clock)
    server.script(silent_at="mail")
    with running():
        wait_until(lambda: len(server.commands) == 2)
    assert state(message)[0] == "queued"
    server.behave()
    with running():
        assert server.wait_for(1)
        wait_until(lambda: state(message)[0] == "sent")


def test_F34_all_the_times_are_less_than_what_hosts_allow() -> None:
    assert post.LAST_MAIL_SECONDS + post.GOODBYE_SECONDS < 30

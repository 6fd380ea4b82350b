"""The thread that sends, and the process around it: SIGTERM, several workers (F5, F34)."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings as site
from django.db import DatabaseError, connection
from django.utils import timezone

from outreach.delivery import post
from outreach.delivery.post import Post
from outreach.models import Message
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
    monkeypatch.setattr(post, "LAST_MAIL_SECONDS", 0.3)


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
    """Wait until it is so; fails after ten seconds."""
    ends = time.monotonic() + 10
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


def test_F34_a_mail_that_takes_too_long_is_unconfirmed(file_database, quick, server, alice, clock):
    message = confirmed(outreach_of(alice, contact=contact_of(alice)), clock)
    server.script(silent_at="done")
    with running():
        assert server.wait_for(1)
    assert state(message) == ("unconfirmed", "stopped")


def test_F34_a_mail_that_has_not_left_goes_back(file_database, quick, server, alice, clock):
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


# --- Real processes ---------------------------------------------------------------------------
def database_url() -> str:
    """The database of this test, for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgres://{known['USER']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


@contextmanager
def workers(count: int, server) -> Iterator[list[subprocess.Popen]]:
    """So many ``manage.py worker``."""
    environment = {
        "DATABASE_URL": database_url(),
        "EMAIL_URL": server.url,
        "SECRET_KEY": site.SECRET_KEY,
        "ALLOWED_HOSTS": "localhost",
        "PLAIN_HTTP": "1",
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, str(site.BASE_DIR / "manage.py"), "worker"]
    started = [subprocess.Popen(command, env=environment) for _ in range(count)]
    try:
        yield started
    finally:
        for one in started:
            one.kill()
            one.wait()


def test_F5_F34_two_workers_send_each_once_and_end_cleanly(file_database, server, alice, clock):
    for n in range(20):
        other = outreach_of(alice, contact=contact_of(alice, f"Person {n}"))
        confirmed(other, clock, address=f"p{n}@example.org")
    with workers(2, server) as started:
        assert server.wait_for(20, seconds=60)
        for one in started:
            one.send_signal(signal.SIGTERM)
        assert [one.wait(30) for one in started] == [0, 0]
    assert Counter(server.recipients) == Counter(f"p{n}@example.org" for n in range(20))
    assert set(Message.objects.values_list("delivery", flat=True)) == {"sent"}


def test_F34_sigterm_while_the_server_takes_its_time(file_database, server, alice, clock):
    message = confirmed(outreach_of(alice, contact=contact_of(alice)), clock)
    server.script(silent_at="done")
    with workers(1, server) as (worker,):
        assert server.wait_for(1, seconds=60)
        worker.send_signal(signal.SIGTERM)
        time.sleep(1)
        server.behave()
        assert worker.wait(30) == 0
    assert state(message) == ("sent", "")

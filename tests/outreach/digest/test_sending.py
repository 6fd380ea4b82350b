"""From a plan to the mailbox, through a real SMTP server on loopback."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from outreach.actions.digests import choose, stop
from outreach.delivery.outbox import sweep
from outreach.digest.letters import token_of
from outreach.digest.plans import make_digests
from outreach.models import Digest, Outreach, SiteSending
from outreach.progress import Status
from tests.outreach.delivery.mails import Clock, drain
from tests.outreach.people import contact_of, outreach_of
from tests.smtp_server import SmtpServer

EIGHT = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def server(settings) -> Iterator[SmtpServer]:
    """A good server that the site sends through, until a test says otherwise."""
    settings.SITE_URL = "https://reconnect.example"
    with SmtpServer() as started:
        settings.EMAIL_URL = started.url
        yield started


@pytest.fixture
def clock() -> Clock:
    """Eight in the morning in Toronto."""
    return Clock(EIGHT)


@pytest.fixture
def plan(alice, server) -> None:
    """Alice's, every day; she has a yes to answer."""
    contact = contact_of(alice, "Zoë O’Neil")
    outreach_of(alice, Status.ACCEPTED, contact=contact, now=EIGHT - 3 * DAY)
    choose(user=alice, rhythm="daily", days=[], hour=8, now=EIGHT - timedelta(hours=1))


def minute(clock: Clock) -> None:
    """What the worker does in a minute."""
    make_digests(now=clock())
    sweep(now=clock())
    drain(clock)


def told() -> list[tuple[str, str]]:
    """How each day ended."""
    return list(Digest.objects.order_by("local_date").values_list("delivery", "problem"))


def test_L14_one_mail_a_day_with_a_link_that_ends_it(alice, plan, server, clock):
    for _ in range(3):
        minute(clock)
        clock.passes(minutes=1)
    assert (told(), server.recipients) == ([("sent", "")], ["alice@example.org"])
    url = f"https://reconnect.example/reminders/stop/{token_of(alice)}/"
    lines = server.mails[0].content.split(b"\r\n")
    assert f"List-Unsubscribe: <{url}>".encode() in lines
    assert server.mails[0].message["Subject"] == "1 thing to do in Reconnect"
    assert server.mails[0].content.isascii()


def test_B9_a_domain_with_an_accent_is_written_as_servers_know_it(alice, plan, server, clock):
    """Its letters, sent as they are, looked like a dead server, and held up everybody's mail."""
    User.objects.filter(pk=alice.pk).update(email="alice@exämple.org")
    EmailAddress.objects.filter(user=alice).update(email="alice@exämple.org")
    minute(clock)
    assert (told(), server.recipients) == ([("sent", "")], ["alice@xn--exmple-cua.org"])
    assert server.mails[0].message["To"] == "alice@xn--exmple-cua.org"
    assert not SiteSending.objects.filter(failures__gt=0).exists()


def test_a_week_is_seven_mails(plan, server, clock):
    for _ in range(7 * 24):
        minute(clock)
        clock.passes(hours=1)
    assert told() == [("sent", "")] * 7
    assert len({mail.message["Message-ID"] for mail in server.mails}) == 7


def test_nothing_due_sends_nothing_and_the_day_is_done(plan, server, clock):
    Outreach.objects.all().delete()
    minute(clock)
    assert (told(), server.mails) == ([("cancelled", "nothing_to_say")], [])


def test_a_server_that_is_away_gets_it_later_the_same_day(plan, server, clock):
    server.script(refuse=True)
    minute(clock)
    server.behave()
    clock.passes(hours=2)
    minute(clock)
    assert (told(), len(server.mails)) == ([("sent", "")], 1)


def test_F30_a_day_that_is_over_before_it_could_be_sent_is_not_told_of(plan, server, clock):
    server.script(rcpt="451 4.3.0 later")
    for _ in range(16):
        minute(clock)
        clock.passes(hours=1)
    server.behave()
    minute(clock)
    assert (told(), server.mails) == ([("cancelled", "nothing_to_say")], [])
    clock.now = EIGHT + DAY
    minute(clock)
    assert (len(told()), len(server.mails)) == (2, 1)


def test_F16_taken_and_then_silence_is_never_sent_again(plan, server, clock):
    server.script(drop_at="done")
    minute(clock)
    server.behave()
    for _ in range(12):
        clock.passes(hours=1)
        minute(clock)
    assert told() == [("unconfirmed", "silence")]
    assert len(server.mails) == 1


def test_stopped_after_it_was_queued_nothing_leaves(alice, plan, server, clock):
    make_digests(now=clock())
    stop(user=alice, now=clock(), by=None)
    drain(clock)
    assert (told(), server.mails) == ([("cancelled", "called_off")], [])


def test_F27_a_clock_set_back_sends_nothing_again(plan, server, clock):
    minute(clock)
    for hours in (-1, -23, 1, 24):
        clock.passes(hours=hours)
        minute(clock)
    assert len(server.mails) == len(told()) == len({mail.message["Date"] for mail in server.mails})
    assert len(server.mails) <= 2

"""What became of a mail, told truly: seven ways a server fails, and what is known after each."""

from dataclasses import replace
from time import monotonic

import pytest

from outreach.delivery import account, smtp
from outreach.delivery.smtp import Envelope, Outcome, Phase, Result, Why, deliver
from tests.smtp_server import SmtpServer, certificate

ENVELOPE = Envelope("site@example.org", "maria@example.org")
MAIL = b"Subject: hello\r\n\r\nFirst line\r\n.\r\n..two dots\r\n"


@pytest.fixture
def server():
    """A good server, until a test says otherwise."""
    with SmtpServer() as started:
        yield started


class Leaping:
    """The clock of a delivery, that a test puts forward: nobody waits, however slow the machine."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return monotonic() + self.ahead


@pytest.fixture
def clock(monkeypatch) -> Leaping:
    """It is looked at often."""
    leaping = Leaping()
    monkeypatch.setattr(smtp, "monotonic", leaping)
    monkeypatch.setattr(smtp, "BEAT_SECONDS", 0.01)
    return leaping


def send(server: SmtpServer, *, mail: bytes = MAIL, timeout: float = 30, **options) -> Outcome:
    """Send one mail to it."""
    where = replace(account.parse(server.url).server, timeout=timeout)
    usual = {"our_name": "reconnect.example", "before_data": lambda: None}
    return deliver(where, ENVELOPE, mail, **{**usual, **options})


def test_a_good_server_takes_it_letter_by_letter(server) -> None:
    assert send(server) == Outcome(Result.SENT, Phase.DONE, code="250 2.0.0")
    (mail,) = server.mails
    assert (mail.sender, mail.recipients) == ("site@example.org", ("maria@example.org",))
    assert mail.content == MAIL


def test_what_is_said_in_which_order(server) -> None:
    send(server, before_data=lambda: server.commands.append("before data"))
    server.wait_for(1)
    assert server.commands[:5] == [
        "ehlo reconnect.example",
        "MAIL FROM:<site@example.org>",
        "RCPT TO:<maria@example.org>",
        "before data",
        "DATA",
    ]


def test_line_ends_of_any_kind_become_those_of_mail(server) -> None:
    send(server, mail=b"Subject: x\n\none\rtwo\r\n\n")
    assert server.mails[0].content == b"Subject: x\r\n\r\none\r\ntwo\r\n"


@pytest.mark.parametrize("address", ["m\u00e4ria@example.org", "maria@example.org\r\nDATA"])
def test_what_no_server_can_be_told_is_about_this_mail_alone(server, address) -> None:
    where = account.parse(server.url).server
    options = {"our_name": "reconnect.example", "before_data": lambda: None}
    outcome = deliver(where, replace(ENVELOPE, recipient=address), MAIL, **options)
    assert outcome == Outcome(Result.REFUSED, Phase.RECIPIENT, Why.ADDRESS)
    assert (outcome.concerns_everybody, server.mails) == (False, [])


# --- Before DATA: it has certainly not left ---------------------------------------------------
def try_again(why: Why, phase: Phase, code: str = "") -> Outcome:
    return Outcome(Result.TRY_AGAIN, phase, why, code)


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ({"refuse": True}, try_again(Why.UNREACHABLE, Phase.CONNECT)),
        ({"banner": "554 5.3.2 no"}, try_again(Why.UNREACHABLE, Phase.CONNECT, "554 5.3.2")),
        ({"banner": "hello?"}, try_again(Why.UNREACHABLE, Phase.CONNECT)),
        ({"drop_at": "ehlo"}, try_again(Why.UNREACHABLE, Phase.CONNECT)),
        ({"drop_at": "mail"}, try_again(Why.UNREACHABLE, Phase.SENDER)),
        ({"drop_at": "rcpt"}, try_again(Why.UNREACHABLE, Phase.RECIPIENT)),
        ({"drop_at": "data"}, try_again(Why.UNREACHABLE, Phase.RECIPIENT)),
        ({"mail": "451 4.3.0 later"}, try_again(Why.BUSY, Phase.SENDER, "451 4.3.0")),
        ({"mail": "550 5.7.1 not you"}, try_again(Why.BUSY, Phase.SENDER, "550 5.7.1")),
        ({"rcpt": "421 4.3.2 closing"}, try_again(Why.BUSY, Phase.RECIPIENT, "421 4.3.2")),
        ({"rcpt": "450 4.2.1 grey"}, try_again(Why.LATER, Phase.RECIPIENT, "450 4.2.1")),
        ({"data": "451 later"}, try_again(Why.LATER, Phase.RECIPIENT, "451")),
        ({"done": "452 4.3.1 full"}, try_again(Why.LATER, Phase.DATA, "452 4.3.1")),
    ],
)
def test_F12_F14_what_has_not_left_is_tried_again(server, script, outcome) -> None:
    server.script(**script)
    assert send(server) == outcome
    assert server.mails == []


def test_F12_nobody_listens() -> None:
    with SmtpServer() as gone:
        pass
    assert send(gone) == try_again(Why.UNREACHABLE, Phase.CONNECT)


def test_F12_the_name_of_the_server_is_unknown(server, monkeypatch) -> None:
    def unknown(*_: object) -> None:
        raise smtp.socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(smtp.socket, "create_connection", unknown)
    assert send(server) == try_again(Why.UNREACHABLE, Phase.CONNECT)


@pytest.mark.parametrize("script", [{"starttls": True}, {"tls": True}])
def test_F12_a_certificate_nobody_vouches_for(server, script) -> None:
    server.script(**script)
    assert send(server) == try_again(Why.UNREACHABLE, Phase.CONNECT)
    assert (server.mails, "MAIL" in " ".join(server.commands)) == ([], False)


@pytest.mark.parametrize("script", [{"starttls": True}, {"tls": True}])
def test_with_a_certificate_that_is_believed_it_goes_through(server, script, monkeypatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate()))
    server.script(**script)
    assert send(server).result is Result.SENT


def test_F12_starttls_is_demanded(server) -> None:
    server.script(starttls=True)
    url = server.url
    server.script(starttls=False)
    where = account.parse(url).server
    outcome = deliver(where, ENVELOPE, MAIL, our_name="x.example", before_data=lambda: None)
    assert outcome == try_again(Why.UNREACHABLE, Phase.CONNECT, "502 5.5.1")
    assert server.commands[:2] == ["ehlo x.example", "STARTTLS"]


def test_signing_in(server) -> None:
    server.script(sign_in=True)
    where = replace(account.parse(server.url).server, user="site", password="tomato soup")
    options = {"our_name": "x.example", "before_data": lambda: None}
    assert deliver(where, ENVELOPE, MAIL, **options).result is Result.SENT
    server.script(auth="535 5.7.8 no")
    outcome = deliver(where, ENVELOPE, MAIL, **options)
    assert outcome == try_again(Why.UNREACHABLE, Phase.CONNECT, "535")
    assert (len(server.mails), "tomato" in repr(where)) == (1, False)


@pytest.mark.parametrize("at", ["banner", "ehlo", "mail", "rcpt"])
def test_F13_a_server_that_says_nothing_is_given_up_in_time(server, at) -> None:
    server.script(silent_at=at)
    outcome = send(server, timeout=0.1)
    assert (outcome.result, outcome.why) == (Result.TRY_AGAIN, Why.UNREACHABLE)


def test_F13_slow_replies_add_up_to_one_time(server, clock, monkeypatch) -> None:
    """Each would be in time by itself."""
    say = smtp._Talk.putcmd

    def after_12_seconds(talk: smtp._Talk, words: str, *more: str) -> None:
        clock.ahead += 12
        say(talk, words, *more)

    monkeypatch.setattr(smtp._Talk, "putcmd", after_12_seconds)
    assert send(server, timeout=30) == try_again(Why.UNREACHABLE, Phase.RECIPIENT)
    assert clock.ahead == 36


# --- 5xx: refused -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("script", "phase", "code"),
    [
        ({"rcpt": "550 5.1.1 <maria@example.org> unknown"}, Phase.RECIPIENT, "550 5.1.1"),
        ({"rcpt": "553 no"}, Phase.RECIPIENT, "553"),
        ({"data": "554 5.7.1 no"}, Phase.RECIPIENT, "554 5.7.1"),
        ({"done": "554-5.7.1 spam\r\n554 5.7.1 go away"}, Phase.DATA, "554 5.7.1"),
    ],
)
def test_F15_refused_for_good(server, script, phase, code) -> None:
    server.script(**script)
    assert send(server) == Outcome(Result.REFUSED, phase, code=code)
    assert server.mails == []


# --- From DATA on: perhaps --------------------------------------------------------------------
@pytest.mark.parametrize("is_accepted", [True, False])
def test_F16_hung_up_after_the_text(server, is_accepted) -> None:
    server.script(drop_at="done", is_accepted=is_accepted)
    assert send(server) == Outcome(Result.SILENT, Phase.DATA)
    assert len(server.mails) == is_accepted


def test_F16_silence_after_the_text(server, clock) -> None:
    server.script(silent_at="done")

    def ten_minutes_pass() -> bool:
        clock.ahead = 600 if server.mails else 0
        return True

    assert send(server, keep_waiting=ten_minutes_pass) == Outcome(Result.SILENT, Phase.DATA)


def test_F16_a_reply_that_is_none(server) -> None:
    server.script(done="thank you")
    assert send(server) == Outcome(Result.SILENT, Phase.DATA)


def test_F13_after_the_text_there_is_more_time(server, clock) -> None:
    assert smtp.AFTER_DATA_SECONDS == 600
    server.script(silent_at="done")

    def nine_minutes_pass() -> bool:
        if server.mails:
            clock.ahead = 540
            server.behave()
        return True

    assert send(server, timeout=30, keep_waiting=nine_minutes_pass).result is Result.SENT


def test_F17_quit_421_after_250(server) -> None:
    server.script(quit="421 4.3.2 closing")
    assert send(server).result is Result.SENT


def test_F17_a_server_that_hangs_at_quit_holds_nobody_up(server) -> None:
    """Who waited for that reply would wait for ten minutes."""
    server.script(silent_at="quit")
    began = monotonic()
    assert send(server).result is Result.SENT
    assert monotonic() - began < smtp.AFTER_DATA_SECONDS / 2


# --- Being stopped ----------------------------------------------------------------------------
def test_F34_told_to_stop_before_the_text(server, clock) -> None:
    server.script(silent_at="rcpt")
    outcome = send(server, keep_waiting=lambda: len(server.commands) < 3)
    assert outcome == try_again(Why.STOPPED, Phase.RECIPIENT)


def test_F34_told_to_stop_after_the_text(server, clock) -> None:
    server.script(silent_at="done")
    outcome = send(server, keep_waiting=lambda: not server.mails)
    assert outcome == Outcome(Result.SILENT, Phase.DATA, Why.STOPPED)


def test_what_is_raised_before_the_text_keeps_it_here(server) -> None:
    class Lost(Exception):
        pass

    def lost() -> None:
        raise Lost

    with pytest.raises(Lost):
        send(server, before_data=lost)
    assert server.mails == []


def test_P20_nothing_a_server_says_is_kept_but_its_code(server) -> None:
    server.script(rcpt="550 5.1.1 maria@example.org is unknown here")
    assert "maria" not in repr(send(server))

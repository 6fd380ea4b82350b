"""One mail to one server, and a true word about what became of it.

Standard library only. ``smtplib`` raises the same error for "never answered" and for "took it, then
said nothing"; here each step is a phase, so that only what certainly has not left is tried again
(TRUST.md, F12–F17). Of a server's replies only the codes are kept, never the text (P20).
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic
from typing import Any

CONNECT_SECONDS = 10
"""For each address of the host; the time before DATA bounds them all."""
AFTER_DATA_SECONDS = 600
"""RFC 5321, 4.5.3.2.6: who gives up earlier makes duplicates."""
SEND_SECONDS = 30
BEAT_SECONDS = 1.0
MOST_LINES = 100
LONGEST_LINE = 8192
ENHANCED = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?=\s|$)")


class Security(StrEnum):
    """How the connection is protected; the words are those a URL begins with."""

    STARTTLS = "smtp"
    TLS = "smtps"
    PLAIN = "smtp+plain"


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over. ``timeout`` is for all that comes before the text of the mail."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    timeout: float = 30


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom to whom, for the server; the headers of the mail are another matter."""

    sender: str
    recipient: str


class Phase(StrEnum):
    """How far a delivery came. From DATA on the server may have the mail."""

    CONNECT = "connect"
    SENDER = "sender"
    RECIPIENT = "recipient"
    DATA = "data"
    DONE = "done"


class Result(StrEnum):
    """What is known in the end."""

    SENT = "sent"
    TRY_AGAIN = "try_again"
    REFUSED = "refused"
    SILENT = "silent"


class Why(StrEnum):
    """Why it is to be tried again, why nobody waited for an answer, or why it can never go."""

    UNREACHABLE = "unreachable"  # no connection, bad TLS, no sign-in, no answer
    BUSY = "busy"  # the server takes nothing from us now
    LATER = "later"  # the server does not take this one mail now
    STOPPED = "stopped"  # we were told to stop
    ADDRESS = "address"  # no server can be told this address


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail. ``code`` is the reply's, such as "550 5.1.1"."""

    result: Result
    phase: Phase
    why: Why | None = None
    code: str = ""

    @property
    def concerns_everybody(self) -> bool:
        """Whether the next mail would fare no better now."""
        return self.why in (Why.UNREACHABLE, Why.BUSY)


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's reply, without its text."""

    number: int
    enhanced: str = ""

    def __str__(self) -> str:
        return f"{self.number} {self.enhanced}".strip()


class Declined(Exception):
    """The server answered, and not what is hoped for."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(str(reply))
        self.reply = reply


def always() -> bool:
    """Wait as long as the times allow."""
    return True


class Patience:
    """Until when to wait; ``keep_waiting`` is asked about once a second and may end it earlier."""

    def __init__(self, seconds: float, keep_waiting: Callable[[], bool]) -> None:
        self._ends_at = monotonic() + seconds
        self._keep_waiting = keep_waiting
        self.is_stopped = False

    def begin_again(self, seconds: float) -> None:
        """A new step with a time of its own."""
        self._ends_at = monotonic() + seconds

    def at_most(self, seconds: float) -> float:
        """How long to wait now. Raises TimeoutError when that is over."""
        if not self._keep_waiting():
            self.is_stopped = True
            raise TimeoutError
        left = self._ends_at - monotonic()
        if left <= 0:
            raise TimeoutError
        return min(seconds, left)


def deliver(
    server: Server,
    envelope: Envelope,
    mail: bytes,
    *,
    our_name: str,
    before_data: Callable[[], None],
    keep_waiting: Callable[[], bool] = always,
) -> Outcome:
    """Hand one mail over. Does not raise for anything that a server or a network may do.

    ``before_data`` is called once the recipient was accepted, just before the mail could leave;
    what it raises ends the delivery, and comes out of here.
    """
    patience = Patience(server.timeout, keep_waiting)
    talk = _Talk(server, our_name, patience)
    try:
        failure = (
            talk.attempt(Phase.CONNECT, talk.open)
            or talk.attempt(Phase.SENDER, lambda: talk.command(f"MAIL FROM:<{envelope.sender}>"))
            or talk.attempt(
                Phase.RECIPIENT, lambda: talk.command(f"RCPT TO:<{envelope.recipient}>")
            )
        )
        if failure:
            return failure
        before_data()
        patience.begin_again(AFTER_DATA_SECONDS)
        return (
            talk.attempt(Phase.RECIPIENT, lambda: talk.command("DATA", wanted=3))
            or talk.attempt(Phase.DATA, lambda: talk.text(mail))
            or accepted(talk.last_code)
        )
    finally:
        talk.leave()


def accepted(code: str) -> Outcome:
    """The server has it."""
    return Outcome(Result.SENT, Phase.DONE, code=code)


def try_again(why: Why, phase: Phase = Phase.CONNECT, code: str = "") -> Outcome:
    """It has certainly not left."""
    return Outcome(Result.TRY_AGAIN, phase, why, code)


def outcome_of(reply: Reply, phase: Phase) -> Outcome:
    """What a reply means that is not the one hoped for."""
    code, kind = str(reply), reply.number // 100
    if phase is Phase.CONNECT:
        return try_again(Why.UNREACHABLE, phase, code)
    # The sender is the same for everybody: a refusal is about this site, not about this mail.
    if phase is Phase.SENDER or reply.number == 421:
        return try_again(Why.BUSY, phase, code)
    if kind == 5:
        return Outcome(Result.REFUSED, phase, code=code)
    if kind == 4 or phase is not Phase.DATA:
        return try_again(Why.LATER, phase, code)
    return Outcome(Result.SILENT, phase, code=code)


class _Talk(smtplib.SMTP):
    """A conversation with a server; ``smtplib`` brings EHLO and the ways to sign in."""

    def __init__(self, server: Server, our_name: str, patience: Patience) -> None:
        # Named, because smtplib would otherwise ask the name service who we are.
        super().__init__(local_hostname=our_name)
        self._server = server
        self._patience = patience
        self._unread = b""
        self.last_code = ""

    def attempt(self, phase: Phase, step: Callable[[], object]) -> Outcome | None:
        """Take a step; None when it went well, or else what became of the mail."""
        try:
            step()
        except Declined as declined:
            return outcome_of(declined.reply, phase)
        except smtplib.SMTPResponseException as error:
            return outcome_of(Reply(error.smtp_code), phase)
        except (OSError, ValueError) as error:
            if phase is Phase.RECIPIENT and isinstance(error, ValueError):
                # Signs that cannot be said: it is about this mail, and will never be otherwise.
                return Outcome(Result.REFUSED, phase, Why.ADDRESS)
            why = Why.STOPPED if self._patience.is_stopped else None
            if phase is Phase.DATA:
                return Outcome(Result.SILENT, phase, why)
            return try_again(why or Why.UNREACHABLE, phase)
        return None

    # --- Steps ------------------------------------------------------------------------------
    def open(self) -> None:
        """Connect, protect, sign in."""
        seconds = self._patience.at_most(CONNECT_SECONDS)
        self.sock = socket.create_connection((self._server.host, self._server.port), seconds)
        if self._server.security is Security.TLS:
            self._protect()
        self._expect(2)
        self._greet()
        if self._server.security is Security.STARTTLS:
            self.command("STARTTLS")
            self._protect()
            self._greet()
        if self._server.user:
            self.login(self._server.user, self._server.password)

    def command(self, words: str, *, wanted: int = 2) -> None:
        """Say something, and hear what is hoped for. Raises Declined, OSError."""
        self.putcmd(words)
        self._expect(wanted)

    def text(self, mail: bytes) -> None:
        """The mail itself, and the server's word that it has it."""
        lines = re.sub(rb"\r\n|\r|\n", b"\r\n", mail.rstrip(b"\r\n"))
        self.send(re.sub(rb"(?m)^\.", b"..", lines) + b"\r\n.\r\n")
        self._expect(2)

    def leave(self) -> None:
        """Say goodbye without waiting for the answer: nothing in it could change anything."""
        try:
            if self.sock is not None:
                self.sock.settimeout(BEAT_SECONDS)
                self.sock.sendall(b"QUIT\r\n")
        except OSError:
            pass
        finally:
            self.close()

    # --- Listening and speaking -------------------------------------------------------------
    def getreply(self) -> tuple[int, bytes]:
        """The next reply, whole. Raises OSError when what comes is none, or nothing comes."""
        lines: list[bytes] = []
        while len(lines) < MOST_LINES:
            line = self._line()
            if not line[:3].isdigit():
                raise ConnectionError("no reply")
            lines.append(line[4:].strip())
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(lines)
        raise ConnectionError("a reply without an end")

    def send(self, s: Any) -> None:
        """Say something within the time that is left."""
        if self.sock is None:
            raise ConnectionError("not connected")
        self.sock.settimeout(self._patience.at_most(SEND_SECONDS))
        self.sock.sendall(s.encode("ascii") if isinstance(s, str) else s)

    def _line(self) -> bytes:
        while b"\n" not in self._unread:
            if len(self._unread) > LONGEST_LINE:
                raise ConnectionError("a line without an end")
            self._unread += self._received()
        line, _, self._unread = self._unread.partition(b"\n")
        return line

    def _received(self) -> bytes:
        if self.sock is None:
            raise ConnectionError("not connected")
        while True:
            self.sock.settimeout(self._patience.at_most(BEAT_SECONDS))
            try:
                received: bytes = self.sock.recv(4096)
            except TimeoutError:
                continue
            if not received:
                raise ConnectionError("closed by the server")
            return received

    def _expect(self, wanted: int) -> None:
        number, words = self.getreply()
        enhanced = ENHANCED.match(words)
        reply = Reply(number, enhanced.group().decode() if enhanced else "")
        self.last_code = str(reply)
        if number // 100 != wanted:
            raise Declined(reply)

    def _greet(self) -> None:
        if not 200 <= self.ehlo()[0] <= 299:
            self.command(f"HELO {self.local_hostname}")

    def _protect(self) -> None:
        """Speak TLS from here on, with the server that its certificate names."""
        if self.sock is None:
            raise ConnectionError("not connected")
        self.sock.settimeout(self._patience.at_most(CONNECT_SECONDS))
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self._server.host)
        # Whatever was said before is not to be believed.
        self._unread = b""
        self.ehlo_resp = self.helo_resp = None
        self.esmtp_features, self.does_esmtp = {}, False

"""A real SMTP server on loopback that does what a test tells it to, good or bad.

    with SmtpServer() as server:
        settings.EMAIL_URL = server.url
        server.script(rcpt="550 5.1.1 no such user")
        …
        assert server.recipients == ["maria@example.org"]

``python -m tests.smtp_server --port 2525 --log FILE`` runs it as a process: it appends one line of
JSON for each mail it accepts, written before the client is told.
"""

import argparse
import atexit
import json
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

ADDRESS = re.compile(rb"(?:FROM|TO):\s*<([^>]*)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mail:
    """What was accepted: the envelope, and the bytes as they came, dots undone."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    at: float

    @property
    def message(self) -> EmailMessage:
        """The mail, read."""
        found: Any = message_from_bytes(self.content, policy=default)
        return found


@dataclass(frozen=True, slots=True)
class Script:
    """What the server does. Replies are whole lines, such as "451 4.3.0 later"."""

    banner: str = "220 localhost ESMTP"
    ehlo: str = ""
    auth: str = "235 2.7.0 welcome"
    mail: str = "250 2.1.0 ok"
    rcpt: str = "250 2.1.5 ok"
    data: str = "354 go on"
    done: str = "250 2.0.0 taken"
    quit: str = "221 2.0.0 bye"
    refuse: bool = False  # hang up on every connection, before a word
    slow: float = 0.0  # seconds before the banner and before each reply
    silent_at: str = ""  # say nothing more at: banner, ehlo, mail, rcpt, data, done
    drop_at: str = ""  # hang up instead of replying at one of these
    is_accepted: bool = True  # at done: whether the mail counts as taken when silent or dropped
    starttls: bool = False
    tls: bool = False
    sign_in: bool = False  # offer AUTH PLAIN and LOGIN


class HungUp(Exception):
    """The conversation is over."""


@dataclass
class SmtpServer:
    """Listens on a free port of loopback, one thread a connection."""

    port: int = 0
    log: Path | None = None
    says: Script = field(default_factory=Script)
    mails: list[Mail] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    logins: list[bytes] = field(default_factory=list)

    def __enter__(self) -> "SmtpServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # --- For tests --------------------------------------------------------------------------
    @property
    def url(self) -> str:
        """The EMAIL_URL for it."""
        scheme = "smtps" if self.says.tls else "smtp" if self.says.starttls else "smtp+plain"
        # The certificate names localhost; a numeric address saves asking who that is.
        name = "127.0.0.1" if scheme == "smtp+plain" else "localhost"
        return f"{scheme}://{name}:{self.port}"

    @property
    def recipients(self) -> list[str]:
        """To whom mail was accepted, in order."""
        with self._lock:
            return [address for mail in self.mails for address in mail.recipients]

    def script(self, **changes: Any) -> None:
        """From now on, do this too."""
        self.says = replace(self.says, **changes)

    def behave(self) -> None:
        """Be a good server again."""
        kept = {name: getattr(self.says, name) for name in ("starttls", "tls", "sign_in")}
        self.says = Script(**kept)

    def wait_for(self, count: int, seconds: float = 120) -> bool:
        """Wait until so many mails were accepted; whether they were."""
        ends = time.monotonic() + seconds
        while len(self.mails) < count and time.monotonic() < ends:
            time.sleep(0.005)
        return len(self.mails) >= count

    # --- Life -------------------------------------------------------------------------------
    def start(self) -> None:
        """Begin to listen."""
        self._lock, self._is_over, self._file = Lock(), Event(), None
        self._open: set[socket.socket] = set()
        if self.log:
            self._file = self.log.open("a", encoding="utf-8")
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=256)
        self.port = self._listener.getsockname()[1]
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Hang up on everybody; nobody can connect any more."""
        self._is_over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        with self._lock:
            for one in self._open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
            if self._file:
                self._file.close()

    def _listen(self) -> None:
        while not self._is_over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            if self.says.refuse:
                connection.close()
                continue
            Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.add(connection)
        talk = Talk(self, connection)
        try:
            talk.run()
        except (HungUp, OSError, ValueError):
            pass
        finally:
            talk.close()
            with self._lock:
                self._open.discard(connection)

    # --- For its conversations --------------------------------------------------------------
    def take(self, mail: Mail) -> None:
        """Accept a mail: noted before the client hears of it."""
        with self._lock:
            self.mails.append(mail)
            if self._file:
                words = {**asdict(mail), "content": mail.content.decode("utf-8", "replace")}
                self._file.write(json.dumps(words) + "\n")
                self._file.flush()

    def heard(self, command: bytes) -> None:
        """Remember a command."""
        self.commands.append(command.decode("ascii", "replace"))

    def sleep(self, seconds: float) -> None:
        """Wait, or be stopped."""
        if self._is_over.wait(seconds):
            raise HungUp


class Talk:
    """One conversation."""

    def __init__(self, server: SmtpServer, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.server, self.socket, self.unread = server, connection, b""
        self.sender, self.recipients = "", []

    def run(self) -> None:
        """From the banner to the end."""
        if self.server.says.tls:
            self.protect()
        self.reply("banner", self.server.says.banner)
        while True:
            line = self.line()
            self.server.heard(line)
            verb = line.split(b" ")[0].upper().decode("ascii", "replace")
            getattr(self, f"on_{verb.lower()}", self.on_unknown)(line)

    def close(self) -> None:
        """Hang up."""
        with suppress(OSError):
            self.socket.close()

    # --- Commands ---------------------------------------------------------------------------
    def on_ehlo(self, line: bytes) -> None:
        says = self.server.says
        if says.ehlo or says.silent_at == "ehlo" or says.drop_at == "ehlo":
            return self.reply("ehlo", says.ehlo or "250 localhost")
        is_plain = not isinstance(self.socket, ssl.SSLSocket)
        offers = ["localhost", "ENHANCEDSTATUSCODES"]
        offers += ["STARTTLS"] if says.starttls and is_plain else []
        offers += ["AUTH PLAIN LOGIN"] if says.sign_in else []
        last = len(offers) - 1
        lines = [f"250{' ' if at == last else '-'}{one}" for at, one in enumerate(offers)]
        self.reply("ehlo", "\r\n".join(lines))

    on_helo = on_ehlo

    def on_starttls(self, line: bytes) -> None:
        if not self.server.says.starttls:
            return self.on_unknown(line)
        self.reply("starttls", "220 2.0.0 go on")
        self.protect()

    def on_auth(self, line: bytes) -> None:
        self.server.logins.append(line.split(b" ")[-1])
        self.reply("auth", self.server.says.auth)

    def on_mail(self, line: bytes) -> None:
        self.sender, self.recipients = address(line), []
        self.reply("mail", self.server.says.mail)

    def on_rcpt(self, line: bytes) -> None:
        says = self.server.says.rcpt
        if says.startswith("2"):
            self.recipients.append(address(line))
        self.reply("rcpt", says)

    def on_data(self, line: bytes) -> None:
        says = self.server.says
        self.reply("data", says.data)
        if not says.data.startswith("3"):
            return
        content = self.text()
        says = self.server.says
        is_quiet = "done" in (says.silent_at, says.drop_at)
        if says.is_accepted if is_quiet else says.done.startswith("2"):
            self.server.take(Mail(self.sender, tuple(self.recipients), content, time.time()))
        self.reply("done", says.done)

    def on_rset(self, line: bytes) -> None:
        self.reply("rset", "250 2.0.0 ok")

    on_noop = on_rset

    def on_quit(self, line: bytes) -> None:
        self.reply("quit", self.server.says.quit)
        raise HungUp

    def on_unknown(self, line: bytes) -> None:
        self.reply("unknown", "502 5.5.1 what?")

    # --- Speaking and listening -------------------------------------------------------------
    def reply(self, at: str, words: str) -> None:
        """Say it, late or not at all where the script says so."""
        says = self.server.says
        if says.slow:
            self.server.sleep(says.slow)
        if says.drop_at == at:
            raise HungUp
        while self.server.says.silent_at == at:
            self.server.sleep(0.02)
        self.socket.sendall(words.encode() + b"\r\n")

    def line(self) -> bytes:
        """The next line."""
        return self.until(b"\r\n")

    def text(self) -> bytes:
        """All up to the single dot, with doubled dots undone."""
        self.unread = b"\r\n" + self.unread
        lines = self.until(b"\r\n.\r\n")[2:]
        return re.sub(rb"(?m)^\.", b"", lines) + b"\r\n"

    def until(self, mark: bytes) -> bytes:
        """All up to a mark, which is left out. A client that hangs up ends the conversation."""
        while mark not in self.unread:
            received = self.socket.recv(65536)
            if not received:
                raise HungUp
            self.unread += received
        found, _, self.unread = self.unread.partition(mark)
        return found

    def protect(self) -> None:
        """Speak TLS from here on."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate())
        with self.server._lock:
            self.server._open.discard(self.socket)
        self.socket = context.wrap_socket(self.socket, server_side=True)


@cache
def certificate() -> Path:
    """A self-signed certificate for "localhost" with its key; nobody vouches for it.

    A test that wants it believed sets SSL_CERT_FILE to this file.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name.from_rfc4514_string("CN=localhost"),
    )
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    kind, pem = serialization.PrivateFormat.PKCS8, serialization.Encoding.PEM
    path = Path(tempfile.mkdtemp(prefix="smtp-")) / "localhost.pem"
    path.write_bytes(key.private_bytes(pem, kind, plain) + built.public_bytes(pem))
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    return path


def address(line: bytes) -> str:
    """The address of MAIL or RCPT."""
    found = ADDRESS.search(line)
    return found.group(1).decode("ascii", "replace") if found else ""


@contextmanager
def as_process(log: Path, *arguments: str) -> Iterator[int]:
    """The same server in a process of its own; its port."""
    command = [sys.executable, "-m", "tests.smtp_server", "--log", str(log), *arguments]
    root = Path(__file__).resolve().parent.parent
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.communicate()


def main() -> None:
    """Run until told to end; the first line says the port."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--script", default="{}", help="what it does, as JSON: see Script")
    options = parser.parse_args()
    is_over = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: is_over.set())
    with SmtpServer(options.port, options.log, Script(**json.loads(options.script))) as server:
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        while not is_over.wait(0.5):
            pass


if __name__ == "__main__":
    main()

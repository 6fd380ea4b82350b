"""The mail server of a trial: a process that can be told how to behave, and its log: the truth."""

import json
import os
import signal
from collections import Counter
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Letter
from email.policy import default
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.smtp_server import Script, SmtpServer

ANSWERS_WITHIN = 60


@dataclass(frozen=True)
class Accepted:
    """One mail that the server has taken."""

    message_id: str
    sender: str
    recipient: str
    letter: "Letter[str, str]"
    at: float


class MailServer:
    """A real SMTP server in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "accepted.jsonl"
        self._log.touch()
        self._here, there = Pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _serve(there, self._log)
        there.close()
        self.port = int(self._told())
        self._read = 0

    @property
    def url(self) -> str:
        """The EMAIL_URL for it."""
        return f"smtp+plain://127.0.0.1:{self.port}"

    def behaves(self, **script: Any) -> None:
        """From now on: see tests.smtp_server.Script. Without words, as a good server does."""
        self._here.send(script)
        self._told()

    def begins_anew(self) -> None:
        """What was accepted until now belongs to earlier tries."""
        self._read = self._log.stat().st_size

    def accepted(self) -> list[Accepted]:
        """What was accepted in this try."""
        with self._log.open("rb") as file:
            file.seek(self._read)
            return [_accepted(json.loads(line)) for line in file.read().splitlines()]

    def counts(self) -> Counter[str]:
        """How often each Message-ID was accepted in this try."""
        return Counter(mail.message_id for mail in self.accepted())

    def close(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def _told(self) -> Any:
        if not self._here.poll(ANSWERS_WITHIN):
            raise RuntimeError("The mail server does not answer.")
        return self._here.recv()


def _accepted(words: dict[str, Any]) -> Accepted:
    letter = message_from_bytes(words["content"].encode(), policy=default)
    (recipient,) = words["recipients"]
    return Accepted(
        str(letter["Message-ID"]).strip(), words["sender"], recipient, letter, words["at"]
    )


def _serve(told: Connection, log: Path) -> None:
    """The other side of the fork: until nobody is there any more."""
    try:
        with SmtpServer(log=log) as server:
            told.send(server.port)
            while True:
                server.says = Script(**told.recv())
                told.send("done")
    except (EOFError, OSError):
        pass
    finally:
        os._exit(0)

"""Mail as files: each one .eml in a folder, whole or not there at all."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from outreach.delivery import account
from outreach.delivery.smtp import Outcome, Why, accepted, try_again


def write(folder: Path, mail: bytes) -> Path:
    """Write one mail; names sort by time. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{time.time_ns()}-{token_hex(4)}"
    unfinished = folder / f".{name}.part"
    with unfinished.open("xb") as file:
        file.write(mail)
        file.flush()
        os.fsync(file.fileno())
    return unfinished.rename(folder / f"{name}.eml")


def deliver(folder: Path, mail: bytes, *, before_data: Callable[[], None]) -> Outcome:
    """Hand a mail over to the folder, as outreach.delivery.smtp does to a server."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return try_again(Why.UNREACHABLE)
    before_data()
    try:
        write(folder, mail)
    except OSError:
        # The file gets its name last: what failed has not arrived.
        return try_again(Why.UNREACHABLE)
    return accepted("")


class EmailBackend(BaseEmailBackend):
    """The same for what Django and allauth send: codes and notices."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each to the folder of EMAIL_URL."""
        folder = account.of_the_site().folder
        if folder is None:
            raise ImproperlyConfigured("EMAIL_URL names no folder.")
        for message in email_messages:
            mail: Any = message.message()
            write(folder, mail.as_bytes(linesep="\r\n"))
        return len(email_messages)

"""The mail server of this site, read from the one variable EMAIL_URL.

``smtp://name:secret@host:587`` (STARTTLS is demanded), ``smtps://…:465``, ``smtp+plain://host:25``
(no TLS: a server on this machine), ``folder:///path`` (each mail a file there: development, tests).
"""

from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.conf import settings

from outreach.delivery.smtp import Security, Server

LONGEST_TIMEOUT = 30
LONGEST_LOCAL_PART = 31  # 64 in all (RFC 5321), of which a "+" and 32 hex digits name the message
# Codes are sent while somebody waits for a page.
IN_A_REQUEST_SECONDS = 10
PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.PLAIN: 25}
SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
FOLDER_BACKEND = "outreach.delivery.folder.EmailBackend"
# Without a mail server, codes and notices are printed where the site runs.
CONSOLE_BACKEND = "django.core.mail.backends.console.EmailBackend"


@dataclass(frozen=True, slots=True)
class Account:
    """Where mail is handed over: a server or a folder; without a URL nowhere."""

    server: Server | None = None
    folder: Path | None = None

    def django_settings(self) -> dict[str, Any]:
        """The same for what Django and allauth send: codes and notices."""
        server = self.server
        if server is None:
            return {"EMAIL_BACKEND": FOLDER_BACKEND if self.folder else CONSOLE_BACKEND}
        return {
            "EMAIL_BACKEND": SMTP_BACKEND,
            "EMAIL_HOST": server.host,
            "EMAIL_PORT": server.port,
            "EMAIL_HOST_USER": server.user,
            "EMAIL_HOST_PASSWORD": server.password,
            "EMAIL_USE_TLS": server.security is Security.STARTTLS,
            "EMAIL_USE_SSL": server.security is Security.TLS,
            "EMAIL_TIMEOUT": min(int(server.timeout), IN_A_REQUEST_SECONDS),
        }


def checked(url: str) -> str:
    """The URL itself, when it can be read. Raises ValueError that never tells the password."""
    parse(url)
    return url


def parse(url: str) -> Account:
    """Read an EMAIL_URL; the empty one is no account. Raises ValueError."""
    if not url:
        return Account()
    try:
        parts = urlsplit(url)
    except ValueError:
        # Its own words would quote the password.
        raise ValueError("it is not a URL") from None
    if parts.scheme == "folder":
        return Account(folder=_folder(parts))
    try:
        security = Security(parts.scheme)
    except ValueError:
        raise ValueError("it begins with smtp://, smtps://, smtp+plain:// or folder://") from None
    if parts.path not in ("", "/") or parts.fragment:
        raise ValueError("nothing follows host and port; write %2F, %23 and %3F in a password")
    user, password = _login(parts)
    return Account(
        Server(
            host=_host(parts),
            port=_port(parts) or PORTS[security],
            security=security,
            user=user,
            password=password,
            timeout=_timeout(parts.query),
        )
    )


def _folder(parts: SplitResult) -> Path:
    path = Path(unquote(parts.path))
    if parts.netloc or not path.is_absolute() or parts.query or parts.fragment:
        raise ValueError("a folder is written with three slashes: folder:///var/mail")
    return path


def _host(parts: SplitResult) -> str:
    if not parts.hostname:
        raise ValueError("the host is missing")
    return parts.hostname


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        raise ValueError("the port is a number from 1 to 65535") from None
    if port == 0:
        raise ValueError("the port is a number from 1 to 65535")
    return port


def _login(parts: SplitResult) -> tuple[str, str]:
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ValueError("user and password go together")
    return user, password


def _timeout(query: str) -> int:
    """The seconds given to the server before the text of a mail is sent."""
    options = dict(parse_qsl(query, keep_blank_values=True))
    given = options.pop("timeout", str(LONGEST_TIMEOUT))
    if options:
        raise ValueError("the only option is timeout")
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= LONGEST_TIMEOUT:
        raise ValueError(f"timeout is a number of seconds from 1 to {LONGEST_TIMEOUT}")
    return int(given)


def sender_address(text: str) -> str:
    """DEFAULT_FROM_EMAIL: one plain address, with a name before it or not."""
    _name, address = parseaddr(text)
    local, at, domain = address.partition("@")
    if not (text.isprintable() and address.isascii() and local and at and domain):
        raise ValueError("write one address, such as Reconnect <reconnect@example.org>")
    return text


def bounce_address(text: str) -> str:
    """EMAIL_BOUNCES: one plain address, before whose @ the key of a message fits."""
    local, at, domain = text.partition("@")
    is_plain = text.isascii() and text.isprintable() and not set(text) & set(' <>,;"')
    if text and not (local and at and domain and is_plain and "@" not in domain):
        raise ValueError("write one plain address, such as bounces@example.org")
    if len(local) > LONGEST_LOCAL_PART:
        raise ValueError(f"use at most {LONGEST_LOCAL_PART} characters before the @")
    return text


def of_the_site() -> Account:
    """The account that the host has set."""
    return parse(settings.EMAIL_URL)


def can_send() -> bool:
    """Whether people may be written to from this site."""
    return of_the_site() != Account()

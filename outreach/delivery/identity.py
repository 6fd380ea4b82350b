"""What tells one mail from every other: its Message-ID, and the hash of what was confirmed."""

import hashlib
from secrets import token_hex
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings


def new_message_id(key: UUID) -> str:
    """A Message-ID of this site for the row with that key (RFC 5322), kept for every attempt."""
    return f"<{key.hex}.{token_hex(8)}@{host()}>"


def host() -> str:
    """The name of this site in mails and towards mail servers."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def fingerprint(*, address: str, subject: str, body: str) -> str:
    """The hash of what the user confirmed: to whom, and every letter of it (TRUST.md, F20)."""
    parts = (address, subject, body)
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

"""How much one person may bring in (TRUST.md, L11); a host may lower it (docs/deploy.md)."""

from datetime import timedelta

from django.conf import settings

from contacts.exchange.record import Limits

OPEN_FOR = timedelta(hours=24)
"""A file that was looked at and never saved is forgotten after this."""
FILE_KEPT = timedelta(minutes=59)
"""The bytes of a file are gone within an hour (P2): the tick comes every minute."""
UNDO_FOR = timedelta(days=30)
RATE_PERIOD = timedelta(hours=1)


def file_bytes() -> int:
    """The largest file that is taken."""
    return int(settings.IMPORT_FILE_MB) * 1_000_000


def reading_limits() -> Limits:
    """Bounds for the reader."""
    return Limits(file_bytes=file_bytes(), rows=settings.IMPORT_ROWS)


def files_an_hour() -> int:
    """How many files somebody may choose within an hour."""
    return int(settings.IMPORTS_PER_HOUR)


def most_contacts() -> int:
    """How many contacts somebody may keep by importing; adding by hand has no limit."""
    return int(settings.CONTACTS_PER_USER)

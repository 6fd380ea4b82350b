"""Entries as iCalendar (RFC 5545, RFC 7986). The same entries give the same bytes."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from outreach.feed.entries import Entry

PRODUCT = "-//Reconnect//Calendar feed//EN"
READ_AGAIN_AFTER = timedelta(hours=6)
# Raised when the same entries are written in another way, so that calendars take them anew.
LAYOUT = 1
# Counted from here, so that the number stays small: calendars keep it in 32 bits.
FIRST_REVISION = datetime(2026, 1, 1, tzinfo=UTC)


def written(entries: Iterable[Entry], name: str, changed_at: datetime) -> bytes:
    """A calendar that has read like this since ``changed_at``.

    Every entry carries that moment as its last revision. A step moves for many reasons (a snooze,
    an answer, a day gone by), and a calendar program ignores an entry whose revision goes back.
    """
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    for property_name in ("NAME", "X-WR-CALNAME"):
        calendar.add(property_name, name)
    as_duration = {"VALUE": "DURATION"}
    calendar.add("REFRESH-INTERVAL", READ_AGAIN_AFTER, parameters=as_duration)
    calendar.add("X-PUBLISHED-TTL", "PT6H")
    for entry in entries:
        calendar.add_component(_event(entry, changed_at.astimezone(UTC).replace(microsecond=0)))
    lines: bytes = calendar.to_ical()
    return lines


def _event(entry: Entry, revised_at: datetime) -> Event:
    event = Event()
    event.add("UID", entry.uid)
    event.add("DTSTAMP", revised_at)
    event.add("LAST-MODIFIED", revised_at)
    event.add("SEQUENCE", max(0, int((revised_at - FIRST_REVISION).total_seconds())))
    event.add("SUMMARY", entry.summary)
    # Dates, not moments: an all-day entry keeps its day in every time zone (TRUST.md, F28).
    event.add("DTSTART", entry.day)
    event.add("DTEND", entry.day + timedelta(days=1))
    # A next step takes no time of the day: nobody is "busy".
    event.add("TRANSP", "TRANSPARENT")
    return event


def content_hash(entries: Iterable[Entry], name: str) -> str:
    """The same while nothing that is shown has changed."""
    lines = (f"{entry.day} {entry.uid} {entry.summary}" for entry in entries)
    return sha256("\n".join([name, *lines]).encode("utf-8", "replace")).hexdigest()


def etag_of(content_hash: str, changed_at: datetime) -> str:
    """Tells a calendar whether to read again. Weak: it stands for what is said, not for bytes."""
    meant = f"{LAYOUT} {content_hash} {changed_at.astimezone(UTC):%Y%m%dT%H%M%S}"
    return f'W/"{sha256(meant.encode()).hexdigest()[:32]}"'

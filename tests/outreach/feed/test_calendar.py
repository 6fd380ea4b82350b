"""The calendar as another program reads it: ``ical`` shares no code with what writes it."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from outreach.feed.calendar import LAYOUT, content_hash, etag_of, written
from outreach.feed.entries import Entry
from outreach.feed.words import first_name_alone

CHANGED = datetime(2026, 3, 2, 15, 4, 5, 678, tzinfo=UTC)
DAY = date(2026, 3, 8)  # the night on which clocks go forward in Toronto


def entry(summary: str = "Maria: send a nudge", day: date = DAY, uid: str = "one") -> Entry:
    """One line of the calendar."""
    return Entry(day, summary, uid)


def read(body: bytes) -> Calendar:
    """As the other program reads it."""
    return IcsCalendarStream.calendar_from_ics(body.decode())


def test_another_program_reads_what_we_wrote():
    calendar = read(written([entry(), entry("Paul: write back", uid="two")], "Steps", CHANGED))
    assert [(e.uid, e.summary, e.dtstart) for e in calendar.events] == [
        ("one", "Maria: send a nudge", DAY),
        ("two", "Paul: write back", DAY),
    ]
    assert {e.dtend for e in calendar.events} == {DAY + timedelta(days=1)}
    assert {e.transparency for e in calendar.events} == {"TRANSPARENT"}
    assert [e.alarm for e in calendar.events] == [[], []]


def test_F28_all_day_entries_are_dates_without_a_zone():
    lines = written([entry()], "Steps", CHANGED).decode().split("\r\n")
    assert [line for line in lines if line.startswith("DT")] == [
        "DTSTART;VALUE=DATE:20260308",
        "DTEND;VALUE=DATE:20260309",
        "DTSTAMP:20260302T150405Z",
    ]
    assert not any(line.startswith(("BEGIN:VTIMEZONE", "X-WR-TIMEZONE")) for line in lines)


def test_it_says_how_often_to_read_it():
    text = written([], "Steps", CHANGED).decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in text
    assert "X-PUBLISHED-TTL:PT6H\r\n" in text
    assert "X-WR-CALNAME:Steps\r\n" in text
    assert read(written([], "Steps", CHANGED)).events == []


def test_a_later_revision_has_a_higher_number():
    first, second = (
        read(written([entry()], "Steps", at)).events[0]
        for at in (CHANGED, CHANGED + timedelta(seconds=1))
    )
    assert second.sequence == first.sequence + 1
    assert second.last_modified - first.last_modified == timedelta(seconds=1)
    assert first.dtstamp == first.last_modified


def test_the_same_entries_are_the_same_bytes():
    both = [written([entry()], "Steps", CHANGED) for _time in range(2)]
    assert both[0] == both[1]
    same, other = content_hash([entry()], "Steps"), content_hash([entry(day=DAY)], "Stages")
    assert content_hash([entry()], "Steps") == same != other


def test_a_calendar_reads_again_when_anything_is_different():
    tags = {
        etag_of(content_hash(entries, "Steps"), at)
        for entries in ([], [entry()], [entry(day=date(2026, 3, 9))], [entry("Paul: write back")])
        for at in (CHANGED, CHANGED + timedelta(seconds=1))
    }
    assert len(tags) == 8
    assert all(tag.startswith('W/"') for tag in tags)


def test_whoever_changes_the_layout_raises_its_number():
    body = written([entry()], "Steps", CHANGED)
    assert (LAYOUT, body.decode().split("\r\n")) == (
        1,
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Reconnect//Calendar feed//EN",
            "CALSCALE:GREGORIAN",
            "NAME:Steps",
            "X-WR-CALNAME:Steps",
            "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
            "X-PUBLISHED-TTL:PT6H",
            "BEGIN:VEVENT",
            "SUMMARY:Maria: send a nudge",
            "DTSTART;VALUE=DATE:20260308",
            "DTEND;VALUE=DATE:20260309",
            "DTSTAMP:20260302T150405Z",
            "UID:one",
            "SEQUENCE:5238245",
            "LAST-MODIFIED:20260302T150405Z",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ],
    )


def test_B77_signs_of_the_format_are_escaped():
    text = "Ana; b, c\\d\nBEGIN:VALARM: send"
    body = written([entry(text)], "Steps", CHANGED).decode()
    assert "SUMMARY:Ana\\; b\\, c\\\\d\\nBEGIN:VALARM: send\r\n" in body
    assert read(body.encode()).events[0].summary == text


def test_B77_lines_are_folded_and_end_with_both_signs():
    body = written([entry("é" * 300)], "Steps", CHANGED)
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert read(body).events[0].summary == "é" * 300


@given(st.text(min_size=1, max_size=200), st.text(max_size=60))
def test_B77_any_name_is_read_back_as_it_was(name, greeting):
    text = f"{first_name_alone(name, greeting)}: send a nudge"
    body = written([entry(text)], "Steps", CHANGED)
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    (event,) = read(body).events
    assert event.summary == text
    assert body.count(b"BEGIN:") == 2

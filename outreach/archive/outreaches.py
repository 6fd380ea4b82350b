"""What a user asked for, what they wrote, what became of it, and what comes next."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from contacts.exchange.text import one_line
from contacts.records import AT_ONCE
from outreach.archive.writing import VERSION, Columns, as_list, values
from outreach.feed.calendar import written
from outreach.feed.entries import entries
from outreach.feed.words import CALENDAR_NAME
from outreach.models import Message, Outreach, OutreachEvent, Promise

_OUTREACH = (
    "id",
    "status",
    "status_since",
    "hope",
    "still_write",
    "approach",
    "answers",
    "unfinished",
    "shared_history",
    "situation",
    "situation_date",
    "why_you",
    "channel",
    "language",
    "address",
    "tone",
    "next_step",
    "due_on",
    "deferred_until",
    "help_expected_on",
    "not_yet_on",
    "first_nudge_days",
    "last_nudge_days",
    "close_days",
    "snoozed_step",
    "snoozed_until",
    "no_answer_until",
    "gap_years",
    "answered_on",
    "said_yes",
    "said_no",
    "was_thanked",
    "came_back",
    "created_at",
    "updated_at",
    "sent_at",
)
_MESSAGE = (
    "id",
    "kind",
    "channel",
    "subject",
    "body",
    "is_edited",
    "delivery",
    "address",
    "problem",
    "reply_code",
    "queued_at",
    "waits_since",
    "sent_at",
    "created_at",
    "updated_at",
)
_EVENT = ("old", "new", "at")
_PROMISE = ("rhythm_months", "made_at")
COLUMNS: Columns = {
    Outreach: _OUTREACH,
    Message: _MESSAGE,
    OutreachEvent: _EVENT,
    Promise: _PROMISE,
}


def outreach_files(user: User, now: datetime) -> Iterator[tuple[str, bytes]]:
    """Complete for programs; the messages once more to read, and the dates for a calendar."""
    head = {"version": VERSION, "exported_at": now}
    yield "outreaches.json", as_list(head, "outreaches", map(_outreach, _outreaches(user)))
    yield "messages.txt", b"".join(map(_readable, _messages(user)))
    steps = entries(user, user.local_date(now), called=_whole_name, all_of_them=True)
    yield "next-steps.ics", written(steps, str(CALENDAR_NAME), now)


def _whole_name(name: str, greeting_name: str) -> str:
    """The file is the user's own: nobody else's calendar reads it."""
    return one_line(name)


def _outreaches(user: User) -> Iterator[Outreach]:
    """All of them, those to contacts in the trash too; the oldest first."""
    every = Outreach.objects.filter(owner=user).order_by("created_at", "id")
    complete = every.select_related("contact", "request_type", "promise")
    return complete.prefetch_related("messages", "events").iterator(chunk_size=AT_ONCE)


def _outreach(outreach: Outreach) -> dict[str, Any]:
    promise = getattr(outreach, "promise", None)
    return {
        **values(outreach, _OUTREACH),
        "contact": outreach.contact_id.urn,
        "name": outreach.contact.name,
        "request_type": outreach.request_type.key if outreach.request_type else "",
        "promise": values(promise, _PROMISE) if promise else None,
        "messages": [values(message, _MESSAGE) for message in outreach.messages.all()],
        "events": [values(event, _EVENT) for event in outreach.events.all()],
    }


def _messages(user: User) -> Iterator[Message]:
    mine = Message.objects.filter(outreach__owner=user).exclude(body="")
    complete = mine.select_related("outreach__contact").order_by("created_at", "id")
    return complete.iterator(chunk_size=AT_ONCE)


def _readable(message: Message) -> bytes:
    """One message for people to read."""
    at = timezone.localtime(message.sent_at or message.created_at)
    labels = [message.get_kind_display(), message.get_channel_display()]
    labels += [message.get_delivery_display(), f"{at:%Y-%m-%d}"]
    lines = [message.outreach.contact.name, " · ".join(labels), message.subject, "", message.body]
    rule = "-" * 60
    return "\n".join([*filter(None, lines[:3]), *lines[3:], "", rule, "", ""]).encode()

"""Everything a user typed, as files: one function for the settings page and for the command."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from contacts.exchange.backup import write_backup
from contacts.exchange.record import Limits, Record
from contacts.exchange.write_csv import write_csv
from contacts.exchange.write_vcard import write_vcard
from contacts.formats import language
from contacts.models import Contact, ContactQuerySet, Tag
from contacts.records import AT_ONCE, records_of
from outreach.digest.plans import plan_of
from outreach.models import Message, Outreach, OutreachEvent, Suggestion

VERSION = 1
IN_ONE_FILE = Limits().rows
"""Contacts in one file: as many as an import takes in."""

_PROFILE = (
    "email",
    "display_name",
    "language",
    "time_zone",
    "message_language",
    "tone",
    "address",
    "signature",
    "situation",
    "situation_date",
    "field_of_work",
    "date_joined",
)
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
    "created_at",
    "sent_at",
)
_MESSAGE = ("kind", "channel", "delivery", "subject", "body", "created_at", "sent_at")


def account_files(user: User, *, now: datetime) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files, one after the other; words in the language set now."""
    kept = Contact.objects.owned_by(user).kept()
    trashed = Contact.objects.owned_by(user).in_trash()
    counts = {
        "contacts": kept.count(),
        "trashed": trashed.count(),
        "outreaches": Outreach.objects.filter(owner=user).count(),
        "messages": Message.objects.filter(outreach__owner=user).count(),
    }
    readme = {**counts, "day": user.local_date(now), "parts": counts["contacts"] > IN_ONE_FILE}
    yield "README.txt", render_to_string("outreach/export/readme.txt", readme).encode()
    yield "profile.json", _json({"version": VERSION, **_profile(user)})
    yield from _people("contacts", kept, counts["contacts"], now)
    if counts["trashed"]:
        yield "contacts-in-trash.json", write_backup(records_of(trashed), exported_at=now)
    head = {"version": VERSION, "exported_at": now}
    yield "outreaches.json", _json_list(head, "outreaches", map(_outreach, _outreaches(user)))
    yield "messages.txt", b"".join(map(_readable, _messages(user)))


# --- People ---------------------------------------------------------------------------------
def _people(
    name: str, contacts: ContactQuerySet, count: int, now: datetime
) -> Iterator[tuple[str, bytes]]:
    """The contacts in each format, in several files where there are very many."""
    writers: dict[str, Callable[[Iterable[Record]], bytes]] = {
        ".json": lambda records: write_backup(records, exported_at=now),
        ".csv": lambda records: write_csv(records, language=language()),
        ".vcf": write_vcard,
    }
    ordered = contacts.order_by("name_key", "id")
    for number, start in enumerate(range(0, max(count, 1), IN_ONE_FILE), 1):
        # Read once for the three formats.
        part = list(records_of(ordered[start : start + IN_ONE_FILE]))
        for suffix, write in writers.items():
            yield f"{name}{f'-{number}' if number > 1 else ''}{suffix}", write(part)


def _profile(user: User) -> dict[str, Any]:
    """What they set about themselves, their tags, and whom they did not want suggested."""
    suggestions = Suggestion.objects.filter(owner=user).select_related("contact")
    return {
        **_values(user, _PROFILE),
        "reminders_by_mail": _values(plan_of(user), ("rhythm", "days", "hour")),
        "tags": list(Tag.objects.filter(owner=user).values_list("name", flat=True)),
        "suggestions": [
            {
                "contact": suggestion.contact_id.urn,
                "name": suggestion.contact.name,
                **_values(suggestion, ("snoozed_until", "dismissed_at")),
            }
            for suggestion in suggestions.order_by("contact__name_key")
        ],
    }


# --- Outreaches and messages ----------------------------------------------------------------
def _outreaches(user: User) -> Iterator[Outreach]:
    """All of them, those to contacts in the trash too; the oldest first."""
    every = Outreach.objects.filter(owner=user).order_by("created_at", "id")
    complete = every.select_related("contact", "request_type", "promise")
    return complete.prefetch_related("messages", "events").iterator(chunk_size=AT_ONCE)


def _outreach(outreach: Outreach) -> dict[str, Any]:
    promise = getattr(outreach, "promise", None)
    return {
        **_values(outreach, _OUTREACH),
        "contact": outreach.contact_id.urn,
        "name": outreach.contact.name,
        "request_type": outreach.request_type.key if outreach.request_type else "",
        "promise": _values(promise, ("rhythm_months", "made_at")) if promise else None,
        "messages": [_values(message, _MESSAGE) for message in outreach.messages.all()],
        "events": [_event(event) for event in outreach.events.all()],
    }


def _event(event: OutreachEvent) -> dict[str, Any]:
    return _values(event, ("old", "new", "at"))


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


# --- JSON -----------------------------------------------------------------------------------
def _values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _json(value: Any) -> bytes:
    return (_line(value, indent=2) + "\n").encode("utf-8", "replace")


def _json_list(head: dict[str, Any], name: str, rows: Iterable[dict[str, Any]]) -> bytes:
    """One row on each line, made one at a time: there may be thousands."""
    body = b",\n".join(_line(row).encode("utf-8", "replace") for row in rows)
    return b'%s,"%s":[\n%s\n]}\n' % (_line(head)[:-1].encode(), name.encode(), body)


def _line(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder, indent=indent)


# --- One file of all --------------------------------------------------------------------------
def zipped(files: Iterable[tuple[str, bytes]], *, at: datetime) -> bytes:
    """The files as a ZIP archive that only its owner may open once it is unpacked."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for name, content in files:
            entry = ZipInfo(name, at.timetuple()[:6])
            entry.external_attr = 0o600 << 16
            packed.writestr(entry, content, ZIP_DEFLATED)
    return archive.getvalue()

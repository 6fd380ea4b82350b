"""The people a user knows: in formats that other programs read, and what only Reconnect knows."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from contacts.exchange.backup import write_backup
from contacts.exchange.record import Limits, Record
from contacts.exchange.write_csv import write_csv
from contacts.exchange.write_vcard import write_vcard
from contacts.formats import language
from contacts.models import Contact, ContactEmail, DuplicatePair
from contacts.records import AT_ONCE, records_of
from outreach.archive.writing import VERSION, Columns, as_list, values
from outreach.models import Suggestion

IN_ONE_FILE = Limits().rows
"""Contacts in one file: as many as an import takes in."""

_STANDING = (
    "created_at",
    "imported_at",
    "kept_at",
    "never_in_touch",
    "rhythm_kept_on",
    "rhythm_snoozed_until",
    "do_not_contact_at",
    "opted_out_at",
    "erased_at",
    "trashed_at",
    "source_uid",
)
_SUGGESTED = ("snoozed_until", "dismissed_at")
_PAIR = ("status", "later_until")
COLUMNS: Columns = {
    # Beside what contacts.records makes a file of.
    Contact: _STANDING,
    ContactEmail: ("address", "bounced_at"),
    Suggestion: _SUGGESTED,
    DuplicatePair: _PAIR,
}


def people_files(user: User, now: datetime) -> Iterator[tuple[str, bytes]]:
    """The contacts, those in the trash, those merged into another; then what is kept about them."""
    every = Contact.objects.owned_by(user)
    yield from _in_each_format(every.kept().order_by("name_key", "id"), now)
    out_of_sight = {
        "contacts-in-trash.json": every.in_trash(),
        "contacts-merged.json": every.filter(merged_by__isnull=False),
    }
    for name, contacts in out_of_sight.items():
        if contacts.exists():
            yield name, write_backup(records_of(contacts), exported_at=now)
    head = {"version": VERSION, "exported_at": now}
    yield "about-contacts.json", as_list(head, "contacts", chain(_standing(user), _pairs(user)))


def _in_each_format(contacts: "QuerySet[Contact]", now: datetime) -> Iterator[tuple[str, bytes]]:
    """In several files where there are very many."""
    writers: dict[str, Callable[[Iterable[Record]], bytes]] = {
        ".json": lambda records: write_backup(records, exported_at=now),
        ".csv": lambda records: write_csv(records, language=language()),
        ".vcf": write_vcard,
    }
    for number, start in enumerate(range(0, max(contacts.count(), 1), IN_ONE_FILE), 1):
        # Read once for the three formats.
        part = list(records_of(contacts[start : start + IN_ONE_FILE]))
        for suffix, write in writers.items():
            yield f"contacts{f'-{number}' if number > 1 else ''}{suffix}", write(part)


def _standing(user: User) -> Iterator[dict[str, Any]]:
    """What was decided about each contact, which no other program would understand."""
    every = Contact.objects.owned_by(user).order_by("name_key", "id")
    complete = every.select_related("suggestion").prefetch_related("emails")
    for contact in complete.iterator(chunk_size=AT_ONCE):
        suggestion = getattr(contact, "suggestion", None)
        yield {
            "contact": contact.pk.urn,
            "name": contact.name,
            **values(contact, _STANDING),
            "bounced": [
                values(email, ("address", "bounced_at"))
                for email in contact.emails.all()
                if email.bounced_at
            ],
            "suggestion": values(suggestion, _SUGGESTED) if suggestion else None,
        }


def _pairs(user: User) -> Iterator[dict[str, Any]]:
    """Pairs the user told apart, or put off."""
    decided = Q(status=DuplicatePair.Status.DISTINCT) | Q(later_until__isnull=False)
    pairs = DuplicatePair.objects.filter(decided, owner=user).order_by("created_at", "id")
    for pair in pairs.iterator(chunk_size=AT_ONCE):
        two = [pair.first_id.urn, pair.second_id.urn]
        yield {"one_person_or_two": two, **values(pair, _PAIR)}

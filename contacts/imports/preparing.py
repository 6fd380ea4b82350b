"""Everything an import will write, made ready before the transaction begins.

Planning anew from the contacts as they are now, cleaning, folding the words for search: all that
takes long is done here, with progress, while others can write.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from accounts.bulk import Insert
from contacts import search
from contacts.details import Details
from contacts.exchange.record import Record
from contacts.imports.facts import Facts, Met, facts_of
from contacts.imports.known import Changes, Known
from contacts.imports.lease import Hold
from contacts.imports.planning import Planned, Wanted, plan
from contacts.imports.preview import choices_of, occasion_of
from contacts.models import (
    LONGEST_SILENCE,
    Contact,
    ContactEmail,
    ContactPhone,
    ContactWord,
    Encounter,
    ImportRow,
    Tag,
)

NEWS_AFTER = 250
Outcome = ImportRow.Outcome


class Prepared:
    """What will be written, row by row of the file."""

    def __init__(self, hold: Hold, rows: list[ImportRow]) -> None:
        self.owner_id: UUID = hold.batch.owner_id
        self.now = hold.clock()
        self.rows = rows
        self.contacts: list[Contact] = []
        self.emails = Insert(ContactEmail, "id", "contact", "address", "key", "position")
        self.phones = Insert(ContactPhone, "id", "contact", "number", "key", "position")
        self.encounters = Insert(
            Encounter, "id", "contact", "on", "precision", "kind", "note", "created_at"
        )
        self.words = Insert(ContactWord, "owner", "contact", "word", "silent_since")
        # The names of tags, of each contact that gets some.
        self.tags: list[tuple[UUID, tuple[str, ...]]] = []
        self.changed: dict[UUID, Known] = {}
        self.changed_words: dict[Contact, set[str]] = {}
        # The names of the changed fields of each changed contact; and who has a new encounter.
        self.fields: dict[UUID, set[str]] = {}
        self.met: set[UUID] = set()

    # --- Somebody new -----------------------------------------------------------------------
    def add(self, row: ImportRow, facts: Facts) -> None:
        """With everything that contacts.actions.create_contact would write."""
        details = facts.details
        contact = Contact(
            owner_id=self.owner_id,
            imported_at=self.now,
            connected_on=facts.connected_on,
            source_uid=facts.source_uid,
            do_not_contact_at=self.now if facts.do_not_contact else None,
            **{name: getattr(details, name) for name in Details.COLUMNS},
        )
        if facts.met:
            newest = max(facts.met, key=lambda met: met.on)
            contact.last_in_touch, contact.last_in_touch_precision = newest.on, newest.precision
        self.contacts.append(contact)
        self._ways(contact, details, 0, 0)
        since = contact.last_in_touch or LONGEST_SILENCE
        for word in search.words_of_details(details):
            self.words.add(self.owner_id, contact.pk, word, since)
        if details.tags:
            self.tags.append((contact.pk, details.tags))
        row.contact = contact
        row.before = {
            "made": as_made(contact, details.emails, details.phones),
            "encounters": self._encounters(contact, facts.met),
        }

    def _ways(self, contact: Contact, said: Details | Changes, email: int, phone: int) -> None:
        """Addresses and numbers, from these positions on."""
        for position, address in enumerate(said.emails, start=email):
            self.emails.add(uuid4(), contact.pk, address.address, address.key, position)
        for position, number in enumerate(said.phones, start=phone):
            self.phones.add(uuid4(), contact.pk, number.number, number.key, position)

    def _encounters(self, contact: Contact, met: Sequence[Met]) -> list[list[str]]:
        """Each a moment after the one before: of two on one day, the first is the newer one."""
        left = []
        for place, at in enumerate(met):
            id = uuid4()
            created_at = self.now - timedelta(microseconds=place)
            self.encounters.add(id, contact.pk, at.on, at.precision, at.kind, at.note, created_at)
            left.append([str(id), at.on.isoformat(), at.precision, at.kind, at.note])
        return left

    # --- Somebody known ---------------------------------------------------------------------
    def change(self, row: ImportRow, known: Known, changes: Changes) -> None:
        """What one row adds to them, and what it takes to undo it."""
        contact = known.contact
        self.changed[contact.pk] = known
        self._ways(contact, changes, known.next_email, known.next_phone)
        known.next_email += len(changes.emails)
        known.next_phone += len(changes.phones)
        if changes.met:
            self.met.add(contact.pk)
        if changes.tags:
            self.tags.append((contact.pk, changes.tags))
        self.fields.setdefault(contact.pk, set()).update(changes.names())
        row.before = {
            "columns": {
                name: [_plain(was), _plain(now)] for name, (was, now) in changes.columns.items()
            },
            "emails": [email.key for email in changes.emails],
            "phones": [phone.key for phone in changes.phones],
            "tags": [Tag.key_of(name) for name in changes.tags],
            "encounters": self._encounters(contact, changes.met),
            "left": {"emails": list(known.emails), "phones": list(known.phones)},
        }


def _plain(value: Any) -> Any:
    """A value of a column as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value


def as_made(contact: Contact, emails: Iterable[Any], phones: Iterable[Any]) -> str:
    """A short form of everything a contact holds but its tags and encounters: whatever somebody
    changes of it since, this is another one; and the same again where they change it back."""
    says = [
        *(getattr(contact, name) for name in Details.COLUMNS),
        str(contact.connected_on),
        contact.do_not_contact,
        contact.never_in_touch,
        [email.address for email in emails],
        [phone.number for phone in phones],
    ]
    return hashlib.sha256(json.dumps(says).encode()).hexdigest()[:32]


def prepare(hold: Hold) -> Prepared:
    """Everything that saving this import will write."""
    batch = hold.batch
    rows = list(batch.rows.exclude(record={}).order_by("position"))
    planned = _planned(hold, rows)
    prepared = Prepared(hold, rows)
    for number, (row, one) in enumerate(zip(rows, planned, strict=True), start=1):
        row.outcome = one.outcome
        if one.is_refused:  # they asked only now
            continue
        if one.outcome == Outcome.ADDED:
            prepared.add(row, one.wanted.facts.tagged(batch.tag))
        elif one.known is not None:
            row.contact = one.known.contact
            if one.outcome == Outcome.UPDATED:
                prepared.change(row, one.known, one.changes)
        if number % NEWS_AFTER == 0:
            hold.progress((len(rows) + number) // 2, len(rows))
    for known in prepared.changed.values():
        prepared.changed_words[known.contact] = set(search.words_of_details(known.details()))
    hold.progress(len(rows), len(rows))
    return prepared


def _planned(hold: Hold, rows: Sequence[ImportRow]) -> list[Planned]:
    batch = hold.batch
    occasion = occasion_of(batch, hold.clock(), batch.reading)
    region = choices_of(batch).region
    wanted = [
        Wanted(
            position=row.position,
            facts=facts_of(Record.from_json(row.record), today=occasion.today, region=region),
            choice=row.choice,
            seen=row.match_id,
        )
        for row in rows
    ]
    return plan(
        batch.owner,
        wanted,
        known_choice=batch.known_choice,
        occasion=occasion,
        tag=batch.tag,
        progress=lambda done, total: hold.progress(done // 2, total),
    )

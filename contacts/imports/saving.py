"""The people of an import become contacts: all of them or none (TRUST.md, F31).

What takes long comes before the transaction, with progress: planning anew from the contacts as
they are now, cleaning, folding the words for search. The transaction only writes. Should somebody
have edited one of the contacts in between, everything is planned again.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts import audit
from contacts import duplicates, search
from contacts.details import Details
from contacts.exchange.record import Record
from contacts.imports import limits
from contacts.imports.facts import Facts, Met, facts_of
from contacts.imports.known import Changes, Known
from contacts.imports.lease import Hold
from contacts.imports.planning import (
    CHANGED_BY_IMPORT,
    IMPORTED,
    Planned,
    Wanted,
    chunks,
    plan,
)
from contacts.imports.preview import choices_of, occasion_of
from contacts.models import (
    LONGEST_SILENCE,
    Contact,
    ContactEmail,
    ContactPhone,
    ContactWord,
    Encounter,
    ImportBatch,
    ImportFile,
    ImportRow,
    Tag,
)
from contacts.tags import tags_named

CHUNK = 500
MOST_PLANS = 3
Outcome = ImportRow.Outcome
Status = ImportBatch.Status
Carried = Contact.tags.through


class Edited(Exception):
    """A contact was changed while its change was being prepared: plan again."""


class NoRoom(Exception):
    """The owner would have more contacts than there may be."""


def save(hold: Hold) -> None:
    """Save an import that is claimed. Raises Edited after three plans in vain."""
    for attempt in range(MOST_PLANS):
        prepared = _prepared(hold)
        try:
            _write(hold, prepared)
        except NoRoom:
            hold.finish(Status.REFUSED, file_error="too_many_contacts", attempts=0)
        except Edited:
            if attempt + 1 == MOST_PLANS:
                raise
            continue
        return


# --- Before the transaction -----------------------------------------------------------------
@dataclass(slots=True)
class Prepared:
    """Everything that will be written, made before the first row is."""

    rows: list[ImportRow]
    contacts: list[Contact] = field(default_factory=list)
    emails: list[ContactEmail] = field(default_factory=list)
    phones: list[ContactPhone] = field(default_factory=list)
    encounters: list[Encounter] = field(default_factory=list)
    words: list[ContactWord] = field(default_factory=list)
    tags: list[tuple[UUID, tuple[str, ...]]] = field(default_factory=list)
    changed: list[Known] = field(default_factory=list)
    new_words: dict[Contact, set[str]] = field(default_factory=dict)
    # The names of the changed fields of each changed contact.
    fields: dict[UUID, set[str]] = field(default_factory=dict)


def _prepared(hold: Hold) -> Prepared:
    batch = hold.batch
    rows = list(batch.rows.exclude(record={}).order_by("position"))
    planned = _planned(hold, rows)
    prepared = Prepared(rows)
    changed: dict[UUID, Known] = {}
    for number, (row, one) in enumerate(zip(rows, planned, strict=True), start=1):
        row.outcome = one.outcome
        if one.outcome == Outcome.ADDED:
            _add(prepared, row, one.wanted.facts.tagged(batch.tag), batch, hold)
        elif one.known is not None:
            row.contact = one.known.contact
            if one.outcome == Outcome.UPDATED:
                _change(prepared, row, one.known, one.changes)
                changed[one.known.contact.pk] = one.known
        if number % CHUNK == 0:
            hold.progress(len(rows) + number, 2 * len(rows))
    prepared.changed = list(changed.values())
    for known in prepared.changed:
        prepared.new_words[known.contact] = set(search.words_of_details(known.details()))
    hold.progress(2 * len(rows), 2 * len(rows))
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
        progress=lambda done, total: hold.progress(done, 2 * total),
    )


def _add(prepared: Prepared, row: ImportRow, facts: Facts, batch: ImportBatch, hold: Hold) -> None:
    """Somebody new, with everything that contacts.actions.create_contact would write."""
    details = facts.details
    contact = Contact(
        owner_id=batch.owner_id,
        connected_on=facts.connected_on,
        source_uid=facts.source_uid,
        do_not_contact_at=hold.clock() if facts.do_not_contact else None,
        **{name: getattr(details, name) for name in Details.COLUMNS},
    )
    newest = max(facts.met, key=lambda met: met.on, default=None)
    if newest:
        contact.last_in_touch, contact.last_in_touch_precision = newest.on, newest.precision
    prepared.contacts.append(contact)
    prepared.emails += _emails(contact, details, 0)
    prepared.phones += _phones(contact, details, 0)
    encounters = _encounters(contact, facts.met)
    prepared.encounters += encounters
    prepared.words += (
        ContactWord(owner_id=batch.owner_id, contact=contact, word=word)
        for word in search.words_of_details(details)
    )
    if details.tags:
        prepared.tags.append((contact.pk, details.tags))
    row.contact = contact
    row.before = {
        "made": as_made(contact, details.emails, details.phones),
        "encounters": [as_left(encounter) for encounter in encounters],
    }


def _emails(contact: Contact, said: Any, first: int) -> list[ContactEmail]:
    return [
        ContactEmail(contact=contact, address=email.address, key=email.key, position=position)
        for position, email in enumerate(said.emails, start=first)
    ]


def _phones(contact: Contact, said: Any, first: int) -> list[ContactPhone]:
    return [
        ContactPhone(contact=contact, number=phone.number, key=phone.key, position=position)
        for position, phone in enumerate(said.phones, start=first)
    ]


def _encounters(contact: Contact, met: Sequence[Met]) -> list[Encounter]:
    return [
        Encounter(contact=contact, on=at.on, precision=at.precision, kind=at.kind, note=at.note)
        for at in met
    ]


def as_made(contact: Contact, emails: Iterable[Any], phones: Iterable[Any]) -> str:
    """A short form of everything a contact holds but its tags and encounters: whatever somebody
    changes of it since, this is another one; and the same again where they change it back."""
    columns = [getattr(contact, name) for name in Details.COLUMNS]
    says = [
        *columns,
        str(contact.connected_on),
        contact.do_not_contact,
        [email.address for email in emails],
        [phone.number for phone in phones],
    ]
    return hashlib.sha256(json.dumps(says).encode()).hexdigest()[:32]


def as_left(encounter: Encounter) -> list[str]:
    """An encounter as an import left it, to see later whether somebody changed it."""
    return [
        str(encounter.pk),
        encounter.on.isoformat(),
        encounter.precision,
        encounter.kind,
        encounter.note,
    ]


def _change(prepared: Prepared, row: ImportRow, known: Known, changes: Changes) -> None:
    """What one row adds to somebody known, and what it takes to undo it."""
    contact = known.contact
    emails = _emails(contact, changes, known.next_email)
    phones = _phones(contact, changes, known.next_phone)
    known.next_email += len(emails)
    known.next_phone += len(phones)
    encounters = _encounters(contact, changes.met)
    prepared.emails += emails
    prepared.phones += phones
    prepared.encounters += encounters
    if changes.tags:
        prepared.tags.append((contact.pk, changes.tags))
    prepared.fields.setdefault(contact.pk, set()).update(changes.names())
    row.before = {
        "columns": {
            name: [_plain(was), _plain(now)] for name, (was, now) in changes.columns.items()
        },
        "emails": [email.key for email in emails],
        "phones": [phone.key for phone in phones],
        "tags": [Tag.key_of(name) for name in changes.tags],
        "encounters": [as_left(encounter) for encounter in encounters],
        "left": {
            "emails": list(known.emails),
            "phones": list(known.phones),
        },
    }


def _plain(value: Any) -> Any:
    """A value of a column as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value


# --- The transaction ------------------------------------------------------------------------
@transaction.atomic
def _write(hold: Hold, prepared: Prepared) -> None:
    batch = hold.batch
    _check_room(batch, prepared)
    tags, made = _tags(batch, prepared)
    hold.finish(
        Status.DONE,
        saved_at=hold.clock(),
        counts={**batch.counts, **_outcomes(prepared.rows)},
        reading={**batch.reading, "made_tags": made},
        attempts=0,
    )
    _update(prepared.changed, hold)
    for rows in (prepared.contacts, prepared.emails, prepared.phones, prepared.encounters):
        _insert(rows)
    carried = _carried(prepared)
    _insert([Carried(contact_id=pk, tag=tags[key]) for pk, key in carried])
    _remember_tags(prepared.rows, tags, carried)
    _insert(prepared.words)
    search.write(prepared.new_words)
    with_encounters = {encounter.contact_id for encounter in prepared.encounters}
    refresh_last_encounters(
        known.contact.pk for known in prepared.changed if known.contact.pk in with_encounters
    )
    _note(batch, prepared)
    ImportFile.objects.filter(batch=batch).delete()
    duplicates.look_again(batch.owner)


def _check_room(batch: ImportBatch, prepared: Prepared) -> None:
    has = Contact.objects.owned_by(batch.owner).kept().count()
    if prepared.contacts and has + len(prepared.contacts) > limits.most_contacts():
        raise NoRoom


def _outcomes(rows: Sequence[ImportRow]) -> dict[str, int]:
    counted = Counter(row.outcome for row in rows)
    return {outcome: counted[outcome] for outcome in Outcome.values}


def _tags(batch: ImportBatch, prepared: Prepared) -> tuple[dict[str, Tag], list[str]]:
    """The tags of this import by key, and the ids of those that are new."""
    names = {Tag.key_of(name): name for _, names in prepared.tags for name in names}
    mine = Tag.objects.filter(owner=batch.owner)
    had = set(mine.values_list("key", flat=True))
    tags: dict[str, Tag] = {}
    for chunk in chunks(names.values()):
        tags |= {tag.key: tag for tag in tags_named(batch.owner, chunk)}
    return tags, [str(tag.pk) for key, tag in tags.items() if key not in had]


def _carried(prepared: Prepared) -> set[tuple[UUID, str]]:
    return {(pk, Tag.key_of(name)) for pk, names in prepared.tags for name in names}


def _remember_tags(
    rows: Iterable[ImportRow], tags: Mapping[str, Tag], carried: Iterable[tuple[UUID, str]]
) -> None:
    """By their ids: a tag may have another name when the import is undone."""
    of_contact: dict[UUID, list[str]] = {}
    for pk, key in carried:
        of_contact.setdefault(pk, []).append(str(tags[key].pk))
    for row in rows:
        if row.outcome == Outcome.ADDED and row.contact_id in of_contact:
            row.before["tags"] = of_contact[row.contact_id]
        elif row.outcome == Outcome.UPDATED:
            row.before["tags"] = [str(tags[key].pk) for key in row.before["tags"]]


def _insert(rows: Sequence[Any]) -> None:
    for chunk in chunks(rows):
        type(chunk[0])._default_manager.bulk_create(chunk)


def _update(changed: Sequence[Known], hold: Hold) -> None:
    """Write the changed columns, each contact only as it was planned from. Raises Edited."""
    for known in changed:
        contact = known.contact
        as_planned = Contact.objects.filter(pk=contact.pk, version=contact.version)
        if not as_planned.update(
            version=F("version") + 1, updated_at=hold.clock(), **known.columns
        ):
            raise Edited


def refresh_last_encounters(contact_ids: Iterable[UUID]) -> None:
    """The contacts' own copies of their newest encounter, made anew: see contacts.actions."""
    for chunk in chunks(contact_ids):
        newest: dict[UUID, Encounter] = {}
        for encounter in Encounter.objects.filter(contact__in=chunk).order_by("on", "created_at"):
            newest[encounter.contact_id] = encounter
        for pk in chunk:
            last = newest.get(pk)
            Contact.objects.filter(pk=pk).update(
                last_in_touch=last.on if last else None,
                last_in_touch_precision=last.precision if last else "",
                silent_since=last.on if last else LONGEST_SILENCE,
            )


def _note(batch: ImportBatch, prepared: Prepared) -> None:
    """What became of each row, and the audit trail of each contact."""
    ImportRow.objects.bulk_create(
        prepared.rows,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["outcome", "contact", "before"],
    )
    by = batch.owner
    audit.record_all(
        actor=by, verb=IMPORTED, targets=((contact, ()) for contact in prepared.contacts)
    )
    audit.record_all(
        actor=by,
        verb=CHANGED_BY_IMPORT,
        targets=((known.contact, prepared.fields[known.contact.pk]) for known in prepared.changed),
    )

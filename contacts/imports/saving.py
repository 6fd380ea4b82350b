"""The people of an import become contacts: all of them or none (TRUST.md, F31).

The transaction only writes what was prepared. Should somebody have edited one of the contacts in
between, everything is prepared again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction

from accounts import audit
from accounts.again import again
from accounts.bulk import Insert, Row, update
from contacts import duplicates, optouts, search
from contacts.imports import limits
from contacts.imports.lease import Hold
from contacts.imports.planning import CHANGED_BY_IMPORT, IMPORTED, chunks
from contacts.imports.preparing import Prepared, prepare
from contacts.models import (
    LONGEST_SILENCE,
    Contact,
    Encounter,
    ImportBatch,
    ImportFile,
    ImportRow,
    Tag,
)
from contacts.tags import tags_named

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
    for attempt in range(1, MOST_PLANS + 1):
        try:
            again(_plan_and_write, hold)
        except NoRoom:
            hold.finish(Status.REFUSED, file_error="too_many_contacts", attempts=0)
        except Edited:
            if attempt == MOST_PLANS:
                raise
            continue
        return


def _plan_and_write(hold: Hold) -> None:
    """Together: what is prepared is changed while it is written."""
    _write(hold, prepare(hold))


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
    _update(prepared, hold)
    for chunk in chunks(prepared.contacts):
        Contact.objects.bulk_create(chunk)
    for rows in (prepared.emails, prepared.phones, prepared.encounters, prepared.words):
        rows.write()
    _carry(prepared, tags)
    for words in chunks(prepared.changed_words.items()):
        search.write(dict(words))
    refresh_last_encounters(prepared.met)
    _note(batch, prepared)
    # Whoever asked not to be contacted stays so, however often they are imported.
    optouts.mark_those_who_asked(batch.owner)
    ImportFile.objects.filter(batch=batch).delete()
    duplicates.look_again(batch.owner)


def _check_room(batch: ImportBatch, prepared: Prepared) -> None:
    has = Contact.objects.owned_by(batch.owner).kept().count()
    if prepared.contacts and has + len(prepared.contacts) > limits.most_contacts():
        raise NoRoom


def _outcomes(rows: Iterable[ImportRow]) -> dict[str, int]:
    counted = Counter(row.outcome for row in rows)
    return {outcome: counted[outcome] for outcome in Outcome.values}


def _update(prepared: Prepared, hold: Hold) -> None:
    """Write the changed columns, each contact only as it was planned from. Raises Edited."""
    now = hold.clock()
    alike: dict[tuple[str, ...], list[Row]] = {}  # those with the same columns are written together
    for pk, known in prepared.changed.items():
        version = known.contact.version
        row = (*known.columns.values(), version + 1, now, now, version, pk)
        alike.setdefault(tuple(known.columns), []).append(row)
    for names, rows in alike.items():
        columns = (*names, "version", "updated_at", "idle_since")
        if update(Contact, columns, rows, where=["version"]) != len(rows):
            raise Edited


# --- Tags -----------------------------------------------------------------------------------
def _tags(batch: ImportBatch, prepared: Prepared) -> tuple[dict[str, Tag], list[str]]:
    """The tags of this import by key, and the ids of those that are new."""
    names = {Tag.key_of(name): name for _, names in prepared.tags for name in names}
    had = set(Tag.objects.filter(owner=batch.owner).values_list("key", flat=True))
    tags: dict[str, Tag] = {}
    for chunk in chunks(names.values()):
        tags |= {tag.key: tag for tag in tags_named(batch.owner, chunk)}
    return tags, [str(tag.pk) for key, tag in tags.items() if key not in had]


def _carry(prepared: Prepared, tags: Mapping[str, Tag]) -> None:
    """Give the contacts their tags; remembered by id, as a tag may be called otherwise when the
    import is undone."""
    carried = Insert(Carried, "contact", "tag")
    for pk, names in prepared.tags:
        for key in {Tag.key_of(name) for name in names}:
            carried.add(pk, tags[key].pk)
    carried.write()
    of_new = {pk: [str(tags[Tag.key_of(name)].pk) for name in names] for pk, names in prepared.tags}
    for row in prepared.rows:
        if row.outcome == Outcome.ADDED and row.contact_id in of_new:
            row.before["tags"] = of_new[row.contact_id]
        elif row.outcome == Outcome.UPDATED:
            row.before["tags"] = [str(tags[key].pk) for key in row.before["tags"]]


# --- Encounters -----------------------------------------------------------------------------
def refresh_last_encounters(contact_ids: Iterable[UUID]) -> None:
    """The contacts' own copies of their newest encounter, made anew: see contacts.actions."""
    for chunk in chunks(contact_ids):
        newest: dict[UUID, Encounter] = {}
        for encounter in Encounter.objects.filter(contact__in=chunk).order_by("on", "created_at"):
            newest[encounter.contact_id] = encounter
        update(
            Contact,
            ("last_in_touch", "last_in_touch_precision", "silent_since"),
            [_last(newest.get(pk), pk) for pk in chunk],
        )
        search.sort_anew(chunk)


def _last(encounter: Encounter | None, pk: UUID) -> tuple[object, ...]:
    if encounter is None:
        return (None, "", LONGEST_SILENCE, pk)
    return (encounter.on, encounter.precision, encounter.on, pk)


# --- What became of it ----------------------------------------------------------------------
def _note(batch: ImportBatch, prepared: Prepared) -> None:
    """What became of each row, and the audit trail of each contact."""
    rows: Sequence[ImportRow] = prepared.rows
    update(
        ImportRow,
        ("outcome", "contact", "before"),
        ((row.outcome, row.contact_id, row.before, row.pk) for row in rows),
    )
    by = batch.owner
    audit.record_all(
        actor=by, verb=IMPORTED, targets=((contact, ()) for contact in prepared.contacts)
    )
    changed = prepared.changed.items()
    targets = ((known.contact, prepared.fields[pk]) for pk, known in changed)
    audit.record_all(actor=by, verb=CHANGED_BY_IMPORT, targets=targets)

"""An import taken back: what it made goes, what it changed is as before.

But for what somebody has touched since: a contact with a new encounter, an outreach or an edit
stays, and so does a field that is no longer as the import left it, and all of a contact that took
up another one: what the file gave the one may be the other's own. Those are listed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import prefetch_related_objects

from accounts import audit
from accounts.again import atomic_again
from accounts.bulk import update
from contacts import search
from contacts.imports.facts import column
from contacts.imports.lease import Hold
from contacts.imports.planning import UNDONE_BY_IMPORT, chunks
from contacts.imports.preparing import as_made
from contacts.imports.saving import refresh_last_encounters
from contacts.models import (
    Contact,
    ContactEmail,
    ContactPhone,
    ContactWord,
    DuplicatePair,
    Encounter,
    ImportBatch,
    ImportRow,
    Merge,
    Tag,
)

Status = ImportBatch.Status
Outcome = ImportRow.Outcome
Carried = Contact.tags.through

OWN_PARTS = (ContactEmail, ContactPhone, ContactWord, Carried, ImportRow, DuplicatePair, Encounter)
"""Rows that belong to a contact as an import makes it; encounters are compared one by one. Any
other row that points at a contact, of whichever app, was added by somebody."""

NOT_SEARCHED = {"connected_on", "source_uid", "trashed_at", "do_not_contact_at", "linkedin_url"}
NOT_NEEDED = ("record", "changes", "problems", "cells")


@atomic_again
def undo(hold: Hold) -> None:
    """Undo an import that is claimed, in one transaction."""
    batch = hold.batch
    rows = list(batch.rows.exclude(before={}).defer(*NOT_NEEDED).order_by("position"))
    hold.finish(Status.UNDONE, undone_at=hold.clock(), attempts=0)
    done: Counter[str] = Counter(removed=0, restored=0, kept=0)
    for chunk in chunks(row for row in rows if row.outcome == Outcome.ADDED):
        done.update(_remove(batch, chunk))
    by_contact: dict[UUID, list[ImportRow]] = {}
    for row in rows:
        if row.outcome == Outcome.UPDATED and row.contact_id:
            by_contact.setdefault(row.contact_id, []).append(row)
    for some in chunks(by_contact.items()):
        done.update(_restore(batch, dict(some), hold))
    made = batch.reading.get("made_tags", [])
    for ids in chunks(made):
        Tag.objects.filter(pk__in=ids, owner=batch.owner, contacts=None).delete()
    ImportBatch.objects.filter(pk=batch.pk).update(counts={**batch.counts, **done})


# --- Contacts the import made ---------------------------------------------------------------
def _remove(batch: ImportBatch, rows: Sequence[ImportRow]) -> Counter[str]:
    contacts = _locked(batch, [row.contact_id for row in rows if row.contact_id])
    prefetch_related_objects(list(contacts.values()), "emails", "phones", "tags")
    pointed_at = _pointed_at(contacts)
    encounters = _encounters_of(contacts)
    gone: list[tuple[ImportRow, Contact]] = []
    kept: list[tuple[ImportRow, Contact]] = []
    for row in rows:
        contact = contacts.get(row.contact_id) if row.contact_id else None
        if contact is None:
            continue  # deleted since, by its owner
        is_untouched = (
            contact.pk not in pointed_at
            and encounters.get(contact.pk, []) == sorted(row.before["encounters"])
            and _is_as_made(contact, row.before)
        )
        (gone if is_untouched else kept).append((row, contact))
    audit.record_all(
        actor=batch.owner, verb=UNDONE_BY_IMPORT, targets=((contact, ()) for _, contact in gone)
    )
    _keep(row for row, _ in kept)
    Contact.objects.filter(pk__in=[contact.pk for _, contact in gone]).delete()
    return Counter(removed=len(gone), kept=len(kept))


def _keep(rows: Iterable[ImportRow]) -> None:
    """Note of these rows that their contact stays as it is."""
    update(ImportRow, ["before"], (({"kept": ["contact"]}, row.pk) for row in rows))


def _is_as_made(contact: Contact, before: dict[str, Any]) -> bool:
    """Whether nobody has edited it, given it a tag or marked it as not to be written to."""
    tags = {str(tag.pk) for tag in contact.tags.all()}
    made = as_made(contact, contact.emails.all(), contact.phones.all())
    return made == before["made"] and tags <= set(before.get("tags", ()))


def _locked(batch: ImportBatch, ids: Iterable[UUID]) -> dict[UUID, Contact]:
    """The contacts, which nobody else changes until this transaction ends."""
    rows = Contact.objects.select_for_update().owned_by(batch.owner).filter(pk__in=ids)
    return {contact.pk: contact for contact in rows.order_by("pk")}


def _pointed_at(contacts: Iterable[UUID]) -> set[UUID]:
    """Those of the contacts that rows of any other kind point at."""
    ids = list(contacts)
    found: set[UUID] = set()
    for model, key in _others():
        found.update(
            model._default_manager.filter(**{f"{key}__in": ids}).values_list(key, flat=True)
        )
    return found


def _others() -> list[tuple[type[models.Model], str]]:
    """Every model with a foreign key to contacts that is not part of a contact, and the key."""
    relations = Contact._meta.get_fields(include_hidden=True)
    return [
        (relation.related_model, relation.field.name)
        for relation in relations
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in OWN_PARTS
    ]


def _encounters_of(contacts: Iterable[UUID]) -> dict[UUID, list[list[str]]]:
    found: dict[UUID, list[list[str]]] = {}
    for encounter in Encounter.objects.filter(contact__in=list(contacts)):
        found.setdefault(encounter.contact_id, []).append(_as_left(encounter))
    return {pk: sorted(encounters) for pk, encounters in found.items()}


def _as_left(encounter: Encounter) -> list[str]:
    """As the import wrote it down, to see whether somebody has changed it since."""
    says = (encounter.precision, encounter.kind, encounter.note)
    return [str(encounter.pk), encounter.on.isoformat(), *says]


# --- Contacts the import changed ------------------------------------------------------------
def _restore(batch: ImportBatch, rows: dict[UUID, list[ImportRow]], hold: Hold) -> Counter[str]:
    contacts = _locked(batch, rows)
    grown = _took_up_another_since(batch, contacts)
    _keep(row for pk in grown for row in rows[pk])
    contacts = {pk: contact for pk, contact in contacts.items() if pk not in grown}
    prefetch_related_objects(list(contacts.values()), "emails", "phones", "tags")
    encounters = _encounters_of(contacts)
    restorings = [_Restoring(one, rows[pk], encounters.get(pk, [])) for pk, one in contacts.items()]
    _write_columns(restorings, hold)
    for model in (ContactEmail, ContactPhone, Encounter):
        gone = [pk for one in restorings for pk in one.gone[model]]
        model._default_manager.filter(pk__in=gone).delete()
    _take_tags_off(restorings)
    refresh_last_encounters(one.contact.pk for one in restorings if one.gone[Encounter])
    found = [one.contact.pk for one in restorings if one.is_found_otherwise]
    search.index(Contact.objects.filter(pk__in=found))
    noted = []
    for one in restorings:
        for row in one.rows:
            row.before = {"kept": sorted(one.kept)} if one.kept else {}
            noted.append((row.before, row.pk))
    update(ImportRow, ["before"], noted)
    changed = [(one.contact, one.restored) for one in restorings]
    audit.record_all(actor=batch.owner, verb=UNDONE_BY_IMPORT, targets=changed)
    kept = sum(bool(one.kept) for one in restorings)
    return Counter(restored=len(restorings) - kept, kept=kept + len(grown))


def _took_up_another_since(batch: ImportBatch, contacts: Iterable[UUID]) -> set[UUID]:
    merges = Merge.objects.filter(kept__in=list(contacts), created_at__gte=batch.saved_at)
    return set(merges.values_list("kept", flat=True))


def _write_columns(restorings: Iterable["_Restoring"], hold: Hold) -> None:
    """Those with the same columns together. The version goes on: an edit that somebody has open
    began from another state."""
    alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    now = hold.clock()
    for one in restorings:
        values = (*one.columns.values(), one.contact.version + 1, now, one.contact.pk)
        alike.setdefault(tuple(one.columns), []).append(values)
    for names, values_of in alike.items():
        update(Contact, (*names, "version", "updated_at"), values_of)


def _take_tags_off(restorings: Sequence["_Restoring"]) -> None:
    added = {(one.contact.pk, UUID(tag)) for one in restorings for tag in one.added("tags")}
    carried = Carried.objects.filter(contact__in=[one.contact.pk for one in restorings])
    pairs = carried.values_list("pk", "contact", "tag")
    gone = [pk for pk, contact, tag in pairs if (contact, tag) in added]
    Carried.objects.filter(pk__in=gone).delete()


class _Restoring:
    """One contact, and what of it goes back to how it was before the rows that changed it."""

    def __init__(
        self, contact: Contact, rows: Sequence[ImportRow], encounters: list[list[str]]
    ) -> None:
        self.contact = contact
        self.rows = rows
        self.kept: set[str] = set()
        self.columns = self._columns()
        self.restored = [*self.columns, *(["tags"] if self.added("tags") else [])]
        self.gone: dict[type[models.Model], list[Any]] = {
            ContactEmail: self._ways("emails", contact.emails.all()),
            ContactPhone: self._ways("phones", contact.phones.all()),
            Encounter: self._encounters(encounters),
        }

    @property
    def is_found_otherwise(self) -> bool:
        """Whether anything changes that search looks at."""
        return bool({*self.restored} - NOT_SEARCHED)

    def added(self, name: str) -> list[Any]:
        """What the import added to a list, over all rows."""
        return [one for row in self.rows for one in row.before[name]]

    def _columns(self) -> dict[str, Any]:
        """The columns that are still as the import left them, as they were before it."""
        first: dict[str, Any] = {}
        last: dict[str, Any] = {}
        for row in self.rows:
            for name, (was, now) in row.before["columns"].items():
                first.setdefault(name, was)
                last[name] = now
        values = {}
        for name, was in sorted(first.items()):
            to_python = column(name).to_python
            # They have asked for it themselves since, so it is not the import's to take back.
            asked = name == "do_not_contact_at" and self.contact.has_opted_out
            if not asked and getattr(self.contact, name) == to_python(last[name]):
                values[name] = to_python(was)
            else:
                self.kept.add(name)
        return values

    def _ways(self, name: str, ways: Iterable[Any]) -> list[UUID]:
        """Addresses or numbers to delete: none of a list that somebody has changed since."""
        here, added = list(ways), set(self.added(name))
        if not added:
            return []
        if [way.key for way in here] != self.rows[-1].before["left"][name]:
            self.kept.add(name)
            return []
        self.restored.append(name)
        return [way.pk for way in here if way.key in added]

    def _encounters(self, here: list[list[str]]) -> list[str]:
        """Encounters to delete: those that nobody has changed since."""
        added = self.added("encounters")
        if any(encounter not in here for encounter in added):
            self.kept.add("encounters")
        return [encounter[0] for encounter in added if encounter in here]

"""People who asked to be removed (TRUST.md, P11): their contacts are emptied, and stay so.

Of their address a keyed hash is kept, for the whole site: by it adding or importing them again is
known and refused. What was written to them is emptied by ``outreach.actions.erasure``.
"""

import json
import re
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext

from accounts.audit import record_all
from accounts.models import User
from contacts.exchange.record import RowProblem, Severity
from contacts.hashing import hash_of, hashes_of_key
from contacts.models import (
    Contact,
    ContactEmail,
    ContactPhone,
    ContactWord,
    DuplicatePair,
    Encounter,
    ErasedAddress,
    ImportFile,
    ImportRow,
    Merge,
)

EMPTIED = (
    "greeting_name",
    "formal_name",
    "organization",
    "position",
    "city",
    "country",
    "linkedin_url",
    "source_uid",
    "relationship",
    "closeness",
    "shared_history",
    "notes",
)
"""The columns of a contact that say something about the person; the name gets a stand-in."""
REFUSED_ROW = [
    {"code": RowProblem.ERASED.value, "severity": Severity.ERROR.value, "column": "", "value": ""}
]
"""The problems of a row of an import that holds such an address; nothing else of it is kept."""


# --- Refusing ---------------------------------------------------------------------------------
def removed_among(keys: Collection[str]) -> set[str]:
    """Which of these addresses belong to people who were removed; nearly always none.

    One query, however many addresses, and no hash is made while nobody has asked.
    """
    if not keys:
        return set()
    erased = set(ErasedAddress.objects.values_list("address_hash", flat=True))
    return {key for key in keys if erased and erased & hashes_of_key(key)}


def remember(*, address: str, now: datetime) -> None:
    """From now on nobody keeps this address again."""
    remember_hash(address_hash=hash_of(address), now=now)


def remember_hash(*, address_hash: str, now: datetime) -> None:
    """The same, where only the hash is known."""
    ErasedAddress.objects.get_or_create(address_hash=address_hash, defaults={"at": now})


# --- Emptying ---------------------------------------------------------------------------------
def contacts_with(key: str) -> set[UUID]:
    """Every contact with this address, in every account, the trash included; and those that are
    one person with them, because they were merged."""
    found = set(ContactEmail.objects.filter(key=key).values_list("contact", flat=True))
    while True:
        merges = Merge.objects.filter(Q(kept__in=found) | Q(dropped__in=found))
        both = {pk for pair in merges.values_list("kept", "dropped") for pk in pair}
        if both <= found:
            return found
        found |= both


def empty(contact_ids: Collection[UUID], *, key: str, now: datetime) -> list[Contact]:
    """Take out of these contacts everything that tells who they are; gives those that stay.

    One that was merged into another goes for good: what it had is with the other.
    """
    Contact.objects.filter(merged_by__kept__in=contact_ids).delete()
    contacts = list(
        Contact.objects.filter(pk__in=contact_ids)
        .select_for_update(of=("self",))
        .select_related("owner")
        .order_by("pk")
    )
    for contact in contacts:
        _empty_columns(contact, now)
    theirs = {"contact__in": contacts}
    for model in (ContactEmail, ContactPhone, ContactWord, Contact.tags.through):
        model._default_manager.filter(**theirs).delete()
    Encounter.objects.filter(**theirs).update(note="")
    DuplicatePair.objects.filter(Q(first__in=contacts) | Q(second__in=contacts)).delete()
    _empty_imports(contacts, key)
    record_all(actor=None, verb="erased", targets=((contact, ()) for contact in contacts))
    return contacts


def _empty_columns(contact: Contact, now: datetime) -> None:
    contact.name = stand_in(contact.owner)
    for name in EMPTIED:
        setattr(contact, name, "")
    contact.connected_on = contact.rhythm_months = None
    contact.rhythm_kept_on = contact.rhythm_snoozed_until = None
    contact.erased_at = contact.erased_at or now
    contact.opted_out_at = contact.opted_out_at or now
    contact.do_not_contact_at = contact.do_not_contact_at or now
    contact.save()
    # An older form, on a page that is open somewhere, must not bring anything back (F23).
    Contact.objects.filter(pk=contact.pk).update(version=F("version") + 1)


def stand_in(owner: User) -> str:
    """What stands where the name was, in the language of whoever reads it."""
    with translation.override(owner.language or owner.message_language[:2]):
        return gettext("Removed at their request")


def _empty_imports(contacts: Iterable[Contact], key: str) -> None:
    """What files said of them, imported or not yet; the bytes of a file that names them."""
    theirs = {contact.pk for contact in contacts}
    said = Q(contact__in=theirs) | Q(match__in=theirs)
    for column in ("record", "problems", "cells", "changes", "before"):
        said |= Q(**{f"{column}__icontains": key})
    held = [row.pk for row in ImportRow.objects.filter(said).iterator() if _names(row, theirs, key)]
    rows = ImportRow.objects.filter(pk__in=held)
    ImportFile.objects.filter(batch__in=rows.values("batch")).delete()
    rows.update(
        record={},
        cells=[],
        changes=[],
        before={},
        contact=None,
        match=None,
        match_reason="",
        problems=REFUSED_ROW,
        has_problems=True,
    )


def _names(row: ImportRow, theirs: Collection[UUID], key: str) -> bool:
    """Whether a row is about them, or holds this very address and not one that ends alike."""
    if {row.contact_id, row.match_id} & set(theirs):
        return True
    said = [row.record, row.problems, row.cells, row.changes, row.before]
    text = json.dumps(said, ensure_ascii=False).casefold()
    return re.search(rf"(?<![\w.+%-]){re.escape(key)}(?![\w-]|\.\w)", text) is not None

"""Writes: everything that changes more than one row of a contact, or its state.

Each function is atomic, writes the words for search and notes itself in the audit trail.
``silent_since`` always equals the newest encounter, or the longest silence where there is none;
``search.sort_anew`` brings it to the words of search.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from accounts.again import atomic_again
from accounts.audit import record, record_all
from accounts.models import User
from contacts import optouts, search
from contacts.details import Details
from contacts.exchange.dates import Remembered
from contacts.models import (
    Contact,
    ContactEmail,
    ContactPhone,
    Encounter,
    Precision,
    Tag,
)
from contacts.tags import tags_named

NEWEST = ("last_in_touch", "last_in_touch_precision", "silent_since")
"""The contact's own copy of its newest encounter."""
PURGED_AT_ONCE = 200


class TheyAsked(Exception):
    """The person asked not to be contacted: that is not for the user to lift."""


class Stale(Exception):
    """The contact was changed elsewhere since the form was opened; ``contact`` is as stored now."""

    def __init__(self, contact: Contact) -> None:
        super().__init__(str(contact.pk))
        self.contact = contact


# --- Contacts -------------------------------------------------------------------------------
@transaction.atomic
def create_contact(
    *,
    owner: User,
    details: Details,
    last_in_touch: Remembered | None = None,
    key: UUID | None = None,
) -> Contact:
    """Add a person. With a ``key``, doing it twice gives the same contact (TRUST.md, F2)."""
    existing = Contact.objects.filter(pk=key).first() if key else None
    if existing and existing.owner_id == owner.pk:
        return existing
    contact = Contact(pk=uuid4() if existing or not key else key, owner=owner)
    _write_columns(contact, details)
    if last_in_touch:
        contact.last_in_touch = last_in_touch.on
        contact.last_in_touch_precision = last_in_touch.precision
    try:
        with transaction.atomic():
            contact.save(force_insert=True)
    except IntegrityError:  # the other click of a double one, at this very moment
        if made := Contact.objects.filter(pk=contact.pk, owner=owner).first():
            return made
        raise
    if last_in_touch:
        _add_encounter(contact, last_in_touch.on, last_in_touch.precision)
    # Nothing is there yet: nothing has to be looked for, and what differs need not be found.
    _write_emails(contact, details)
    _write_phones(contact, details)
    if details.tags:
        contact.tags.add(*tags_named(owner, details.tags))
    _leave_alone(contact)
    search.write({contact: set(search.words_of_details(details))})
    record(actor=owner, verb="create", target=contact)
    return contact


@transaction.atomic
def update_contact(*, by: User | None, contact: Contact, version: int, details: Details) -> Contact:
    """Save a person as edited from ``version``. Raises Stale when somebody was quicker (F23)."""
    claimed = Contact.objects.filter(pk=contact.pk, version=version).update(version=version + 1)
    stored = Contact.objects.get(pk=contact.pk)
    if not claimed:
        raise Stale(stored)
    changed = [*_write_columns(stored, details), *_write_rows(stored, details)]
    stored.imported_at = None
    stored.save()
    if "emails" in changed:
        _leave_alone(stored)
    search.index([stored])
    record(actor=by, verb="update", target=stored, fields=changed)
    return stored


def _leave_alone(contact: Contact) -> None:
    """Somebody who asked not to be contacted stays so, however they came back."""
    if optouts.mark_those_who_asked(contact.owner, [contact.pk]):
        contact.refresh_from_db(fields=["opted_out_at", "do_not_contact_at", "version"])


def _write_columns(contact: Contact, details: Details) -> list[str]:
    """Set the plain columns; the names of those that changed."""
    changed = [name for name in Details.COLUMNS if getattr(contact, name) != getattr(details, name)]
    for name in changed:
        setattr(contact, name, getattr(details, name))
    return changed


def _write_rows(contact: Contact, details: Details) -> list[str]:
    """Write addresses, numbers and tags where they differ; the names of those that changed."""
    changed = []
    if list(contact.emails.values_list("address", flat=True)) != [
        email.address for email in details.emails
    ]:
        changed.append("emails")
        # An address that does not exist still does not, whatever else was edited (TRUST.md, L9).
        bounced = dict(contact.emails.values_list("key", "bounced_at"))
        contact.emails.all().delete()
        _write_emails(contact, details, bounced)
    if list(contact.phones.values_list("number", flat=True)) != [
        phone.number for phone in details.phones
    ]:
        changed.append("phones")
        contact.phones.all().delete()
        _write_phones(contact, details)
    tags = tags_named(contact.owner, details.tags)
    if set(contact.tags.all()) != set(tags):
        changed.append("tags")
        contact.tags.set(tags)
    return changed


def _write_emails(
    contact: Contact, details: Details, bounced: Mapping[str, datetime | None] | None = None
) -> None:
    """Addresses in their order; ``bounced`` says by key when one did not exist."""
    ContactEmail.objects.bulk_create(
        ContactEmail(
            contact=contact,
            address=email.address,
            key=email.key,
            position=position,
            bounced_at=(bounced or {}).get(email.key),
        )
        for position, email in enumerate(details.emails)
    )


def _write_phones(contact: Contact, details: Details) -> None:
    """Numbers in their order."""
    ContactPhone.objects.bulk_create(
        ContactPhone(contact=contact, number=phone.number, key=phone.key, position=position)
        for position, phone in enumerate(details.phones)
    )


@transaction.atomic
def say_relationship(*, contact: Contact, relationship: str, by: User) -> None:
    """How they know each other, where that was not said yet; what was said stays."""
    unsaid = Contact.objects.filter(pk=contact.pk, relationship="")
    if unsaid.touch(relationship=relationship, version=F("version") + 1):
        record(actor=by, verb="update", target=contact, fields=["relationship"])
    contact.refresh_from_db(fields=["relationship", "version"])


# --- Encounters -----------------------------------------------------------------------------
@transaction.atomic
def record_encounter(
    *,
    contact: Contact,
    kind: str,
    on: date,
    by: User,
    precision: str = Precision.DAY,
    note: str = "",
) -> Encounter:
    """Note that they were in touch."""
    encounter = _add_encounter(contact, on, precision, kind, note)
    refresh_last_encounter(contact)
    record(actor=by, verb="create", target=encounter)
    return encounter


@transaction.atomic
def mark_in_touch(*, contact: Contact, today: date, by: User) -> tuple[Encounter, bool]:
    """One tap: they were in touch today. A second tap that day changes nothing.

    Gives the encounter and whether it is new.
    """
    _lock(contact)
    plain = contact.encounters.filter(kind=Encounter.Kind.OTHER, precision=Precision.DAY, note="")
    if existing := plain.filter(on=today).first():
        return existing, False
    return record_encounter(contact=contact, kind=Encounter.Kind.OTHER, on=today, by=by), True


@transaction.atomic
def change_encounter(
    *, encounter: Encounter, kind: str, on: date, precision: str, note: str, by: User
) -> Encounter:
    """Correct when and how they were in touch."""
    encounter.kind, encounter.on, encounter.precision = kind, on, precision
    encounter.note = note
    encounter.save()
    refresh_last_encounter(encounter.contact)
    record(actor=by, verb="update", target=encounter)
    return encounter


@transaction.atomic
def remove_encounter(*, encounter: Encounter, by: User) -> None:
    """Take an encounter out of the history."""
    record(actor=by, verb="delete", target=encounter)
    encounter.delete()
    refresh_last_encounter(encounter.contact)


def _add_encounter(
    contact: Contact,
    on: date,
    precision: str,
    kind: str = Encounter.Kind.OTHER,
    note: str = "",
) -> Encounter:
    return Encounter.objects.create(
        contact=contact, on=on, precision=precision, kind=kind, note=note
    )


def _lock(contact: Contact) -> None:
    """Others wait until this transaction ends (on SQLite, writers wait for each other anyway)."""
    Contact.objects.select_for_update().filter(pk=contact.pk).values_list("pk").first()


def refresh_last_encounter(contact: Contact) -> None:
    """The contact's own copy of its newest encounter, made anew under a lock."""
    _lock(contact)
    newest = contact.encounters.order_by("-on", "-created_at").first()
    contact.last_in_touch = newest.on if newest else None
    contact.last_in_touch_precision = newest.precision if newest else ""
    contact.imported_at = None
    contact.save(update_fields=[*NEWEST, "imported_at", "idle_since"])
    search.sort_anew([contact.pk])


# --- Do not contact -------------------------------------------------------------------------
@transaction.atomic
def set_do_not_contact(*, contact: Contact, now: datetime, by: User) -> None:
    """Nobody is to write to this person any more. Doing it twice keeps the first moment."""
    untouched = Contact.objects.filter(pk=contact.pk, do_not_contact_at=None)
    if untouched.touch(do_not_contact_at=now):
        record(actor=by, verb="set_do_not_contact", target=contact)
    contact.refresh_from_db(fields=["do_not_contact_at"])


@transaction.atomic
def lift_do_not_contact(*, contact: Contact, by: User) -> None:
    """This person may be written to again. Raises TheyAsked where they asked not to be."""
    marked = Contact.objects.filter(pk=contact.pk, do_not_contact_at__isnull=False)
    if marked.filter(opted_out_at=None).touch(do_not_contact_at=None):
        record(actor=by, verb="lift_do_not_contact", target=contact)
    contact.refresh_from_db(fields=["do_not_contact_at", "opted_out_at"])
    if contact.has_opted_out:
        raise TheyAsked


# --- Trash ----------------------------------------------------------------------------------
@transaction.atomic
def move_to_trash(*, contact: Contact, now: datetime, by: User) -> None:
    """Out of sight, to be restored within 30 days. Doing it twice keeps the first moment."""
    if Contact.objects.filter(pk=contact.pk, trashed_at=None).update(trashed_at=now):
        record(actor=by, verb="trash", target=contact)
    contact.refresh_from_db(fields=["trashed_at"])


@transaction.atomic
def restore(*, contact: Contact, now: datetime, by: User) -> None:
    """Back from the trash with everything it had, and kept on purpose."""
    thrown = Contact.objects.filter(pk=contact.pk, trashed_at__isnull=False)
    if thrown.update(trashed_at=None, kept_at=now, idle_since=now):
        record(actor=by, verb="restore", target=contact)
    contact.refresh_from_db(fields=["trashed_at"])


def purge_trash(*, now: datetime) -> int:
    """Delete for good what has been in the trash for 30 days (P6); how many contacts."""
    limit = now - timedelta(days=settings.KEEP_TRASH_DAYS)
    old = Contact.objects.filter(trashed_at__isnull=False, trashed_at__lte=limit)
    purged = 0
    while some := _purge(old):
        purged += some
    return purged


@atomic_again
def _purge(old: "QuerySet[Contact]") -> int:
    """Some hundred of them, in a transaction of their own: whoever writes meanwhile waits for no
    more than that."""
    some = list(
        old.select_for_update().only("pk").order_by("owner_id", "trashed_at")[:PURGED_AT_ONCE]
    )
    record_all(actor=None, verb="purge", targets=((contact, ()) for contact in some))
    _, deleted = Contact.objects.filter(pk__in=[contact.pk for contact in some]).delete()
    return deleted.get("contacts.Contact", 0)


# --- Tags -----------------------------------------------------------------------------------
@transaction.atomic
def rename_tag(*, tag: Tag, name: str, by: User) -> Tag:
    """Give a tag another name. Where the user has a tag of that name, the two become one."""
    carriers = _carriers(tag)
    same = Tag.objects.filter(owner=tag.owner, key=Tag.key_of(name)).exclude(pk=tag.pk).first()
    record(actor=by, verb="merge" if same else "rename", target=tag)
    if same:
        same.contacts.add(*carriers)
        tag.delete()
    else:
        tag.name = name
        tag.save()
    search.index(carriers)
    return same or tag


@transaction.atomic
def delete_tag(*, tag: Tag, by: User) -> None:
    """Take a tag off every contact; the contacts stay."""
    carriers = _carriers(tag)
    record(actor=by, verb="delete", target=tag)
    tag.delete()
    search.index(carriers)


def _carriers(tag: Tag) -> list[Contact]:
    """The contacts of a tag that is about to change, counted on: a form or an import that began
    before must not bring the old tag back (TRUST.md, F23)."""
    Contact.objects.filter(tags=tag).update(version=F("version") + 1)
    return list(Contact.objects.filter(tags=tag))

"""The one crossing from stored contacts to the records that files are written from."""

from collections.abc import Iterator

from django.db.models import QuerySet

from contacts.exchange.dates import as_iso
from contacts.exchange.record import Record, Time
from contacts.models import Contact, Encounter

AT_ONCE = 500
"""Contacts in memory at a time, however many there are."""


def records_of(contacts: "QuerySet[Contact]") -> Iterator[Record]:
    """These contacts in their order; five queries for each 500 of them."""
    complete = contacts.prefetch_related("emails", "phones", "tags", "encounters")
    return map(record_of, complete.iterator(chunk_size=AT_ONCE))


def record_of(contact: Contact) -> Record:
    """One contact, with its addresses, numbers, tags and encounters loaded or not."""
    return Record(
        formatted_name=contact.name,
        emails=tuple(email.address for email in contact.emails.all()),
        phones=tuple(phone.number for phone in contact.phones.all()),
        linkedin_url=contact.linkedin_url,
        organisation=contact.organization,
        title=contact.position,
        connected_on=contact.connected_on.isoformat() if contact.connected_on else "",
        last_contact=_last_contact(contact),
        tags=tuple(tag.name for tag in contact.tags.all()),
        city=contact.city,
        country=contact.country,
        notes=contact.notes,
        # Ours, for another address book may have given one UID to two people.
        uid=contact.pk.urn,
        relationship=contact.relationship,
        closeness=contact.closeness,
        shared_history=contact.shared_history,
        greeting_name=contact.greeting_name,
        formal_name=contact.formal_name,
        rhythm_months=contact.rhythm_months or 0,
        do_not_contact=contact.do_not_contact,
        times=tuple(map(_time, contact.encounters.all())),
    )


def _last_contact(contact: Contact) -> str:
    on = contact.last_in_touch
    return as_iso(on, contact.last_in_touch_precision) if on else ""


def _time(encounter: Encounter) -> Time:
    return Time(
        on=encounter.on.isoformat(),
        precision=encounter.precision,
        kind=encounter.kind,
        note=encounter.note,
    )

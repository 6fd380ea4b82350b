"""The one crossing from stored contacts to the records that files are written from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from contacts.exchange.dates import as_iso
from contacts.exchange.record import Record, Time
from contacts.models import Contact, ContactEmail, ContactPhone, Encounter

AT_ONCE = 500
"""Contacts in memory at a time, however many there are."""


def records_of(contacts: "QuerySet[Contact]") -> Iterator[Record]:
    """These contacts in their order; five queries for each 500 of them."""
    people = contacts.iterator(chunk_size=AT_ONCE)
    while some := list(islice(people, AT_ONCE)):
        yield from _records(some)


def _records(contacts: Sequence[Contact]) -> Iterator[Record]:
    """Their addresses, numbers, tags and encounters as rows: objects of the ORM, prefetched, take
    four times as long."""
    among = {"contact__in": [contact.pk for contact in contacts]}
    emails = _by_contact(ContactEmail.objects.filter(**among).order_by("position"), "address")
    phones = _by_contact(ContactPhone.objects.filter(**among).order_by("position"), "number")
    carried = Contact.tags.through.objects.filter(**among)
    tags = _by_contact(carried.order_by("tag__key"), "tag__name")
    met = Encounter.objects.filter(**among).order_by("-on", "-created_at")
    times = _by_contact(met, "on", "precision", "kind", "note")
    for contact in contacts:
        yield Record(
            **_columns(contact),
            emails=tuple(address for (address,) in emails.get(contact.pk, ())),
            phones=tuple(number for (number,) in phones.get(contact.pk, ())),
            tags=tuple(name for (name,) in tags.get(contact.pk, ())),
            times=tuple(
                Time(on=on.isoformat(), precision=precision, kind=kind, note=note)
                for on, precision, kind, note in times.get(contact.pk, ())
            ),
        )


def _by_contact(rows: "QuerySet[Any]", *names: str) -> Mapping[UUID, list[tuple[Any, ...]]]:
    found: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for contact_id, *values in rows.values_list("contact_id", *names):
        found[contact_id].append(tuple(values))
    return found


def _columns(contact: Contact) -> dict[str, Any]:
    on = contact.last_in_touch
    return {
        "formatted_name": contact.name,
        "linkedin_url": contact.linkedin_url,
        "organisation": contact.organization,
        "title": contact.position,
        "connected_on": contact.connected_on.isoformat() if contact.connected_on else "",
        "last_contact": as_iso(on, contact.last_in_touch_precision) if on else "",
        "city": contact.city,
        "country": contact.country,
        "notes": contact.notes,
        # Ours, for another address book may have given one UID to two people.
        "uid": contact.pk.urn,
        "relationship": contact.relationship,
        "closeness": contact.closeness,
        "shared_history": contact.shared_history,
        "greeting_name": contact.greeting_name,
        "formal_name": contact.formal_name,
        "rhythm_months": contact.rhythm_months or 0,
        "do_not_contact": contact.do_not_contact,
        "opted_out": contact.has_opted_out,
    }

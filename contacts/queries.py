"""Reads for the pages: the list as filtered and sorted, and the people one may already have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, Value, When

from accounts.models import User
from accounts.paging import Listed, Rows, Stretch
from contacts import lookup, search
from contacts.details import Details
from contacts.exchange.matching import Match, Person, likely_duplicates
from contacts.exchange.text import words
from contacts.models import (
    Contact,
    ContactEmail,
    ContactPhone,
    ContactWord,
    Tag,
    lapsed_by,
)
from contacts.sources import Source, contacts_of

ORDERS: dict[str, tuple[str, str]] = {
    "": ("silent_since", "id"),
    "recent": ("-silent_since", "-id"),
    "name": ("name_key", "id"),
}
"""The orders of the list, by the value of "sort by"; each is an index of ``Contact``."""

MOST_CANDIDATES = 50


def chosen_contacts(
    user: User,
    chosen: Mapping[str, Any],
    today: date,
    more: Sequence[Source] = (),
    conditions: Sequence[Q | Exists] = (),
) -> Listed:
    """The user's contacts as ``Filters.chosen`` says; the rest from those who know more."""
    sources, conditions = [*more], [*conditions]
    if tag := chosen.get("tag"):
        sources.append(_tagged(tag))
    if relationship := chosen.get("relationship"):
        conditions.append(Q(relationship=relationship))
    if chosen.get("show") == "lapsed":
        conditions.append(Q(silent_since__lte=lapsed_by(today)))
    text = chosen.get("q")
    if not text:
        return contacts_of(user, sources, conditions)
    if not (terms := search.terms(text)):
        return Listed(Contact.objects.none())

    def found() -> Listed:
        return contacts_of(user, [*sources, *search.sources(user, terms)], conditions)

    def ways(stretch: Stretch) -> Iterable[Rows | list[UUID]]:
        """A search alone is read from the word index, in the order that it knows."""
        is_alone = not sources and not conditions
        ids = lookup.first(user, terms, stretch) if is_alone else None
        return found().ways(stretch) if ids is None else [ids]

    return Listed(lambda: found().rows, ways)


def _tagged(tag: Tag) -> Source:
    carries = Contact.tags.through.objects.filter(tag=tag)
    return Source(
        contact_ids=carries.values("contact"), holds=Exists(carries.filter(contact=OuterRef("pk")))
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """What a contact has several of, each as its id and its text, in the order shown."""

    emails: list[tuple[UUID, str]]
    phones: list[tuple[UUID, str]]
    tags: list[tuple[UUID, str]]
    gone: frozenset[UUID]  # the addresses that do not exist


def parts_of(contact: Contact) -> Parts:
    """The addresses, numbers and tags of a contact, in one query."""
    emails = ContactEmail.objects.filter(contact=contact).order_by()
    phones = ContactPhone.objects.filter(contact=contact).order_by()
    tags = Tag.objects.filter(contacts=contact).order_by()
    is_gone = Case(When(bounced_at__isnull=False, then=Value(1)), default=Value(0))
    rows = emails.values_list(Value(0), "position", "key", "id", "address", is_gone).union(
        phones.values_list(Value(1), "position", "key", "id", "number", Value(0)),
        tags.values_list(Value(2), Value(0), "key", "id", "name", Value(0)),
        all=True,
    )
    found: tuple[list[tuple[UUID, str]], ...] = ([], [], [])
    gone = set()
    for kind, _position, _key, pk, text, is_off in sorted(rows):
        found[kind].append((pk, text))
        if is_off:
            gone.add(pk)
    emails_of, phones_of, tags_of = found
    return Parts(emails_of, phones_of, tags_of, frozenset(gone))


def likely_the_same(
    user: User, details: Details, besides: Contact | None = None
) -> list[tuple[Contact, Match]]:
    """The user's contacts this person may already be, likeliest first; at most five.

    Looks by address, number and profile, and among those who share words of the name.
    """
    ids = {*_same_ways(user, details), *_same_words(user, details.name)}
    if besides:
        ids.discard(besides.pk)
    # Not those merged into another: their addresses are with that one.
    known = Contact.objects.owned_by(user).filter(pk__in=ids, merged_by=None)
    contacts = {str(contact.pk): contact for contact in known.prefetch_related("emails", "phones")}
    matches = likely_duplicates(_person(details), map(as_person, contacts.values()))
    return [(contacts[match.person.id], match) for match in matches[:5]]


def _same_ways(user: User, details: Details) -> Iterable[UUID]:
    emails = [email.key for email in details.emails]
    phones = [phone.key for phone in details.phones]
    mine = ContactEmail.objects.filter(contact__owner=user, key__in=emails)
    yield from mine.values_list("contact", flat=True)[:MOST_CANDIDATES]
    numbers = ContactPhone.objects.filter(contact__owner=user, key__in=phones)
    yield from numbers.values_list("contact", flat=True)[:MOST_CANDIDATES]
    if details.linkedin_url:
        profiles = Contact.objects.filter(owner=user, linkedin_url=details.linkedin_url)
        yield from profiles.values_list("pk", flat=True)[:MOST_CANDIDATES]


def _same_words(user: User, name: str) -> Iterable[UUID]:
    """Contacts with the same name folded, or with the two longest words of it beginning alike."""
    key = Contact.key_of(name)
    same = Contact.objects.filter(owner=user, name_key=key, trashed_at=None)
    yield from same.values_list("pk", flat=True)[:MOST_CANDIDATES]
    longest = sorted(words(name), key=len)[-2:]
    if len(longest) < 2:
        return
    first, second = (word[: max(3, len(word) - 2)] for word in longest)
    alike = ContactWord.objects.filter(owner=user, word__begins=second)
    alike = alike.filter(
        Exists(ContactWord.objects.filter(contact=OuterRef("contact"), word__begins=first))
    )
    yield from alike.values_list("contact", flat=True)[:MOST_CANDIDATES]


def _person(details: Details) -> Person:
    return Person(
        id="",
        name=details.name,
        organization=details.organization,
        email_keys=frozenset(email.key for email in details.emails),
        phone_keys=frozenset(phone.key for phone in details.phones),
        linkedin_url=details.linkedin_url,
    )


def as_person(contact: Contact) -> Person:
    """What is compared of a stored contact; prefetch its addresses and numbers."""
    return Person(
        id=str(contact.pk),
        name=contact.name,
        organization=contact.organization,
        email_keys=frozenset(email.key for email in contact.emails.all()),
        phone_keys=frozenset(phone.key for phone in contact.phones.all()),
        linkedin_url=contact.linkedin_url,
        uid=contact.source_uid,
    )

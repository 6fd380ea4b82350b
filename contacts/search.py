"""Search by the beginnings of words: the same on SQLite and PostgreSQL, accents and case folded.

``index`` writes the folded words of a contact beside it, in the same transaction. ``sources`` says
where contacts with the terms of a search are found; contacts.queries decides how to read them.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery, prefetch_related_objects

from accounts.bulk import Insert
from accounts.models import User
from contacts.details import Details
from contacts.exchange.normalise import national_digits
from contacts.exchange.text import fold, western_digits, without_unseen, words, words_to_find
from contacts.models import Contact, ContactWord
from contacts.sources import Source

CHUNK = 500
MOST_WORDS = 200
WORD_LIMIT = 40
MOST_TERMS = 6
_DIGITS_ONLY = re.compile(r"[\d\s()+.\-/]{7,}")


def index(contacts: Iterable[Contact]) -> None:
    """Write the words of these contacts anew. Call inside the transaction of the change."""
    for chunk in batched(contacts, CHUNK):
        prefetch_related_objects(chunk, "emails", "phones", "tags")
        write({contact: set(words_of(contact)) for contact in chunk})


def write(wanted: dict[Contact, set[str]]) -> None:
    """Write these words of contacts that are stored already."""
    contacts = {contact.pk: contact for contact in wanted}
    gone, moved = [], set()
    stored = ContactWord.objects.filter(contact__in=contacts)
    for pk, contact_id, word, silent_since in stored.values_list(
        "pk", "contact", "word", "silent_since"
    ):
        contact = contacts[contact_id]
        if word not in wanted[contact]:
            gone.append(pk)
            continue
        wanted[contact].discard(word)
        if silent_since != contact.silent_since:
            moved.add(contact_id)
    ContactWord.objects.filter(pk__in=gone).delete()
    new = Insert(ContactWord, "owner", "contact", "word", "silent_since")
    for contact, words_left in wanted.items():
        for word in sorted(words_left):
            new.add(contact.owner_id, contact.pk, word, contact.silent_since)
    new.write()
    if moved:
        sort_anew(moved)


def sort_anew(contact_ids: Collection[UUID]) -> None:
    """Write into the words of contacts the date by which lists sort them."""
    contact = Contact.objects.filter(pk=OuterRef("contact"))
    words_of_theirs = ContactWord.objects.filter(contact__in=contact_ids)
    words_of_theirs.update(silent_since=Subquery(contact.values("silent_since")))


def batched(contacts: Iterable[Contact], size: int) -> Iterator[list[Contact]]:
    """Lists of at most ``size`` contacts."""
    left = iter(contacts)
    while chunk := list(islice(left, size)):
        yield chunk


def words_of(contact: Contact) -> list[str]:
    """At most 200 distinct folded words of a contact, those of the name first."""
    return _words_in(_texts(contact))


def words_of_details(details: Details) -> list[str]:
    """The words a contact with these details has, before it is stored."""
    return _words_in(_texts_of_details(details))


def _words_in(texts: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for text in texts:
        for word in [*words_to_find(text), *_addresses(text)]:
            found[word[:WORD_LIMIT]] = None
            if len(found) == MOST_WORDS:
                return list(found)
    return list(found)


def _texts(contact: Contact) -> Iterable[str]:
    yield from (contact.name, contact.greeting_name, contact.organization, contact.position)
    for email in contact.emails.all():
        yield email.address
    for phone in contact.phones.all():
        yield from (phone.number, phone.key, national_digits(phone.key))
    for tag in contact.tags.all():
        yield tag.name
    yield from (contact.formal_name, contact.city, contact.shared_history, contact.notes)


def _texts_of_details(details: Details) -> Iterable[str]:
    """The same texts in the same order as of a stored contact."""
    yield from (details.name, details.greeting_name, details.organization, details.position)
    for email in details.emails:
        yield email.address
    for phone in details.phones:
        yield from (phone.number, phone.key, national_digits(phone.key))
    yield from details.tags
    yield from (details.formal_name, details.city, details.shared_history, details.notes)


def _addresses(text: str) -> list[str]:
    """The e-mail addresses in a text, folded; each is one word, so that it is found at once.

    They begin with "@": else half of the words that begin as a name does would be addresses.
    """
    return [f"@{part}" for part in fold(text).split() if "@" in part.strip("@")]


def terms(text: str) -> list[str]:
    """The terms of a search, longest first; an e-mail address is one term, and so is a phone
    number, however it is spaced."""
    number = western_digits(without_unseen(text))
    if _DIGITS_ONLY.fullmatch(number):
        return [re.sub(r"\D", "", number)[:WORD_LIMIT]]
    addresses = _addresses(text)
    others = " ".join(part for part in fold(text).split() if f"@{part}" not in addresses)
    found = {word[:WORD_LIMIT] for word in [*addresses, *words(others)]}
    return sorted(found, key=lambda word: (-len(word), word))[:MOST_TERMS]


def sources(user: User, terms: Iterable[str]) -> list[Source]:
    """One for each term: the user's contacts in which it begins a word."""
    return [_beginning(user, term) for term in terms]


def _beginning(user: User, term: str) -> Source:
    here = ContactWord.objects.filter(contact=OuterRef("pk"), word__begins=term)
    return Source(
        contact_ids=ContactWord.objects.filter(owner=user, word__begins=term).values("contact"),
        holds=Exists(here),
    )

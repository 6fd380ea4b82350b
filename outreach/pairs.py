"""Likely duplicates as people read them: two cards side by side, what they share, what differs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from contacts.duplicates import REASONS
from contacts.exchange.matching import Reason, likely_duplicates
from contacts.exchange.text import fold
from contacts.models import Contact, DuplicatePair
from contacts.queries import as_person
from contacts.remembered import remembered_text, silence_text
from outreach.models import Outreach
from outreach.progress import Status

NOTES_SHOWN = 140


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a card. What a merge joins, such as tags, is not said to differ."""

    label: Any
    values: tuple[str, ...]
    differs: bool = False
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One of the two."""

    contact: Contact
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two who may be one person, and why we think so."""

    pair: DuplicatePair
    cards: tuple[Card, Card]
    common: tuple[Any, ...]

    @property
    def names(self) -> tuple[str, str]:
        """Both names."""
        return self.pair.first.name, self.pair.second.name


def pair_rows(pairs: Sequence[DuplicatePair], today: date) -> list[PairRow]:
    """The pairs of a page; four queries, however many they are."""
    people = [person for pair in pairs for person in (pair.first, pair.second)]
    prefetch_related_objects(people, "emails", "phones", "tags")
    written = outreaches_of(people)
    return [_row(pair, today, written) for pair in pairs]


def outreaches_of(people: Iterable[Contact]) -> dict[UUID, int]:
    """How many outreaches each of these has, but for the discarded."""
    rows = Outreach.objects.filter(contact__in=list(people)).exclude(status=Status.DISCARDED)
    counted = rows.order_by().values_list("contact").annotate(Count("pk"))
    return dict(counted)


def _row(pair: DuplicatePair, today: date, written: dict[UUID, int]) -> PairRow:
    both = [
        _facts(person, today, written.get(person.pk, 0)) for person in (pair.first, pair.second)
    ]
    cards = (Card(pair.first, _marked(*both)), Card(pair.second, _marked(*reversed(both))))
    return PairRow(pair, cards, in_common(pair.first, pair.second))


def in_common(a: Contact, b: Contact) -> tuple[Any, ...]:
    """What two have in common, in words, the surest first."""
    matches = likely_duplicates(as_person(a), [as_person(b)])
    reasons = matches[0].reasons if matches else ()
    if Reason.NAME_AND_ORGANIZATION in reasons:
        reasons = tuple(reason for reason in reasons if reason is not Reason.NAME)
    return tuple(_("a like name") if one is Reason.NAME else REASONS[one] for one in reasons)


def _facts(person: Contact, today: date, outreaches: int) -> tuple[Fact, ...]:
    return (
        Fact(_("Work"), _some(person.position, person.organization)),
        Fact(_("E-mail"), tuple(email.address for email in person.emails.all())),
        Fact(_("Phone"), tuple(phone.number for phone in person.phones.all())),
        Fact(_("LinkedIn"), _some(person.linkedin_url.removeprefix("https://www."))),
        Fact(_("How you know each other"), _some(person.get_relationship_display())),
        Fact(_("Last in touch"), _some(last_in_touch(person, today))),
        Fact(_("Tags"), tuple(tag.name for tag in person.tags.all()), is_joined=True),
        Fact(_("Notes"), _some(_beginning(person.notes)), is_joined=True),
        Fact(_("Outreach"), _some(str(outreaches or "")), is_joined=True),
    )


def last_in_touch(person: Contact, today: date) -> str:
    """How long ago and when; empty when unknown."""
    on, precision = person.last_in_touch, person.last_in_touch_precision
    if on is None:
        return ""
    return f"{silence_text(on, precision, today)} ({remembered_text(on, precision)})"


def _some(*values: str) -> tuple[str, ...]:
    return tuple(value for value in values if value)


def _beginning(notes: str) -> str:
    text = " ".join(notes.split())
    return text if len(text) <= NOTES_SHOWN else f"{text[:NOTES_SHOWN].rsplit(' ', 1)[0]}…"


def _marked(own: tuple[Fact, ...], other: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts there are; those in which both say something, and not the same, differ."""
    return tuple(
        replace(mine, differs=bool(theirs.values) and not _alike(mine, theirs))
        for mine, theirs in zip(own, other, strict=True)
        if mine.values
    )


def _alike(a: Fact, b: Fact) -> bool:
    return a.is_joined or {fold(value) for value in a.values} == {fold(value) for value in b.values}

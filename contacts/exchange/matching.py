"""Which of the known people a new one may already be (IMPORTS.md, section 7, point 3).

Strong: the same LinkedIn profile, card of another address book (its UID) or e-mail address.
Medium: the same phone number and family name. Weak: a like name, with the same organization or
alone. Two different profiles are two people, whatever else is alike. Nothing here merges; it only
says what to show.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import combinations

from rapidfuzz import fuzz

from contacts.exchange.text import fold, words

MOST_ALIKE = 6
"""People that one key may stand for: an address that seven share is that of an office."""
ALIKE = 90  # of 100; "Jon Smith" and "John Smith" are, "John Smith" and "Joan Smits" are not


class Strength(IntEnum):
    """How sure it is that two are one person."""

    WEAK = 1
    MEDIUM = 2
    STRONG = 3


class Reason(StrEnum):
    """What two have in common."""

    LINKEDIN = "linkedin"
    UID = "uid"
    EMAIL = "email"
    PHONE_AND_FAMILY_NAME = "phone_and_family_name"
    NAME_AND_ORGANIZATION = "name_and_organization"
    NAME = "name"


STRENGTH: dict[Reason, Strength] = {
    Reason.LINKEDIN: Strength.STRONG,
    Reason.UID: Strength.STRONG,
    Reason.EMAIL: Strength.STRONG,
    Reason.PHONE_AND_FAMILY_NAME: Strength.MEDIUM,
    Reason.NAME_AND_ORGANIZATION: Strength.WEAK,
    Reason.NAME: Strength.WEAK,
}


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared of one person; keys come from ``contacts.exchange.normalise``."""

    id: str
    name: str
    organization: str = ""
    email_keys: frozenset[str] = frozenset()
    phone_keys: frozenset[str] = frozenset()
    linkedin_url: str = ""
    uid: str = ""
    # Where a file tells it apart from the name; else the last word of the name is taken.
    family_name: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A known person the new one may be, and why; the reasons strongest first."""

    person: Person
    reasons: tuple[Reason, ...]

    @property
    def strength(self) -> Strength:
        """That of the strongest reason."""
        return STRENGTH[self.reasons[0]]


def likely_duplicates(candidate: Person, known: Iterable[Person]) -> list[Match]:
    """The known people ``candidate`` may be, likeliest first."""
    matches = [
        Match(person, reasons) for person in known if (reasons := _in_common(candidate, person))
    ]
    return sorted(matches, key=lambda match: (-match.strength, -len(match.reasons)))


def _in_common(a: Person, b: Person) -> tuple[Reason, ...]:
    if _two_profiles(a, b):
        return ()
    alike = same_name(a.name, b.name)
    organization = fold(a.organization)
    found = {
        Reason.LINKEDIN: bool(a.linkedin_url) and a.linkedin_url == b.linkedin_url,
        Reason.UID: bool(a.uid) and a.uid == b.uid,
        Reason.EMAIL: bool(a.email_keys & b.email_keys),
        Reason.PHONE_AND_FAMILY_NAME: bool(a.phone_keys & b.phone_keys)
        and bool(family_name(a) and family_name(a) == family_name(b)),
        Reason.NAME_AND_ORGANIZATION: alike
        and bool(organization)
        and organization == fold(b.organization),
        Reason.NAME: alike,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def same_name(a: str, b: str) -> bool:
    """Whether two names are alike: accents, case, order, a slip of the finger, a second name."""
    first, second = words(a), words(b)
    if not first or not second:
        return False
    if len(first) == 1 or len(second) == 1:
        return first == second
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    return fuzz.token_sort_ratio(" ".join(first), " ".join(second)) >= ALIKE


def pairs(people: Iterable[Person]) -> dict[tuple[str, str], Reason]:
    """Every two of these who may be one person, by their ids in order, and the strongest reason.

    One walk over the keys of all, not a comparison of each with each: twice the people take twice
    the time. A like name alone is no reason here.
    """
    by_key: dict[tuple[Reason, str], list[Person]] = defaultdict(list)
    for person in people:
        for key in dict.fromkeys(_keys(person)):
            by_key[key].append(person)
    found: dict[tuple[str, str], Reason] = {}
    for (reason, _key), sharing in by_key.items():
        for a, b in _two_of(sharing, reason):
            both = (a.id, b.id) if a.id < b.id else (b.id, a.id)
            known = found.get(both)
            if not _two_profiles(a, b) and (known is None or _RANK[reason] < _RANK[known]):
                found[both] = reason
    return found


def _keys(person: Person) -> Iterator[tuple[Reason, str]]:
    """What another person must share to be likely the same."""
    if person.linkedin_url:
        yield Reason.LINKEDIN, person.linkedin_url
    if person.uid:
        yield Reason.UID, person.uid
    for email in person.email_keys:
        yield Reason.EMAIL, email
    name, organization = words(person.name), fold(person.organization)
    for phone in person.phone_keys if name else ():
        yield Reason.PHONE_AND_FAMILY_NAME, f"{phone} {name[-1]}"
    if len(name) > 1 and organization:
        yield Reason.NAME_AND_ORGANIZATION, f"{' '.join(sorted(name))} @ {organization}"


def _two_of(sharing: list[Person], reason: Reason) -> Iterable[tuple[Person, Person]]:
    """Each two of a few; of many, the first with each other one, if the key is one person's own."""
    if len(sharing) <= MOST_ALIKE:
        return combinations(sharing, 2)
    is_own = reason in (Reason.LINKEDIN, Reason.UID)
    return ((sharing[0], other) for other in sharing[1:]) if is_own else ()


def _two_profiles(a: Person, b: Person) -> bool:
    return bool(a.linkedin_url and b.linkedin_url and a.linkedin_url != b.linkedin_url)


_RANK = {reason: place for place, reason in enumerate(Reason)}


def family_name(person: Person) -> str:
    """The last word of the family name, folded, else of the name; to compare, never to show."""
    found = words(person.family_name) or words(person.name)
    return found[-1] if found else ""

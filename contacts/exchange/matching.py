"""Which of the known people a new one may already be (IMPORTS.md, section 7, point 3).

Strong: the same LinkedIn profile or e-mail address. Medium: the same phone number and family
name. Weak: a like name, with the same organization or alone. Two different profiles are two
people, whatever else is alike. Nothing here merges; it only says what to show.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from rapidfuzz import fuzz

from contacts.exchange.text import fold, words

ALIKE = 90  # of 100; "Jon Smith" and "John Smith" are, "John Smith" and "Joan Smits" are not


class Strength(IntEnum):
    """How sure it is that two are one person."""

    WEAK = 1
    MEDIUM = 2
    STRONG = 3


class Reason(StrEnum):
    """What two have in common."""

    LINKEDIN = "linkedin"
    EMAIL = "email"
    PHONE_AND_FAMILY_NAME = "phone_and_family_name"
    NAME_AND_ORGANIZATION = "name_and_organization"
    NAME = "name"


STRENGTH: dict[Reason, Strength] = {
    Reason.LINKEDIN: Strength.STRONG,
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
    if a.linkedin_url and b.linkedin_url and a.linkedin_url != b.linkedin_url:
        return ()
    alike = same_name(a.name, b.name)
    organization = fold(a.organization)
    found = {
        Reason.LINKEDIN: bool(a.linkedin_url) and a.linkedin_url == b.linkedin_url,
        Reason.EMAIL: bool(a.email_keys & b.email_keys),
        Reason.PHONE_AND_FAMILY_NAME: bool(a.phone_keys & b.phone_keys)
        and bool(_family_name(a.name) and _family_name(a.name) == _family_name(b.name)),
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


def _family_name(name: str) -> str:
    return words(name)[-1] if words(name) else ""

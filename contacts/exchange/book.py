"""Many people looked up by what they can be known again by, in linear work (IMPORTS.md, 7.3).

The same reasons as ``contacts.exchange.matching``, found by dictionary instead of one by one. A
weak match here is the same name with the same organization, both folded: for likeness of names,
which costs a look at everybody, the page of likely duplicates is the place.
"""

from collections.abc import Iterable, Iterator

from contacts.exchange.matching import Match, Person, Reason, family_name
from contacts.exchange.text import fold, words

Key = tuple[Reason, str]

MOST_ALIKE = 20
"""People that are found by one key, those added first: where hundreds share an address or a name
and organization, a look at all of them for each row of a file would take minutes."""


class Book:
    """The people somebody knows. Of two that are equally likely, the one added first is taken."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self._people: dict[str, tuple[int, Person]] = {}
        self._by_key: dict[Key, list[str]] = {}
        for person in people:
            self.add(person)

    def add(self, person: Person, *, also_known_as: str = "") -> None:
        """One more, to be found from now on; by another UID too, where there is one."""
        self._people[person.id] = (len(self._people), person)
        for key in _keys(person):
            self._found_by(key, person.id)
        if also_known_as:
            self._found_by((Reason.UID, also_known_as), person.id)

    def _found_by(self, key: Key, id: str) -> None:
        alike = self._by_key.setdefault(key, [])
        if len(alike) < MOST_ALIKE:
            alike.append(id)

    def matches(self, person: Person) -> list[Match]:
        """Those this person may be, likeliest first; two different profiles are two people."""
        found: dict[str, list[Reason]] = {}
        for key in _keys(person):
            for known in self._by_key.get(key, ()):
                reasons = found.setdefault(known, [])
                if key[0] not in reasons:
                    reasons.append(key[0])
        candidates = [
            (place, Match(known, tuple(reasons)))
            for place, known, reasons in ((*self._people[id], why) for id, why in found.items())
            if not _two_profiles(person, known)
        ]
        candidates.sort(key=lambda at: (-at[1].strength, -len(at[1].reasons), at[0]))
        return [match for _, match in candidates]


def _two_profiles(a: Person, b: Person) -> bool:
    return bool(a.linkedin_url and b.linkedin_url) and a.linkedin_url != b.linkedin_url


def _keys(person: Person) -> Iterator[Key]:
    """Strongest first, as ``Match.reasons`` are."""
    if person.linkedin_url:
        yield Reason.LINKEDIN, person.linkedin_url
    if person.uid:
        yield Reason.UID, person.uid
    for email in sorted(person.email_keys):
        yield Reason.EMAIL, email
    if person.phone_keys and (family := family_name(person)):
        for phone in sorted(person.phone_keys):
            yield Reason.PHONE_AND_FAMILY_NAME, f"{phone} {family}"
    name, organization = " ".join(words(person.name)), fold(person.organization)
    if name and organization:
        yield Reason.NAME_AND_ORGANIZATION, f"{name}\n{organization}"

"""Rows of one file that are one person become one (IMPORTS.md, section 6, rule 8).

The same profile, UID or e-mail address is the same person; the same name is not. Two different
profiles are two people, whatever else they share. The first value wins, lists are joined.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from contacts.exchange.normalise import HOME_REGION, NotUsable, clean_email, clean_phone
from contacts.exchange.record import Record
from contacts.exchange.text import fold

# Alone they would say something wrong about another one: a title at the employer of another row.
_PAIRS = (("organisation", "title"), ("city", "country"))
_SINGLE = (
    "linkedin_url connected_on last_contact birthday uid relationship closeness shared_history"
    " greeting_name formal_name rhythm_months do_not_contact opted_out"
)


def joined(
    records: Iterable[Record], *, region: str = HOME_REGION
) -> tuple[tuple[Record, ...], tuple[tuple[int, ...], ...]]:
    """The people, in the order of the file, and which records were joined, by their numbers."""
    rows = tuple(records)
    groups = _groups(rows)
    people = tuple(group[0] if len(group) == 1 else _one(group, region) for group in groups)
    return people, tuple(
        tuple(record.record for record in group) for group in groups if len(group) > 1
    )


# --- Who is who -----------------------------------------------------------------------------
def _groups(rows: Sequence[Record]) -> list[list[Record]]:
    """Rows that are one person, by union-find: the strongest key first, then file order."""
    root = list(range(len(rows)))
    profiles = [record.linkedin_url for record in rows]

    def find(row: int) -> int:
        while root[row] != row:
            root[row] = row = root[root[row]]
        return row

    for keys in (_profile, _uid, _emails):
        first: dict[str, int] = {}
        for number, record in enumerate(rows):
            for key in keys(record):
                a, b = sorted((find(first.setdefault(key, number)), find(number)))
                if a != b and len({profiles[a], profiles[b]} - {""}) < 2:
                    root[b] = a
                    profiles[a] = profiles[a] or profiles[b]
    groups: dict[int, list[Record]] = {}
    for number, record in enumerate(rows):
        groups.setdefault(find(number), []).append(record)
    return list(groups.values())


def _profile(record: Record) -> tuple[str, ...]:
    return (record.linkedin_url,) if record.linkedin_url else ()


def _uid(record: Record) -> tuple[str, ...]:
    uid = record.uid.casefold().removeprefix("urn:uuid:").strip()
    return (uid,) if uid else ()


def _emails(record: Record) -> tuple[str, ...]:
    return tuple(_email_key(address) for address in record.emails)


# --- What they are together ------------------------------------------------------------------
def _one(group: Sequence[Record], region: str) -> Record:
    """The first record, with what it lacks from the later ones."""
    values: dict[str, Any] = {
        "emails": _distinct((e for record in group for e in record.emails), _email_key),
        "phones": _distinct(
            (phone for record in group for phone in record.phones),
            lambda number: _phone_key(number, region),
        ),
        "tags": _distinct((tag for record in group for tag in record.tags), fold),
        "times": tuple(dict.fromkeys(time for record in group for time in record.times)),
        "notes": "\n".join(_distinct((record.notes for record in group if record.notes), fold)),
    }
    for name in _SINGLE.split():
        nothing = getattr(group[0], name)
        values[name] = next((found for r in group if (found := getattr(r, name))), nothing)
    for pair in _PAIRS:
        values |= dict(zip(pair, _pair(group, pair), strict=True))
    named = next((record for record in group if _has_a_name(record)), group[0])
    names = ("given_name", "family_name", "formatted_name")
    return replace(group[0], **values, **{name: getattr(named, name) for name in names})


def _pair(group: Sequence[Record], names: tuple[str, str]) -> tuple[str, str]:
    """Two values that belong together, filled from rows that contradict neither."""
    kept = ("", "")
    for record in group:
        other = (getattr(record, names[0]), getattr(record, names[1]))
        both = zip(kept, other, strict=True)
        if all(not a or not b or fold(a) == fold(b) for a, b in both):
            kept = (kept[0] or other[0], kept[1] or other[1])
    return kept


def _has_a_name(record: Record) -> bool:
    """Whether it has a name of its own, and not an address in place of one."""
    instead = (*record.emails, *record.phones, record.organisation, "")
    return bool(record.given_name or record.family_name or record.formatted_name not in instead)


def _distinct(values: Iterable[str], key: Callable[[str], str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(key(value), value)
    return tuple(found.values())


def _email_key(address: str) -> str:
    if address.isascii():
        return address.casefold()
    try:
        return clean_email(address).key
    except NotUsable:
        return fold(address)


def _phone_key(number: str, region: str) -> str:
    try:
        return clean_phone(number, region).key
    except NotUsable:
        return number

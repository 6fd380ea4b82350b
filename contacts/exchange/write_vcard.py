"""People as vCards, 3.0 or 4.0 (RFC 2426, RFC 6350; IMPORTS.md, section 9).

3.0 opens everywhere. What vCard has no word for goes into properties of our own, which other
programs leave alone: ``X-RECONNECT-RELATIONSHIP`` and so on.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from contacts.exchange.record import Record

Version = Literal["3.0", "4.0"]

PRODID = "-//Reconnect//Contacts//EN"
LINE_OCTETS = 75

OWN_PROPERTIES = {
    "X-RECONNECT-RELATIONSHIP": "relationship",
    "X-RECONNECT-CLOSENESS": "closeness",
    "X-RECONNECT-SHARED-HISTORY": "shared_history",
    "X-RECONNECT-GREETING-NAME": "greeting_name",
    "X-RECONNECT-FORMAL-NAME": "formal_name",
    "X-RECONNECT-RHYTHM-MONTHS": "rhythm_months",
    "X-RECONNECT-LAST-CONTACT": "last_contact",
    "X-RECONNECT-CONNECTED-ON": "connected_on",
    "X-RECONNECT-DO-NOT-CONTACT": "do_not_contact",
    "X-RECONNECT-OPTED-OUT": "opted_out",
}
"""Our own properties, by the field of ``Record`` they carry; the reader knows them from here."""

_PARAMETERS = {"3.0": (";TYPE=*,PREF", ";TYPE=*"), "4.0": (";PREF=1", "")}
"""Of the first address or number, and of the others."""

_TROUBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_END = re.compile("\r\n|\r|\n")


def write_vcard(records: Iterable[Record], *, version: Version = "3.0") -> bytes:
    """All of them in one file."""
    return b"".join(_card(record, version) for record in records)


def _card(record: Record, version: Version) -> bytes:
    lines = ["BEGIN:VCARD", f"VERSION:{version}", f"PRODID:{PRODID}"]
    lines.extend(f"{name}:{value}" for name, value in _properties(record, version) if value)
    lines.append("END:VCARD")
    return b"".join(map(_folded, lines))


def _properties(record: Record, version: Version) -> Iterator[tuple[str, str]]:
    """Name with parameters, and value; those without a value are left out."""
    yield "UID", record.uid if version == "4.0" else _escaped(record.uid)
    yield from _names(record)
    yield from _ways(record, version)
    yield "ORG", _escaped(record.organisation)
    yield "TITLE", _escaped(record.title)
    if record.city or record.country:
        yield "ADR", f";;;{_escaped(record.city)};;;{_escaped(record.country)}"
    yield "URL", record.linkedin_url
    yield "X-SOCIALPROFILE;TYPE=linkedin", record.linkedin_url
    # No year as --0412: readers that do not know Apple's 1604 would show somebody born in 1604.
    yield "BDAY", _birthday(record.birthday, version)
    yield "CATEGORIES", ",".join(map(_escaped, record.tags))
    yield "NOTE", _escaped(record.notes)
    for name, field in OWN_PROPERTIES.items():
        yield name, _own(getattr(record, field))


def _names(record: Record) -> Iterator[tuple[str, str]]:
    """FN and N, always: phones show N. A name we know as a whole stands where the given one does,
    for which part of it is the family name is not ours to guess."""
    given, family = record.given_name, record.family_name
    ways = (f"{given} {family}".strip(), record.organisation, *record.emails, *record.phones, "?")
    whole = record.formatted_name or next(filter(None, ways))
    yield "FN", _escaped(whole)
    yield "N", f"{_escaped(family)};{_escaped(given if given or family else whole)};;;"


def _ways(record: Record, version: Version) -> Iterator[tuple[str, str]]:
    """The first address and the first number are the ones to use."""
    first, others = _PARAMETERS[version]
    for name, usual, values in (
        ("EMAIL", "INTERNET", record.emails),
        ("TEL", "VOICE", record.phones),
    ):
        for place, value in enumerate(values):
            yield name + (others if place else first).replace("*", usual), _escaped(value)


def _birthday(birthday: str, version: Version) -> str:
    if birthday.startswith("--"):
        return birthday[:4] + birthday[5:]
    return birthday if version == "3.0" else birthday.replace("-", "")


def _own(value: str | int) -> str:
    if isinstance(value, str):
        return _escaped(value)
    return str(int(value)) if value else ""


def _escaped(text: str) -> str:
    text = _LINE_END.sub("\n", _TROUBLE.sub("", text))
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line with CRLF, in pieces of at most 75 octets, cut between characters only."""
    octets = line.encode("utf-8", "replace")
    pieces, start, room = [], 0, LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, LINE_OCTETS - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"

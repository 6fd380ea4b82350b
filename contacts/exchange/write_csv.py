"""People as CSV: in our own layout, and in the one of Google Contacts, which phones and Outlook
import too.

UTF-8 with a BOM, for Excel; commas; CRLF, so that a line end within a cell is quoted; no cell that
a spreadsheet would take for a formula (IMPORTS.md, section 9).
"""

import csv
from collections.abc import Iterable
from io import StringIO

from contacts.exchange import own_layout
from contacts.exchange.neutral import neutral
from contacts.exchange.own_layout import Language
from contacts.exchange.record import Record


def write_csv(records: Iterable[Record], *, language: Language = "en") -> bytes:
    """Everything our layout has a column for, with headings in ``language``."""
    rows = (own_layout.cells(record, language) for record in records)
    return _table(own_layout.headings(language), rows)


def _table(headings: list[str], rows: Iterable[list[str]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(headings)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


# --- Google Contacts, the layout since 2024 ---------------------------------------------------
_WAYS = 3
_JOIN = " ::: "
_NAMES = """
First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,
Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,
Organization Department,Birthday,Notes,Photo,Labels
"""
_ADDRESS = "Label,Formatted,Street,City,PO Box,Region,Postal Code,Country,Extended Address"
_GOOGLE_HEADINGS = [
    *_NAMES.replace("\n", "").split(","),
    *(f"E-mail {number} - {part}" for number in range(1, _WAYS + 1) for part in ("Label", "Value")),
    *(f"Phone {number} - {part}" for number in range(1, _WAYS + 1) for part in ("Label", "Value")),
    *(f"Address 1 - {part}" for part in _ADDRESS.split(",")),
    "Website 1 - Label",
    "Website 1 - Value",
]


def write_google_csv(records: Iterable[Record]) -> bytes:
    """What an address book knows of people, as Google Contacts writes it itself."""
    return _table(_GOOGLE_HEADINGS, map(_google_cells, records))


def _google_cells(record: Record) -> list[str]:
    values = {
        "First Name": record.given_name,
        "Last Name": record.family_name,
        "Organization Name": record.organisation,
        "Organization Title": record.title,
        "Birthday": f" {record.birthday}" if record.birthday[:2] == "--" else record.birthday,
        "Notes": record.notes,
        "Labels": _JOIN.join([*record.tags, "* myContacts"]),
        "Address 1 - City": record.city,
        "Address 1 - Country": record.country,
    }
    if not (record.given_name or record.family_name):
        values["First Name"] = record.formatted_name
    elif record.formatted_name != f"{record.given_name} {record.family_name}".strip():
        values["File As"] = record.formatted_name
    if record.linkedin_url:
        values |= {"Website 1 - Label": "LinkedIn", "Website 1 - Value": record.linkedin_url}
    values |= _google_ways("E-mail", record.emails) | _google_ways("Phone", record.phones)
    return [values.get(heading, "") for heading in _GOOGLE_HEADINGS]


def _google_ways(kind: str, ways: tuple[str, ...]) -> dict[str, str]:
    """A column each; what is more is joined in the last one, as Google does."""
    spread = [*ways[: _WAYS - 1], _JOIN.join(ways[_WAYS - 1 :])]
    return {f"{kind} {number} - Value": way for number, way in enumerate(spread, 1)}

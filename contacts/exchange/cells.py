"""Several values in one cell, taken apart (IMPORTS.md, sections 3 and 4).

Google writes `` ::: `` between them, Outlook ";" between categories, people whatever comes to mind.
A cell of several lines holds a value on each: so our own tables say that a value has a comma.

No pattern here begins with "any number of spaces": on a cell full of them that takes minutes.
"""

import re
from collections.abc import Iterator

from contacts.exchange.normalise import NotUsable, clean_email
from contacts.exchange.record import Format

_GOOGLE = ":::"
_LINE_END = re.compile(r"[\r\n]")
_SEMICOLON = re.compile(";")
_MARKS = re.compile(r"[;,|]| / ")
_BETWEEN_ADDRESSES = re.compile(r"[;|]")
_ANY_GAP = re.compile(r"[\s,;/|]")
_BETWEEN_NUMBERS = re.compile(r"[;,|/]| (?:or|ou|oder|and|et|und) ")
_BETWEEN_PAGES = re.compile(r"[\s;|]|,(?=\s)")
_NUMBER_DIGITS = 6  # fewer are an extension or an area code, not a number of their own
_EXTENSION = re.compile(r";ext=\d*", re.IGNORECASE)
_EXCHANGE = re.compile(r"/(?:o|ou|cn)=", re.IGNORECASE)
_NOTHING = frozenset({"n/a", "na", "none", "null", "nil", "aucun", "aucune", "keine", "nan"})


def is_nothing(cell: str) -> bool:
    """Whether a cell says in words or signs that there is nothing: "-", "n/a"."""
    return not any(map(str.isalnum, cell)) or cell.strip().casefold() in _NOTHING


def emails_in(cell: str) -> Iterator[str]:
    """The addresses of a cell, each as it stands there; those of Exchange's own kind left out."""
    for value in _on_lines(cell):
        if _EXCHANGE.match(value):
            continue
        if _is_one_address(value):
            yield value
            continue
        for part in _parts(_BETWEEN_ADDRESSES, value):
            yield from [part] if _is_one_address(part) else _addresses_anyhow(part)


def _addresses_anyhow(text: str) -> list[str]:
    """What stands between gaps, if that gives several addresses; else the text, to be reported."""
    parts = [part for part in _ANY_GAP.split(text) if "@" in part]
    return parts if len(parts) > 1 else [text]


def _is_one_address(text: str) -> bool:
    try:
        return bool(clean_email(text))
    except NotUsable:
        return False


def phones_in(cell: str) -> Iterator[str]:
    """The numbers of a cell. A slash or comma within a number does not end it."""
    for value in _on_lines(_EXTENSION.sub("", cell)):
        parts = _parts(_BETWEEN_NUMBERS, value)
        digits = [sum(map(str.isdecimal, part)) for part in parts]
        yield from parts if min(digits, default=0) >= _NUMBER_DIGITS else [value]


def tags_in(cell: str, kind: Format) -> Iterator[str]:
    """The tags of a cell: people separate them by any mark, programs by one of their own."""
    values = list(_on_lines(cell))
    if kind is Format.OUTLOOK:
        values = [part for value in values for part in _parts(_SEMICOLON, value)]
    elif kind is not Format.GOOGLE and not _LINE_END.search(cell):
        values = [part for value in values for part in _parts(_MARKS, " ".join(value.split()))]
    yield from values


def pages_in(cell: str) -> Iterator[str]:
    """The web addresses of a cell."""
    for value in _on_lines(cell):
        yield from _parts(_BETWEEN_PAGES, value)


def first_of(cell: str) -> str:
    """The first of Google's values in a cell that holds one part of several addresses."""
    return cell.split(_GOOGLE)[0].strip()


def _on_lines(cell: str) -> Iterator[str]:
    """The values between Google's marks and line ends."""
    for line in _LINE_END.split(cell):
        yield from filter(None, map(str.strip, line.split(_GOOGLE)))


def _parts(between: re.Pattern[str], text: str) -> list[str]:
    return [part for part in map(str.strip, between.split(text)) if part]

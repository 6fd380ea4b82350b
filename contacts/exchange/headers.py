"""What the columns of a table are, by the words above them.

Programs write their headers in the language of whoever exports, spreadsheets say whatever people
type. A header is looked up word by word; where that fails, by what it contains. What the same word
means elsewhere ("Title", "Nom") is decided by its neighbours (IMPORTS.md, sections 2 to 4, rule 7).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from contacts.exchange.grid import Row
from contacts.exchange.header_words import (
    BIRTH_PARTS,
    FAMILY_OR_FULL_NAME,
    FUNCTION_OR_SALUTATION,
    GIVEN_OR_FULL_NAME,
    GOOGLE_COLUMN,
    GOOGLE_PARTS,
    NOT_THE_CITY,
    OUTLOOK_ADDRESS,
    OUTLOOK_JOB,
    OUTLOOK_MARKS,
    PATTERNS,
    SILENT,
    THUNDERBIRD_MARKS,
    WORDS,
)
from contacts.exchange.record import Format, NotKept, Target
from contacts.exchange.text import fold

HEADER_LENGTH = 80  # characters; nobody writes more above a column
# Who somebody is, or how to reach them: without one of these no table is a table of contacts.
IDENTITY = frozenset(
    {
        Target.GIVEN_NAME,
        Target.FAMILY_NAME,
        Target.FORMATTED_NAME,
        Target.NICKNAME,
        Target.EMAIL,
        Target.PHONE,
        Target.ORGANISATION,
    }
)
_OURS_ALONE = frozenset(
    {Target.RELATIONSHIP, Target.CLOSENESS, Target.RHYTHM_MONTHS, Target.SHARED_HISTORY}
)
_DATA = re.compile(r"\S@\S|https?:|www\.|^[+(]?\d[\d\s().+/-]{5,}$", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*[#(]?\d{1,2}\)?$")
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Heading:
    """What one column becomes. What is not kept is told to people, unless it only says something
    about another column (``not_kept`` None)."""

    target: Target = Target.IGNORE
    not_kept: NotKept | None = NotKept.OTHER_COLUMNS


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings of a table, and the program whose words they are."""

    format: Format
    headings: tuple[Heading, ...]
    # Google says in a column of its own what kind of number or address the next one holds.
    labels: dict[int, int] = field(default_factory=dict)
    # Thunderbird splits the birthday: the columns of its year, month and day.
    birth_parts: tuple[int, ...] = ()

    @property
    def targets(self) -> tuple[Target, ...]:
        """What each column becomes."""
        return tuple(heading.target for heading in self.headings)

    @property
    def is_ours(self) -> bool:
        """Whether Reconnect wrote the table: nobody else has these two."""
        return {Target.UID, Target.DO_NOT_CONTACT} <= set(self.targets)


def likeness(rows: Sequence[Row]) -> int:
    """How much the best of these rows looks like the header of contacts; 0: none does."""
    return max((_score(row.cells) for row in rows), default=0)


def header_index(rows: Sequence[Row]) -> int | None:
    """Which of the rows is the header of contacts: the best match, the first of equals."""
    scores = [_score(row.cells) for row in rows]
    best = max(scores, default=0)
    return scores.index(best) if best else None


def looks_like_data(cells: Sequence[str]) -> bool:
    """Whether a cell holds an address or a number: then the row is no header."""
    return any(_DATA.search(cell) for cell in map(str.strip, cells))


def _score(cells: Sequence[str]) -> int:
    """Two points for a word we know, one for a guess; nothing without anybody to name or reach."""
    found = [_meaning(_key(cell)) for cell in cells if cell and len(cell) <= HEADER_LENGTH]
    known = [(heading, points) for heading, points in found if points]
    score = sum(points for _, points in known)
    if score < 2 or looks_like_data(cells):
        return 0
    return score if any(heading.target in IDENTITY for heading, _ in known) else 0


def layout_of(header: Sequence[str]) -> Layout:
    """What the columns under this header are."""
    keys = tuple(_key(cell) if len(cell) <= HEADER_LENGTH else "" for cell in header)
    alone = [_meaning(key)[0] for key in keys]
    targets = {heading.target for heading in alone}
    kind = _format(keys, targets)
    return Layout(
        format=kind,
        headings=tuple(
            # Outlook in French calls both the salutation and the function "Titre".
            heading
            if key in FUNCTION_OR_SALUTATION and key in keys[:index]
            else _beside_others(key, heading, targets, kind)
            for index, (key, heading) in enumerate(zip(keys, alone, strict=True))
        ),
        labels=_labels(keys),
        birth_parts=tuple(keys.index(part) for part in BIRTH_PARTS)
        if set(BIRTH_PARTS) <= set(keys)
        else (),
    )


@lru_cache(maxsize=4096)
def _key(cell: str) -> str:
    """A header as it is looked up: "\ufeff First_Name: " is "first name"."""
    return fold(cell.strip("\ufeff \t\"'*").replace("_", " ")).strip("*: ").replace("’", "'")


@lru_cache(maxsize=4096)
def _meaning(key: str) -> tuple[Heading, int]:
    """What a header says by itself, and how sure that is: 2 a known word, 1 a guess, 0 neither."""
    if google := GOOGLE_COLUMN.match(key):
        return _of_google(google["kind"], google["part"]), 2
    for spelling in (key, _NUMBERED.sub("", key), _NUMBERED.sub("", _IN_BRACKETS.sub("", key))):
        if spelling in WORDS:
            return _heading(WORDS[spelling]), 2
    for pattern, meaning in PATTERNS:
        if pattern.search(key):
            return _heading(meaning), 1
    return Heading(not_kept=None if SILENT.search(key) else NotKept.OTHER_COLUMNS), 0


def _heading(meaning: Target | NotKept) -> Heading:
    if isinstance(meaning, NotKept):
        return Heading(not_kept=meaning)
    return Heading(meaning, NotKept.BIRTHDAY if meaning is Target.BIRTHDAY else None)


def _of_google(kind: str, part: str) -> Heading:
    if part in ("type", "label"):
        return Heading(not_kept=None)
    found = GOOGLE_PARTS.get((kind, part))
    if found:
        return _heading(found)
    return Heading(not_kept=NotKept.STREET_ADDRESS if kind == "address" else NotKept.OTHER_COLUMNS)


def _labels(keys: Sequence[str]) -> dict[int, int]:
    """The column with the label of each value: "phone 1 - value" and "phone 1 - type"."""
    at = {key: index for index, key in enumerate(keys)}
    found = {}
    for key, index in at.items():
        stem, _, part = key.rpartition(" - ")
        label = at.get(f"{stem} - label", at.get(f"{stem} - type"))
        if part == "value" and label is not None:
            found[index] = label
    return found


def _format(keys: Sequence[str], targets: set[Target]) -> Format:
    known = set(keys)
    if any(GOOGLE_COLUMN.match(key) for key in keys) or "group membership" in known:
        return Format.GOOGLE
    if {"organization name", "organization title"} <= known or {"file as", "labels"} <= known:
        return Format.GOOGLE
    if len(THUNDERBIRD_MARKS & known) >= 2:
        return Format.THUNDERBIRD
    if targets & _OURS_ALONE:
        return Format.SPREADSHEET
    names = targets & {Target.GIVEN_NAME, Target.FAMILY_NAME, Target.FORMATTED_NAME}
    profile = {"url", "first name", "last name", "company", "position"} <= known
    if profile or (names and Target.CONNECTED_ON in targets):
        return Format.LINKEDIN
    return Format.OUTLOOK if _is_outlook(known) else Format.SPREADSHEET


def _is_outlook(keys: set[str]) -> bool:
    if any(OUTLOOK_MARKS.search(key) for key in keys):
        return True
    return bool(keys & OUTLOOK_ADDRESS and keys & OUTLOOK_JOB and keys & FUNCTION_OR_SALUTATION)


def _beside_others(key: str, alone: Heading, targets: set[Target], kind: Format) -> Heading:
    """What a header means among others with these meanings (rule 7)."""
    if key in FUNCTION_OR_SALUTATION and kind is Format.OUTLOOK:
        return Heading(Target.NAME_PREFIX, None)
    if key in FAMILY_OR_FULL_NAME:
        is_family = Target.GIVEN_NAME in targets and Target.FAMILY_NAME not in targets
        return Heading(Target.FAMILY_NAME if is_family else Target.FORMATTED_NAME, None)
    if key in GIVEN_OR_FULL_NAME:
        is_given = Target.FAMILY_NAME in targets and Target.GIVEN_NAME not in targets
        return Heading(Target.GIVEN_NAME if is_given else Target.FORMATTED_NAME, None)
    if key in NOT_THE_CITY and kind in (Format.OUTLOOK, Format.GOOGLE):
        return Heading()
    if alone.target is Target.WEBSITE and key.startswith("url") and kind is Format.LINKEDIN:
        return Heading(Target.LINKEDIN_URL, None)
    return alone

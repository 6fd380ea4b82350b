"""Rows to people: which cell is what of a person, and what a row says that cannot be used.

The last step for every table, whether it came as text or as a spreadsheet. ``Draft`` cleans single
values; here is what columns say together: dates in one order, names in parts, one address of three.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from contacts.exchange import cells as within
from contacts.exchange import written_dates
from contacts.exchange.drafting import Draft
from contacts.exchange.grid import Row
from contacts.exchange.headers import Layout
from contacts.exchange.neutral import undone
from contacts.exchange.record import (
    Choices,
    Format,
    Limits,
    NotKept,
    Progress,
    Record,
    RowError,
    RowProblem,
    Severity,
    Target,
)
from contacts.exchange.text import fold
from contacts.exchange.written_dates import EitherOrder, NotADate, Order

PROGRESS_EVERY = 500  # rows
_ZEROS = re.compile(r"[0\s./-]*$")  # how Outlook writes that there is no date
_NO_NUMBER = re.compile(r"fax|pager|telecop", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\+?\d(?:[.,]\d+)?E\+?\d+$", re.IGNORECASE)
# What stands behind a comma and is no given name; the short ones only where they are in capitals
# and the name is not: "Roy, Ma" is somebody.
_ADDITION = re.compile(
    r"(?:(?:jr|sr|junior|senior|ii|iii|iv|ph ?d|md|mba|msc|bsc|esq|cpa|cfa|pmp|rn|dds|llm|jd|eng"
    r"|ing|inc|llc|ltd|ltee|gmbh|corp|co)\b ?)+$"
)
_SHORT_ADDITION = re.compile(r"(?:(?:MA|BA|SA|PE|AG|DC)\b ?)+$")
_SALUTATION = re.compile(
    r"(mr|mrs|ms|miss|mx|sir|madam|m|mme|mlle|monsieur|madame|mademoiselle|herrn?|frau|fraulein"
    r"|sr|sra|srta|senor|senora|sig(\.?ra)?|signor|signora|dhr|mevr|pan|pani|г-н|г-жа)\.?$"
)
_READ_DATE: dict[Target, Callable[[str, bool | None], str]] = {
    Target.CONNECTED_ON: written_dates.day,
    Target.LAST_CONTACT: written_dates.remembered,
    Target.BIRTHDAY: written_dates.birthday,
}
_REACH = frozenset({Target.EMAIL, Target.PHONE, Target.LINKEDIN_URL, Target.WEBSITE, *_READ_DATE})
_PLACE = frozenset({Target.CITY, Target.COUNTRY})
_PARTS_OF_A_NAME = (Target.GIVEN_NAME, Target.FAMILY_NAME)


@dataclass(frozen=True, slots=True)
class People:
    """The people of a table, one a row, and what its columns tell."""

    records: tuple[Record, ...]
    errors: tuple[RowError, ...]
    not_kept: tuple[NotKept, ...]
    day_first: bool | None
    date_example: str  # only where the order of a column could not be told


class _Value(NamedTuple):
    """One filled cell; ``label`` is what Google says it is ("* Work", "Mobile")."""

    header: str
    text: str
    column: int
    label: str = ""


class PeopleReader:
    """Reads the rows below one header."""

    def __init__(
        self, header: Sequence[str], layout: Layout, *, choices: Choices, limits: Limits
    ) -> None:
        self._header = tuple(header)
        self._layout = layout
        self._is_ours = layout.is_ours
        self._choices = choices
        self._limits = limits
        self._used = [
            (index, target)
            for index, target in enumerate(layout.targets)
            if target is not Target.IGNORE and index not in layout.birth_parts
        ]
        cities, countries = self._columns_of(Target.CITY), self._columns_of(Target.COUNTRY)
        # The city of one address is not shown with the country of another.
        self._places = (
            list(zip(cities, countries, strict=False)) if len(cities) == len(countries) else []
        )
        self._orders: dict[int, Order] = {}
        # What would not be kept, until the file is found to hold it.
        self._unseen = {
            index: heading.not_kept
            for index, heading in enumerate(layout.headings)
            if heading.not_kept
        }
        self._not_kept: set[NotKept] = set()
        self._errors: list[RowError] = []

    def _columns_of(self, target: Target) -> list[int]:
        return [index for index, each in self._used if each is target]

    def read(self, rows: Sequence[Row], *, above: int, progress: Progress | None) -> People:
        """The people of the rows; ``above`` is the number of the row that holds the header."""
        for index, target in self._used:
            if target in _READ_DATE:
                texts = (row.cells[index] for row in rows if index < len(row.cells))
                self._orders[index] = written_dates.order_of(texts)
        records = []
        for done, row in enumerate(rows, 1):
            record = self._person(row, row.number - above)
            if record is not None:
                records.append(record)
            if progress and (done % PROGRESS_EVERY == 0 or done == len(rows)):
                progress(done, len(rows))
        orders = self._orders.values()
        known = (order.day_first for order in orders if order.day_first is not None)
        return People(
            records=tuple(records),
            errors=tuple(self._errors),
            not_kept=tuple(what for what in NotKept if what in self._not_kept),
            day_first=next(known, self._choices.day_first),
            date_example=next((order.example for order in orders if order.example), ""),
        )

    # --- One row ------------------------------------------------------------------------------
    def _person(self, row: Row, number: int) -> Record | None:
        if row.is_broken:
            self._refuse(row, number, RowProblem.UNCLOSED_QUOTE)
            return None
        draft = Draft(line=row.line, record=number, region=self._choices.region)
        cells = self._bounded(row, draft)
        if cells == self._header:
            return None  # files pasted together
        self._notice(cells)
        self._fill(draft, cells)
        self._errors += draft.errors
        if self._layout.format is Format.LINKEDIN and not draft.has_a_name:
            self._refuse(row, number, RowProblem.NO_NAME)
            return None
        person = draft.person()
        if person is None:
            self._refuse(row, number, RowProblem.EMPTY_CONTACT)
        return person

    def _refuse(self, row: Row, number: int, code: RowProblem) -> None:
        longest = self._limits.cell_characters
        self._errors.append(
            RowError(
                code=code,
                severity=Severity.ERROR,
                line=row.line,
                record=number,
                cells=tuple(cell[:longest] for cell in row.cells),
            )
        )

    def _bounded(self, row: Row, draft: Draft) -> tuple[str, ...]:
        """As many cells as there are headers, none of them too long, formulas as they were."""
        width, longest = len(self._header), self._limits.cell_characters
        cells = row.cells
        if len(cells) > width:
            if any(map(str.strip, cells[width:])):
                draft.warn(RowProblem.TOO_MANY_CELLS, value=" | ".join(cells[width:]))
            cells = cells[:width]
        for index, cell in enumerate(cells):
            if len(cell) > longest:
                draft.warn(RowProblem.CELL_TOO_LONG, self._header[index], cell)
        return tuple(undone(cell[:longest]) for cell in cells)

    def _notice(self, cells: Sequence[str]) -> None:
        """Which of the things that are not kept the file really holds."""
        for index, what in tuple(self._unseen.items()):
            if index < len(cells) and not _ZEROS.match(cells[index]):
                self._not_kept.add(what)
                del self._unseen[index]

    def _fill(self, draft: Draft, cells: Sequence[str]) -> None:
        values = self._values(cells)
        for target, found in values.items():
            if target is Target.FORMATTED_NAME:
                is_whole = self._is_ours or any(part in values for part in _PARTS_OF_A_NAME)
                _take_name(draft, found, is_whole=is_whole)
            elif target is Target.NAME_PREFIX:
                _take_prefix(draft, found, self._layout.format)
            elif target is Target.EMAIL:
                _take_emails(draft, found)
            elif target is Target.PHONE:
                self._take_phones(draft, found)
            elif target is Target.WEBSITE:
                self._take_pages(draft, found)
            elif target in _READ_DATE:
                self._take_dates(draft, target, found)
            else:
                for value in found:
                    for text in self._texts(target, value):
                        draft.add(target, text, value.header)
        if self._layout.format is Format.LINKEDIN:  # as LinkedIn shows them, in any script
            names = [value.text for target in _PARTS_OF_A_NAME for value in values.get(target, ())]
            draft.add(Target.FORMATTED_NAME, " ".join(names))
        self._take_birthday_in_parts(draft, cells)

    def _values(self, cells: Sequence[str]) -> dict[Target, list[_Value]]:
        """The filled cells of a row, by what they become."""
        place = next(
            (
                pair
                for pair in self._places
                if any(cells[i].strip() for i in pair if i < len(cells))
            ),
            (),
        )
        values: dict[Target, list[_Value]] = {}
        for index, target in self._used:
            text = cells[index] if index < len(cells) else ""
            if not text or text.isspace() or (target in _REACH and within.is_nothing(text)):
                continue
            if self._places and target in _PLACE and index not in place:
                continue
            label = self._layout.labels.get(index, len(cells))
            named = cells[label] if label < len(cells) else ""
            values.setdefault(target, []).append(_Value(self._header[index], text, index, named))
        return values

    def _texts(self, target: Target, value: _Value) -> Iterable[str]:
        if target is Target.TAGS:
            return within.tags_in(value.text, self._layout.format)
        if target in _PLACE:
            return [within.first_of(value.text)]
        return [value.text]

    def _take_phones(self, draft: Draft, found: list[_Value]) -> None:
        for value in found:
            if _NO_NUMBER.search(value.label):
                self._not_kept.add(NotKept.FAX)
                continue
            for number in within.phones_in(value.text):
                if _SCIENTIFIC.match(number):  # a spreadsheet threw the last digits away
                    draft.warn(RowProblem.IGNORED_LINE, value.header, number)
                else:
                    draft.add(Target.PHONE, number.removesuffix(".0"), value.header)

    def _take_pages(self, draft: Draft, found: list[_Value]) -> None:
        for value in found:
            for address in within.pages_in(value.text):
                draft.add(Target.WEBSITE, address, value.header)
                if "linkedin." not in address.casefold():
                    self._not_kept.add(NotKept.OTHER_COLUMNS)

    def _take_dates(self, draft: Draft, target: Target, found: list[_Value]) -> None:
        for value in found:
            order = self._orders[value.column].day_first
            day_first = self._choices.day_first if order is None else order
            try:
                text = _READ_DATE[target](value.text, day_first)
            except EitherOrder as either:  # never guessed; of a last contact the year is enough
                text = str(either.year) if target is Target.LAST_CONTACT else ""
            except NotADate:
                draft.warn(RowProblem.INVALID_DATE, value.header, value.text)
                continue
            draft.add(target, text, value.header)

    def _take_birthday_in_parts(self, draft: Draft, cells: Sequence[str]) -> None:
        parts = [cells[index].strip() for index in self._layout.birth_parts if index < len(cells)]
        if len(parts) == 3 and parts[1].isdecimal() and parts[2].isdecimal():
            year = parts[0].zfill(4) if parts[0].strip("0") else "-"
            draft.add(Target.BIRTHDAY, f"{year}-{parts[1].zfill(2)}-{parts[2].zfill(2)}")


def _take_name(draft: Draft, found: list[_Value], *, is_whole: bool) -> None:
    """A full name; "Roy, Marie" is taken apart where nothing else says what is what."""
    for value in found:
        family, _, given = (part.strip() for part in value.text.partition(","))
        if is_whole or not _is_given_name(given, family):
            draft.add(Target.FORMATTED_NAME, value.text, value.header)
        else:
            draft.add(Target.GIVEN_NAME, given, value.header)
            draft.add(Target.FAMILY_NAME, family, value.header)


def _is_given_name(text: str, family: str) -> bool:
    """Whether what stands behind the comma is the given name, and no degree or kind of company."""
    if not text or not family or "," in text or len(text.split()) > 3:
        return False
    bare = text.replace(".", "")
    is_short = _SHORT_ADDITION.match(bare) and not family.isupper()
    return not is_short and not _ADDITION.match(fold(bare))


def _take_prefix(draft: Draft, found: list[_Value], kind: Format) -> None:
    """Part of the full name; but Outlook's "Ms." is how to address somebody, not their name."""
    for value in found:
        if kind is not Format.OUTLOOK or not _SALUTATION.match(fold(value.text)):
            draft.add(Target.NAME_PREFIX, value.text, value.header)


def _take_emails(draft: Draft, found: list[_Value]) -> None:
    """The addresses; the one that Google calls the main one first."""
    for value in sorted(found, key=lambda value: not value.label.startswith("*")):
        for address in within.emails_in(value.text):
            draft.add(Target.EMAIL, address, value.header)

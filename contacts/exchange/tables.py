"""Text to rows: the delimiter that fits, line numbers as an editor shows them, broken quotes.

Python's ``csv`` splits the cells; ``csv.Sniffer`` guesses too badly and can take many seconds
(IMPORTS.md, sections 1 and 8). Around it: a quote that is never closed costs its own row and no
other, and nothing is unbounded.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from contacts.exchange.grid import Refused, Row
from contacts.exchange.record import FileProblem, Limits

DELIMITERS = (",", ";", "\t", "|")
HEADER_WITHIN = 30  # rows; where the header of a table is looked for
MOST_ROWS = 1_048_576  # blank ones included; no spreadsheet has more
_BEGINNING = 500_000  # characters; room for so many rows and what stands above them
_LONGEST_CELL = 1_000  # lines; more than that is a quote somebody forgot to close
_PATIENCE = 50_000_000  # characters looked through in vain, until quotes are no longer believed
_NAMED_DELIMITER = re.compile(r" *\"?sep=([,;|\t])\"?[,;|\t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)

# For the whole process, whatever a file may hold: csv would end at a longer cell (B66). The reader
# of columns cuts it.
csv.field_size_limit(2**31 - 1)

Likeness = Callable[[Sequence[Row]], int]
"""How much the best of these rows looks like the header of a table of contacts; 0: not at all."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a text that hold anything, and what its cells were split at."""

    rows: tuple[Row, ...]
    delimiter: str


def read_table(text: str, *, likeness: Likeness, limits: Limits, delimiter: str = "") -> Table:
    """The rows of a text. Raises Refused where a line or the number of rows is beyond the limits.

    ``delimiter`` is the user's choice; without it the text is asked.
    """
    _check_lines(text, limits)
    text = text.replace("\x00", "")  # csv would let it through (B67)
    named = _NAMED_DELIMITER.match(text)
    if delimiter not in DELIMITERS:
        delimiter = named[1] if named else best_delimiter(text[:_BEGINNING], likeness)
    rows = _Rows(text, delimiter)
    if named:
        next(rows, None)
    kept: list[Row] = []
    for row in rows:
        if not row.is_blank:
            kept.append(row)
        # The rows above the header are not counted; whoever knows the header counts again.
        if len(kept) > limits.rows + HEADER_WITHIN or row.number > MOST_ROWS:
            raise Refused(FileProblem.TOO_MANY_ROWS)
    return Table(tuple(kept), delimiter)


def best_delimiter(text: str, likeness: Likeness) -> str:
    """The one under which the first rows hold the best header; else the one that splits most of
    them into as many cells as their neighbours have (B64)."""

    def fit(delimiter: str) -> tuple[int, int, int]:
        rows = list(islice(_Rows(text, delimiter), HEADER_WITHIN))
        widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
        width, alike = max(widths.items(), key=lambda item: item[1], default=(0, 0))
        return likeness(rows), alike, width

    return max(DELIMITERS, key=fit)


def _check_lines(text: str, limits: Limits) -> None:
    if len(text) * 4 <= limits.line_bytes:
        return
    lines = StringIO(text, newline=None)
    if any(len(line.encode("utf-8", "replace")) > limits.line_bytes for line in lines):
        raise Refused(FileProblem.LINE_TOO_LONG)


class _Rows(Iterator[Row]):
    """The rows one by one, blank ones too.

    Quotes are taken strictly. Where that fails within a line, the line is read as it stands; where
    a quote swallowed other lines, its row is broken, and reading goes on behind it (B65).
    """

    def __init__(self, text: str, delimiter: str) -> None:
        self._lines = StringIO(text, newline=None)  # every kind of line end becomes "\n"
        self._delimiter = delimiter
        self._line = 0  # how many lines have been read
        self._number = 0  # how many rows
        self._widths: Counter[int] = Counter()
        self._looked_at = 0

    def __next__(self) -> Row:
        position = self._lines.tell()
        most = _LONGEST_CELL if self._looked_at < _PATIENCE else 1
        reader = csv.reader(islice(self._lines, most), delimiter=self._delimiter, strict=True)
        try:
            cells = next(reader)
        except csv.Error:
            return self._mended(position)
        self._number += 1
        self._widths[len(cells)] += 1
        first, self._line = self._line + 1, self._line + reader.line_num
        return Row(first, tuple(cells), self._number)

    def _mended(self, position: int) -> Row:
        """The row on the line at ``position``, whose quotes do not match."""
        self._looked_at += self._lines.tell() - position
        self._lines.seek(position)
        line = self._lines.readline()
        is_broken = self._is_open_at_the_end(line)
        self._line += 1
        self._number += 1
        row = Row(self._line, self._cells_of(line), self._number, is_broken)
        if is_broken:
            self._skip_to_a_row()
        return row

    def _is_open_at_the_end(self, line: str) -> bool:
        reader = csv.reader([line, "\n"], delimiter=self._delimiter)
        next(reader)
        return reader.line_num > 1

    def _cells_of(self, line: str) -> tuple[str, ...]:
        return tuple(next(csv.reader([line.rstrip("\n")], delimiter=self._delimiter), ()))

    def _skip_to_a_row(self) -> None:
        """Past the rest of a broken cell, up to a line with as many cells as rows have here."""
        width = max(self._widths, key=self._widths.__getitem__, default=1)
        position = self._lines.tell()
        while (line := self._lines.readline()) and len(self._cells_of(line)) < width:
            position = self._lines.tell()
            self._line += 1
        self._lines.seek(position)

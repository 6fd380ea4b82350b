"""Spreadsheets (.xlsx): rows of text out of one sheet, bounded in size, rows and columns.

openpyxl reads them row by row; formulas give the value last shown, never a calculation. It is
imported only when there is a spreadsheet to read (IMPORTS.md, sections 4 and 8; TRUST.md, B59 to
B60 and B69 to B72).
"""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import ZipFile

from contacts.exchange.archive import chunks_of, opened
from contacts.exchange.grid import Refused, Row
from contacts.exchange.record import FileProblem, Limits

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx behind a password
HEADER_WITHIN = 30  # rows; where the header of a table is looked for
EMPTY_ROWS = 1_000  # one below the other, and nothing more is expected
ALL_EMPTY_ROWS = 20_000  # altogether
MOST_TEXTS = 500_000  # different texts in one workbook
MOST_CELLS = 20_000  # in one row; Excel stops at 16,384
MOST_ELEMENTS = 500_000  # of styles and the like
_MACROS = ("macroenabled", "vbaproject")
_ERRORS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)
_ESCAPED = re.compile("_x000([9AD])_")  # tab and line ends, as Excel writes some of them
_UNESCAPED = {"9": "\t", "A": "\n", "D": "\r"}

Likeness = Callable[[Sequence[Row]], int]
"""How much the first rows of a sheet look like a table of contacts; 0: not at all."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The rows of one sheet, blank ones between them included, and the names of all sheets."""

    rows: tuple[Row, ...]
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    hidden: tuple[str, ...] = ()


def read_workbook(
    data: bytes, *, sheet: str = "", limits: Limits, likeness: Likeness | None = None
) -> Workbook:
    """The rows of ``sheet``, or of the visible sheet that looks most like contacts.

    Without ``likeness``, of the first visible sheet that holds anything. Raises Refused.
    """
    if data.startswith(OLE2):
        raise Refused(FileProblem.UNSUPPORTED_FORMAT)
    with opened(data, limits) as archive:
        _check(archive, limits)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles it does not know
        try:
            return _read(data, sheet, limits, likeness)
        except Refused:
            raise
        except MemoryError:
            raise Refused(FileProblem.DECOMPRESSED_TOO_LARGE) from None
        except Exception as error:  # openpyxl meets a damaged file with whatever comes first
            raise Refused(_problem_of(error)) from None


def _check(archive: ZipFile, limits: Limits) -> None:
    """Look through all members before openpyxl does: macros, entities, masses of texts."""
    names = {name.casefold() for name in archive.namelist()}
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Refused(FileProblem.UNSUPPORTED_FORMAT)
    if any("vbaproject" in name or name.endswith("workbook.bin") for name in names):
        raise Refused(FileProblem.UNSUPPORTED_FORMAT)
    for member in archive.infolist():
        _Inspection(member.filename).look(chunks_of(archive, member, limits))
        if member.filename.casefold() == "[content_types].xml":
            _refuse_macros(archive.read(member))


class _Inspection:
    """Counts what openpyxl would keep in memory, before it does. Raises Refused."""

    def __init__(self, name: str) -> None:
        self._in_row = self._texts = self._elements = 0
        self._is_part = "sheets/" not in name and "sharedstrings" not in name.casefold()

    def look(self, chunks: Iterable[bytes]) -> None:
        """Look through the chunks of one member."""
        end = b""
        for chunk in chunks:
            seen = end + chunk
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise Refused(FileProblem.UNSAFE_XML)
            self._count(chunk)
            end = seen[-8:]

    def _count(self, chunk: bytes) -> None:
        """What a cut between chunks hides does not matter in such numbers."""
        before, *rows = chunk.split(b"<row")
        self._in_row += _cells(before)
        widest = max([self._in_row, *map(_cells, rows)])
        if rows:
            self._in_row = _cells(rows[-1])
        self._texts += chunk.count(b"<si>") + chunk.count(b"<r>")
        self._elements += chunk.count(b"<") if self._is_part else chunk.count(b"<col ")
        if widest > MOST_CELLS or self._texts > MOST_TEXTS or self._elements > MOST_ELEMENTS:
            raise Refused(FileProblem.DECOMPRESSED_TOO_LARGE)


def _cells(row: bytes) -> int:
    return row.count(b"<c ") + row.count(b"<c>") + row.count(b"<c/>")


def _refuse_macros(content_types: bytes) -> None:
    if any(mark.encode() in content_types.lower() for mark in _MACROS):
        raise Refused(FileProblem.UNSUPPORTED_FORMAT)


def _problem_of(error: BaseException | None) -> FileProblem:
    """openpyxl wraps what it meets: look for the refusal of defusedxml behind it."""
    from defusedxml.common import DefusedXmlException

    while error is not None:
        if isinstance(error, DefusedXmlException):
            return FileProblem.UNSAFE_XML
        error = error.__cause__ or error.__context__
    return FileProblem.UNSUPPORTED_FORMAT


def _read(data: bytes, wanted: str, limits: Limits, likeness: Likeness | None) -> Workbook:
    import openpyxl

    if not openpyxl.DEFUSEDXML:  # pragma: no cover - an incomplete installation
        raise Refused(FileProblem.UNSAFE_XML)
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
        for sheet in sheets:
            sheet.reset_dimensions()  # what a sheet declares may be a million rows
        if not sheets:
            raise Refused(FileProblem.NO_ROWS)
        chosen = _chosen(sheets, wanted, limits, likeness)
        return Workbook(
            rows=_bounded(_rows_of(chosen, limits), limits),
            sheets=tuple(str(sheet.title) for sheet in sheets),
            sheet=str(chosen.title),
            hidden=tuple(str(sheet.title) for sheet in sheets if not _is_visible(sheet)),
        )
    finally:
        book.close()


def _chosen(sheets: list[Any], wanted: str, limits: Limits, likeness: Likeness | None) -> Any:
    """The sheet asked for, else the likeliest visible one; the first of equals."""
    for sheet in sheets:
        if wanted and sheet.title == wanted:
            return sheet
    visible = [sheet for sheet in sheets if _is_visible(sheet)] or sheets
    if len(visible) == 1:
        return visible[0]
    scores = []
    for sheet in visible:
        first = list(islice(_without_blank(_rows_of(sheet, limits)), HEADER_WITHIN))
        scores.append((likeness(first) if likeness and first else 0, bool(first)))
    return visible[scores.index(max(scores))]


def _is_visible(sheet: Any) -> bool:
    return bool(sheet.sheet_state == "visible")


def _rows_of(sheet: Any, limits: Limits) -> Iterator[Row]:
    """All rows as the sheet numbers them, to the end or to where only empty ones follow."""
    empty = all_empty = 0
    for line, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [] if row.count(None) == len(row) else list(map(_text, row[: limits.columns]))
        while cells and not cells[-1]:
            cells.pop()
        empty, all_empty = (0, all_empty) if cells else (empty + 1, all_empty + 1)
        if empty > EMPTY_ROWS or all_empty > ALL_EMPTY_ROWS:
            return
        yield Row(line, tuple(cells))


def _without_blank(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row.cells)


def _bounded(rows: Iterable[Row], limits: Limits) -> tuple[Row, ...]:
    """The rows without the blank ones at the end. The limit leaves room for what stands above
    the header; whoever knows the header counts again."""
    kept: list[Row] = []
    filled = last = 0
    for row in rows:
        kept.append(row)
        if row.cells:
            filled, last = filled + 1, len(kept)
        if filled > limits.rows + HEADER_WITHIN:
            raise Refused(FileProblem.TOO_MANY_ROWS)
    return tuple(kept[:last])


def _text(value: object) -> str:
    """A value as a person would type it: whole numbers without ".0", days in ISO."""
    match value:
        case None:
            return ""
        case str():
            return "" if value in _ERRORS else _unescaped(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _unescaped(text: str) -> str:
    plain = _ESCAPED.sub(lambda found: _UNESCAPED[found[1]], text) if "_x000" in text else text
    text = plain.replace("\r\n", "\n").replace("\r", "\n").lstrip()
    # A line end at the end stays: it says that a cell of tags holds one (own_layout.together).
    return text.rstrip(" \t\u00a0")

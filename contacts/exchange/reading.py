"""A file of contacts, whatever it is, to people: the one way in.

The content decides what a file is, never its name (IMPORTS.md, section 1). Readers of other formats
are imported when one comes along, so that this stays cheap.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from contacts.exchange.archive import connections_in, is_archive, is_workbook
from contacts.exchange.columns import PeopleReader
from contacts.exchange.decoding import decoded
from contacts.exchange.drafting import plain
from contacts.exchange.grid import Refused, Row
from contacts.exchange.headers import (
    IDENTITY,
    Heading,
    Layout,
    header_index,
    layout_of,
    likeness,
    looks_like_data,
)
from contacts.exchange.joining import joined
from contacts.exchange.record import (
    Choices,
    Column,
    FileProblem,
    FileWarning,
    Limits,
    NotKept,
    Progress,
    ReadFile,
    Target,
)
from contacts.exchange.tables import DELIMITERS, HEADER_WITHIN, read_table

SAMPLE = 60  # characters of a first value, to show which column is meant

_NOTHING = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n\x0b\x0c"
_LOOKED_AT = 100_000  # characters, to tell what a text is
_CARD = re.compile(r"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE | re.MULTILINE)
_CARD_SUFFIXES = ("vcf", "vcard")
_A_HEADER = 4  # points of likeness: two words that name columns
_WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:!doctype html|html|head|body|table|meta|script|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r"\s*(?:\{|\[\s*[\[{\"\]])")
# Documents that hold contacts at times, but that we do not read: by how they begin.
_UNSUPPORTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # .xls, and .xlsx behind a password (B60)
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"SQLite format 3",
    b"bplist00",
    b"!BDN",  # Outlook's .pst
)
_UNSUPPORTED_TEXTS = ("%PDF-", "{\\rtf", "<?xml", "BEGIN:VCALENDAR", "dn: ")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_CLAIMS = frozenset({"xlsx", "xlsm", "xls", "ods", "zip", "vcf", "vcard"})


def read_file(
    data: bytes,
    filename: str,
    *,
    choices: Choices | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> ReadFile:
    """The people of a file, or one reason why it cannot be read. Never raises.

    ``choices`` are what the user decided after a first look; ``progress`` is called now and then.
    """
    suffix = filename.rpartition(".")[2].casefold() if "." in filename else ""
    reader = _FileReader(choices or Choices(), limits or Limits(), progress)
    try:
        read = reader.read(data, suffix)
    except Refused as refused:
        read = ReadFile(file_error=refused.problem)
    undecided = (FileProblem.BINARY_CONTENT, FileProblem.UNKNOWN_FORMAT)
    if read.file_error in (*undecided, FileProblem.NO_CONTACT_COLUMNS) and suffix in _CLAIMS:
        return replace(read, file_error=FileProblem.WRONG_EXTENSION)
    return read


def _holds_cards(text: str, suffix: str) -> bool:
    """Whether a card begins in a text; where a table of contacts comes first, its cells may say
    what they like, somebody's name included."""
    card = _CARD.search(text)
    if card is None or suffix in _CARD_SUFFIXES:
        return card is not None
    above = text[: card.start()].splitlines()[:HEADER_WITHIN]
    return all(
        likeness([Row(number, tuple(line.split(delimiter)))]) < _A_HEADER
        for number, line in enumerate(above, 1)
        for delimiter in DELIMITERS
    )


@dataclass(frozen=True, slots=True)
class _FileReader:
    """Finds out what a file is and has it read."""

    choices: Choices
    limits: Limits
    progress: Progress | None

    def read(self, data: bytes, suffix: str) -> ReadFile:
        """What the file holds. Raises Refused."""
        if len(data) > self.limits.file_bytes:
            raise Refused(FileProblem.FILE_TOO_LARGE)
        if not data.strip(_NOTHING):
            raise Refused(FileProblem.EMPTY_FILE)
        if not is_archive(data):
            return self._read_text(data, suffix)
        if is_workbook(data):
            return self._read_workbook(data)
        return self._read_text(connections_in(data, self.limits), "csv")

    def _read_workbook(self, data: bytes) -> ReadFile:
        from contacts.exchange.workbook import read_workbook

        book = read_workbook(data, sheet=self.choices.sheet, limits=self.limits, likeness=likeness)
        rows = [replace(row, number=number) for number, row in enumerate(book.rows, 1)]
        how = ReadFile(sheets=book.sheets, sheet=book.sheet)
        return self._read_rows([row for row in rows if not row.is_blank], how)

    def _read_text(self, data: bytes, suffix: str) -> ReadFile:
        if data.startswith(_UNSUPPORTED):
            raise Refused(FileProblem.UNSUPPORTED_FORMAT)
        if data.startswith(_PICTURES):
            raise Refused(FileProblem.BINARY_CONTENT)
        found = decoded(data, self.choices.encoding)
        beginning = found.text[:_LOOKED_AT]
        if _WEB_PAGE.match(beginning):
            raise Refused(_web_page_problem(suffix))
        if beginning.lstrip().startswith(_UNSUPPORTED_TEXTS):
            raise Refused(FileProblem.UNSUPPORTED_FORMAT)
        if _holds_cards(found.text if suffix in _CARD_SUFFIXES else beginning, suffix):
            from contacts.exchange.vcard import read_cards

            return read_cards(
                data, choices=self.choices, limits=self.limits, progress=self.progress
            )
        if _JSON.match(beginning):
            from contacts.exchange.backup import read_backup

            return read_backup(data, limits=self.limits, progress=self.progress)
        if len(_BINARY.findall(beginning)) > max(10, len(beginning) // 15):
            raise Refused(FileProblem.BINARY_CONTENT)
        table = read_table(
            found.text, likeness=likeness, limits=self.limits, delimiter=self.choices.delimiter
        )
        how = ReadFile(encoding=found.encoding, delimiter=table.delimiter)
        return self._read_rows(table.rows, how)

    # --- Rows, wherever they come from ----------------------------------------------------------
    def _read_rows(self, rows: Sequence[Row], how: ReadFile) -> ReadFile:
        if not rows:
            raise Refused(FileProblem.EMPTY_FILE)
        head = _head_of(rows, self.choices, self.limits)
        how = replace(
            how,
            format=head.layout.format,
            header_line=head.line,
            columns=_columns(head, rows),
        )
        if not IDENTITY & set(head.layout.targets):
            return replace(how, file_error=_why_nobody(rows))
        below = rows[head.rows :]
        if not below:
            return replace(how, file_error=FileProblem.NO_ROWS)
        if len(below) > self.limits.rows:
            return replace(how, file_error=FileProblem.TOO_MANY_ROWS)
        reader = PeopleReader(head.cells, head.layout, choices=self.choices, limits=self.limits)
        people = reader.read(below, above=head.number, progress=self.progress)
        contacts, duplicates = joined(people.records, region=self.choices.region)
        is_ambiguous = people.date_example and self.choices.day_first is None
        return replace(
            how,
            contacts=contacts,
            row_errors=people.errors,
            warnings=(FileWarning.AMBIGUOUS_DATES,) if is_ambiguous else (),
            duplicates=duplicates,
            not_kept=people.not_kept,
            day_first=people.day_first,
            date_example=people.date_example,
        )


def _web_page_problem(suffix: str) -> FileProblem:
    """A web page in place of a file; some programs call a table of one a spreadsheet (B59)."""
    if suffix in ("xls", "xlt"):
        return FileProblem.UNSUPPORTED_FORMAT
    return FileProblem.WRONG_EXTENSION if suffix in _CLAIMS else FileProblem.HTML_NOT_CSV


@dataclass(frozen=True, slots=True)
class _Head:
    """The header of a table: how many rows it ends after (0: there is none), and what it says."""

    cells: tuple[str, ...]
    layout: Layout
    rows: int = 0
    line: int = 0
    number: int = 0


def _head_of(rows: Sequence[Row], choices: Choices, limits: Limits) -> _Head:
    index = _index_of_header(rows, choices)
    if index is None:
        width = max(len(row.cells) for row in rows[:HEADER_WITHIN])
        cells = ("",) * min(width, limits.columns)
        head = _Head(cells, layout_of(cells), number=rows[0].number - 1)
    else:
        row = rows[index]
        cells = tuple(plain(cell) for cell in row.cells[: limits.columns])
        head = _Head(cells, layout_of(cells), index + 1, row.line, row.number)
    if len(choices.targets) != len(cells):
        return head
    return replace(head, layout=_chosen(head.layout, choices.targets))


def _index_of_header(rows: Sequence[Row], choices: Choices) -> int | None:
    """The row the user chose, or the best match, or the first that is no data."""
    for index, row in enumerate(rows):
        if row.line == choices.header_line:
            return index
    first = rows[:HEADER_WITHIN]
    if (best := header_index(first)) is not None:
        return best
    width = max(len(row.cells) for row in first)
    likely = next(index for index, row in enumerate(first) if len(row.cells) == width)
    return None if looks_like_data(first[likely].cells) else likely


def _chosen(layout: Layout, targets: Sequence[Target]) -> Layout:
    """The layout with what the user wants each column to become."""
    headings = [
        heading
        if heading.target is target
        else Heading(target, NotKept.BIRTHDAY if target is Target.BIRTHDAY else None)
        for heading, target in zip(layout.headings, targets, strict=True)
    ]
    return replace(layout, headings=tuple(headings))


def _columns(head: _Head, rows: Sequence[Row]) -> tuple[Column, ...]:
    """Every column with a first value, to be shown and mapped by hand."""
    samples = [""] * len(head.cells)
    for row in rows[head.rows : head.rows + HEADER_WITHIN]:
        for index, cell in enumerate(row.cells[: len(samples)]):
            samples[index] = samples[index] or plain(cell[:1000])[:SAMPLE]
    return tuple(
        Column(header=header, target=target, sample=sample)
        for header, target, sample in zip(head.cells, head.layout.targets, samples, strict=True)
    )


def _why_nobody(rows: Sequence[Row]) -> FileProblem:
    """No column names or reaches anybody: is it for the user to say which do?"""
    first = rows[:HEADER_WITHIN]
    if any(looks_like_data(row.cells) for row in first):
        return FileProblem.MAPPING_REQUIRED
    is_prose = all(len(row.cells) == 1 for row in first)
    return FileProblem.UNKNOWN_FORMAT if is_prose else FileProblem.NO_CONTACT_COLUMNS

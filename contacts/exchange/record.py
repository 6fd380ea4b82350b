"""What reading a file of contacts gives: people, what went wrong where, and how it was read.

The names of the fields and the codes are those of IMPORTS.md, section 6; scripts rely on them.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class FileProblem(StrEnum):
    """Why a whole file could not be read; there are no contacts then."""

    EMPTY_FILE = "empty_file"
    NO_ROWS = "no_rows"
    HTML_NOT_CSV = "html_not_csv"
    UNKNOWN_FORMAT = "unknown_format"
    UNSUPPORTED_FORMAT = "unsupported_format"
    WRONG_EXTENSION = "wrong_extension"
    BINARY_CONTENT = "binary_content"
    FILE_TOO_LARGE = "file_too_large"
    DECOMPRESSED_TOO_LARGE = "decompressed_too_large"
    TOO_MANY_ROWS = "too_many_rows"
    LINE_TOO_LONG = "line_too_long"
    UNSAFE_XML = "unsafe_xml"
    UNSAFE_ARCHIVE = "unsafe_archive"
    MAPPING_REQUIRED = "mapping_required"
    NO_CONTACT_COLUMNS = "no_contact_columns"


class FileWarning(StrEnum):
    """What to ask about a file that was read all the same."""

    AMBIGUOUS_DATES = "ambiguous_dates"


class RowProblem(StrEnum):
    """What is wrong with one row or card."""

    NO_NAME = "no_name"
    EMPTY_CONTACT = "empty_contact"
    INVALID_EMAIL = "invalid_email"
    INVALID_URL = "invalid_url"
    INVALID_DATE = "invalid_date"
    TRUNCATED_CARD = "truncated_card"
    UNCLOSED_QUOTE = "unclosed_quote"
    CELL_TOO_LONG = "cell_too_long"
    VALUE_TOO_LONG = "value_too_long"
    TOO_MANY_CELLS = "too_many_cells"
    SKIPPED_GROUP = "skipped_group"
    IGNORED_LINE = "ignored_line"
    # Not found in the file: said by the import, of people who asked to be removed (P11).
    ERASED = "erased"


class Severity(StrEnum):
    """``error``: the row is not imported. ``warning``: it is, with something dropped or changed."""

    ERROR = "error"
    WARNING = "warning"


class Format(StrEnum):
    """What made the file, as far as its content tells; the container (CSV, XLSX) is not told."""

    LINKEDIN = "linkedin"
    GOOGLE = "google"
    OUTLOOK = "outlook"
    THUNDERBIRD = "thunderbird"
    SPREADSHEET = "spreadsheet"
    VCARD = "vcard"
    RECONNECT = "reconnect"  # our own JSON export


class Target(StrEnum):
    """What the values of a column become. ``IGNORE``: nothing."""

    IGNORE = ""
    GIVEN_NAME = "given_name"
    MIDDLE_NAME = "middle_name"
    FAMILY_NAME = "family_name"
    NAME_PREFIX = "name_prefix"
    NAME_SUFFIX = "name_suffix"
    NICKNAME = "nickname"
    FORMATTED_NAME = "formatted_name"
    EMAIL = "email"
    PHONE = "phone"
    LINKEDIN_URL = "linkedin_url"
    WEBSITE = "website"  # kept only where it is a LinkedIn address
    ORGANISATION = "organisation"
    TITLE = "title"
    CONNECTED_ON = "connected_on"
    LAST_CONTACT = "last_contact"
    BIRTHDAY = "birthday"
    TAGS = "tags"
    CITY = "city"
    COUNTRY = "country"
    NOTES = "notes"
    UID = "uid"
    # What only our own export and a user's own spreadsheet know.
    RELATIONSHIP = "relationship"
    CLOSENESS = "closeness"
    SHARED_HISTORY = "shared_history"
    GREETING_NAME = "greeting_name"
    FORMAL_NAME = "formal_name"
    RHYTHM_MONTHS = "rhythm_months"
    DO_NOT_CONTACT = "do_not_contact"
    OPTED_OUT = "opted_out"


class NotKept(StrEnum):
    """What a file holds and Reconnect does not keep (TRUST.md, P1); the preview says so."""

    BIRTHDAY = "birthday"
    PHOTO = "photo"
    STREET_ADDRESS = "street_address"
    FAX = "fax"
    OTHER_COLUMNS = "other_columns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time two were in touch, from our own export: an ISO day, how well it is remembered
    (``contacts.exchange.dates.Precision``), a kind of ``Encounter`` and a note."""

    on: str
    precision: str = "day"
    kind: str = "other"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One person of a file, cleaned; ``line`` and ``record`` say where (IMPORTS.md, section 6).

    Dates are ISO text: ``connected_on`` a day; ``last_contact`` a day, a month (2019-03), a year
    (2019), around a year (~2019) or before it (<2019); ``birthday`` a day or ``--MM-DD``. E-mails,
    phones and ``linkedin_url`` are as ``contacts.exchange.normalise`` gives them. ``birthday`` is
    never stored. ``relationship`` and ``closeness`` are values of ``Contact``; a text that is none
    of them is put before the shared history.
    """

    given_name: str = ""
    family_name: str = ""
    formatted_name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    linkedin_url: str = ""
    organisation: str = ""
    title: str = ""
    connected_on: str = ""
    last_contact: str = ""
    birthday: str = ""
    tags: tuple[str, ...] = ()
    city: str = ""
    country: str = ""
    notes: str = ""
    uid: str = ""
    relationship: str = ""
    closeness: str = ""
    shared_history: str = ""
    greeting_name: str = ""
    formal_name: str = ""
    rhythm_months: int = 0
    do_not_contact: bool = False
    opted_out: bool = False  # they asked for it themselves
    times: tuple[Time, ...] = ()
    line: int = 0
    record: int = 0

    def as_json(self) -> dict[str, Any]:
        """Plain data without the empty fields; ``from_json`` reads it."""
        data = {name: value for name in _FIELDS if (value := getattr(self, name))}
        if self.times:
            data["times"] = [asdict(time) for time in self.times]
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Record":
        """The record again. Unknown names are left out: an old import may have them."""
        values: dict[str, Any] = {name: value for name, value in data.items() if name in _FIELDS}
        for name, value in values.items():
            if isinstance(value, list):
                values[name] = tuple(value)
        values["times"] = tuple(Time(**time) for time in values.get("times", ()))
        return cls(**values)


_FIELDS = {field.name: None for field in fields(Record)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """What is wrong with one row: ``line`` is the 1-based physical line (sheet row in XLSX),
    ``record`` the 1-based data row after the header, blank rows counted, or the n-th card.

    ``value`` is what could not be used, cut to 200 characters; ``cells`` the row as it stood, only
    where the row was refused (tables), so that it can be fixed and sent again.
    """

    code: RowProblem
    severity: Severity
    line: int = 0
    record: int = 0
    column: str = ""
    value: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table: its header as written, what it becomes, and a first value to show."""

    header: str
    target: Target = Target.IGNORE
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How the user wants a file read, where that differs from what we found. Empty: as found."""

    encoding: str = ""
    delimiter: str = ""
    header_line: int = 0
    sheet: str = ""
    targets: tuple[Target, ...] = ()
    day_first: bool | None = None
    region: str = "CA"  # of phone numbers without a country


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds before and while reading (TRUST.md, L11, section 5); a host may lower them."""

    file_bytes: int = 10_000_000
    unpacked_bytes: int = 50_000_000
    archive_members: int = 100
    rows: int = 10_000
    columns: int = 200
    cell_characters: int = 100_000
    line_bytes: int = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """The result of ``contacts.exchange.read_file``.

    ``contacts`` are people: rows of one file that are one person are joined, the first value wins
    (section 6, rule 8); ``duplicates`` tells which, as groups of record numbers.
    """

    file_error: FileProblem | None = None
    contacts: tuple[Record, ...] = ()
    row_errors: tuple[RowError, ...] = ()
    warnings: tuple[FileWarning, ...] = ()
    duplicates: tuple[tuple[int, ...], ...] = ()
    format: Format | None = None
    encoding: str = ""
    delimiter: str = ""
    header_line: int = 0
    columns: tuple[Column, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    not_kept: tuple[NotKept, ...] = ()
    day_first: bool | None = None
    date_example: str = ""  # a date that reads both ways, where the order is undecidable


Progress = Callable[[int, int], None]
"""Called now and then with how many records are read, and how many there are (0: not known)."""

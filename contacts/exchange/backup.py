"""Everything about people as JSON, and back: complete, versioned, described in docs/imports.md.

The names are those of ``Record``; empty fields are left out. A file of a later Reconnect may have
more names: they are skipped. Another version is another format and is refused.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from contacts.exchange.dates import Precision
from contacts.exchange.grid import Refused
from contacts.exchange.normalise import clean_email, clean_linkedin, clean_phone
from contacts.exchange.own_layout import closeness_named, relationship_named
from contacts.exchange.record import (
    FileProblem,
    Format,
    Limits,
    Progress,
    ReadFile,
    Record,
    RowError,
    RowProblem,
    Severity,
    Time,
)
from contacts.exchange.text import many_lines, one_line

VERSION = 1
KIND = "reconnect"
LONGEST_RHYTHM = 120  # months
TIME_KINDS = frozenset({"met", "call", "email", "linkedin", "other"})

_ONE_LINE = (
    "given_name",
    "family_name",
    "formatted_name",
    "organisation",
    "title",
    "city",
    "country",
    "uid",
    "greeting_name",
    "formal_name",
)
PRECISIONS = frozenset(Precision)
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REMEMBERED = re.compile(r"[~<]?[0-9]{4}(?:-[0-9]{2}){0,2}")


# --- Out ------------------------------------------------------------------------------------
def write_backup(records: Iterable[Record], *, exported_at: datetime) -> bytes:
    """One person on each line, so that people can read it and programs can compare two."""
    head = json.dumps({"format": KIND, "version": VERSION, "exported_at": exported_at.isoformat()})
    lines = [_line(record.as_json()) for record in records]
    body = b",\n".join(lines)
    return b'%s,"contacts":[\n%s\n]}\n' % (head[:-1].encode(), body)


def _line(plain: dict[str, Any]) -> bytes:
    return json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")


# --- In -------------------------------------------------------------------------------------
def read_backup(data: bytes, *, limits: Limits, progress: Progress | None = None) -> ReadFile:
    """The people of such a file. Never raises: what cannot be used is reported."""
    try:
        contacts = _contacts(data, limits)
    except Refused as refused:
        return ReadFile(file_error=refused.problem, format=Format.RECONNECT, encoding="utf-8")
    people: list[Record] = []
    errors: list[RowError] = []
    for number, plain in enumerate(contacts, 1):
        reader = _Person(plain, number, limits)
        record = reader.record()
        if record is not None:
            people.append(record)
        errors.extend(reader.errors)
        if progress and (number % 500 == 0 or number == len(contacts)):
            progress(number, len(contacts))
    return ReadFile(
        contacts=tuple(people),
        row_errors=tuple(errors),
        format=Format.RECONNECT,
        encoding="utf-8",
    )


def _contacts(data: bytes, limits: Limits) -> list[Any]:
    """The list of people, not looked at yet."""
    if len(data) > limits.file_bytes:
        raise Refused(FileProblem.FILE_TOO_LARGE)
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused(FileProblem.UNKNOWN_FORMAT) from None
    contacts = whole.get("contacts") if isinstance(whole, dict) else None
    if not isinstance(contacts, list):
        raise Refused(FileProblem.UNKNOWN_FORMAT)
    if whole.get("version") != VERSION or isinstance(whole["version"], bool):
        raise Refused(FileProblem.UNSUPPORTED_FORMAT)
    if not contacts:
        raise Refused(FileProblem.NO_ROWS)
    if len(contacts) > limits.rows:
        raise Refused(FileProblem.TOO_MANY_ROWS)
    return contacts


class _Person:
    """One person of the file on the way to a record, and what was wrong with it."""

    def __init__(self, plain: Any, number: int, limits: Limits) -> None:
        self._plain = plain if isinstance(plain, dict) else {}
        self._number = number
        self._limits = limits
        self.errors: list[RowError] = []

    def record(self) -> Record | None:
        """The record; None when there is nobody in it."""
        values: dict[str, Any] = {name: self._text(name) for name in _ONE_LINE}
        values["emails"] = self._many("emails", _email, RowProblem.INVALID_EMAIL)
        values["phones"] = self._many("phones", _phone, RowProblem.IGNORED_LINE)
        if not (name := _name(values)):
            self._note(RowProblem.EMPTY_CONTACT, severity=Severity.ERROR)
            return None
        values["formatted_name"] = name
        for field, read, problem in _READ:
            values[field] = self._one(field, read, problem)
        return Record(
            **values,
            **self._shared(),
            notes=self._text("notes", many_lines),
            tags=self._many("tags", _tag, RowProblem.IGNORED_LINE),
            rhythm_months=self._months(),
            do_not_contact=self._plain.get("do_not_contact") is True,
            times=tuple(self._times()),
            record=self._number,
        )

    def _shared(self) -> dict[str, Any]:
        """How they know each other; a word for it that we do not have begins the history."""
        relationship, history = self._text("relationship"), self._text("shared_history", many_lines)
        known = relationship_named(relationship)
        parts = [history] if known else [relationship, history]
        return {
            "relationship": known,
            "closeness": closeness_named(self._text("closeness")),
            "shared_history": "\n".join(filter(None, parts)),
        }

    def _months(self) -> int:
        months = self._plain.get("rhythm_months")
        return months if type(months) is int and 1 <= months <= LONGEST_RHYTHM else 0

    def _times(self) -> Iterator[Time]:
        times = self._plain.get("times")
        for plain in times if isinstance(times, list) else []:
            time = _Person(plain, self._number, self._limits)
            on = time._one("on", _day, RowProblem.INVALID_DATE)
            self.errors.extend(time.errors)
            if on:
                precision, kind = time._text("precision"), time._text("kind")
                yield Time(
                    on=on,
                    precision=precision if precision in PRECISIONS else Precision.DAY.value,
                    kind=kind if kind in TIME_KINDS else "other",
                    note=time._text("note"),
                )

    # --- One value ------------------------------------------------------------------------
    def _text(self, name: str, clean: Callable[[str], str] = one_line) -> str:
        value = self._plain.get(name)
        return clean(self._cut(value, name)) if isinstance(value, str) else ""

    def _one(self, name: str, read: Callable[[str], str], problem: RowProblem) -> str:
        text = self._text(name)
        try:
            return read(text) if text else ""
        except ValueError:
            self._note(problem, name, text)
            return ""

    def _many(
        self, name: str, read: Callable[[str], tuple[str, str]], problem: RowProblem
    ) -> tuple[str, ...]:
        """The usable values, each once; ``read`` gives what to compare by, and the value."""
        values = self._plain.get(name)
        found: dict[str, str] = {}
        for value in values if isinstance(values, list) else []:
            text = one_line(self._cut(value, name)) if isinstance(value, str) else ""
            try:
                key, kept = read(text) if text else ("", "")
            except ValueError:
                self._note(problem, name, text)
            else:
                found.setdefault(key, kept)
        return tuple(filter(None, found.values()))

    def _cut(self, value: str, name: str) -> str:
        if len(value) > self._limits.cell_characters:
            self._note(RowProblem.CELL_TOO_LONG, name, _storable(value[:200]))
        return _storable(value[: self._limits.cell_characters])

    def _note(
        self,
        code: RowProblem,
        column: str = "",
        value: str = "",
        severity: Severity = Severity.WARNING,
    ) -> None:
        self.errors.append(
            RowError(
                code=code,
                severity=severity,
                record=self._number,
                column=column,
                value=value[:200],
            )
        )


def _name(values: dict[str, Any]) -> str:
    """The full name; without one, what else says who it is."""
    names = (
        values["formatted_name"],
        f"{values['given_name']} {values['family_name']}".strip(),
        values["organisation"],
        *values["emails"],
        *values["phones"],
    )
    return next(filter(None, names), "")


def _storable(text: str) -> str:
    """Composed, without half characters (B20), NUL and marks that turn the text around it."""
    whole = text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")
    return unicodedata.normalize("NFC", _DIRECTION.sub("", whole))


def _email(text: str) -> tuple[str, str]:
    email = clean_email(text)
    return email.key, email.address


def _phone(text: str) -> tuple[str, str]:
    phone = clean_phone(text)
    return phone.key, phone.number


def _tag(text: str) -> tuple[str, str]:
    return text, text


def _linkedin(text: str) -> str:
    return clean_linkedin(text).url


def _day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise ValueError
    return date.fromisoformat(text).isoformat()


def _remembered(text: str) -> str:
    """2019-03-14, 2019-03 or 2019; around it with a tilde, before it with a less-than sign."""
    if not _REMEMBERED.fullmatch(text):
        raise ValueError
    bare = text.lstrip("~<")
    date.fromisoformat(bare + "0001-01-01"[len(bare) :])
    return text


def _birthday(text: str) -> str:
    """A day, or --MM-DD without the year; 29 February is one."""
    _day(f"2000{text[1:]}" if text.startswith("--") else text)
    return text


_READ: tuple[tuple[str, Callable[[str], str], RowProblem], ...] = (
    ("linkedin_url", _linkedin, RowProblem.INVALID_URL),
    ("connected_on", _day, RowProblem.INVALID_DATE),
    ("last_contact", _remembered, RowProblem.INVALID_DATE),
    ("birthday", _birthday, RowProblem.INVALID_DATE),
)

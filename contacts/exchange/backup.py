"""Everything about people as JSON, and back: complete, versioned, described in docs/imports.md.

The names are those of ``Record``; empty fields are left out. A file of a later Reconnect may have
more names: they are skipped. Another version is another format and is refused.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from contacts.exchange.dates import Precision
from contacts.exchange.drafting import Draft, plain
from contacts.exchange.grid import Refused
from contacts.exchange.record import (
    FileProblem,
    Format,
    Limits,
    Progress,
    ReadFile,
    Record,
    RowError,
    RowProblem,
    Target,
    Time,
)

VERSION = 1
KIND = "reconnect"
LONGEST_RHYTHM = 120  # months
PRECISIONS = frozenset(Precision)
TIME_KINDS = frozenset({"met", "call", "email", "linkedin", "other"})


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
    """The people of such a file. Never raises: what cannot be used is reported.

    Nobody is joined: here two people with one address were two already.
    """
    try:
        contacts = _contacts(data, limits)
    except Refused as refused:
        return ReadFile(file_error=refused.problem, format=Format.RECONNECT, encoding="utf-8")
    people: list[Record] = []
    errors: list[RowError] = []
    for number, values in enumerate(contacts, 1):
        draft = Draft(line=0, record=number)
        if person := _person(draft, values if isinstance(values, dict) else {}, limits):
            people.append(person)
        errors.extend(draft.errors)
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
    if type(whole.get("version")) is not int or whole["version"] != VERSION:
        raise Refused(FileProblem.UNSUPPORTED_FORMAT)
    if not contacts:
        raise Refused(FileProblem.NO_ROWS)
    if len(contacts) > limits.rows:
        raise Refused(FileProblem.TOO_MANY_ROWS)
    return contacts


_TEXTS = (
    Target.GIVEN_NAME,
    Target.FAMILY_NAME,
    Target.FORMATTED_NAME,
    Target.LINKEDIN_URL,
    Target.ORGANISATION,
    Target.TITLE,
    Target.CONNECTED_ON,
    Target.LAST_CONTACT,
    Target.BIRTHDAY,
    Target.CITY,
    Target.COUNTRY,
    Target.NOTES,
    Target.UID,
    Target.RELATIONSHIP,
    Target.CLOSENESS,
    Target.SHARED_HISTORY,
    Target.GREETING_NAME,
    Target.FORMAL_NAME,
)
_LISTS = {"emails": Target.EMAIL, "phones": Target.PHONE, "tags": Target.TAGS}


def _person(draft: Draft, values: dict[str, Any], limits: Limits) -> Record | None:
    """One person; None when there is nobody in it."""
    for target in _TEXTS:
        if isinstance(value := values.get(target), str):
            draft.add(target, _cut(draft, target, value, limits), target)
    for name, target in _LISTS.items():
        many = values.get(name)
        for value in many if isinstance(many, list) else []:
            if isinstance(value, str):
                draft.add(target, _cut(draft, name, value, limits), name)
    person = draft.person()
    if person is None:
        draft.refuse(RowProblem.EMPTY_CONTACT)
        return None
    months = values.get("rhythm_months")
    return replace(
        person,
        rhythm_months=months if type(months) is int and 1 <= months <= LONGEST_RHYTHM else 0,
        do_not_contact=any(values.get(name) is True for name in ("do_not_contact", "opted_out")),
        opted_out=values.get("opted_out") is True,
        times=tuple(_times(draft, values.get("times"))),
    )


def _cut(draft: Draft, name: str, value: str, limits: Limits) -> str:
    if len(value) > limits.cell_characters:
        draft.warn(RowProblem.CELL_TOO_LONG, name, value)
    return value[: limits.cell_characters]


def _times(draft: Draft, times: Any) -> Iterator[Time]:
    for values in times if isinstance(times, list) else []:
        if not isinstance(values, dict):
            continue
        on, precision, kind, note = (
            plain(value) if isinstance(value := values.get(name), str) else ""
            for name in ("on", "precision", "kind", "note")
        )
        if _is_day(on):
            yield Time(
                on=on,
                precision=precision if precision in PRECISIONS else Precision.DAY.value,
                kind=kind if kind in TIME_KINDS else "other",
                note=note,
            )
        else:
            draft.warn(RowProblem.INVALID_DATE, "times", on)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

"""The result of reading a file as lines of JSON, in chunks, and back: between two processes.

Each line is one object: ``{"progress": [done, total]}`` now and then, ``{"reading": {…}}`` once,
then ``{"records": […]}`` and ``{"errors": […]}`` as often as needed, ``{"end": true}`` last.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any, TypeVar

from contacts.exchange.record import (
    Choices,
    Column,
    FileProblem,
    FileWarning,
    Format,
    Limits,
    NotKept,
    ReadFile,
    Record,
    RowError,
    RowProblem,
    Severity,
    Target,
)

_T = TypeVar("_T")

CHUNK = 200  # records a line


def order(filename: str, choices: Choices, limits: Limits) -> bytes:
    """What to read and how, as the one line before the bytes of the file."""
    return _line({"filename": filename, "choices": asdict(choices), "limits": asdict(limits)})


def read_order(line: bytes) -> tuple[str, Choices, Limits]:
    """The file name, choices and limits of ``order``."""
    data = json.loads(line)
    choices = data["choices"]
    choices["targets"] = tuple(Target(target) for target in choices["targets"])
    return data["filename"], Choices(**choices), Limits(**data["limits"])


def progress(done: int, total: int) -> bytes:
    """How far the reading is, as a line."""
    return _line({"progress": [done, total]})


def lines(read: ReadFile) -> Iterator[bytes]:
    """The result as lines."""
    yield _line({"reading": reading_as_json(read)})
    for records in _chunks(read.contacts):
        yield _line({"records": [record.as_json() for record in records]})
    for errors in _chunks(read.row_errors):
        yield _line({"errors": [asdict(error) for error in errors]})
    yield _line({"end": True})


class Incomplete(ValueError):
    """The lines ended before the result did."""


class Reassembly:
    """The result again, out of lines taken one by one; what is no line of ours is refused."""

    def __init__(self) -> None:
        self._reading: dict[str, Any] | None = None
        self._records: list[Record] = []
        self._errors: list[RowError] = []
        self._ended = False

    def take(self, line: bytes) -> tuple[int, int] | None:
        """Take a line; the progress, where it tells of that."""
        [(kind, data)] = json.loads(line).items()
        match kind:
            case "progress":
                done, total = data
                return int(done), int(total)
            case "reading":
                self._reading = data
            case "records":
                self._records += (Record.from_json(record) for record in data)
            case "errors":
                self._errors += (error_from_json(error) for error in data)
            case "end":
                self._ended = True
        return None

    def result(self) -> ReadFile:
        """What was read. Raises Incomplete."""
        if self._reading is None or not self._ended:
            raise Incomplete
        return reading_from_json(self._reading, self._records, self._errors)


def reading_as_json(read: ReadFile) -> dict[str, Any]:
    """How a file was read, without its people and their errors."""
    data = asdict(replace(read, contacts=(), row_errors=()))
    del data["contacts"], data["row_errors"]
    return data


def reading_from_json(
    data: dict[str, Any], records: Sequence[Record] = (), errors: Sequence[RowError] = ()
) -> ReadFile:
    """The reading again, with its people and errors."""
    values = dict(data)
    values["file_error"] = FileProblem(data["file_error"]) if data["file_error"] else None
    values["format"] = Format(data["format"]) if data["format"] else None
    values["warnings"] = tuple(FileWarning(warning) for warning in data["warnings"])
    values["not_kept"] = tuple(NotKept(what) for what in data["not_kept"])
    values["sheets"] = tuple(data["sheets"])
    values["duplicates"] = tuple(tuple(group) for group in data["duplicates"])
    values["columns"] = tuple(
        Column(**{**column, "target": Target(column["target"])}) for column in data["columns"]
    )
    return ReadFile(**values, contacts=tuple(records), row_errors=tuple(errors))


def error_from_json(data: dict[str, Any]) -> RowError:
    """A row error again."""
    return RowError(
        **{
            **data,
            "code": RowProblem(data["code"]),
            "severity": Severity(data["severity"]),
            "cells": tuple(data["cells"]),
        }
    )


def _chunks(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _line(data: dict[str, Any]) -> bytes:
    """One line of ASCII: a lone surrogate or a line end in a value stays inside its string."""
    return json.dumps(data, separators=(",", ":")).encode("ascii") + b"\n"

"""Tables written for a test, and what reading them gives."""

from contacts.exchange import read_file
from contacts.exchange.record import Choices, Limits, ReadFile, Record

LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def read(text: str | bytes, name: str = "people.csv", **choices) -> ReadFile:
    """What comes out of a file of this text."""
    data = text.encode() if isinstance(text, str) else text
    return read_file(data, name, choices=Choices(**choices))


def read_within(text: str, **limits) -> ReadFile:
    """The same with other limits."""
    return read_file(text.encode(), "people.csv", limits=Limits(**limits))


def one(text: str | bytes, **choices) -> Record:
    """The one person of a file that has nobody else and nothing to report."""
    found = read(text, **choices)
    assert (found.file_error, found.row_errors) == (None, ())
    [person] = found.contacts
    return person


def names(found: ReadFile) -> list[str]:
    """The full names, in order."""
    return [person.formatted_name for person in found.contacts]


def problems(found: ReadFile) -> list[tuple[str, str, int, int]]:
    """What was wrong, and where: code, severity, line and record."""
    return [(e.code.value, e.severity.value, e.line, e.record) for e in found.row_errors]

"""vCards made for tests, and shortcuts to read them."""

from contacts.exchange.record import ReadFile, Record, RowProblem
from contacts.exchange.vcard import read_cards


def card(*lines: str | bytes, version: str = "3.0", end: bytes = b"\r\n") -> bytes:
    """One card with these lines between BEGIN and END."""
    content = [line.encode() if isinstance(line, str) else line for line in lines]
    first = [b"BEGIN:VCARD"] + ([b"VERSION:" + version.encode()] if version else [])
    return b"".join(line + end for line in [*first, *content, b"END:VCARD"])


def read(*lines: str | bytes, **options) -> ReadFile:
    """The reading of a file with one such card."""
    return read_cards(card(*lines, **options))


def person(*lines: str | bytes, **options) -> Record:
    """The person on such a card, when nothing went wrong with it."""
    found = read(*lines, **options)
    assert found.row_errors == ()
    assert len(found.contacts) == 1
    return found.contacts[0]


def problems(reading: ReadFile) -> list[tuple[RowProblem, int, int]]:
    """Each problem with its line and record."""
    return [(error.code, error.line, error.record) for error in reading.row_errors]


def names(reading: ReadFile) -> list[str]:
    """The full names of all that were read."""
    return [contact.formatted_name for contact in reading.contacts]

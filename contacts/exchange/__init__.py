"""Contacts in and out of files; pure: bytes and text in, plain values out, no Django, no clock."""

from typing import TYPE_CHECKING, Any

from contacts.exchange.record import Choices, Limits, ReadFile, Record, RowError

if TYPE_CHECKING:
    from contacts.exchange.reading import read_file

__all__ = ["Choices", "Limits", "ReadFile", "Record", "RowError", "read_file"]


def __getattr__(name: str) -> Any:
    """The readers only when one is asked for: most requests read no file."""
    if name == "read_file":
        from contacts.exchange.reading import read_file

        return read_file
    raise AttributeError(name)

"""Cells of tables that a spreadsheet would take for a formula, made plain text, and back again.

A leading apostrophe is what spreadsheets themselves use for "this is text" (TRUST.md, T17; ASVS
1.2.10). Phone numbers begin with "+" and addresses may begin with "=", so reading takes the
apostrophe off again; a text that begins with apostrophes of its own gets one more, so that nothing
is lost either way.
"""

import re

_WOULD_RUN = re.compile(r"'*[=+\-@\t\r\x00]")
_WAS_MADE_PLAIN = re.compile(r"'+[=+\-@\t\r\x00]")


def neutral(text: str) -> str:
    """The text as it may stand in a cell of a table."""
    return f"'{text}" if _WOULD_RUN.match(text) else text


def undone(text: str) -> str:
    """The text of such a cell as it was: ``undone(neutral(text)) == text`` for every text."""
    return text[1:] if _WAS_MADE_PLAIN.match(text) else text

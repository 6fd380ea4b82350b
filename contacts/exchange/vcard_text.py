"""Values of vCards: quoted-printable, code pages, escapes (IMPORTS.md, section 5, rules 3 to 8)."""

import binascii
import re

from contacts.exchange.decoding import UTF_8, WESTERN, code_page, codec_of, is_utf_8, known_encoding
from contacts.exchange.vcard_lines import Head, physical

_QUOTED = re.compile(rb"quoted-printable[^:]*:(.*)", re.IGNORECASE | re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "N": "\n", ",": ",", ";": ";", ":": ":", "\\": "\\"}
# A separator after an even number of backslashes; the backslashes are kept for the part before it.
_UNESCAPED = {mark: re.compile(rf"(?<!\\)((?:\\\\)*){mark}") for mark in ";,"}
# Code pages that Python knows and ``decoding`` does not name; no codecs that do more than letters.
_CODE_PAGE = re.compile(r"(iso|cp|windows|koi|mac|gb|big5|euc|hz|johab|tis|latin|kz|utf.?(16|32))")


class Decoder:
    """The text of values; ``encoding`` is what the file turned out to be written in."""

    def __init__(self, data: bytes, chosen: str = "") -> None:
        self._data = data
        self._chosen = known_encoding(chosen)
        self._legacy = ""
        self.encoding = UTF_8

    def text(self, value: bytes, head: Head) -> str:
        """The value as text. Raises ValueError where it is base64 that is none."""
        if head.encoding == "QUOTED-PRINTABLE":
            value = binascii.a2b_qp(value)
        elif head.encoding in ("B", "BASE64"):
            value = binascii.a2b_base64(value)
        if value.isascii() and not head.charset.casefold().startswith("iso-2022"):
            return value.decode("ascii")
        return self._declared(value, head.charset) or self._undeclared(value)

    def _declared(self, value: bytes, charset: str) -> str:
        """As the property says; empty where it says nothing or something wrong."""
        if not charset:
            return ""
        name = known_encoding(charset)
        if not name and not _CODE_PAGE.match(charset.casefold()):
            return ""
        try:
            text = value.decode(_superset(name) if name else charset)
        except (LookupError, ValueError):
            return ""
        if name not in ("", UTF_8):
            self.encoding = name
        return text

    def _undeclared(self, value: bytes) -> str:
        if self._chosen:
            self.encoding = self._chosen
            return value.decode(codec_of(self._chosen), "replace")
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            self._legacy = self._legacy or self._found()
            self.encoding = self._legacy
            return value.decode(codec_of(self._legacy), "replace")

    def _found(self) -> str:
        """The one code page of all that says nothing about itself and is no UTF-8."""
        raw: list[bytes] = []
        quoted: list[bytes] = []
        for line in physical(self._data):
            if not line.isascii():
                raw.append(line)
            elif (found := _QUOTED.search(line)) and b"charset" not in line.lower():
                quoted.append(binascii.a2b_qp(found[1]))
        lines = [line for line in (*raw, *quoted) if not is_utf_8(line)]
        return code_page(lines)


def _superset(name: str) -> str:
    """What programs mean that write ISO-8859-1 of a text with curly quotes."""
    return codec_of(WESTERN if name == "ISO-8859-1" else name)


def unescaped(text: str) -> str:
    """The text without its backslashes; one that escapes nothing stays."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[0]), text)


def parts_of(text: str, separator: str) -> list[str]:
    """The text split where the separator is not escaped, each part unescaped."""
    if "\\" not in text:
        return text.split(separator)
    pieces = _UNESCAPED[separator].split(text)
    backslashes = [*pieces[1::2], ""]
    return [unescaped(a + b) for a, b in zip(pieces[::2], backslashes, strict=True)]

"""Bytes to text, whatever program wrote them (IMPORTS.md, section 1, point 4).

A byte order mark decides; then the NULs of UTF-16; then UTF-8, which hardly anything else passes
for. What is left are lines in the code page of somebody's computer: windows-1252 in the West, and
``chardet`` is asked where whole words stand in letters beyond it.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

UTF_8 = "UTF-8"
UTF_16 = "UTF-16"
WESTERN = "windows-1252"

ENCODINGS = (
    UTF_8,
    WESTERN,
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "cp874",
    "ISO-8859-1",
    "ISO-8859-2",
    "ISO-8859-5",
    "ISO-8859-7",
    "ISO-8859-8",
    "ISO-8859-9",
    "ISO-8859-15",
    "macintosh",
    "cp850",
    "cp866",
    "KOI8-R",
    "Shift_JIS",
    "EUC-JP",
    "GB18030",
    "Big5",
    "EUC-KR",
    UTF_16,
)
"""The names shown to people, who may choose another one than we found."""

# Programs write more under these names than their standards say.
_WIDER = {"Shift_JIS": "cp932", "Big5": "cp950", "EUC-KR": "cp949"}
_WHOLE_WORD = re.compile(rb"[\xc0-\xff]{4,}")
_ENOUGH = 200_000  # bytes; chardet knows no more after a longer text
_FIRST = 4_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and the name of its encoding as shown to people."""

    text: str
    encoding: str


def decoded(data: bytes, forced: str = "") -> Decoded:
    """The text of a file. Never fails: what cannot be read becomes the replacement mark.

    ``forced`` is the encoding the user chose; a name we do not know is passed over.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _as(UTF_16, data)
    if name := known_encoding(forced):
        return _as(name, data)
    if order := utf_16_without_mark(data):
        return Decoded(data.decode(order, "replace"), UTF_16)
    try:
        return Decoded(_without_mark(data.decode("utf-8")), UTF_8)
    except UnicodeDecodeError:
        return _line_by_line(data)


def known_encoding(name: str) -> str:
    """The name of ``ENCODINGS`` that this one stands for, however it is spelled; or ""."""
    try:
        return _KNOWN.get(codecs.lookup(name.strip()).name, "")
    except (LookupError, ValueError):
        return ""


def codec_of(encoding: str) -> str:
    return _WIDER.get(encoding, encoding)


_KNOWN = {codecs.lookup(codec_of(name)).name: name for name in ENCODINGS} | {
    "utf-8-sig": UTF_8,
    "shift_jis": "Shift_JIS",
    "big5": "Big5",
    "euc_kr": "EUC-KR",
}


def _as(encoding: str, data: bytes) -> Decoded:
    if encoding == UTF_16 and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode(utf_16_without_mark(data) or "utf-16-le", "replace")
    else:
        text = data.decode(codec_of(encoding), "replace")
    return Decoded(_without_mark(text), encoding)


def _without_mark(text: str) -> str:
    """Some programs put a second mark behind the first (B62)."""
    return text.lstrip("\ufeff")


def utf_16_without_mark(data: bytes) -> str:
    """Every other byte is NUL where most of a text is ASCII; which ones tells the byte order."""
    first = data[:_FIRST]
    half = len(first) // 2
    if half < 2 or b"\x00" not in first:
        return ""
    even, odd = first[0::2].count(0), first[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _line_by_line(data: bytes) -> Decoded:
    """UTF-8 where a line is, else one code page for the rest: files are pasted together."""
    lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    legacy = [line for line in lines if not is_utf_8(line)]
    page = code_page(legacy)
    codec = codec_of(page)
    texts = (line.decode("utf-8" if is_utf_8(line) else codec, "replace") for line in lines)
    return Decoded("\n".join(texts), page)


def is_utf_8(line: bytes) -> bool:
    if line.isascii():
        return True
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def code_page(lines: Iterable[bytes]) -> str:
    """Short Western words mislead every detector; whole words beyond ASCII hardly do."""
    sample = b"\n".join(lines)[:_ENOUGH]
    if not _WHOLE_WORD.search(sample):
        return WESTERN
    import chardet

    guess = known_encoding(str(chardet.detect(sample)["encoding"] or ""))
    return guess if guess not in ("", UTF_8, UTF_16) else WESTERN

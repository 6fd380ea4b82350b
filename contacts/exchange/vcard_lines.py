"""vCard files as bytes: physical lines, unfolded lines, properties, cards (IMPORTS.md, section 5).

Nothing is decoded here, for programs fold inside of characters. Nothing raises: a line that is
none is left to the card as such, a card that never ends is told to be unfinished.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

MOST_PROPERTIES = 1_000  # of one card; nobody has so many
LONGEST_HEAD = 4_000

_LONGEST_MARK = 200
_FIRST_OF_DROPPED = (b"P", b"p", b"L", b"l", b"S", b"s", b"K", b"k", b"X", b"x")
_PIECE = 1 << 20
_MARK = re.compile(rb"\s*(?:[\w-]+\.)?(BEGIN|END)[ \t]*:[ \t]*VCARD\s*$", re.IGNORECASE)
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}\s*$")
_NOT_KEPT = re.compile(
    rb"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|X-MS-CARDPICTURE)[;:]", re.IGNORECASE
)
_IN_BASE64 = re.compile(rb"base64|encoding=\"?b\b", re.IGNORECASE)
_AGENT = re.compile(
    rb"(?:[\w-]+\.)?AGENT(?:;[^:]*)?:\s*(BEGIN[ \t]*:[ \t]*VCARD\s*)?$", re.IGNORECASE
)
_HEAD = re.compile(rb'(?:[^":\\]|\\.|"[^"]*")*:', re.DOTALL)
_PARAMETER = re.compile(r'(?:[^;"]|"[^"]*"|")+')
_LIST_ITEM = re.compile(r'(?:[^,"]|"[^"]*"|")+')
_NAME = re.compile(r"[A-Z0-9][A-Z0-9_/-]*$")
_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "Q", "7BIT", "8BIT", "BINARY"}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the colon: names in upper case, types in lower case."""

    name: str
    group: str = ""
    encoding: str = ""
    charset: str = ""
    types: frozenset[str] = frozenset()
    preference: int = 101  # 1 is preferred most
    parameters: tuple[tuple[str, str], ...] = ()

    def parameter(self, name: str) -> str:
        """The value of another parameter; empty when there is none."""
        return dict(self.parameters).get(name, "")


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a card; the value as it stands in the file, only unfolded."""

    line: int
    head: Head
    value: bytes


@dataclass(slots=True)
class Card:
    """One card, or None-card: ``number`` 0 holds the lines that stand outside of all cards."""

    line: int
    number: int
    properties: list[Property] = field(default_factory=list)
    ignored: list[tuple[int, bytes]] = field(default_factory=list)
    is_finished: bool = False

    def take(self, line: int, content: bytes) -> None:
        """Add a property, or the line to those that are none."""
        found = property_of(line, content) if self.number else None
        if found and len(self.properties) < MOST_PROPERTIES:
            self.properties.append(found)
        elif content.strip() and len(self.ignored) < MOST_PROPERTIES:
            self.ignored.append((line, content))


def cards_of(data: bytes) -> Iterator[Card]:
    """The cards of a file in order; last a card of number 0 where lines stood outside.

    A card inside another belongs to its AGENT and is passed over. Where a card begins without
    that, the one before was never finished.
    """
    outside = Card(0, 0)
    card, count, depth, agent = outside, 0, 0, False
    for line, content in unfolded(data):
        mark = _MARK.match(content)
        begins = mark is not None and mark[1][:1] in b"bB"
        if begins and agent:
            depth += 1
        elif begins:
            if card.number:
                yield card
            count, depth = count + 1, 0
            card = Card(line, count)
        elif mark and depth:
            depth -= 1
        elif mark:
            card.is_finished = True
            if card.number:
                yield card
            card = outside
        elif found := _AGENT.match(content):
            depth += found[1] is not None
            agent = found[1] is None
            continue
        elif not depth:
            card.take(line, content)
        agent = False
    if card.number:
        yield card
    if outside.ignored:
        yield outside


# --- Lines ----------------------------------------------------------------------------------
def physical(data: bytes) -> Iterator[bytes]:
    """Lines ended by CRLF, LF or CR, a piece of the file at a time."""
    end = b"\n" if b"\n" in data else b"\r"
    start = 0
    while start < len(data):
        cut = data.find(end, start + _PIECE) + 1 or len(data)
        yield from data[start:cut].splitlines()
        start = cut


def unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each unfolded line and the number of the physical line it begins on."""
    pending = _Unfinished(0, b"")
    for number, line in enumerate(physical(data), 1):
        if pending.takes(line):
            continue
        if pending.content:
            yield pending.number, bytes(pending.content)
        pending = _Unfinished(number, line.removeprefix(BOM_UTF8).lstrip())
    if pending.content:
        yield pending.number, bytes(pending.content)


class _Kind(Enum):
    """How a line goes on, as far as its head tells."""

    MARK = "mark"  # BEGIN or END: never
    TEXT = "text"
    QUOTED = "quoted"
    BASE64 = "base64"
    DROPPED = "dropped"  # a photo: like base64, but nobody wants it


@lru_cache(maxsize=2_000)
def _kind_of(head: bytes) -> _Kind:
    if _NOT_KEPT.match(head):
        return _Kind.DROPPED
    if b"quoted-printable" in head.lower():
        return _Kind.QUOTED
    return _Kind.BASE64 if _IN_BASE64.search(head) else _Kind.TEXT


class _Unfinished:
    """A line that later lines may still belong to."""

    __slots__ = ("content", "has_ended", "has_head", "kind", "number")

    def __init__(self, number: int, line: bytes) -> None:
        self.number, self.has_ended = number, False
        # Grown in place: joining a million pieces would take 80 bytes for each.
        self.content: bytes | bytearray = line
        self._look()

    def _look(self) -> None:
        start = self.content[:LONGEST_HEAD]
        end = start.find(b":") + 1
        self.has_head, self.kind = end > 0 or len(start) == LONGEST_HEAD, _Kind.TEXT
        if end and len(start) < _LONGEST_MARK and _MARK.match(start):
            self.kind = _Kind.MARK
        elif b";" in start[: end or LONGEST_HEAD] or start[:1] in _FIRST_OF_DROPPED:
            self.kind = _kind_of(bytes(start[: end or LONGEST_HEAD]))

    def takes(self, line: bytes) -> bool:
        """Whether the line belongs to this one; if so it has been taken."""
        if self.kind is _Kind.QUOTED and self._breaks_softly():
            return self._take_after_soft_break(line)
        if not line:
            self.has_ended = True
            return True
        if self.kind is _Kind.MARK or not self.content:
            return False
        if line[:1] in (b" ", b"\t"):
            self._append(line[1:])
            return True
        is_encoded = self.kind in (_Kind.BASE64, _Kind.DROPPED) and not self.has_ended
        if is_encoded and _BASE64_LINE.match(line):
            self._append(line)
            return True
        return False

    def _append(self, piece: bytes) -> None:
        if isinstance(self.content, bytes):
            self.content = bytearray(self.content)
        if not self.has_head:
            self.content += piece
            self._look()
        elif self.kind is not _Kind.DROPPED:
            self.content += piece
        elif self.content[-1:] == b":" and piece.strip():
            self.content += b"?"  # there was something; that is all there is to know

    def _end(self) -> bytes:
        """The last characters, without the white space that some programs leave behind."""
        return bytes(self.content[-20:]).rstrip(b" \t")

    def _breaks_softly(self) -> bool:
        return self._end().endswith(b"=")

    def _take_after_soft_break(self, line: bytes) -> bool:
        """The next line of quoted-printable, whatever it looks like; but never the end of a card.

        Outlook breaks even inside of the code for a line end, ``=0D=`` and ``0A``.
        """
        if _MARK.match(line):
            return False
        rest = line[1:] if line[:1] in (b" ", b"\t") else line
        is_inside = self._end().endswith(b"=0D=") and rest.startswith(b"0A")
        if isinstance(self.content, bytes):
            self.content = bytearray(self.content)
        if not is_inside:
            del self.content[self.content.rindex(b"=") :]
        self.content += rest
        return True


# --- Properties -----------------------------------------------------------------------------
def property_of(line: int, content: bytes) -> Property | None:
    """The property on an unfolded line, or None where it is none."""
    end = content.find(b":")
    if b'"' in content[: max(end, 0)]:
        start = content[:LONGEST_HEAD]
        end = (found.end() - 1) if (found := _HEAD.match(start)) else end
    if not 0 < end <= LONGEST_HEAD:
        return None
    head = head_of(content[:end])
    return Property(line, head, content[end + 1 :]) if head else None


@lru_cache(maxsize=2_000)
def head_of(head: bytes) -> Head | None:
    """The head of a property, or None where its name cannot be one."""
    first, *rest = _PARAMETER.findall(head.decode("utf-8", "replace")) or [""]
    group, _dot, name = first.strip().upper().rpartition(".")
    if not _NAME.match(name):
        return None
    parameters: dict[str, str] = {}
    types: list[str] = []
    for parameter in rest:
        key, value = _parameter(parameter)
        if key == "TYPE":
            types += (item.strip().casefold() for item in value.replace('"', "").split(","))
        elif key:
            parameters.setdefault(key, value)
    return Head(
        name=name,
        group=group,
        encoding=parameters.get("ENCODING", "").upper(),
        charset=parameters.get("CHARSET", ""),
        types=frozenset(filter(None, types)),
        preference=_preference(parameters.get("PREF", ""), types),
        parameters=tuple(parameters.items()),
    )


def _parameter(text: str) -> tuple[str, str]:
    """Name and value; a bare word, as in 2.1, is an encoding or a type."""
    key, equals, value = text.partition("=")
    key, value = key.strip().upper(), value.strip()
    if not equals:
        return ("ENCODING" if key in _ENCODINGS else "TYPE"), key
    return key, value if key == "TYPE" else value.strip('"')


def _preference(text: str, types: list[str]) -> int:
    if text.isascii() and text.isdigit() and len(text) < 4:
        return int(text) or 1
    return 1 if "pref" in types else 101

"""Text as people type and paste it: what counts as empty, one line or many, folded for comparing.

Nothing here changes what is shown of a name: it stays as typed (UX.md, W11). Folding is only for
comparing and searching.
"""

import re
import unicodedata

# Letters that show nothing although Unicode calls them letters or symbols: Hangul fillers and the
# blank Braille pattern.
_SHOW_NOTHING = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Zero-width and direction marks, which stick to copied addresses.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_WORD = re.compile(r"[^\W_]+")
# Each word is tried once, from its beginning: a note may be one word of 5,000 letters.
_COMPOUNDS = (
    re.compile(r"(?<![^\W_])[^\W_]++(?:['’ʼ][^\W_]++)+"),
    re.compile(r"(?<![^\W_])[^\W_]++(?:['’ʼ\-‐‑][^\W_]++)+"),
)
# Letters without a decomposition, by what people type on a keyboard that lacks them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


def is_blank(text: str) -> bool:
    """Whether nothing of it can be seen: spaces, zero-width characters, fillers (B17, B18)."""
    return all(_is_unseen(character) for character in text)


def _is_unseen(character: str) -> bool:
    category = unicodedata.category(character)
    return (
        character in _SHOW_NOTHING
        or category in ("Zs", "Zl", "Zp", "Cc", "Cf")
        or "\ufe00" <= character <= "\ufe0f"
    )


def one_line(text: str) -> str:
    """The text on one line: controls out, white space single; empty when nothing can be seen."""
    line = " ".join(_CONTROLS.sub("", _LINE_ENDS.sub(" ", text)).split())
    return "" if is_blank(line) else line


def many_lines(text: str) -> str:
    """The text with ``\\n`` as its only line end (B31); empty when nothing can be seen."""
    lines = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return "" if is_blank(lines) else lines.strip("\n").rstrip()


def cut(text: str, limit: int) -> str:
    """The text within ``limit`` characters, ended after a word where there is one."""
    if len(text) <= limit:
        return text
    head, space, _ = text[: limit + 1].rpartition(" ")
    return head.rstrip() if space and len(head) > limit // 2 else text[:limit]


def storable(typed: str) -> str:
    """Typed text that was refused, made fit to be kept: a NUL, which PostgreSQL takes in neither
    text nor JSON, becomes the replacement mark, so that people see where it was (B19)."""
    return typed.replace("\x00", "\ufffd")


def without_unseen(text: str) -> str:
    """The text without zero-width and direction marks, and without spaces around it (B7)."""
    return _UNSEEN.sub("", text).strip()


def isolated(text: str) -> str:
    """The text between isolating marks, so that its direction touches nothing around it (B22)."""
    return f"\u2068{text}\u2069"


def western_digits(text: str) -> str:
    """The same text with every decimal digit of any script as 0 to 9 (B53)."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
    )


def fold(text: str) -> str:
    """Case, accents, width and white space folded away, for comparing: "Côté " is "cote"."""
    if text.isascii():
        return " ".join(text.casefold().split())
    decomposed = unicodedata.normalize("NFKD", without_unseen(text).casefold())
    bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn").translate(_PLAIN)
    return " ".join(unicodedata.normalize("NFC", bare).casefold().split())


def words(text: str) -> list[str]:
    """The folded words of a text, in order: "Jean-Pierre O’Brien" gives jean, pierre, o, brien."""
    return _WORD.findall(fold(text))


def words_to_find(text: str) -> list[str]:
    """The words plus the joined forms of compounds, so that "obrien" finds O’Brien."""
    folded = fold(text)
    compounds = (found for kind in _COMPOUNDS for found in kind.findall(folded))
    joined = ("".join(_WORD.findall(compound)) for compound in compounds)
    return list(dict.fromkeys([*_WORD.findall(folded), *joined]))

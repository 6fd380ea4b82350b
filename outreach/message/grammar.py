"""Tolerance: what a user typed after a sentence beginning is made to fit the sentence.

Cleaning that holds in every language is here; what a language needs of its own is in
``english`` and ``french``. Nothing is ever refused, and a text in another script passes
through untouched but for its ends.
"""

import re
import unicodedata
from collections.abc import Collection

NBSP = "\u00a0"

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\ufeff]")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_LEADING = re.compile(r"^(?:[\s.…:;,•*·]|[-–—]\s)+")
_TRAILING = re.compile(r"[\s.…。、!！?？;；:,\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+$")
_BULLET = re.compile(r"^\s*(?:[-–—•*·]|\d{1,2}[.)])\s+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[^\W\d_]\.){2,}|\b(?:Inc|Ltd|Ltée|Jr|Sr|Dr|St|Co|Corp|Ph\.D|etc)\.)$"
)
_ELLIPSIS = re.compile(r"\.{3,}")
_DOUBLE_STOP = re.compile(r"(?<!\.)\.{2}(?!\.)")


def tidy(text: str) -> str:
    """One line, single spaces, no control characters, no doubled full stop, curly apostrophes."""
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    text = _SPACES.sub(" ", text).strip()
    text = _DOUBLE_STOP.sub(".", _ELLIPSIS.sub("…", text))
    return re.sub(r"(?<=\w)['`´](?=\w)|(?<=\ws)'(?= )", "’", text)


def trimmed(text: str) -> str:
    """The text without the punctuation and dots that may stand at its two ends."""
    text = _LEADING.sub("", tidy(text))
    kept = _ABBREVIATION.search(text)
    return text if kept else _TRAILING.sub("", text)


def without_prefix(text: str, pattern: re.Pattern[str]) -> str:
    """The text without a beginning the user typed again, unless nothing would remain."""
    rest = pattern.sub("", text, count=1)
    return rest or text


def first_word(text: str) -> str:
    """The first word, without what is glued to its end."""
    return re.split(r"[\s,;:.?!()]", text, maxsplit=1)[0]


def lowered(
    text: str, common: Collection[str], endings: tuple[str, ...], nouns: Collection[str] = ()
) -> str:
    """The text with a small first letter, if its first word is a common word.

    A name must not lose its capital, and nobody can list all names: so only words known to
    be common, or with an ending that common words have, are lowered. ``nouns`` begin titles too
    ("Project Manager"): they keep the capital before another one.
    """
    words = text.split()
    if len(words) >= 3 and text.isupper():
        return text.lower()
    word = re.split(r"[’-]", first_word(text))[0]
    small = word.lower()
    if word != small.capitalize() or word in ("I", ""):
        return text
    before_name = len(words) > 1 and words[1][:1].isupper()
    if len(words) > 1 and re.match(r"d’[^\W\d_]", words[1]) and words[1][2].isupper():
        return text  # "Université d’Ottawa"
    if len(words) > 2 and words[1] in ("of", "for", "de", "du", "des") and words[2][:1].isupper():
        return text  # the name of a house: "Museum of Nature"
    if before_name and small in nouns:
        return text
    if small in common or small in nouns or (small.endswith(endings) and not before_name):
        return text[0].lower() + text[1:]
    return text


def items(text: str) -> list[str]:
    """The lines, or the parts between semicolons, each without its bullet and final mark."""
    parts = [part for line in text.splitlines() for part in line.split(";")]
    cleaned = [trimmed(_BULLET.sub("", part)) for part in parts]
    return [part for part in cleaned if part]


def questions_in(text: str) -> list[str]:
    """The single questions of a text: one to a line, or divided by question marks."""
    parts = [part for line in text.splitlines() for part in re.split(r"[?？;]", line)]
    cleaned = [trimmed(_BULLET.sub("", part)) for part in parts]
    return [part for part in cleaned if part]


def parted(parts: list[str], conjunctions: str) -> list[str]:
    """Three names or more typed with nothing but commas between them, one by one."""
    if len(parts) != 1 or re.search(rf" (?:{conjunctions}|&) ", parts[0]):
        return parts
    names = [trimmed(name) for name in re.split(r", ?(?!\d)", parts[0])]
    return names if len(names) > 2 and all(names) else parts


def listed(parts: list[str], conjunction: str) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def clauses(parts: list[str], conjunction: str) -> str:
    """Longer parts, which may hold commas: "a, and b", "a; b; and c"."""
    if len(parts) < 3:
        return f", {conjunction} ".join(parts)
    return f"{'; '.join(parts[:-1])}; {conjunction} {parts[-1]}"


def alike(one: str, other: str) -> bool:
    """Whether two phrases name the same thing: most long words of the shorter are in the longer."""
    left, right = _long_words(one), _long_words(other)
    shorter = min(len(left), len(right))
    return shorter > 0 and len(left & right) >= 0.6 * shorter


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}

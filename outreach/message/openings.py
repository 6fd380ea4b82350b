"""With which letters a phrase can begin: the index that makes a few thousand phrases cheap.

A key is a whole short word with a final space ("i "), or the first letters of a word ("rec").
Where the first sign after the word can be told too, it ends the key ("i h", "i '"): most words
of a text are short and frequent, and most phrases begin with one of them.
"""

import re
from collections.abc import Iterator

_DEPTH = 4
"""Letters of a word that are looked at."""

_LITERAL = re.compile(r"[a-z0-9]+(?![a-z0-9]*[?*{])|[a-z0-9]*?(?=[a-z0-9][?*{])")
NUMBER = "0"
"""The key of a phrase that begins with a digit."""

ANY = ""
"""The key of a phrase whose first letters cannot be told."""


def word_keys(word: str, sign: str = "") -> Iterator[str]:
    """The keys under which a phrase that begins with this word, and this sign after it, is filed.

    The sign is the first letter of the next word, an apostrophe, or nothing.
    """
    yield ANY
    if word[0].isdigit():
        yield NUMBER
        return
    if sign:
        yield f"{word[:_DEPTH]} {NUMBER if sign.isdigit() else sign}"
    for size in range(1, min(_DEPTH, len(word)) + 1):
        yield word[:size]
    if len(word) < _DEPTH:
        yield word + " "


def openings(phrase: str) -> frozenset[str]:
    """The keys of a phrase: an expanded regular expression of this package's lexicons."""
    return frozenset(_openings(phrase))


def _openings(phrase: str) -> Iterator[str]:
    alternatives = _split(phrase)
    if len(alternatives) > 1:
        for alternative in alternatives:
            yield from _openings(alternative)
        return
    if phrase.startswith(("(?<", "(?!", "(?=")) or phrase.startswith("(?:^|(?<="):
        yield from _openings(phrase[_closing(phrase) + 1 :])
    elif phrase.startswith("(?:"):
        yield from _group(phrase)
    elif phrase.startswith("'"):
        yield from _openings(phrase[1:].removeprefix("?"))
    elif phrase[:1].isdigit() or phrase.startswith("\\d"):
        yield NUMBER
    else:
        yield from _literal(phrase)


def _group(phrase: str) -> Iterator[str]:
    end = _closing(phrase)
    rest = phrase[end + 1 :]
    inside = phrase[3:end]
    optional = rest[:1] in ("?", "*")
    rest = rest.lstrip("?*") if optional else rest
    for alternative in _split(inside):
        yield from _openings(alternative + rest) if alternative else _openings(rest)
    if optional:
        yield from _openings(rest)


def _literal(phrase: str) -> Iterator[str]:
    match = _LITERAL.match(phrase)
    letters = match.group() if match else ""
    rest = phrase[len(letters) :]
    if not letters:
        yield ANY
        return
    whole = rest[:1] in (" ", "'", "", "-", ",", ".") and not rest.startswith(
        ("'?", "-?", ".?", ",?")
    )
    signs = _signs(rest) if whole else frozenset({ANY})
    if ANY in signs:
        yield letters + " " if whole and len(letters) < _DEPTH else letters[:_DEPTH]
    else:
        yield from (f"{letters[:_DEPTH]} {sign}" for sign in signs)


def _signs(rest: str) -> frozenset[str]:
    """With which signs the rest of a phrase after its first word can begin; ANY when unknown."""
    if rest.startswith("'"):
        return frozenset({"'"})
    if rest.startswith(" +"):
        return frozenset(_first_signs(rest[2:]))
    return frozenset({ANY})


def _first_signs(phrase: str) -> Iterator[str]:
    if phrase.startswith(("(?<", "(?!", "(?=")):
        yield from _first_signs(phrase[_closing(phrase) + 1 :])
    elif phrase.startswith("(?:"):
        end = _closing(phrase)
        for alternative in _split(phrase[3:end]):
            yield from _first_signs(alternative or phrase[end + 1 :])
        if phrase[end + 1 : end + 2] in ("?", "*"):
            yield from _first_signs(phrase[end + 1 :].lstrip("?*"))
    elif phrase[:1].isdigit() or phrase.startswith("\\d"):
        yield NUMBER
    elif phrase[:1].isalpha() and phrase[1:2] not in ("?", "*", "{"):
        yield phrase[0]
    else:
        yield ANY


def _closing(phrase: str) -> int:
    """The place of the bracket that closes the one at the start."""
    depth = 0
    for place, char in _structure(phrase):
        depth += (char == "(") - (char == ")")
        if depth == 0 and char == ")":
            return place
    raise ValueError(phrase)


def _split(phrase: str) -> list[str]:
    """The alternatives of a phrase at its outermost level."""
    depth, start, parts = 0, 0, []
    for place, char in _structure(phrase):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append(phrase[start:place])
            start = place + 1
    return [*parts, phrase[start:]]


def _structure(phrase: str) -> Iterator[tuple[int, str]]:
    """The brackets and bars that are neither escaped nor inside a character class."""
    escaped = in_class = False
    for place, char in enumerate(phrase):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char in "(|)":
            yield place, char

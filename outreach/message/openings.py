"""With which letters a phrase can begin: the index that makes a few thousand phrases cheap.

A key is a whole short word with a final space ("i "), or the first letters of a word ("rec").
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


def word_keys(word: str) -> Iterator[str]:
    """The keys under which a phrase that begins with this word may be filed."""
    yield ANY
    if word[0].isdigit():
        yield NUMBER
        return
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
        yield _literal(phrase)


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


def _literal(phrase: str) -> str:
    match = _LITERAL.match(phrase)
    letters = match.group() if match else ""
    follows = phrase[len(letters) : len(letters) + 1]
    if not letters:
        return ANY
    whole = follows in (" ", "'", "", "-", ",", ".") and not phrase[len(letters) :].startswith(
        ("'?", "-?", ".?", ",?")
    )
    if whole and len(letters) < _DEPTH:
        return letters + " "
    return letters[:_DEPTH]


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

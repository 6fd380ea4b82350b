"""Whether two texts are the same but for the name (TRUST.md, L5)."""

from collections.abc import Iterable

from rapidfuzz import fuzz

from contacts.exchange.text import words

NEARLY_THE_SAME = 90.0
"""Per cent of likeness: a sentence of one's own in a short message brings it well below."""


def essence(text: str, names: Iterable[str]) -> str:
    """The words of a text without case, accents, signs and the words of these names."""
    named = {word for name in names for word in words(name) if len(word) > 1}
    return " ".join(word for word in words(text) if word not in named)


def are_alike(one: str, other: str) -> bool:
    """Whether two essences are the same, or nearly so."""
    return one == other or fuzz.ratio(one, other, score_cutoff=NEARLY_THE_SAME) > 0

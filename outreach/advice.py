"""Advice on a text as pages show it: findings, what is good, its size, what each part does."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from outreach.message.anatomy import anatomy
from outreach.message.finding import Finding
from outreach.message.limits import SHORT_KINDS, TARGET_CHARACTERS, TARGET_WORDS, allowance
from outreach.message.measures import words
from outreach.message.strengths import strengths
from outreach.message.vocabulary import Channel, Kind, Language, Move
from outreach.models import Move as MoveLabels


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as the page shows it: the reason in the language of the page.

    ``start`` and ``end`` are places in the text; both are 0 when something is missing from it.
    """

    severity: str
    reason: str
    rewrite: str
    excerpt: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Size:
    """How long a text is, against what is kind for its channel; characters or words."""

    count: int
    target: int
    in_characters: bool

    @property
    def is_over(self) -> bool:
        """Longer than advised."""
        return self.count > self.target


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text with the move it makes ("" where that cannot be told).

    ``is_composed``: the composer's own sentence, untouched, so that another may take its place.
    """

    text: str
    move: str
    label: Any
    is_composed: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """All that stands beside the editor."""

    findings: tuple[Row, ...]
    strengths: list[str]
    size: Size
    paragraphs: list[list[Part]]
    subject: str
    subject_label: Any


Mark = tuple[int, int, Move | None, bool]
"""Start, end, move, and whether the composer wrote it."""


def rows(findings: Iterable[Finding], body: str) -> tuple[Row, ...]:
    """The findings about a text, in their order."""
    return tuple(
        Row(
            one.severity,
            gettext(one.reason),
            one.rewrite,
            body[one.start : one.end],
            one.start,
            one.end,
        )
        for one in findings
    )


def praise(body: str, kind: str, channel: str, language: Language) -> list[str]:
    """What is good about a text, in the language of the page."""
    good = strengths(body, kind=kind, channel=channel, language=language)
    return [gettext(sentence) for sentence in good]


def size_for(body: str, kind: str, channel: str, language: Language) -> Size:
    """The size of a text for its channel and kind."""
    way = Channel(channel)
    if way in TARGET_CHARACTERS:
        return Size(len(body.strip()), TARGET_CHARACTERS[way], in_characters=True)
    target = min(SHORT_KINDS.get(Kind(kind), 1000), TARGET_WORDS[way])
    return Size(words(body), round(target * allowance(language)), in_characters=False)


def read_marks(body: str, kind: str, channel: str, language: Language) -> list[Mark]:
    """What the checker takes each sentence for."""
    found = anatomy(body, kind=kind, channel=channel, language=language)
    return [(start, end, move, False) for start, end, move in found]


def paragraphs_of(body: str, marks: list[Mark]) -> list[list[Part]]:
    """The text by paragraphs, each in parts; what no mark covers is in the writer's own words."""
    marks = marks + [(start, end, None, False) for start, end in own_words(marks, body)]
    paragraphs: list[list[Part]] = [[]]
    place = 0
    for start, end, move, is_composed in sorted(marks, key=lambda mark: mark[:2]):
        if "\n\n" in body[place:start]:
            paragraphs.append([])
        label = MoveLabels(move).label if move else ""
        paragraphs[-1].append(Part(body[start:end], move or "", label, is_composed))
        place = end
    return [paragraph for paragraph in paragraphs if paragraph]


def own_words(marks: list[Mark], body: str) -> list[tuple[int, int]]:
    """The stretches that no mark covers, without the space around them, by paragraph."""
    edges = [0, *(edge for mark in sorted(marks, key=lambda m: m[:2]) for edge in mark[:2])]
    gaps = zip(edges[::2], [*edges[1::2], len(body)], strict=True)
    return [
        (start + found.start(), start + found.end())
        for start, end in gaps
        for found in re.finditer(r"\S(?:.*?\S)?(?=\s*(?:\n\n|\Z))", body[start:end], re.DOTALL)
    ]

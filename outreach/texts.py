"""A message as its pages look at it: findings, what blocks it, its size, its parts."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from outreach.composed import from_json
from outreach.facts import address_of, language_of, opening_kind
from outreach.message.anatomy import anatomy
from outreach.message.check import check
from outreach.message.finding import Finding, Severity
from outreach.message.limits import (
    MOST_CHARACTERS,
    SHORT_KINDS,
    TARGET_CHARACTERS,
    TARGET_WORDS,
    allowance,
)
from outreach.message.measures import words
from outreach.message.placeholders import placeholders
from outreach.message.strengths import strengths
from outreach.message.vocabulary import Channel, Kind, Language, Move
from outreach.models import Message, Outreach
from outreach.models import Move as MoveLabels


def opening_draft(outreach: Outreach) -> Message | None:
    """The open draft of the first message, among the loaded drafts."""
    kind = opening_kind(outreach)
    drafts: list[Message] = getattr(outreach, "drafts", [])
    for draft in drafts:
        if draft.kind == kind:
            draft.outreach = outreach
            return draft
    return None


def findings_of(message: Message, subject: str, body: str) -> tuple[Finding, ...]:
    """What the checker says about this text, sent as this message."""
    return check(
        body,
        kind=message.kind,
        channel=message.channel,
        language=language_of(message.outreach),
        subject=subject,
        address=address_of(message.outreach),
    )


def strengths_of(message: Message, body: str) -> list[str]:
    """What is good about this text, in the language of the page."""
    language = language_of(message.outreach)
    good = strengths(body, kind=message.kind, channel=message.channel, language=language)
    return [gettext(sentence) for sentence in good]


def blocking(message: Message) -> bool:
    """Whether the stored text may not be copied or sent: empty, an open blank, a hard limit.

    The checker's BLOCK findings without the rest of its work: pages ask this often.
    """
    body, channel = message.body, Channel(message.channel)
    too_long = len(body.strip()) > MOST_CHARACTERS.get(channel, len(body))
    return not body.strip() or too_long or bool(placeholders(body) or placeholders(message.subject))


def blocks_in(message: Message) -> list[str]:
    """Why the stored text may not go out, in words."""
    if not message.body.strip():
        return [gettext("Write your message.")]
    found = findings_of(message, message.subject, message.body)
    return [gettext(one.reason) for one in found if one.severity is Severity.BLOCK]


def unfinished_key(message: Message) -> str:
    """Under which name a text that could not be stored waits in ``Outreach.unfinished``."""
    return "message" if message.kind in (Kind.OPENING, Kind.HELLO) else message.kind


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as the page shows it: the reason in the language of the page."""

    severity: str
    reason: str
    rewrite: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Advice:
    """All that stands beside the editor."""

    findings: tuple[Row, ...]
    strengths: list[str]
    size: "Size"
    paragraphs: list[list["Part"]]
    subject: str
    subject_label: Any


def advice_on(message: Message, subject: str, body: str) -> Advice:
    """What to say about a text that may not be stored yet."""
    body = body.replace("\r\n", "\n")
    found = findings_of(message, subject, body) if body.strip() else ()
    return Advice(
        strengths=[] if found else strengths_of(message, body),
        findings=tuple(
            Row(one.severity, gettext(one.reason), one.rewrite, body[one.start : one.end])
            for one in found
        ),
        size=size_of(message, body),
        paragraphs=parts_of(message, body),
        subject=subject,
        subject_label=MoveLabels.SUBJECT.label if _has_composed_subject(message) else "",
    )


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


def size_of(message: Message, body: str) -> Size:
    """The size of a text for the channel and kind of this message."""
    channel, language = Channel(message.channel), language_of(message.outreach)
    if channel in TARGET_CHARACTERS:
        return Size(len(body.strip()), TARGET_CHARACTERS[channel], in_characters=True)
    target = min(SHORT_KINDS.get(Kind(message.kind), 1000), TARGET_WORDS[channel])
    return Size(words(body), round(target * allowance(language)), in_characters=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text with the move it makes ("" where that cannot be told).

    ``is_composed``: the composer's own sentence, untouched, so that another may take its place.
    """

    text: str
    move: str
    label: Any
    is_composed: bool


Mark = tuple[int, int, Move | None, bool]
"""Start, end, move, and whether the composer wrote it."""


def parts_of(message: Message, body: str) -> list[list[Part]]:
    """The text by paragraphs, each in parts marked with their moves.

    The composer's sentences are known as long as they are untouched and in their order; what the
    user wrote is read by the checker.
    """
    marks = _composed_marks(message, body)
    if _own_words(marks, body):
        marks += [mark for mark in _read_marks(message, body) if not _overlaps(mark, marks)]
    marks += [(start, end, None, False) for start, end in _own_words(marks, body)]
    paragraphs: list[list[Part]] = [[]]
    place = 0
    for start, end, move, is_composed in sorted(marks, key=lambda mark: mark[:2]):
        if "\n\n" in body[place:start]:
            paragraphs.append([])
        label = MoveLabels(move).label if move else ""
        paragraphs[-1].append(Part(body[start:end], move or "", label, is_composed))
        place = end
    return [paragraph for paragraph in paragraphs if paragraph]


def _composed_marks(message: Message, body: str) -> list[Mark]:
    marks: list[Mark] = []
    place = 0
    for passage in from_json(message.composed).composition.passages:
        start = body.find(passage.text, place)
        if start >= 0:
            place = start + len(passage.text)
            marks.append((start, place, passage.move, True))
    return marks


def _read_marks(message: Message, body: str) -> list[Mark]:
    """What the checker takes each sentence for."""
    language = language_of(message.outreach)
    found = anatomy(body, kind=message.kind, channel=message.channel, language=language)
    return [(start, end, move, False) for start, end, move in found]


def _overlaps(mark: Mark, marks: list[Mark]) -> bool:
    return any(mark[0] < end and start < mark[1] for start, end, _move, _composed in marks)


def _own_words(marks: list[Mark], body: str) -> list[tuple[int, int]]:
    """The stretches that no mark covers, without the space around them, by paragraph."""
    edges = [0, *(edge for mark in sorted(marks, key=lambda m: m[:2]) for edge in mark[:2])]
    gaps = zip(edges[::2], [*edges[1::2], len(body)], strict=True)
    return [
        (start + found.start(), start + found.end())
        for start, end in gaps
        for found in re.finditer(r"\S(?:.*?\S)?(?=\s*(?:\n\n|\Z))", body[start:end], re.DOTALL)
    ]


def _has_composed_subject(message: Message) -> bool:
    composed = from_json(message.composed).composition.subject
    return bool(composed) and message.channel == Channel.EMAIL


def language_tag(outreach: Outreach) -> str:
    """The ``lang`` of the text on the page."""
    return "fr-CA" if language_of(outreach) is Language.FR else "en-CA"

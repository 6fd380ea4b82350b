"""A message as its pages look at it: findings, what blocks it, its size, its parts."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from outreach.composed import from_json
from outreach.facts import address_of, language_of, opening_kind
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
from outreach.message.vocabulary import Channel, Kind, Language
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
    size: "Size"
    paragraphs: list[list["Part"]]
    subject: str
    subject_label: Any


def advice_on(message: Message, subject: str, body: str) -> Advice:
    """What to say about a text that may not be stored yet."""
    body = body.replace("\r\n", "\n")
    found = findings_of(message, subject, body) if body.strip() else ()
    return Advice(
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
    """One sentence or more of a text, with the move it makes ("" where that is not known)."""

    text: str
    move: str
    label: Any


def parts_of(message: Message, body: str) -> list[list[Part]]:
    """The text by paragraphs, each in parts marked with their moves.

    The composer's sentences are known as long as they are untouched and in their order; what the
    user wrote belongs to no move.
    """
    found: list[Part | None] = []
    place = 0
    for passage in from_json(message.composed).composition.passages:
        start = body.find(passage.text, place)
        if start >= 0:
            found += _own_words(body[place:start])
            found.append(Part(passage.text, passage.move.value, MoveLabels(passage.move).label))
            place = start + len(passage.text)
    return _by_paragraph([*found, *_own_words(body[place:])])


def _own_words(gap: str) -> list[Part | None]:
    """The text between two known sentences; None stands for the end of a paragraph."""
    pieces = [Part(piece.strip(), "", "") for piece in gap.split("\n\n")]
    divided: list[Part | None] = [pieces[0]]
    for piece in pieces[1:]:
        divided += [None, piece]
    return [piece for piece in divided if piece is None or piece.text]


def _by_paragraph(parts: list[Part | None]) -> list[list[Part]]:
    paragraphs: list[list[Part]] = [[]]
    for part in parts:
        if part is None:
            paragraphs.append([])
        else:
            paragraphs[-1].append(part)
    return [paragraph for paragraph in paragraphs if paragraph]


def _has_composed_subject(message: Message) -> bool:
    composed = from_json(message.composed).composition.subject
    return bool(composed) and message.channel == Channel.EMAIL


def language_tag(outreach: Outreach) -> str:
    """The ``lang`` of the text on the page."""
    return "fr-CA" if language_of(outreach) is Language.FR else "en-CA"

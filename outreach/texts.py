"""A message as its pages look at it: findings, what blocks it, its size, its parts."""

from django.utils.translation import gettext

from contacts.exchange.text import isolated
from outreach.advice import (
    Advice,
    Mark,
    Part,
    Size,
    own_words,
    paragraphs_of,
    praise,
    read_marks,
    rows,
    size_for,
)
from outreach.composed import from_json
from outreach.facts import address_of, language_of, opening_kind
from outreach.message.check import check
from outreach.message.finding import Finding, Severity
from outreach.message.limits import MOST_CHARACTERS
from outreach.message.placeholders import placeholders
from outreach.message.vocabulary import Channel, Kind, Language
from outreach.models import Delivery, Message, Outreach
from outreach.models import Move as MoveLabels


def opening_draft(outreach: Outreach) -> Message | None:
    """The open draft of the first message, among the loaded messages."""
    opening = _opening_in_hand(outreach)
    return opening if opening and opening.delivery == Delivery.DRAFT else None


def opening_confirmed(outreach: Outreach) -> Message | None:
    """The first message of a draft when the user has confirmed it: on its way, failed, unsure."""
    opening = _opening_in_hand(outreach)
    return opening if opening and opening.delivery != Delivery.DRAFT else None


def _opening_in_hand(outreach: Outreach) -> Message | None:
    kind = opening_kind(outreach)
    in_hand: list[Message] = getattr(outreach, "in_hand", [])
    for message in in_hand:
        if message.kind == kind:
            message.outreach = outreach
            return message
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
    return praise(body, message.kind, message.channel, language_of(message.outreach))


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
    blocks = [one for one in found if one.severity is Severity.BLOCK]
    # The same blank twice is said once.
    return list(dict.fromkeys(_block(one, message.body[one.start : one.end]) for one in blocks))


def _block(finding: Finding, words: str) -> str:
    if not words:
        return gettext(finding.reason)
    text = gettext("%(reason)s In your text: “%(words)s”")
    return text % {"reason": gettext(finding.reason), "words": isolated(words)}


def unfinished_key(message: Message) -> str:
    """Under which name a text that could not be stored waits in ``Outreach.unfinished``."""
    return "message" if message.kind in (Kind.OPENING, Kind.HELLO) else message.kind


def advice_on(message: Message, subject: str, body: str) -> Advice:
    """What to say about a text that may not be stored yet."""
    body = body.replace("\r\n", "\n")
    found = findings_of(message, subject, body) if body.strip() else ()
    return Advice(
        strengths=[] if found else strengths_of(message, body),
        findings=rows(found, body),
        size=size_of(message, body),
        paragraphs=parts_of(message, body),
        subject=subject,
        subject_label=MoveLabels.SUBJECT.label if _has_composed_subject(message) else "",
    )


def size_of(message: Message, body: str) -> Size:
    """The size of a text for the channel and kind of this message."""
    return size_for(body, message.kind, message.channel, language_of(message.outreach))


def parts_of(message: Message, body: str) -> list[list[Part]]:
    """The text by paragraphs, each in parts marked with their moves.

    The composer's sentences are known as long as they are untouched and in their order; what the
    user wrote is read by the checker.
    """
    marks = _composed_marks(message, body)
    if own_words(marks, body):
        read = read_marks(body, message.kind, message.channel, language_of(message.outreach))
        marks += [mark for mark in read if not _overlaps(mark, marks)]
    return paragraphs_of(body, marks)


def _composed_marks(message: Message, body: str) -> list[Mark]:
    marks: list[Mark] = []
    place = 0
    for passage in from_json(message.composed).composition.passages:
        start = body.find(passage.text, place)
        if start >= 0:
            place = start + len(passage.text)
            marks.append((start, place, passage.move, True))
    return marks


def _overlaps(mark: Mark, marks: list[Mark]) -> bool:
    return any(mark[0] < end and start < mark[1] for start, end, _move, _composed in marks)


def _has_composed_subject(message: Message) -> bool:
    composed = from_json(message.composed).composition.subject
    return bool(composed) and message.channel == Channel.EMAIL


def language_tag(outreach: Outreach) -> str:
    """The ``lang`` of the text on the page."""
    return "fr-CA" if language_of(outreach) is Language.FR else "en-CA"

"""Which moves a message has, in which order, and how they fall into paragraphs."""

import re
from collections.abc import Collection

from outreach.message.vocabulary import LENGTH_OF, Channel, Kind, Length, Move

M = Move
Paragraphs = tuple[tuple[Move, ...], ...]

_BODIES: dict[Kind, Paragraphs] = {
    Kind.OPENING: ((M.ANCHOR, M.ASK, M.DETAIL), (M.CONTEXT, M.WHY_YOU), (M.EXIT, M.THANKS)),
    Kind.HELLO: ((M.ANCHOR, M.NEWS), (M.EXIT,)),
    Kind.NUDGE: ((M.ASK, M.EXIT, M.THANKS),),
    Kind.LAST_NUDGE: ((M.ASK, M.EXIT, M.THANKS),),
    Kind.REPLY_YES: ((M.THANKS, M.DETAIL, M.NEWS), (M.EXIT,)),
    Kind.REMINDER: ((M.ASK, M.CONTEXT), (M.EXIT, M.THANKS), (M.DETAIL, M.NEWS)),
    Kind.THANK_YOU: ((M.THANKS, M.NEWS),),
    Kind.RESULT_NOTE: ((M.NEWS, M.THANKS),),
    Kind.ANSWER_NO: ((M.THANKS, M.NEWS),),
    Kind.STAY_IN_TOUCH: ((M.DETAIL, M.NEWS), (M.EXIT,)),
}
_LATE_ANCHOR: Paragraphs = (
    (M.ASK, M.DETAIL),
    (M.ANCHOR, M.CONTEXT, M.WHY_YOU),
    (M.EXIT, M.THANKS),
)
_LINKEDIN: Paragraphs = ((M.ANCHOR, M.ASK, M.DETAIL), (M.CONTEXT, M.WHY_YOU, M.EXIT, M.THANKS))
_LINKEDIN_LATE: Paragraphs = (
    (M.ASK, M.DETAIL, M.ANCHOR),
    (M.CONTEXT, M.WHY_YOU, M.EXIT, M.THANKS),
)
_SHORT_OPENING = (M.ANCHOR, M.ASK, M.EXIT)
_SPOKEN_OPENING = (M.ANCHOR, M.ASK, M.CONTEXT, M.EXIT)

NEEDED: dict[Kind, frozenset[Move]] = {
    Kind.OPENING: frozenset({M.ASK, M.EXIT}),
    Kind.HELLO: frozenset({M.ANCHOR}),
    Kind.NUDGE: frozenset({M.ASK, M.EXIT}),
    Kind.LAST_NUDGE: frozenset({M.ASK, M.EXIT}),
    Kind.REPLY_YES: frozenset({M.THANKS}),
    Kind.REMINDER: frozenset({M.ASK, M.EXIT}),
    Kind.THANK_YOU: frozenset({M.THANKS}),
    Kind.RESULT_NOTE: frozenset({M.NEWS, M.THANKS}),
    Kind.ANSWER_NO: frozenset({M.THANKS}),
    Kind.STAY_IN_TOUCH: frozenset({M.DETAIL}),
}
"""Moves without which a message of this kind would not be one."""


def paragraphs(kind: Kind, channel: Channel, *, late_anchor: bool) -> Paragraphs:
    """The moves in order, by paragraph, greeting and sign-off included.

    ``late_anchor`` puts the request before the words that place the writer, which may then
    take two sentences: the request is never later than the second sentence.
    """
    length = LENGTH_OF[channel]
    if length is Length.SHORT:
        # A first note names the writer at its beginning, a reply at its end.
        signed = () if kind is Kind.OPENING else (M.SIGN_OFF,)
        return ((M.GREETING, *_flat(kind, _SHORT_OPENING), *signed),)
    if length is Length.SPOKEN:
        return tuple((move,) for move in (M.GREETING, *_flat(kind, _SPOKEN_OPENING)))
    return ((M.GREETING,), *_full(kind, channel, late_anchor), (M.SIGN_OFF,))


def moves_of(kind: Kind, channel: Channel) -> tuple[Move, ...]:
    """Every move a message may have here, the subject of an e-mail first."""
    subject = (M.SUBJECT,) if channel is Channel.EMAIL else ()
    laid_out = paragraphs(kind, channel, late_anchor=False)
    return (*subject, *(move for paragraph in laid_out for move in paragraph))


def _full(kind: Kind, channel: Channel, late_anchor: bool) -> Paragraphs:
    if kind is not Kind.OPENING:
        return _BODIES[kind]
    if channel is Channel.LINKEDIN_MESSAGE:
        return _LINKEDIN_LATE if late_anchor else _LINKEDIN
    return _LATE_ANCHOR if late_anchor else _BODIES[kind]


def _flat(kind: Kind, opening: tuple[Move, ...]) -> tuple[Move, ...]:
    if kind is Kind.OPENING:
        return opening
    return tuple(move for paragraph in _BODIES[kind] for move in paragraph)


_WORDS: dict[Channel, int] = {
    Channel.EMAIL: 120,
    Channel.LINKEDIN_MESSAGE: 90,
    Channel.SPOKEN: 70,
}
_CHARACTERS: dict[Channel, int] = {Channel.CONNECTION_NOTE: 199, Channel.SMS: 159}
_BRIEF: Collection[Kind] = frozenset({Kind.NUDGE, Kind.LAST_NUDGE, Kind.ANSWER_NO})
_BRIEF_WORDS = 49
_MOST_SENTENCE_WORDS = 28
_STOP = re.compile(r"(?<=[.?!])\s")


def size(text: str, channel: Channel) -> int:
    """How long a text is in the unit its channel is measured in: characters, or words."""
    return len(text) if channel in _CHARACTERS else len(text.split())


def has_long_sentence(text: str) -> bool:
    """Whether a sentence is too long to be read easily (WORDING.md, section 1)."""
    most = _MOST_SENTENCE_WORDS
    return text.count(" ") >= most and any(
        sentence.count(" ") >= most for sentence in _STOP.split(text)
    )


def is_long(texts: Collection[str], kind: Kind, channel: Channel) -> bool:
    """Whether passages together pass the length WORDING.md (sections 1, 8 and 9) aims at here."""
    total = sum(size(text, channel) for text in texts)
    if channel in _CHARACTERS:
        return total + len(texts) - 1 > _CHARACTERS[channel]
    return total > (_BRIEF_WORDS if kind in _BRIEF else _WORDS[channel])

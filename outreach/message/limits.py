"""Lengths: what a channel can carry, and what a reader can take in (WORDING.md, sections 1 and 16).

The limits of LinkedIn are unofficial and change; this table is the one place that holds them.
"""

from outreach.message.vocabulary import Channel, Kind, Language

MOST_CHARACTERS: dict[Channel, int] = {
    Channel.CONNECTION_NOTE: 300,
    Channel.SMS: 480,
    Channel.LINKEDIN_MESSAGE: 3000,
}
"""Hard limits: a longer text is cut or refused by the channel. 480 is three SMS."""

TARGET_WORDS: dict[Channel, int] = {
    Channel.EMAIL: 150,
    Channel.LINKEDIN_MESSAGE: 110,
    Channel.SPOKEN: 90,
}
"""Advice above this many English words. Spoken: 20 seconds of speech, pauses and the way out."""

TARGET_CHARACTERS: dict[Channel, int] = {Channel.CONNECTION_NOTE: 200, Channel.SMS: 160}
"""Advice above this many characters."""

TOLERATED_CHARACTERS: dict[Channel, int] = {Channel.CONNECTION_NOTE: 0, Channel.SMS: 10}
"""No remark on so many more. LinkedIn cuts a note at 200; a longer SMS only travels in two."""

ANCHOR_CHARACTERS = 20
"""What it takes at least to say how one knows the other: ", from your 2014 class"."""

SHORT_KINDS: dict[Kind, int] = {Kind.ANSWER_NO: 50, Kind.NUDGE: 50, Kind.LAST_NUDGE: 50}
"""Messages that are best under this many words."""

FLAG_WORDS = 200
"""A body longer than this is too long (email and LinkedIn message)."""

FLAG_CHARACTERS = 300
"""A body longer than this is too long (SMS and connection note)."""

LONG_SENTENCE = 28
"""Words in a sentence above which two are easier."""

MOST_QUESTIONS = 2

SHORT_CHANNELS = frozenset({Channel.SMS, Channel.CONNECTION_NOTE})


def allowance(language: Language) -> float:
    """French runs 15 to 25 per cent longer; its targets are as much higher."""
    return 1.2 if language is Language.FR else 1.0

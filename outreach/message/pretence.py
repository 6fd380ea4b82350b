"""Friendship or another purpose put forward, and then a request."""

from outreach.message.asking import Ask
from outreach.message.reading import Reading
from outreach.message.vocabulary import Kind

_LATE = 0.4
"""How far down a text a request may come before the words ahead of it look like a pretext."""


def is_pretence(reading: Reading, asks: tuple[Ask, ...], kind: Kind) -> bool:
    """Whether the message claims or stages something else and then asks, or hides the ask."""
    if not asks:
        return False
    if reading.has("bait_hidden"):
        return True
    place = asks[0].start / max(1, len(reading.text))
    if reading.has("bait"):
        return True
    if kind is Kind.HELLO:
        return place > _LATE
    return place > _LATE and _turns(reading, asks[0])


def _turns(reading: Reading, ask: Ask) -> bool:
    """ "Oh, and ...", after nothing but small talk."""
    turning = any(abs(start - ask.sentence.start) < 12 for start, _ in reading.hits("turn"))
    before = [s for s in reading.body if s.start < ask.sentence.start]
    chatty = sum(reading.says(s, "small_talk", "v_social", "v_wellwish") for s in before)
    return turning and chatty >= 1

"""The fourteen labels of WORDING.md, Part C, worked out from a reading of the message."""

from dataclasses import dataclass
from functools import cached_property

from outreach.message.asking import Ask, Favour, find_asks
from outreach.message.exits import exits
from outreach.message.lexicon import lexicon_of
from outreach.message.limits import FLAG_CHARACTERS, FLAG_WORDS, SHORT_CHANNELS
from outreach.message.manners import over_apologises, pressure, thanks
from outreach.message.measures import words
from outreach.message.placeholders import placeholders
from outreach.message.pretence import is_pretence
from outreach.message.reading import Reading, Span
from outreach.message.sentences import fold
from outreach.message.standing import context, shared_past
from outreach.message.substance import count_favours, is_specific, is_unfair, names_work
from outreach.message.vocabulary import Channel, Kind

LABELS = (
    "has_request",
    "upfront",
    "has_context",
    "specific",
    "reasonable",
    "single_ask",
    "easy_out",
    "mentions_shared_history",
    "over_apologises",
    "pressure",
    "bait_and_switch",
    "placeholder_left",
    "too_long",
    "grateful",
)
"""In the order of Part C."""

NEEDS_REQUEST = frozenset(
    {"upfront", "specific", "reasonable", "single_ask", "easy_out", "bait_and_switch"}
)
"""Labels that say nothing about a message without a request."""

_UPFRONT_SENTENCES = 3
_UPFRONT_SHARE = 1 / 3
_THIRD_SENTENCE_SHARE = 0.6
"""A third sentence that comes this far down a text has too much ahead of it to lead."""

_THIRD_SENTENCE_CHARACTERS = 250


@dataclass(frozen=True)
class Evidence:
    """What a message says, and where. Findings and labels both come from here."""

    reading: Reading
    kind: Kind
    channel: Channel
    subject: str = ""

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """The asking clauses."""
        return find_asks(self.reading, self.kind)

    @cached_property
    def exits(self) -> tuple[Span, ...]:
        """The sentences that make a no easy."""
        return exits(self.reading)

    @cached_property
    def context(self) -> tuple[Span, ...]:
        """The sentences that say where the writer stands; news in a hello is no reason to write."""
        if self.kind is Kind.HELLO and not self.asks:
            return ()
        return context(self.reading, self.kind)

    @cached_property
    def shared_past(self) -> tuple[Span, ...]:
        """The sentences that mention a shared past."""
        found = shared_past(self.reading, self.kind)
        if found or not self.specific:
            return found
        # Whoever is asked to recommend a named piece of work has seen it done.
        return tuple(
            (ask.sentence.start, ask.sentence.end)
            for ask in self.asks
            if Favour.RECOMMENDATION in ask.favours and names_work(self.reading, ask.sentence)
        )

    @cached_property
    def specific(self) -> bool:
        """Whether the reader could say yes or no at once."""
        return is_specific(self.reading, self.asks)

    @cached_property
    def unfair(self) -> bool:
        """Whether the request goes beyond what a lapsed tie bears. A reply shows they are known."""
        known = bool(self.shared_past) or self.kind is not Kind.OPENING
        return is_unfair(self.reading, self.asks, known)

    @cached_property
    def pressure(self) -> tuple[Span, ...]:
        """The words that press."""
        return pressure(self.reading)

    @cached_property
    def thanks(self) -> tuple[Span, ...]:
        """The thanks that are meant."""
        return thanks(self.reading, self.kind)

    @cached_property
    def pretends(self) -> bool:
        """Whether something else is put forward before the request."""
        return is_pretence(self.reading, self.asks, self.kind)

    @cached_property
    def upfront(self) -> bool:
        """Whether the request leads: within three sentences, or the first third."""
        if not self.asks or self.pretends:
            return False
        body = self.reading.body
        start, end = body[0].start, body[-1].end
        share = (self.asks[0].start - start) / max(1, end - start)
        place = body.index(self.asks[0].sentence)
        # On the phone, the name and "Is this a good time?" come first.
        place -= 2 * (self.channel is Channel.SPOKEN)
        if place < _UPFRONT_SENTENCES - 1 or share <= _UPFRONT_SHARE:
            return True
        early = self.asks[0].start - start <= _THIRD_SENTENCE_CHARACTERS
        return place == _UPFRONT_SENTENCES - 1 and (early or share <= _THIRD_SENTENCE_SHARE)

    @cached_property
    def easy_out(self) -> bool:
        """Whether a no is welcome; a hollow "no pressure" beside pressure is not enough."""
        if self.exits:
            return True
        return self.reading.has("hollow_exit") and not self.pressure

    @property
    def has_vague_subject(self) -> bool:
        """Whether the subject would fit any message ("Hi!", "Quick favour")."""
        subject = fold(self.subject.strip())
        places = lexicon_of(self.reading.language).scan(subject).get("subject_vague", [])
        return not any(map(str.isalnum, subject)) or any(start == 0 for start, _ in places)

    def labels(self) -> dict[str, bool]:
        """The fourteen labels, in their order."""
        asked = bool(self.asks)
        found = {
            "has_request": asked,
            "upfront": self.upfront,
            "has_context": bool(self.context),
            "specific": self.specific,
            "reasonable": asked and not self.unfair,
            "single_ask": asked and count_favours(self.reading, self.asks) == 1,
            "easy_out": asked and self.easy_out,
            "mentions_shared_history": bool(self.shared_past),
            "over_apologises": over_apologises(self.reading),
            "pressure": bool(self.pressure),
            "bait_and_switch": self.pretends,
            "placeholder_left": bool(self.reading.slots or placeholders(self.subject)),
            "too_long": self.too_long,
            "grateful": bool(self.thanks),
        }
        return found

    @property
    def too_long(self) -> bool:
        """Whether the body passes the limit of Part C, which is looser than the targets."""
        text = self.reading.text.strip()
        if self.channel in SHORT_CHANNELS:
            return len(text) > FLAG_CHARACTERS
        return words(text) > FLAG_WORDS

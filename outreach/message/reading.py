"""A text read once: its sentences, its language, and where each kind of phrase occurs."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property

from outreach.message.language import addresses, recognise
from outreach.message.lexicon import lexicon_of
from outreach.message.placeholders import placeholders
from outreach.message.sentences import Role, Sentence, split, straighten, unwrap
from outreach.message.vocabulary import Address, Language

Span = tuple[int, int]

_QUOTED = re.compile(r'"[^"\n]{1,200}"')
_NONE: list[Span] = []


class Reading:
    """One message body, with the questions the checks ask of it.

    ``folded`` has the length of ``text``; ``plain`` is the same with quoted words blanked
    out, since a quoted apology ("no time, sorry" is fine) is not one.
    """

    def __init__(self, text: str, language: Language | None = None) -> None:
        self.text = text
        straight = straighten(text)
        self.folded = unwrap(straight)
        self.language = language or recognise(text, self.folded)
        quoted = [match.span() for match in _QUOTED.finditer(self.folded)]
        self.plain = _QUOTED.sub(_blank, self.folded) if quoted else self.folded
        self.sentences = split(text, straight)
        self.body = tuple(s for s in self.sentences if s.role is Role.BODY)
        self._spoken = lexicon_of(self.language).scan(self.folded)
        self._hits = _outside(self._spoken, quoted) if quoted else self._spoken
        self._by_sentence = self._filed()

    def _filed(self) -> dict[int, dict[str, list[Span]]]:
        """The hits of each sentence, by its start."""
        starts = [sentence.start for sentence in self.sentences]
        filed: dict[int, dict[str, list[Span]]] = {start: {} for start in starts}
        for tag, spans in self._hits.items():
            for span in spans:
                place = bisect_right(starts, span[0]) - 1
                if place >= 0 and span[0] < self.sentences[place].end:
                    filed[starts[place]].setdefault(tag, []).append(span)
        return filed

    @cached_property
    def slots(self) -> tuple[Span, ...]:
        """Where blanks are left to fill in."""
        return placeholders(self.text)

    @cached_property
    def addresses(self) -> tuple[list[Span], list[Span]]:
        """Where a French text says tu, and where it says vous."""
        return addresses(self.plain)

    @property
    def address(self) -> Address:
        """Whether a French text says tu; vous when it says neither, as one does in doubt."""
        familiar, polite = self.addresses
        return Address.TU if len(familiar) > len(polite) else Address.VOUS

    def hits(self, tag: str) -> list[Span]:
        """Every place where a phrase of this tag begins outside quoted words."""
        return self._hits.get(tag, _NONE)

    def has(self, *tags: str) -> bool:
        """Whether any of these tags occurs anywhere."""
        return any(tag in self._hits for tag in tags)

    def hits_in(self, sentence: Sentence, *tags: str) -> list[Span]:
        """The places of these tags that begin inside one sentence."""
        found = self._by_sentence[sentence.start]
        if len(tags) == 1:
            return found.get(tags[0], _NONE)
        return [span for tag in tags for span in found.get(tag, _NONE)]

    def tags_in(self, sentence: Sentence) -> Mapping[str, list[Span]]:
        """The places of every tag that occurs in one sentence."""
        return self._by_sentence[sentence.start]

    def says(self, sentence: Sentence, *tags: str) -> bool:
        """Whether one sentence holds a phrase of any of these tags."""
        return not self._by_sentence[sentence.start].keys().isdisjoint(tags)

    def spoken_hits(self, tag: str, start: int, end: int) -> list[Span]:
        """The places of a tag between two offsets, quoted words included."""
        return [span for span in self._spoken.get(tag, _NONE) if start <= span[0] < end]

    def of(self, sentence: Sentence) -> str:
        """The folded words of a sentence, quoted ones blanked."""
        return self.plain[sentence.start : sentence.end]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset."""
        return next((s for s in self.sentences if s.start <= offset < s.end), None)


def _blank(quote: re.Match[str]) -> str:
    return '"' + " " * (len(quote.group()) - 2) + '"'


def _outside(hits: dict[str, list[Span]], quoted: list[Span]) -> dict[str, list[Span]]:
    """The hits that do not begin inside quoted words; a tag without any is left out."""
    kept = {
        tag: [hit for hit in spans if not any(start <= hit[0] < end for start, end in quoted)]
        for tag, spans in hits.items()
    }
    return {tag: spans for tag, spans in kept.items() if spans}

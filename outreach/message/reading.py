"""A text read once: its sentences, its language, and where each kind of phrase occurs."""

import re
from collections.abc import Iterable

from outreach.message.language import recognise
from outreach.message.lexicon import lexicon_of
from outreach.message.sentences import Role, Sentence, fold, split
from outreach.message.vocabulary import Language

Span = tuple[int, int]

_QUOTED = re.compile(r'"[^"\n]{1,200}"')


class Reading:
    """One message body, with the questions the checks ask of it.

    ``folded`` has the length of ``text``; ``plain`` is the same with quoted words blanked
    out, since a quoted apology ("no time, sorry" is fine) is not one.
    """

    def __init__(self, text: str, language: Language | None = None) -> None:
        self.text = text
        self.language = language or recognise(text)
        self.folded = fold(text)
        self.quoted = tuple(match.span() for match in _QUOTED.finditer(self.folded))
        self.plain = _QUOTED.sub(lambda quote: '"' + " " * (len(quote.group()) - 2) + '"', self.folded)
        self.sentences = split(text)
        self.body = tuple(s for s in self.sentences if s.role is Role.BODY)
        self._spoken = lexicon_of(self.language).scan(self.folded)
        self._hits: dict[str, list[Span]] = {}

    def hits(self, tag: str) -> list[Span]:
        """Every place where a phrase of this tag begins outside quoted words."""
        found = self._hits.get(tag)
        if found is None:
            found = self._hits[tag] = [span for span in self._spoken[tag] if not self._quotes(span)]
        return found

    def _quotes(self, span: Span) -> bool:
        return any(start <= span[0] < end for start, end in self.quoted)

    def has(self, *tags: str) -> bool:
        """Whether any of these tags occurs anywhere."""
        return any(self.hits(tag) for tag in tags)

    def hits_in(self, sentence: Sentence, *tags: str) -> list[Span]:
        """The places of these tags that begin inside one sentence."""
        return [
            span
            for tag in tags
            for span in self.hits(tag)
            if sentence.start <= span[0] < sentence.end
        ]

    def says(self, sentence: Sentence, *tags: str) -> bool:
        """Whether one sentence holds a phrase of any of these tags."""
        return any(
            sentence.start <= start < sentence.end for tag in tags for start, _ in self.hits(tag)
        )

    def spoken_hits(self, tag: str, start: int, end: int) -> list[Span]:
        """The places of a tag between two offsets, quoted words included."""
        return [span for span in self._spoken[tag] if start <= span[0] < end]

    def of(self, sentence: Sentence) -> str:
        """The folded words of a sentence, quoted ones blanked."""
        return self.plain[sentence.start : sentence.end]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset."""
        return next((s for s in self.sentences if s.start <= offset < s.end), None)

    def with_any(self, tags: Iterable[str]) -> tuple[Sentence, ...]:
        """The body sentences that hold a phrase of any of these tags."""
        wanted = tuple(tags)
        return tuple(s for s in self.body if self.says(s, *wanted))

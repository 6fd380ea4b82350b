"""How well labels agree with the ones people gave: precision, recall and F1."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from outreach.message.labels import LABELS, NEEDS_REQUEST


@dataclass(slots=True)
class Score:
    """One label: found and true (hits), found and false (extras), not found and true (misses)."""

    hits: int = 0
    extras: int = 0
    misses: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is true; 1 when nothing was found."""
        found = self.hits + self.extras
        return self.hits / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was found; 1 when nothing is true."""
        true = self.hits + self.misses
        return self.hits / true if true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 when there was nothing to find and nothing was found."""
        all_named = 2 * self.hits + self.extras + self.misses
        return 2 * self.hits / all_named if all_named else 1.0


@dataclass(slots=True)
class Tally:
    """The scores of many messages. Labels that need a request count on messages that have one."""

    messages: int = 0
    _scores: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in LABELS})

    def add(self, found: Mapping[str, bool], expected: Mapping[str, bool]) -> None:
        """Count one message."""
        self.messages += 1
        for name in LABELS:
            if name in NEEDS_REQUEST and not expected["has_request"]:
                continue
            score = self._scores[name]
            score.hits += found[name] and expected[name]
            score.extras += found[name] and not expected[name]
            score.misses += expected[name] and not found[name]

    def of(self, name: str) -> Score:
        """The score of one label."""
        return self._scores[name]

    def mean_f1(self) -> float:
        """The mean of F1 over the fourteen labels."""
        return sum(score.f1 for score in self._scores.values()) / len(self._scores)

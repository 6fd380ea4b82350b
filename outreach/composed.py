"""What the composer gave for a message, kept as JSON in ``Message.composed``.

It tells which sentence came from which move after the user has edited the text, which wordings
the user asked for, and whether the answers have changed since.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from outreach.message.composition import Composition, Passage
from outreach.message.vocabulary import Move


@dataclass(frozen=True, slots=True)
class Composed:
    """A composition, the wordings chosen by hand by move, and the digest of the facts."""

    composition: Composition
    chosen: Mapping[Move, str] = field(default_factory=dict)
    facts: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the column."""
        composition = self.composition
        return {
            "subject": composition.subject,
            "subject_key": composition.subject_key,
            "passages": [
                [p.move.value, p.wording_key, p.text, p.paragraph] for p in composition.passages
            ],
            "chosen": {move.value: key for move, key in self.chosen.items()},
            "facts": self.facts,
        }


def from_json(stored: Mapping[str, Any]) -> Composed:
    """What the column holds; an empty composition for a text that was never composed."""
    passages = [
        Passage(Move(move), key, text, paragraph)
        for move, key, text, paragraph in stored.get("passages", [])
    ]
    composition = Composition(
        subject=stored.get("subject", ""),
        passages=tuple(passages),
        subject_key=stored.get("subject_key", ""),
    )
    chosen = {Move(move): key for move, key in stored.get("chosen", {}).items()}
    return Composed(composition, chosen, stored.get("facts", ""))


def text_of(composition: Composition, move: Move) -> tuple[str, str]:
    """Text and wording key of one move; empty without it."""
    if move is Move.SUBJECT:
        return composition.subject, composition.subject_key
    for passage in composition.passages:
        if passage.move is move:
            return passage.text, passage.wording_key
    return "", ""

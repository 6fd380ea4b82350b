"""Sentence completion: each question is the beginning of a sentence in the message's language."""

from dataclasses import dataclass

from outreach.message.vocabulary import Address, Language


@dataclass(frozen=True, slots=True)
class Question:
    """One beginning of a sentence that the user completes.

    ``key`` is the key in ``Facts.answers``; ``stem`` is shown before the field in the
    language of the message; ``example`` is one good completion; ``limit`` is characters.
    """

    key: str
    stem: str
    example: str
    limit: int
    required: bool
    rows: int = 1


def questions_for(ask: str, language: Language, address: Address) -> tuple[Question, ...]:
    """The questions of one request type, in order. An unknown (custom) type asks as OTHER does."""
    raise LookupError((ask, language, address))

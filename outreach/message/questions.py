"""Sentence completion: each question is the beginning of a sentence in the message's language.

The texts are data (``data/questions-en.toml``, ``data/questions-fr.toml``). What a user types
after a stem is taken into the message by ``outreach.message.grammar``.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from outreach.message.vocabulary import Address, Ask, Kind, Language

_DATA = Path(__file__).parent / "data"
_BUILT_IN = {ask.value for ask in Ask}
_FILES = {Language.EN: "questions-en.toml", Language.FR: "questions-fr.toml"}


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
    """The questions of one request type, in order. An unknown (custom) type asks as OTHER does.

    A hello has no request: an empty ``ask`` has no questions (see ``questions_of_kind``).
    """
    if not ask:
        return ()
    known = ask if ask in _BUILT_IN else Ask.OTHER.value
    return tuple(_section(known, language, address).values())


def questions_of_kind(kind: Kind, language: Language, address: Address) -> tuple[Question, ...]:
    """What one kind of message asks beyond the request type: news in a hello, what helped in
    a thank-you. Empty for openings, nudges and the answer to a no, which need nothing more.
    """
    return tuple(_section(kind.value, language, address).values())


def anchor_question(language: Language, address: Address) -> Question:
    """The question behind ``Facts.shared_history``."""
    return _section("common", language, address)["shared_history"]


def why_you_question(language: Language, address: Address) -> Question:
    """The question behind ``Facts.why_you``."""
    return _section("common", language, address)["why_you"]


@cache
def _section(name: str, language: Language, address: Address) -> dict[str, Question]:
    rows = _file(language).get(name, {})
    return {key: _question(key, row, address) for key, row in rows.items()}


@cache
def _file(language: Language) -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads((_DATA / _FILES[language]).read_text("utf-8"))


def _question(key: str, row: dict[str, Any], address: Address) -> Question:
    return Question(
        key=key,
        stem=_addressed(row["stem"], address),
        example=_addressed(row["example"], address),
        limit=row["limit"],
        required=row.get("required", False),
        rows=row.get("rows", 1),
    )


def _addressed(text: str | dict[str, str], address: Address) -> str:
    """A text is one string for everybody, or a table of tu and vous."""
    return text if isinstance(text, str) else text[address.value]

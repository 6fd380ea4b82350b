"""A wide sample: what plausible people answer, dealt out over every kind of message."""

import random
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from outreach.message.facts import Facts
from outreach.message.questions import questions_for, questions_of_kind
from outreach.message.vocabulary import (
    Address,
    Approach,
    Ask,
    Channel,
    Kind,
    Language,
    Situation,
    Tone,
)
from tests.outreach.message.sample import VOICES

_DATA = Path(__file__).parents[2] / "data"
_GAPS = (None, 0, 1, 2, 4, 7, 16, 30)
_DAYS = (None, date(2027, 3, 1), date(2028, 8, 15))
_OTHERS = [kind for kind in Kind if kind is not Kind.REMINDER]
_MOSTLY_OPENINGS = (*[Kind.OPENING] * 12, *_OTHERS)

Pool = dict[str, list[str | list[str]]]


@cache
def pool_of(language: Language) -> Pool:
    """Every answer in the file of a language, by what it answers."""
    name = f"plausible-{language.value[:2]}.toml"
    pool: Pool = tomllib.loads((_DATA / name).read_text("utf-8"))
    return pool


class Decks:
    """Answers dealt so that all of them come up before any comes up again."""

    def __init__(self, pool: Pool, chance: random.Random) -> None:
        self._pool, self._chance = pool, chance
        self._decks: dict[str, list[str | list[str]]] = {}

    def deal(self, name: str, address: Address) -> str:
        """The next answer; a pair is one for tu, one for vous."""
        if not self._decks.get(name):
            self._decks[name] = self._chance.sample(self._pool[name], len(self._pool[name]))
        dealt = self._decks[name].pop()
        return dealt if isinstance(dealt, str) else dealt[address is Address.VOUS]


def plausible(count: int, seed: int, kinds: Sequence[Kind] = _MOSTLY_OPENINGS) -> Iterator[Facts]:
    """So many facts, from a seeded choice of answers and circumstances."""
    chance = random.Random(seed)  # noqa: S311 (a sample, no secret)
    decks = {language: Decks(pool_of(language), chance) for language in Language}
    for _ in range(count):
        language, address = chance.choice(VOICES)
        kind = chance.choice(kinds)
        yield _facts(chance, decks[language], language, address, kind)


def _facts(
    chance: random.Random, deck: Decks, language: Language, address: Address, kind: Kind
) -> Facts:
    ask = "" if kind is Kind.HELLO else chance.choice(list(Ask))
    asked = questions_for(ask, language, address) + questions_of_kind(kind, language, address)
    person = chance.randrange(4)
    pool = pool_of(language)
    return Facts(
        kind=kind,
        channel=chance.choice(list(Channel)),
        language=language,
        tone=chance.choice(list(Tone)),
        address=address,
        sender_name=deck.deal("sender", address),
        greeting_name=str(pool["greeting"][person]),
        formal_name=str(pool["formal"][person]),
        full_name=str(pool["full"][person]),
        ask=ask,
        approach=chance.choice(list(Approach)) if ask else Approach.FRIENDLY_FIRST,
        shared_history=deck.deal("shared_history", address),
        why_you=deck.deal("why_you", address) if chance.random() < 0.8 else "",
        gap_years=chance.choice(_GAPS),
        situation=chance.choice(list(Situation)),
        situation_date=chance.choice(_DAYS),
        promise_months=chance.choice((None, 3, 6)) if kind is Kind.HELLO else None,
        answers={
            question.key: deck.deal(question.key, address)
            for question in asked
            if question.required or chance.random() < 0.7
        },
    )

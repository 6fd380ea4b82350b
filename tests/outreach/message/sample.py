"""Plausible facts for the tests of the composer, in both languages."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from outreach.message.facts import Facts
from outreach.message.questions import questions_for, questions_of_kind
from outreach.message.samples import facts_for
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

VOICES = [
    (Language.EN, Address.VOUS),
    (Language.FR, Address.TU),
    (Language.FR, Address.VOUS),
]
GAPS = (None, 1, 3, 16)


def openings() -> Iterator[Facts]:
    """The matrix of first messages; the situations take turns, to keep it to a few seconds."""
    at_least = itertools.cycle([False, False, True])
    matrix = itertools.product(VOICES, Ask, Approach, Tone, Channel, GAPS, (True, False))
    situations = itertools.cycle([*Situation, *reversed(Situation), Situation.NOW])
    for (language, address), ask, approach, tone, channel, gap, optional in matrix:
        sample = facts_for(Kind.OPENING, ask, language, address, optional=optional)
        yield replace(
            sample,
            approach=approach,
            tone=tone,
            channel=channel,
            gap_years=gap,
            gap_at_least=next(at_least),
            situation=next(situations),
        )


def some_answers() -> Iterator[Facts]:
    """Each optional answer alone and with each other one, and each length of silence."""
    for (language, address), (kind, ask) in itertools.product(VOICES, kinds_and_asks(Kind)):
        sample = facts_for(kind, ask, language, address)
        asked = questions_for(ask, language, address) + questions_of_kind(kind, language, address)
        optional = [question.key for question in asked if not question.required]
        for number, gap in itertools.product(range(2 ** len(optional)), GAPS):
            left_out = {key for bit, key in enumerate(optional) if number & 1 << bit}
            answers = {key: text for key, text in sample.answers.items() if key not in left_out}
            at_least = number % 3 == 0
            yield replace(sample, answers=answers, gap_years=gap, gap_at_least=at_least)


def later_messages() -> Iterator[Facts]:
    """The matrix of everything that is not a first request."""
    kinds = [kind for kind in Kind if kind is not Kind.OPENING]
    for (language, address), (kind, ask), tone, channel, optional in itertools.product(
        VOICES, kinds_and_asks(kinds), Tone, Channel, (True, False)
    ):
        sample = facts_for(kind, ask, language, address, optional=optional)
        yield replace(sample, tone=tone, channel=channel)


def kinds_and_asks(kinds: Iterable[Kind]) -> list[tuple[Kind, str]]:
    """Every kind with every request type whose words depend on it; a hello has none."""
    alike = {Kind.ANSWER_NO, Kind.RESULT_NOTE, Kind.STAY_IN_TOUCH}
    return [
        (kind, "" if kind is Kind.HELLO else ask)
        for kind in kinds
        for ask in ([Ask.RECOMMENDATION] if kind in alike or kind is Kind.HELLO else Ask)
    ]

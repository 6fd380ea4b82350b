"""Trying a wording before anybody uses it: sample messages with it, read by the checker."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from outreach.message.check import check
from outreach.message.compose import NoWordingFits, compose, rotation
from outreach.message.composition import Composition
from outreach.message.facts import Facts
from outreach.message.finding import Finding
from outreach.message.samples import facts_for
from outreach.message.slots import placeholders
from outreach.message.vocabulary import (
    LENGTH_OF,
    Address,
    Approach,
    Ask,
    Channel,
    Kind,
    Language,
    Move,
    Situation,
    Tone,
)
from outreach.message.wording import Wording

SITUATIONS = {
    "now": Situation.NOW,
    "from_date": Situation.FROM_DATE,
    "not_before": Situation.NOT_BEFORE,
    "for_now": Situation.NOT_LOOKING,
}
"""The situation that gives a placeholder its words."""

GAPS = {"a_while": 1, "some_years": 3, "many_years": 16}
"""Whole years of silence that give a placeholder its words."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A message composed for the invented person, with the wording in it."""

    facts: Facts
    message: Composition
    seed: int


@dataclass(frozen=True, slots=True)
class Objection:
    """What the checker says of a message with this wording in it."""

    finding: Finding
    sample: Sample


def samples_with(wording: Wording, wordings: Sequence[Wording]) -> Iterator[Sample]:
    """Messages in which this wording is used, over all it may be used for: those in which its
    turn may come. None where no answer fills its placeholders, or it is always too long."""
    pool = [*(other for other in wordings if other.key != wording.key), wording]
    for facts in _facts_that_fit(wording):
        turns = rotation(facts, pool, 0).get(wording.move, ())
        if wording.key not in turns:
            continue
        # The seed with which this wording comes first; nothing is pinned, so that the message is
        # the one people would get, shortened where it would be too long.
        seed = turns.index(wording.key)
        try:
            message = compose(facts, pool, seed)
        except NoWordingFits:
            continue
        used = {passage.wording_key for passage in message.passages} | {message.subject_key}
        if wording.key in used:
            yield Sample(facts, message, seed)


def objection_to(
    wording: Wording, samples: Sequence[Sample], wordings: Sequence[Wording]
) -> Objection | None:
    """The first finding that this wording brings into one of its samples; None when there is none.

    What the same message has without it is not its doing.
    """
    others = [other for other in wordings if other.key != wording.key]
    for sample in samples:
        found = _findings(sample)
        if not found:
            continue
        before = {finding.code for finding in _findings(_without(sample, others))}
        if not sample.facts.shared_history:
            before.add("no_shared_history")
        for finding in found:
            if finding.code not in before:
                return Objection(finding, sample)
    return None


def _findings(sample: Sample | None) -> tuple[Finding, ...]:
    if sample is None:
        return ()
    facts = sample.facts
    return check(
        sample.message.body,
        kind=facts.kind,
        channel=facts.channel,
        language=facts.language,
        subject=sample.message.subject,
        address=facts.address,
    )


def _without(sample: Sample, others: Sequence[Wording]) -> Sample | None:
    try:
        return Sample(sample.facts, compose(sample.facts, others, sample.seed), sample.seed)
    except NoWordingFits:
        return None


def in_other_language(sample: Sample, wordings: Sequence[Wording]) -> Sample | None:
    """The same message as people get it in the other language; None where nothing fits."""
    language = Language.EN if sample.facts.language is Language.FR else Language.FR
    other = facts_for(
        sample.facts.kind, _sample_ask(sample.facts.ask), language, sample.facts.address
    )
    facts = replace(
        other,
        tone=sample.facts.tone,
        channel=sample.facts.channel,
        approach=sample.facts.approach,
        gap_years=sample.facts.gap_years,
        situation=sample.facts.situation,
    )
    try:
        return Sample(facts, compose(facts, wordings, sample.seed), sample.seed)
    except NoWordingFits:
        return None


def _facts_that_fit(wording: Wording) -> Iterator[Facts]:
    """The invented person in every place the wording may stand; what does not choose takes turns,
    so that a trial is some hundred messages and not some thousand."""
    names = placeholders(wording.text)
    gaps = itertools.cycle(_of(names, GAPS) or (None, 1, 3, 16))
    situations = itertools.cycle(_of(names, SITUATIONS) or list(Situation))
    approaches = itertools.cycle([wording.approach] if wording.approach else [*Approach])
    places = itertools.product(
        _kinds(wording),
        _asks(wording),
        _tones(wording),
        _addresses(wording),
        _channels(wording),
        ("everything", "what is needed", "hardly anything"),
    )
    for kind, ask, tone, address, channel, known in places:
        asked = "" if kind is Kind.HELLO else ask
        is_all = known == "everything"
        facts = facts_for(kind, asked, wording.language, address, optional=is_all)
        yield replace(
            facts,
            shared_history="" if known == "hardly anything" else facts.shared_history,
            tone=tone,
            channel=channel,
            approach=Approach(next(approaches)) if asked else Approach.FRIENDLY_FIRST,
            gap_years=next(gaps),
            situation=next(situations),
        )


def _of(names: frozenset[str], table: dict[str, Any]) -> list[Any]:
    return [value for name, value in table.items() if name in names]


def _sample_ask(ask: str) -> str:
    """A custom request type asks as OTHER does."""
    return ask if not ask or ask in set(Ask) else Ask.OTHER.value


def _kinds(wording: Wording) -> list[Kind]:
    """Greeting and sign-off of an opening serve every kind that has none of its own."""
    is_frame = wording.kind is Kind.OPENING and wording.move in (Move.GREETING, Move.SIGN_OFF)
    return [*Kind] if is_frame else [wording.kind]


def _asks(wording: Wording) -> list[str]:
    if wording.kind is Kind.HELLO:
        return [""]
    if wording.move in (Move.GREETING, Move.SIGN_OFF):
        return [Ask.RECOMMENDATION.value]
    return [wording.ask] if wording.ask else [ask.value for ask in Ask]


def _tones(wording: Wording) -> list[Tone]:
    return [Tone(wording.tone)] if wording.tone else [*Tone]


def _addresses(wording: Wording) -> list[Address]:
    if wording.address:
        return [Address(wording.address)]
    return [Address.VOUS] if wording.language is Language.EN else [*Address]


def _channels(wording: Wording) -> list[Channel]:
    channels = [channel for channel, length in LENGTH_OF.items() if length is wording.length]
    return [Channel.EMAIL] if wording.move is Move.SUBJECT else channels

"""Plausible facts for the tests of the composer, in both languages."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

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

VOICES = [
    (Language.EN, Address.VOUS),
    (Language.FR, Address.TU),
    (Language.FR, Address.VOUS),
]
GAPS = (None, 1, 3, 16)
MARCH = date(2027, 3, 1)

ENGLISH = {
    "work": "Planning the grad student conference in 2009.",
    "theme": "how I coordinated the volunteers",
    "facts": "120 participants\ntwo days in March",
    "topic": "how museums in the region hire",
    "minutes": "15 minutes",
    "questions": "What does a normal week look like?\nWhich skills are rare?",
    "role": "Policy analyst",
    "region": "the Ottawa area",
    "organisations": "Statistics Canada\nthe City of Ottawa\nCMHC",
    "strengths": "I have five years of teaching.",
    "request": "to introduce me to Marie Roy, who leads the archives",
    "news": "I moved to Halifax and teach evening classes",
    "detail": "I can call any weekday after four",
    "helped": "your remark that small museums post their jobs late",
    "next": "I’m writing to two of the places you named",
    "result": "I start at the city archives in May",
    "interest": "the conference we started is in its fifteenth year",
}
FRENCH = {
    "work": "organiser le colloque étudiant de 2009",
    "theme": "ma façon de coordonner les bénévoles",
    "facts": "120 participants\ndeux jours en mars",
    "topic": "comment les musées embauchent",
    "minutes": "15 minutes",
    "questions": "À quoi ressemble une semaine ?\nQuelles compétences manquent ?",
    "role": "Analyste de politiques",
    "region": "la région d'Ottawa",
    "organisations": "Statistique Canada\nla Ville d'Ottawa\nla SCHL",
    "strengths": "J'ai cinq ans d'enseignement.",
    "request": "me présenter à Marie Roy, qui dirige les archives",
    "news": "je vis à Québec et je donne des cours du soir",
    "detail": "je peux appeler en semaine après 16h30",
    "helped": "la remarque sur les petits musées, qui affichent tard",
    "next": "j'écris à deux des endroits nommés",
    "result": "je commence aux archives de la Ville en mai",
    "interest": "le colloque en est à sa quinzième année",
}


def facts_for(
    kind: Kind = Kind.OPENING,
    ask: str = Ask.RECOMMENDATION,
    language: Language = Language.EN,
    address: Address = Address.VOUS,
    *,
    optional: bool = True,
) -> Facts:
    """A sample with every required answer, and with the optional ones if wanted."""
    french = language is Language.FR
    source = FRENCH if french else ENGLISH
    asked = questions_for(ask, language, address) + questions_of_kind(kind, language, address)
    reason = ("tu as vu" if address is Address.TU else "vous avez vu") + " ma façon de travailler"
    return Facts(
        kind=kind,
        channel=Channel.EMAIL,
        language=language,
        tone=Tone.WARM,
        address=address,
        sender_name="Sam Lee",
        greeting_name="Judith",
        formal_name="Madame Roy" if french else "Dr. Roy",
        full_name="Judith Roy",
        ask=ask,
        approach=Approach.UP_FRONT if ask else Approach.FRIENDLY_FIRST,
        shared_history="le séminaire de méthodologie" if french else "your methods seminar",
        why_you=(reason if french else "you saw how I work") if optional else "",
        gap_years=16,
        situation=Situation.FROM_DATE,
        situation_date=MARCH if optional else None,
        promise_months=6 if optional and kind is Kind.HELLO else None,
        answers={q.key: source[q.key] for q in asked if q.required or optional},
    )


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

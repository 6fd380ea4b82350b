"""Sample facts of an invented person: what an editor's wording is tried and shown with."""

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

FROM_DATE = date(2027, 3, 1)

ANSWERS: dict[Language, dict[str, str]] = {
    Language.EN: {
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
        "deadline": "the posting closes on March 14",
        "material": "the posting is at archives.example.org/jobs/12\nmy CV is on one page",
        "helped": "your remark that small museums post their jobs late",
        "next": "I’m writing to two of the places you named",
        "result": "I start at the city archives in May",
        "interest": "the conference we started is in its fifteenth year",
    },
    Language.FR: {
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
        "deadline": "le concours ferme le 14 mars",
        "material": "l'affichage est à archives.example.org/postes/12\nmon CV tient en une page",
        "helped": "la remarque sur les petits musées, qui affichent tard",
        "next": "j'écris à deux des endroits nommés",
        "result": "je commence aux archives de la Ville en mai",
        "interest": "le colloque en est à sa quinzième année",
    },
}
"""What the invented person typed after each beginning of a sentence; clumsy, as people type."""


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
        situation_date=FROM_DATE if optional else None,
        promise_months=6 if optional and kind is Kind.HELLO else None,
        answers={
            question.key: ANSWERS[language][question.key]
            for question in asked
            if question.required or optional
        },
    )

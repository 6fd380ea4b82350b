"""Requests are found however they are phrased, and what only looks like one is not."""

import pytest

from outreach.message.asking import Favour, families, find_asks
from outreach.message.reading import Reading
from outreach.message.vocabulary import Kind


def asked(text: str, kind: Kind = Kind.OPENING) -> bool:
    return bool(find_asks(Reading(text), kind))


@pytest.mark.parametrize(
    "text",
    [
        "Could you write two lines about the audit?",
        "It would mean a lot if we could talk for ten minutes.",
        "Any chance of a ten-minute call next week about consultancy?",
        "I'm after one or two names of translation bureaus.",
        "My ask is small: whether the night-school route is still respected.",
        "Refer me for this one?",
        "Need a LinkedIn rec from you for the Monmouth rollout we did.",
        "What would make me a more convincing candidate for educator jobs?",
        "If you were hiring a bookkeeper, what would you want to see on the first page?",
        "I am humbly requesting you to write recommendation for me.",
        "Kindly guide me which certification I should take first.",
        "I wonder whether a diploma alone can get past a first screening.",
        "u free for a 10 min call?",
        "Any words of wisdom for me?",
        "I expect you can find an afternoon to go through things with me.",
        "J'aimerais avoir deux phrases de ta part sur le projet.",
        "Je cherche quelqu'un qui pourrait relire ma lettre.",
        "Un appel de 15 min ce mois-ci?",
        "Ma demande tient en une phrase : où chercher un poste d'analyste?",
        "Je vous serais reconnaissant de bien vouloir rédiger une recommandation.",
        "T'aurais-tu 15 minutes pour me dire comment t'as fait le saut?",
        "À quels organismes enverrais-tu une candidature?",
    ],
)
def test_a_request_is_found(text: str) -> None:
    assert asked(f"Hi Bo,\n\n{text}\n\nAna")


@pytest.mark.parametrize(
    "text",
    [
        "How are you? I hope the new job is going well.",
        "I'd love to hear your news whenever you have a moment.",
        "Let me know if I can ever return the kindness.",
        "Thank you for the recommendation, it helped me get the job.",
        "I'd like to thank you for the introduction to Beatriz.",
        "I'll let you know how the interview goes.",
        "I asked her for a reference and she wrote a fine one.",
        "J'espère que votre nouveau poste vous plaît.",
        "Je n'ai rien à te demander.",
        "Merci de tes conseils sur ma candidature.",
    ],
)
@pytest.mark.parametrize("kind", [Kind.HELLO, Kind.THANK_YOU, Kind.ANSWER_NO])
def test_offers_thanks_and_news_are_not_requests(text: str, kind: Kind) -> None:
    assert not asked(f"Hi Bo,\n\n{text}\n\nAna", kind)


def test_a_way_out_is_not_a_request() -> None:
    text = "Could you write two lines about the audit? Please tell me if you'd rather not."
    assert len(find_asks(Reading(text), Kind.OPENING)) == 1


def count(text: str) -> int:
    reading = Reading(text)
    return len(families(reading, find_asks(reading, Kind.OPENING)))


@pytest.mark.parametrize(
    ("text", "favours"),
    [
        ("Could we talk for ten minutes, by phone or over coffee, about your work?", 1),
        ("Could you write two lines on LinkedIn, or give me a call?", 1),
        ("Would you write three lines on LinkedIn? And could I have ten minutes on the phone?", 2),
        ("I would like a ten-minute call, and also the email of your front office manager.", 2),
        ("Pourrais-tu relire mon CV et me présenter à ta directrice?", 2),
    ],
)
def test_a_choice_of_form_is_one_favour(text: str, favours: int) -> None:
    assert count(text) == favours


def test_the_favour_is_known() -> None:
    asks = find_asks(Reading("Could you introduce me to Dana Roy?"), Kind.OPENING)
    assert Favour.INTRODUCTION in asks[0].favours

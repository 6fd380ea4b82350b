"""The messages of the issue, composed through the real pages: not a single finding."""

import pytest

from outreach.models import Message, Outreach
from tests.outreach.helpers import SITUATION, contact_of, draft_of, post, url

EN = {
    "recommendation": {"say_work": "planning the grad student conference in 2009"},
    "coffee": {
        "say_topic": "how museums in the region hire",
        "say_minutes": "15",
        "say_questions": "what a normal week looks like\nwhich skills are hard to find",
        "say_shared_history": "the science fair in 2012",
    },
    "application_advice": {
        "say_role": "policy analyst roles",
        "say_region": "the Ottawa area",
        "say_organisations": "Statistics Canada\nthe City of Ottawa\nthe Conference Board",
        "say_shared_history": "the policy seminar in 2014",
    },
    "candidacy_ideas": {
        "say_role": "policy analyst roles",
        "say_strengths": "five years of project coordination and fluent French",
        "say_shared_history": "the policy seminar in 2014",
    },
    "other": {
        "say_request": "introduce me to Marie Roy, who leads the city archives",
        "say_shared_history": "the archives project in 2016",
    },
}
FR = {
    "recommendation": {"say_work": "l’organisation du colloque étudiant de 2009"},
    "coffee": {
        "say_topic": "l’embauche dans les musées de la région",
        "say_minutes": "15",
        "say_questions": "à quoi ressemble une semaine normale",
        "say_shared_history": "la foire scientifique de 2012",
    },
    "application_advice": {
        "say_role": "un poste d’analyste de politiques",
        "say_region": "la région d’Ottawa",
        "say_organisations": "Statistique Canada\nla Ville d’Ottawa\nle Conference Board",
        "say_shared_history": "le séminaire de 2014",
    },
    "candidacy_ideas": {
        "say_role": "un poste d’analyste de politiques",
        "say_strengths": "cinq ans de coordination de projets et un bon anglais",
        "say_shared_history": "le séminaire de 2014",
    },
    "other": {
        "say_request": "me présenter à Marie Roy, qui dirige les archives de la Ville",
        "say_shared_history": "le projet d’archives de 2016",
    },
}
MARKET = {
    "recommendation": {"situation": "from_date", "situation_date": "May 2027"},
    "coffee": {"situation": "not_before", "situation_date": "2027-05-01"},
}
WHY_YOU = {
    "en": "you saw how I work when plans change",
    "fr-CA": "vous avez vu de près ma façon de travailler",
}


CHANNELS = ("email", "linkedin_message", "connection_note", "sms", "spoken")


def walk(client, draft: Outreach, ask: str, language: str) -> None:
    """From the motive to the details, through the pages."""
    post(client, draft, "why", hope="help", still_write="unsure")
    post(client, draft, "ask", request_type=ask)
    post(client, draft, "details", **(EN if language == "en" else FR)[ask])


@pytest.mark.parametrize("language", ["en", "fr-CA"])
@pytest.mark.parametrize("ask", list(EN))
def test_every_ask_composes_without_a_finding(alice, alice_client, ask, language):
    """Going back to choose another way changes the message; each is looked at."""
    draft = draft_of(alice, contact_of(alice), language=language, seed=7)
    walk(alice_client, draft, ask, language)
    choices = {"message_language": language, "say_why_you": WHY_YOU[language]}
    fields = {**SITUATION, **MARKET.get(ask, {}), **choices}
    seen = {}
    for channel in CHANNELS:
        answer = post(alice_client, draft, "situation", **fields | {"channel": channel})
        assert answer.url == url(draft, "message")
        message = Message.objects.get()
        advice = alice_client.get(answer.url).context["advice"]
        seen[message.channel] = (advice.findings, message.body)
    assert {channel: findings for channel, (findings, _) in seen.items()} == dict.fromkeys(
        CHANNELS, ()
    ), seen
    assert all(body for _, body in seen.values())


@pytest.mark.parametrize("language", ["en", "fr-CA"])
def test_a_hello_with_a_promise_composes_without_a_finding(alice, alice_client, language):
    draft = draft_of(alice, contact_of(alice), language=language, seed=7)
    promise = {"approach": "friendly_first", "rhythm": "6", "promise": "on"}
    post(alice_client, draft, "why", hope="relationship", still_write="yes", **promise)
    hello = {
        "en": {"say_shared_history": "the 2009 conference", "say_news": "I moved to Halifax"},
        "fr-CA": {"say_shared_history": "le colloque de 2009", "say_news": "je vis à Québec"},
    }
    choices = {"channel": "email", "message_language": language, "tone": "warm"}
    answer = post(alice_client, draft, "situation", **choices, **hello[language])
    advice = alice_client.get(answer.url).context["advice"]
    assert (Message.objects.get().kind, advice.findings) == ("hello", ())
    alice_client.post(url(draft, "send"))
    assert Outreach.objects.get().status == "sent"

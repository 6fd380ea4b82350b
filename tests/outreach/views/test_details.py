"""Steps 3 and 4: what is asked, and the sentences that go with it."""

import pytest

from outreach.models import Outreach, RequestType
from tests.outreach.helpers import READY, draft_of, post, url

COFFEE = {
    "say_topic": "how museums hire",
    "say_minutes": "15",
    "say_questions": "what a normal week looks like",
    "say_shared_history": "the grad student conference in 2009",
}


def coffee_draft(alice, **columns):
    return draft_of(alice, **(READY | {"ask": "coffee", "answers": {}} | columns))


def test_the_cards_show_example_and_size(alice, alice_client):
    page = alice_client.get(url(draft_of(alice, **READY), "ask")).content.decode()
    for request_type in RequestType.objects.all():
        assert request_type.size_en in page


def test_a_choice_is_needed(alice, alice_client):
    page = post(alice_client, draft_of(alice, **READY), "ask", request_type="")
    assert page.context["form"].errors["request_type"] == ["Choose what you want to ask."]


def test_a_withdrawn_type_is_offered_only_to_the_draft_that_has_it(alice, alice_client):
    draft = draft_of(alice, **READY)
    RequestType.objects.filter(key__in=["coffee", "recommendation"]).update(is_active=False)
    page = alice_client.get(url(draft, "ask")).content.decode()
    assert 'value="recommendation" checked' in page
    assert 'value="coffee"' not in page


def test_another_type_keeps_the_sentences_of_the_first(alice, alice_client):
    draft = coffee_draft(alice)
    post(alice_client, draft, "details", **COFFEE)
    post(alice_client, draft, "ask", request_type="recommendation")
    post(alice_client, draft, "ask", request_type="coffee")
    page = alice_client.get(url(draft, "details"))
    assert page.context["form"]["say_topic"].value() == "how museums hire"


def test_the_sentences_are_stored_by_question(alice, alice_client):
    draft = coffee_draft(alice)
    answer = post(alice_client, draft, "details", **COFFEE)
    draft.refresh_from_db()
    assert answer.url == url(draft, "situation")
    assert draft.answers == {
        "topic": "how museums hire",
        "minutes": "15",
        "questions": "what a normal week looks like",
    }
    assert draft.shared_history == "the grad student conference in 2009"


def test_the_stem_is_a_label_in_the_language_of_the_message(alice, alice_client):
    draft = coffee_draft(alice, language="fr-CA", address="tu")
    page = alice_client.get(url(draft, "details")).content.decode()
    assert '<span lang="fr-CA">J’aimerais te poser quelques questions sur …</span>' in page


def test_a_recommendation_asks_for_the_shared_work_once(alice, alice_client):
    draft = draft_of(alice, **(READY | {"answers": {}}))
    form = alice_client.get(url(draft, "details")).context["form"]
    assert "say_shared_history" not in form.fields
    assert form["say_work"].value() == "planning the grad student conference in 2009"
    post(alice_client, draft, "details", say_work="the 2009 conference")
    assert Outreach.objects.get().shared_history == "the 2009 conference"


@pytest.mark.parametrize(
    ("key", "language", "address"),
    [("fr-CA/vous", "fr-CA", "vous"), ("fr-CA/tu", "fr-CA", "tu"), ("en", "en", "vous")],
)
def test_the_language_is_switched_without_losing_text(alice, alice_client, key, language, address):
    draft = coffee_draft(alice)
    answer = post(alice_client, draft, "details", switch=key, **(COFFEE | {"say_minutes": "99"}))
    draft.refresh_from_db()
    assert answer.url == url(draft, "details")
    assert (draft.language, draft.address) == (language, address)
    form = alice_client.get(answer.url).context["form"]
    assert (form["say_topic"].value(), form["say_minutes"].value()) == ("how museums hire", "99")


@pytest.mark.parametrize("minutes", ["25", "4", "an hour", "9" * 400, "9" * 5000])
def test_B54_minutes_out_of_range_explain_the_size(alice, alice_client, minutes):
    page = post(alice_client, coffee_draft(alice), "details", **(COFFEE | {"say_minutes": minutes}))
    assert "Fifteen is a kind size" in page.context["form"].errors["say_minutes"][0]
    assert page.context["form"]["say_minutes"].value() == minutes


def test_B53_arabic_indic_digits_are_digits(alice, alice_client):
    post(alice_client, coffee_draft(alice), "details", **(COFFEE | {"say_minutes": "١٥"}))
    assert Outreach.objects.get().answers["minutes"] == "15"


def test_an_unknown_switch_changes_no_language(alice, alice_client):
    draft = coffee_draft(alice)
    post(alice_client, draft, "details", switch="de/du", **COFFEE)
    draft.refresh_from_db()
    assert draft.language == "en"

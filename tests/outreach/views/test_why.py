"""Step 2: the motive decides the approach; hello first needs a promise."""

import pytest

from contacts.models import Contact
from outreach.models import Outreach, Promise
from tests.outreach.helpers import draft_of, post, url

HELLO = {
    "hope": "relationship",
    "still_write": "yes",
    "approach": "friendly_first",
    "rhythm": "6",
    "promise": "on",
}


@pytest.mark.parametrize("still_write", ["yes", "unsure", "no"])
def test_help_is_up_front_whatever_else(alice, alice_client, still_write):
    draft = draft_of(alice)
    answer = post(alice_client, draft, "why", hope="help", still_write=still_write)
    draft.refresh_from_db()
    assert (answer.url, draft.approach) == (url(draft, "ask"), "up_front")


@pytest.mark.parametrize("hope", ["both", "relationship"])
@pytest.mark.parametrize("still_write", ["unsure", "no"])
def test_not_knowing_is_explained_kindly_and_leads_up_front(alice, alice_client, hope, still_write):
    draft = draft_of(alice)
    page = post(alice_client, draft, "why", hope=hope, still_write=still_write)
    assert "Up front is the honest way here" in page.content.decode()
    assert (page.context["form"].errors, page.context["form"].verdict) == ({}, "honest_up_front")
    answer = post(alice_client, draft, "why", hope=hope, still_write=still_write, understood="on")
    draft.refresh_from_db()
    assert (answer.url, draft.approach) == (url(draft, "ask"), "up_front")


def test_a_promise_lets_a_hello_through_and_is_recorded(alice, alice_client):
    draft = draft_of(alice)
    answer = post(alice_client, draft, "why", **HELLO)
    draft.refresh_from_db()
    assert (answer.url, draft.approach) == (url(draft, "situation"), "friendly_first")
    assert Promise.objects.get(outreach=draft).rhythm_months == 6
    assert Contact.objects.get().rhythm_months == 6


@pytest.mark.parametrize(
    ("missing", "field"), [("rhythm", "rhythm"), ("promise", "promise"), ("approach", None)]
)
def test_a_hello_without_a_whole_promise_does_not_pass(alice, alice_client, missing, field):
    draft = draft_of(alice)
    page = post(alice_client, draft, "why", **{k: v for k, v in HELLO.items() if k != missing})
    draft.refresh_from_db()
    assert (page.status_code, draft.approach) == (200, "up_front")
    assert set(page.context["form"].errors) == ({field} if field else set())
    assert not Promise.objects.exists()


@pytest.mark.parametrize("hope", ["help", "both"])
@pytest.mark.parametrize("still_write", ["unsure", "no"])
def test_a_forged_hello_stays_up_front(alice, alice_client, hope, still_write):
    draft = draft_of(alice)
    forged = HELLO | {"hope": hope, "still_write": still_write, "understood": "on"}
    post(alice_client, draft, "why", **forged)
    draft.refresh_from_db()
    assert draft.approach == "up_front"
    assert not Promise.objects.exists()


def test_changing_to_up_front_takes_the_promise_back_and_keeps_the_texts(alice, alice_client):
    draft = draft_of(alice, answers={"topic": "how museums hire"})
    post(alice_client, draft, "why", **HELLO)
    post(alice_client, draft, "why", hope="help", still_write="no")
    draft.refresh_from_db()
    assert (draft.approach, draft.answers) == ("up_front", {"topic": "how museums hire"})
    assert not Promise.objects.exists()
    assert Contact.objects.get().rhythm_months is None


def test_another_rhythm_is_another_promise(alice, alice_client):
    draft = draft_of(alice)
    post(alice_client, draft, "why", **HELLO)
    post(alice_client, draft, "why", **(HELLO | {"rhythm": "12"}))
    assert Promise.objects.get().rhythm_months == 12


def test_a_hello_has_five_steps_and_no_request(alice, alice_client):
    draft = draft_of(alice)
    post(alice_client, draft, "why", **HELLO)
    page = alice_client.get(url(draft, "situation"))
    assert (page.context["frame"].number, page.context["frame"].total) == (3, 5)
    assert alice_client.get(url(draft, "ask")).url == url(draft, "situation")
    assert "situation" not in page.context["form"].fields


@pytest.mark.parametrize("field", ["hope", "still_write", "approach", "rhythm"])
def test_B42_a_tampered_choice_is_a_field_error(alice, alice_client, field):
    draft = draft_of(alice)
    page = post(alice_client, draft, "why", **(HELLO | {field: "nonsense"}))
    assert field in page.context["form"].errors
    assert Outreach.objects.get().approach == "up_front"


def test_no_page_claims_that_one_way_gets_more_answers(alice, alice_client):
    page = alice_client.get(url(draft_of(alice), "why")).content.decode()
    assert "more answers" not in page
    assert "works better" not in page

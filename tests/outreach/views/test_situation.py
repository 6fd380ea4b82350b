"""Step 5: the situation, prefilled and asked once."""

import pytest

from contacts.models import Contact
from outreach.models import Message, Outreach
from tests.outreach.helpers import READY, SITUATION, draft_of, opening_of, post, url


def test_it_composes_the_first_message(alice, alice_client):
    draft = draft_of(alice, **READY)
    answer = post(alice_client, draft, "situation", **SITUATION)
    message = Message.objects.get()
    assert answer.url == url(draft, "message")
    assert (message.kind, message.channel, message.is_edited) == ("opening", "email", False)
    assert "because you saw how I work" in message.body


def test_a_situation_with_a_date_needs_one(alice, alice_client):
    draft = draft_of(alice, **READY)
    page = post(alice_client, draft, "situation", **(SITUATION | {"situation": "from_date"}))
    assert page.context["form"].errors == {"situation_date": ["Enter the date, a month is enough."]}
    draft.refresh_from_db()
    assert (draft.situation, draft.unfinished["situation"]["tone"]) == ("from_date", "warm")
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("2027-05-01", "2027-05-01"), ("May 2027", "2027-05-01"), ("1er mai 2027", "2027-05-01")],
)
def test_a_month_is_enough(alice, alice_client, typed, stored):
    dated = {"situation": "not_before", "situation_date": typed}
    post(alice_client, draft_of(alice, **READY), "situation", **(SITUATION | dated))
    assert Outreach.objects.get().situation_date.isoformat() == stored


def test_the_year_may_be_left_out(alice, alice_client, time_machine):
    time_machine.move_to("2026-11-26T12:00Z")
    dated = {"situation": "from_date", "situation_date": "September"}
    post(alice_client, draft_of(alice, **READY), "situation", **(SITUATION | dated))
    assert Outreach.objects.get().situation_date.isoformat() == "2027-09-01"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2025-02-29", "2025-02-29"),  # B49
        ("31/12/2025", "31/12/2025"),  # B50
        ("12/31/25", "12/31/25"),
        ("0001-01-01", "between 2000 and 2100"),  # B51
        ("9999-12-31", "between 2000 and 2100"),
        ("10000-01-01", "10000-01-01"),
        ("soon", "soon"),
    ],
)
def test_B49_B50_B51_a_date_that_is_none_is_named(alice, alice_client, typed, says):
    dated = {"situation": "from_date", "situation_date": typed}
    page = post(alice_client, draft_of(alice, **READY), "situation", **(SITUATION | dated))
    assert says in page.context["form"].errors["situation_date"][0]
    assert f'value="{typed}"' in page.content.decode()


def test_possible_channels_come_first_and_others_say_what_is_missing(alice, alice_client):
    draft = draft_of(alice, **READY)
    choices = alice_client.get(url(draft, "situation")).context["form"].fields["channel"].choices
    assert [key for key, _label in choices][:3] == ["email", "sms", "spoken"]
    assert str(choices[3][1]) == "LinkedIn message (you have no LinkedIn address for them yet)"


def test_what_the_profile_did_not_know_is_asked_once(alice, alice_client):
    alice.display_name = ""
    alice.save()
    draft = draft_of(alice, **READY)
    assert "sender_name" in alice_client.get(url(draft, "situation")).context["form"].fields
    post(alice_client, draft, "situation", sender_name="Alice Roy", **SITUATION)
    post(alice_client, draft, "situation", **SITUATION)
    alice.refresh_from_db()
    assert (alice.display_name, alice.situation) == ("Alice Roy", "now")
    assert Message.objects.get().body.endswith("Alice Roy")


def test_another_language_leads_back_to_the_sentences(alice, alice_client):
    draft = draft_of(alice, **READY)
    answer = post(alice_client, draft, "situation", **(SITUATION | {"message_language": "fr-CA"}))
    assert answer.url == url(draft, "details")
    assert Outreach.objects.get().language == "fr-CA"


def test_an_unedited_message_follows_the_answers(alice, alice_client):
    draft = draft_of(alice, **READY)
    opening_of(alice_client, draft)
    post(alice_client, draft, "details", say_work="the 2011 book fair")
    assert "the 2011 book fair" in Message.objects.get().body


def test_an_edited_message_stays_and_says_so(alice, alice_client):
    draft = draft_of(alice, **READY)
    message = opening_of(alice_client, draft)
    edited = {"version": message.version, "subject": "A request", "body": "My own words."}
    alice_client.post(url(draft, "message"), edited)
    post(alice_client, draft, "details", say_work="the 2011 book fair")
    page = alice_client.get(url(draft, "message"))
    assert page.context["form"]["body"].value() == "My own words."
    assert page.context["is_outdated"]


def test_an_edited_message_follows_the_channel(alice, alice_client):
    draft = draft_of(alice, **READY)
    message = opening_of(alice_client, draft)
    edited = {"version": message.version, "subject": "A request", "body": "My own words."}
    alice_client.post(url(draft, "message"), edited)
    post(alice_client, draft, "situation", **(SITUATION | {"channel": "sms"}))
    message.refresh_from_db()
    assert (message.channel, message.body) == ("sms", "My own words.")


def test_change_comes_straight_back(alice, alice_client):
    draft = draft_of(alice, **READY)
    opening_of(alice_client, draft)
    page = alice_client.get(f"{url(draft, 'situation')}?after=send")
    assert page.context["form"]["after"].value() == "send"
    answer = post(alice_client, draft, "situation", after="send", **SITUATION)
    assert answer.url == url(draft, "send")


def test_a_contact_without_any_way_is_spoken_to(alice, alice_client):
    draft = draft_of(alice, **READY)
    Contact.objects.get().emails.all().delete()
    Contact.objects.get().phones.all().delete()
    choices = alice_client.get(url(draft, "situation")).context["form"].fields["channel"].choices
    assert choices[0][0] == "spoken"

"""The pages of a correction: the person's, and the holder's (P12, T14, T15)."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advising.models import FieldGroup
from advising.shared import shared
from contacts.models import Contact
from outreach.actions import corrections
from outreach.data_requests import WORKS_FOR, token_of
from outreach.digest.build import summary_of
from outreach.models import Contest, Correction, DataRequest, Message
from tests.contacts.people import new_contact
from tests.outreach.people import outreach_of, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "maria@example.org"


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> None:
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def maria(alice) -> Contact:
    return new_contact(alice, "Maria Lopez", email=ADDRESS, city="Ottawa", organization="Museum")


def page_for(address: str = ADDRESS, **fields) -> str:
    asked = DataRequest.objects.create(address=address, key=address, **fields)
    return reverse("outreach_my_data_correct", args=[token_of(asked)])


def say(visitor: Client, address: str = ADDRESS, **typed):
    """The person types it, and the tick brings it on."""
    response = visitor.post(page_for(address), typed or {"city": "Gatineau"})
    corrections.spread_corrections(now=timezone.now())
    return response


def url(maria: Contact, what: str = "") -> str:
    """The page of the holder, or what its button posts to."""
    if not what:
        return reverse("outreach_contested", args=[maria.pk])
    return reverse(f"outreach_contest_{what}", args=[maria.pk, Contest.objects.get().pk])


# --- The person -------------------------------------------------------------------------------
def test_T15_only_the_link_opens_it_and_for_an_hour(visitor) -> None:
    late = page_for(created_at=timezone.now() - WORKS_FOR)
    forged = reverse("outreach_my_data_correct", args=["x.y"])
    assert [visitor.post(page, {"city": "Hull"}).status_code for page in (late, forged)] == [
        404
    ] * 2
    assert not Correction.objects.exists()


def test_P12_the_same_for_an_address_nobody_holds(visitor, maria) -> None:
    answers = [say(visitor, address) for address in (ADDRESS, "nobody@example.org")]
    assert [one.status_code for one in answers] == [302, 302]
    shown = [visitor.get(one.url).content.decode() for one in answers]
    assert [page.count("you asked for a correction") for page in shown] == [1, 1]


def test_P12_three_open_requests_and_five_a_day(visitor, maria) -> None:
    codes = [say(visitor).status_code for _ in range(6)]
    assert codes == [302, 302, 302, 200, 200, 429]
    assert Correction.objects.count() == 3


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Fill in at least one field"),
        ({"city": " ​"}, "Fill in at least one field"),
        ({"city": "a\x00b"}, "hidden character"),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"email": "a@b"}, "enter a name with a dot"),
        ({"email": "a@example.org, b@example.org"}, "one address at a time"),
        ({"email": ADDRESS.upper()}, "the address we wrote to"),
        ({"phone": "call me"}, "Enter a phone number"),
        ({"phone": "1" * 61}, "at most 60 characters"),
        ({"relationship": "boss"}, "Select a valid choice"),
    ],
)
def test_P12_bad_input_is_said_and_kept(visitor, typed, error) -> None:
    response = visitor.post(page_for(), typed)
    assert response.status_code == 200
    assert error in response.content.decode()
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "value", ["<script>alert(1)</script>", "{{ 7*7 }}", "' OR 1=1 --", "名 👩‍👩‍👧"]
)
def test_B25_what_is_typed_is_shown_literally(visitor, alice_client, maria, value) -> None:
    say(visitor, name=value)
    shown = alice_client.get(url(maria)).content.decode()
    assert "<script>alert" not in shown
    assert Correction.objects.get().says == {"name": value}
    assert value.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#x27;") in shown


# --- The holder -------------------------------------------------------------------------------
def test_P12_the_holder_hears_of_it(visitor, alice, alice_client, maria) -> None:
    say(visitor)
    for page in (reverse("outreach_today"), reverse("outreach_contact", args=[maria.pk])):
        assert url(maria) in alice_client.get(page).content.decode()
    summary = summary_of(alice, timezone.now().date())
    assert [line.name for group in summary.groups for line in group.lines] == ["Maria Lopez"]
    shown = alice_client.get(url(maria)).content.decode()
    assert "Ottawa" in shown
    assert "Gatineau" in shown
    assert "If you do not decide by" in shown


def test_P4_what_one_holder_noted_is_never_shown_to_another(
    visitor, alice_client, charlie, charlie_client, maria
) -> None:
    his = new_contact(charlie, "Canary Lopez", email=ADDRESS, city="Canarytown")
    say(visitor)
    assert "Canarytown" in charlie_client.get(url(his)).content.decode()
    assert "canary" not in alice_client.get(url(maria)).content.decode().lower()
    assert charlie_client.get(url(maria)).status_code == 404


def test_P12_take_it_over(visitor, alice_client, maria) -> None:
    say(visitor)
    response = alice_client.post(url(maria, "take"), {"version": maria.version})
    assert response.url == reverse("outreach_contact", args=[maria.pk])
    maria.refresh_from_db()
    assert maria.city == "Gatineau"


@pytest.mark.parametrize("version", ["", "x", "999999999999", "0"])
def test_F23_an_old_page_shows_what_is_there_now(visitor, alice_client, maria, version) -> None:
    say(visitor)
    response = alice_client.post(url(maria, "take"), {"version": version})
    assert response.url == url(maria)
    assert Contest.objects.get().decision == ""


def test_P12_keep_mine_needs_a_reason(visitor, alice_client, maria) -> None:
    say(visitor)
    contest = Contest.objects.get()
    name = f"{contest.pk.hex}-reason"
    for wrong in ({}, {name: "because"}):
        assert alice_client.post(url(maria, "keep"), wrong).status_code == 200
    alice_client.post(url(maria, "keep"), {name: "checked"})
    contest.refresh_from_db()
    assert (contest.decision, contest.reason) == ("kept", "checked")


def test_P12_the_send_page_leads_to_the_decision(visitor, alice, alice_client, maria) -> None:
    message = text_of(outreach_of(alice, "accepted", contact=maria), "reply_yes", body="Hi Maria")
    where = [message.outreach_id, message.pk]
    say(visitor, name="Marie")
    page = alice_client.get(reverse("outreach_message_send", args=where)).content.decode()
    assert url(maria) in page
    assert "mailto:" not in page
    assert alice_client.get(reverse("outreach_message_draft", args=where)).status_code == 302
    alice_client.post(reverse("outreach_message_send", args=where))
    assert Message.objects.get(pk=message.pk).sent_at is None


def test_P12_advisors_read_it_as_contested(visitor, alice, maria) -> None:
    outreach = outreach_of(alice, contact=maria)
    say(visitor, organization="Gallery", email="m@example.org")
    seen = shared(outreach, frozenset({FieldGroup.PERSON, FieldGroup.DETAILS}))
    assert (seen.name, seen.organization) == ("Maria Lopez", "Museum (contested)")
    assert seen.reach == (f"{ADDRESS} (contested)",)


def test_the_page_costs_the_same_for_one_and_for_three(
    visitor, alice_client, maria, django_assert_num_queries
) -> None:
    say(visitor)
    for typed in ({"name": "M"}, {"organization": "Gallery"}):
        alice_client.get(url(maria))
        with django_assert_num_queries(4):
            alice_client.get(url(maria))
        say(visitor, **typed)


def test_both_languages(visitor, alice, alice_client, maria) -> None:
    say(visitor)
    alice.language = "fr"
    alice.save()
    assert alice_client.get(url(maria))["Content-Language"] == "fr"

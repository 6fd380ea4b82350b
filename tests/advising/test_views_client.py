"""The client's pages: say yes, choose, look who looked, end it; nobody else's (T1, T4, T8)."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from advising import actions
from advising.models import Advising, FieldGroup, Share
from tests.accounts.conftest import confirmed
from tests.advising.conftest import share
from tests.outreach.helpers import draft_of


@pytest.fixture
def sure(alice_client, alice):
    """Alice's browser, after "is it you?"."""
    return confirmed(alice_client, alice)


def test_a_client_follows_an_invitation_from_mail_to_share(sure, anna_client, settings):
    settings.SITE_URL = "https://reconnect.example.org"
    anna_client.post("/advisor/clients/", {"email": " Dana@Example.org "})
    [sent] = mail.outbox
    assert sent.to == ["dana@example.org"]
    link = next(line for line in sent.body.splitlines() if line.startswith("https://"))
    path = link.removeprefix("https://reconnect.example.org")
    assert "None of your contacts, messages or notes." in sure.get(path).text
    assert sure.post(path).headers["Location"] == f"/settings/advisors/{Advising.objects.get().pk}/"
    assert Share.objects.count() == 0
    assert sure.get(path).status_code == 404


def test_T18_the_link_comes_from_the_setting(anna_client, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://reconnect.example.org", ["*"]
    anna_client.post("/advisor/clients/", {"email": "dana@example.org"}, HTTP_HOST="evil.example")
    assert "evil" not in mail.outbox[0].body


def test_a_code_leads_to_the_same_page(sure, anna):
    code = actions.new_code(advisor=anna, now=timezone.now()).code
    response = sure.post("/settings/advisors/", {"code": f"{code[:4]}-{code[4:]}"})
    assert response.headers["Location"] == f"/settings/advisors/accept/{code}/"
    assert "Anna Advisor" in sure.get(response.headers["Location"]).text


@pytest.mark.parametrize("code", ["", "ABC", "ZZZZ-ZZZZ", "<script>", "\u200b", "x" * 41])
def test_a_wrong_code_is_kept_and_explained(alice_client, code):
    page = alice_client.post("/settings/advisors/", {"code": code})
    assert page.status_code == 200
    assert "<title>Error: " in page.text


@pytest.mark.parametrize("token", ["x", "a:b", "ZZZZZZZZ", "\u00e9" * 8])
def test_an_unknown_token_is_no_invitation(sure, token):
    assert sure.get(f"/settings/advisors/accept/{token}/").status_code == 404


def test_T8_saying_yes_and_sharing_ask_is_it_you(alice_client, anna, advising):
    code = actions.new_code(advisor=anna, now=timezone.now()).code
    for page in (
        f"/settings/advisors/accept/{code}/",
        f"/settings/advisors/{advising.pk}/share/",
    ):
        assert alice_client.get(page).headers["Location"].startswith("/account/reauthenticate/")


def test_history_and_notes_are_for_the_client_to_add(sure, advising):
    page = sure.get(f"/settings/advisors/{advising.pk}/share/").text
    boxes = re.findall(r'<input[^>]*type="checkbox"[^>]*value="(\w+)"([^>]*)>', page)
    ticked = [value for value, more in boxes if "checked" in more]
    assert (len(boxes), ticked) == (5, ["text", "person", "details"])


def test_P5_no_link_ticks_them(sure, advising):
    page = f"/settings/advisors/{advising.pk}/share/"
    led = sure.get(f"{page}?groups=notes&groups=history&until=2027-11-01").text
    assert 'value="2027-11-01"' not in led
    assert re.findall(r'value="(\w+)" checked', led) == ["text", "person", "details"]


def test_what_was_ticked_is_kept_while_is_it_you_is_asked(alice_client, alice, advising):
    page = f"/settings/advisors/{advising.pk}/share/"
    posted = {"groups": ["text", "notes"], "until": "2027-01-31"}
    asked = alice_client.post(page, posted).headers["Location"]
    assert "share" in asked
    assert "notes" not in asked
    back = confirmed(alice_client, alice).get(page).text
    assert re.findall(r'value="(\w+)" checked', back) == ["text", "notes"]
    assert 'value="2027-01-31"' in back
    assert not Share.objects.exists()


def test_F23_sharing_what_ends_at_this_moment_says_so(sure, advising, monkeypatch):
    def end_first(**asked):
        actions.end(advising=advising, by=advising.advisor, now=timezone.now())
        return sharing(**asked)

    sharing = actions.share
    monkeypatch.setattr(actions, "share", end_first)
    page, until = f"/settings/advisors/{advising.pk}/share/", timezone.localdate().isoformat()
    posted = sure.post(page, {"groups": ["text"], "until": until}, follow=True)
    assert "nothing can be shared any more" in posted.text
    assert not Share.objects.exists()


def test_sharing_one_outreach_until_a_day(sure, advising, alice):
    outreach = draft_of(alice)
    until = alice.local_date(timezone.now()) + timedelta(days=10)
    sure.post(
        f"/settings/advisors/{advising.pk}/share/{outreach.pk}/",
        {"groups": ["text", "notes"], "until": until.isoformat()},
    )
    made = Share.objects.select_related("advising__client").get()
    assert (made.outreach, made.groups) == (outreach, {FieldGroup.TEXT, FieldGroup.NOTES})
    assert made.last_day == until


@pytest.mark.parametrize(
    "posted",
    [
        {"until": "2027-01-01"},
        {"groups": ["salary"], "until": "2027-01-01"},
        {"groups": ["text"], "until": ""},
        {"groups": ["text"], "until": "2001-01-01"},
        {"groups": ["text"], "until": "2099-01-01"},
        {"groups": ["text"], "until": "31/12/2026"},
    ],
)
def test_B42_B50_a_choice_that_cannot_be_is_explained(sure, advising, posted):
    page = sure.post(f"/settings/advisors/{advising.pk}/share/", posted)
    assert (page.status_code, Share.objects.count()) == (200, 0)
    assert "<title>Error: " in page.text


def test_stopping_a_share_takes_one_press(alice_client, advising, alice):
    made = share(advising, draft_of(alice))
    alice_client.post(f"/settings/advisors/shares/{made.pk}/end/")
    assert not Share.objects.open(timezone.now()).exists()


def test_ending_asks_first(alice_client, advising):
    page = f"/settings/advisors/{advising.pk}/end/"
    assert "End working together?" in alice_client.get(page).text
    assert Advising.objects.going_on().exists()
    alice_client.post(page)
    assert not Advising.objects.going_on().exists()


def test_T4_ids_of_another_client_are_as_good_as_none(charlie_client, charlie, advising, alice):
    outreach = draft_of(alice)
    made = share(advising, outreach)
    confirmed(charlie_client, charlie)
    for page in (
        f"/settings/advisors/{advising.pk}/",
        f"/settings/advisors/{advising.pk}/share/",
        f"/settings/advisors/{advising.pk}/share/{outreach.pk}/",
        f"/settings/advisors/{advising.pk}/end/",
        f"/outreach/{outreach.pk}/sharing/",
    ):
        assert charlie_client.get(page).status_code == 404
    assert charlie_client.post(f"/settings/advisors/shares/{made.pk}/end/").status_code == 404
    assert Share.objects.open(timezone.now()).exists()


def test_T4_an_outreach_of_another_client_cannot_be_shared(sure, advising, charlie):
    other = draft_of(charlie)
    page = sure.post(
        f"/settings/advisors/{advising.pk}/share/{other.pk}/",
        {"groups": ["text"], "until": "2027-01-01"},
    )
    assert (page.status_code, Share.objects.count()) == (404, 0)


def test_the_outreach_page_leads_to_sharing_where_there_is_an_advisor(
    alice_client, alice, anna, advising
):
    outreach = draft_of(alice)
    assert "Share with my advisor" in alice_client.get(f"/outreach/{outreach.pk}/").text
    page = alice_client.get(f"/outreach/{outreach.pk}/sharing/").text
    assert "They do not see it." in page
    actions.end(advising=advising, by=anna, now=timezone.now())
    assert "Share with my advisor" not in alice_client.get(f"/outreach/{outreach.pk}/").text

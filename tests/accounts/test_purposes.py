"""What "is it you?" says it is asked for, and the way back (T8)."""

from uuid import UUID

import pytest
from django.urls import reverse

from accounts.purposes import PURPOSES, AskedFor, asked_for

ID = UUID(int=7)  # the same for every worker


@pytest.mark.parametrize(
    ("name", "kwargs", "title", "back"),
    [
        ("contacts_export", {}, "Export contacts", "/contacts/"),
        ("outreach_export_account", {}, "Your data", "/settings/"),
        ("outreach_calendar_new", {}, "Make a calendar link", "/settings/calendar/"),
        ("account_email", {}, "E-mail address", "/settings/"),
        ("advising_close", {}, "Close your account", "/settings/"),
        ("advising_accept", {"token": "x"}, "Work with an advisor", "/settings/advisors/"),
        (
            "advising_share_all",
            {"advising_id": ID},
            "Share with your advisor",
            f"/settings/advisors/{ID}/",
        ),
        (
            "advising_ask",
            {"outreach_id": ID, "message_id": ID},
            "Ask your advisor to read it",
            f"/outreach/{ID}/messages/{ID}/",
        ),
        ("advisor:advising_emergencies", {}, "Emergency access", "/advisor/"),
    ],
)
def test_each_page_has_its_title_and_a_way_back(name, kwargs, title, back):
    found = asked_for(f"{reverse(name, kwargs=kwargs)}?chosen=1")
    assert (str(found.title), found.back_url) == (title, back)


@pytest.mark.parametrize("wanted", ["", "/nowhere/", "//evil.example/x", "http://[", "/contacts/"])
def test_what_is_not_known_leads_to_the_first_page(wanted):
    assert asked_for(wanted) == AskedFor("", "/")


def test_no_way_back_asks_again():
    assert {purpose.back for purpose in PURPOSES.values()} & set(PURPOSES) == set()


def test_the_question_says_it(alice_client):
    page = alice_client.get("/settings/close/", follow=True).text
    assert "You are about to open: <strong>Close your account</strong>" in page
    assert 'class="back" href="/settings/"' in page
    wrong = alice_client.post("/account/reauthenticate/", {"next": "/settings/close/"}).text
    assert "<strong>Close your account</strong>" in wrong

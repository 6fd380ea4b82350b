"""Somebody without an account looks what is held about them, and is removed (P10, P11, T14)."""

import os
import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact
from outreach.actions.access_cases import list_cases, tell_cases
from outreach.actions.corrections import spread_corrections
from outreach.data_requests import token_of
from outreach.models import DataRequest
from tests.accounts.conftest import with_second_step
from tests.contacts.people import new_contact
from tests.outreach.people import outreach_of, text_of

ADDRESS = "maria@example.org"
PICTURES = os.environ.get("PICTURES", "")


def picture(page, name: str) -> None:
    """For a human to look at, where PICTURES names a folder."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.fixture
def maria(alice) -> Contact:
    maria = new_contact(
        alice,
        "Maria Lopez",
        email=ADDRESS,
        phone="613 562 5800",
        organization="Museum of History",
        notes="Met at the conference",
        last="2019",
    )
    text_of(outreach_of(alice, contact=maria), body="Hi Maria")
    return maria


def test_P11_from_the_privacy_page_to_being_removed(
    shipped, open_browser, accessible, live_server, alice, maria
):
    cache.clear()
    theirs, hers = open_browser(), open_browser(alice)
    with override_settings(
        SITE_URL=live_server.url, EMAIL_URL="smtp://localhost:2525", SITE_OWNER="Career Centre"
    ):
        theirs.goto("/privacy/")
        theirs.get_by_role("link", name="My data, without an account").click()
        accessible(theirs)
        picture(theirs, "1-ask")
        theirs.get_by_label("Your e-mail address").fill("maria")
        theirs.get_by_role("button", name="Send me a link").click()
        theirs.get_by_text("Enter an e-mail address like name@example.com").first.wait_for()
        accessible(theirs)
        theirs.get_by_label("Your e-mail address").fill(ADDRESS)
        theirs.get_by_role("button", name="Send me a link").click()
        theirs.get_by_role("heading", name="Look into your mail").wait_for()
        accessible(theirs)
        picture(theirs, "2-sent")

        theirs.goto(re.search(r"http\S+/my-data/of/\S+", mail.outbox[-1].body).group())
        theirs.get_by_text("1 person has noted you here").wait_for()
        accessible(theirs)
        picture(theirs, "3-held")
        theirs.get_by_role("link", name="Remove me").click()
        accessible(theirs)
        theirs.get_by_role("button", name="Remove me").click()
        theirs.get_by_role("heading", name="You are removed").wait_for()
        accessible(theirs)
        picture(theirs, "4-removed")

    hers.goto(f"/contacts/{maria.pk}/")
    hers.get_by_text("This person asked to be removed").wait_for()
    accessible(hers)
    picture(hers, "5-owner")
    assert hers.get_by_text("Lopez").count() == 0

    hers.goto("/contacts/new/")
    hers.get_by_label("Full name").fill("Maria Lopez")
    hers.get_by_label("E-mail addresses").fill(ADDRESS)
    hers.get_by_role("button", name="Save contact").click()
    hers.get_by_text("This person asked to be removed from this site").first.wait_for()
    picture(hers, "6-refused")
    assert not Contact.objects.filter(name="Maria Lopez").exists()


def test_P10_P12_from_the_link_to_the_answer(
    shipped, open_browser, accessible, live_server, alice, maria, make_user
):
    cache.clear()
    host = with_second_step(make_user("hugo@example.org", "Hugo", is_staff=True, is_superuser=True))
    theirs, hers, hosts = open_browser(), open_browser(alice), open_browser(host)
    with override_settings(SITE_URL=live_server.url, EMAIL_URL="smtp://localhost:2525"):
        theirs.goto(link_for(ADDRESS))
        theirs.get_by_role("link", name="Ask for a correction").click()
        accessible(theirs)
        theirs.get_by_role("button", name="Ask them to correct it").click()
        theirs.get_by_text("Fill in at least one field").first.wait_for()
        accessible(theirs)
        picture(theirs, "7-correct")
        theirs.get_by_label("Your full name").fill("Marie Lopez")
        theirs.get_by_label("Where you work").fill("Museum of Nature")
        theirs.get_by_role("button", name="Ask them to correct it").click()
        theirs.get_by_text("you asked for a correction").wait_for()
        theirs.get_by_role("button", name="Ask to see them").click()
        theirs.get_by_text("We write to you by").wait_for()
        accessible(theirs)
        picture(theirs, "8-asked")
        pass_a_minute()

        hosts.goto("/advisor/requests/")
        accessible(hosts)
        picture(hosts, "9-queue")
        hosts.get_by_role("link", name=ADDRESS).click()
        hosts.get_by_text("Notes (1)").wait_for()
        accessible(hosts)
        picture(hosts, "10-case")
        hosts.get_by_role("button", name="Ask the people who wrote").click()

        hers.goto("/")
        accessible(hers)
        picture(hers, "11-today")
        hers.get_by_role("link", name="says that something you noted about them is wrong").click()
        accessible(hers)
        picture(hers, "12-contested")
        hers.get_by_role("button", name=re.compile("^Correct it")).first.click()
        hers.locator("summary", has_text="Keep mine").click()
        hers.get_by_label("Why it stays as it is").select_option("then")
        hers.get_by_role("button", name=re.compile("^Keep mine")).click()
        hers.get_by_role("heading", name="Marie Lopez").wait_for()
        hers.goto("/")
        hers.get_by_role("link", name="asks what you wrote about them").click()
        accessible(hers)
        selects = hers.get_by_label("May they have it?")
        selects.nth(0).select_option("released")
        selects.nth(1).select_option("held:others")
        picture(hers, "13-texts")
        hers.get_by_role("button", name="Save").click()
        hers.get_by_text("You have decided about everything").wait_for()

        hosts.reload()
        hosts.get_by_text("Met at the conference").wait_for()
        accessible(hosts)
        picture(hosts, "14-ready")
        hosts.get_by_role("button", name="Send the answer").click()
        hosts.get_by_text("Closed. The person gets a mail").wait_for()
        pass_a_minute()
        assert "Met at the conference" not in mail.outbox[-1].body

        theirs.goto(link_for(ADDRESS))
        theirs.get_by_role("link", name="Read the answer").click()
        theirs.get_by_text("Met at the conference").wait_for()
        theirs.get_by_text("It speaks of other people: 1 text").wait_for()
        accessible(theirs)
        picture(theirs, "15-answer")


def link_for(address: str) -> str:
    """What is in the mail."""
    asked = DataRequest.objects.create(address=address, key=address, language="en")
    return reverse("outreach_my_data", args=[token_of(asked)])


def pass_a_minute() -> None:
    """What the tick does."""
    for job in (spread_corrections, list_cases, tell_cases):
        job(now=timezone.now())

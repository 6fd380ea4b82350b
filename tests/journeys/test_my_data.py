"""Somebody without an account looks what is held about them, and is removed (P10, P11, T14)."""

import os
import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import override_settings

from contacts.models import Contact
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

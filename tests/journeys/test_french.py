"""The same journey in French with vous, on French pages."""

import pytest
from playwright.sync_api import expect

from outreach.message.check import check
from outreach.models import Outreach
from tests.journeys.steps import Request, send, write
from tests.journeys.test_requests import add_contact

pytestmark = pytest.mark.usefixtures("shipped")

RECOMMANDATION = Request(
    kind="recommendation",
    sentences={"work": "l’organisation du colloque étudiant de 2009"},
    situation="from_date",
    situation_date="2027-05-01",
    language="fr-CA",
    tone="neutral",
)


@pytest.fixture
def alice_in_french(alice):
    alice.language, alice.message_language, alice.address = "fr", "fr-CA", "vous"
    alice.save()
    return alice


def test_a_recommendation_in_french_with_vous(open_browser, alice_in_french, accessible):
    page = open_browser(alice_in_french)
    add_contact(page, "Margaret Osei", "margaret.osei@example.org", "2009")
    text = write(page, RECOMMANDATION)
    assert "vous" in text.lower()
    assert "colloque étudiant" in text
    subject = page.locator("#id_subject").input_value()
    assert check(text, kind="opening", channel="email", language="fr-CA", subject=subject) == ()
    expect(page.locator("html")).to_have_attribute("lang", "fr-CA")
    accessible(page)
    send(page)
    accessible(page)
    assert Outreach.objects.get().status == "sent"


def test_X18_the_header_is_one_row_in_french_too(open_browser, alice_in_french):
    alice_in_french.display_name = "Alice Beauchemin-Desrochers"
    alice_in_french.save()
    page = open_browser(alice_in_french)
    page.goto("/")
    tops = page.locator(".site-nav, .menu__button").evaluate_all(
        "found => found.map(one => Math.round(one.getBoundingClientRect().top))"
    )
    assert tops[0] == tops[1]


def test_W14_the_language_switch_keeps_what_was_typed(open_browser, alice):
    page = open_browser(alice)
    page.goto("/contacts/new/")
    page.locator("[name=name]").fill("Zoé Tremblay")
    page.locator("button.language").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr-CA")
    assert page.locator("[name=name]").input_value() == "Zoé Tremblay"

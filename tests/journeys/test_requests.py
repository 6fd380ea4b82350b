"""The four requests of the main job, from an empty account to a sent message."""

import pytest
from playwright.sync_api import expect

from outreach.message.check import check
from outreach.models import Outreach
from tests.journeys.steps import Request, opening_words, send, write

pytestmark = pytest.mark.usefixtures("shipped")

RECOMMENDATION = Request(
    kind="recommendation",
    sentences={"work": "planning the grad student conference in 2009"},
    situation="from_date",
    situation_date="2027-05-01",
)
COFFEE = Request(
    kind="coffee",
    sentences={"topic": "how the energy industry hires analysts", "minutes": "15"},
    shared_history="the climate data project",
    situation="not_before",
    situation_date="2027-09-01",
)
APPLICATIONS = Request(
    kind="application_advice",
    sentences={
        "role": "museum educator positions",
        "organisations": "the Bytown Museum, the Diefenbunker and the Aviation Museum",
    },
    shared_history="the museum volunteers’ weekend",
)
CANDIDACY = Request(
    kind="candidacy_ideas",
    sentences={"role": "head of learning at a small museum"},
    shared_history="the first year of the science camp",
)


def add_contact(page, name: str, reach: str, last: str) -> int:
    """Step 1 from an empty account; returns how many pages it took so far."""
    page.goto("/outreach/new/?new=1")
    page.locator("[name=name]").fill(name)
    page.locator("[name=reach]").fill(reach)
    page.locator("[name=relationship]").select_option("manager")
    page.locator("[name=last_in_touch]").fill(last)
    page.locator("#main-form button[type=submit]").first.click()
    return 1


@pytest.mark.parametrize(
    ("request_", "about"),
    [
        (RECOMMENDATION, "grad student conference"),
        (COFFEE, "how the energy industry hires"),
        (APPLICATIONS, "museum educator"),
        (CANDIDACY, "head of learning"),
    ],
    ids=["recommendation", "coffee", "application_advice", "candidacy_ideas"],
)
def test_W15_from_an_empty_account_to_a_sent_message(
    open_browser, alice, accessible, request_, about
):
    page = open_browser(alice)
    pages: list[str] = []
    page.on("framenavigated", lambda frame: pages.append(frame.url))
    add_contact(page, "Margaret Osei", "margaret.osei@example.org", "2009")
    text = write(page, request_)
    assert about in opening_words(text)
    subject = page.locator("#id_subject").input_value()
    assert check(text, kind="opening", channel="email", subject=subject) == ()
    expect(page.locator(".all-clear")).to_be_visible()
    accessible(page)
    send(page)
    expect(page.locator("#next-step")).to_be_visible()
    accessible(page)
    assert Outreach.objects.get().status == "sent"
    assert len({url.split("?")[0] for url in pages}) <= 8


def test_ask_not_now_is_said_with_its_date(open_browser, alice):
    page = open_browser(alice)
    add_contact(page, "Ines Caron", "ines.caron@example.org", "around 2018")
    text = write(page, COFFEE)
    assert "15 minutes" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "catch" in text
    assert "September 2027" in text


def test_the_recommendation_on_a_phone(open_browser, alice, accessible):
    page = open_browser(alice, viewport={"width": 375, "height": 740}, is_mobile=True)
    add_contact(page, "Margaret Osei", "margaret.osei@example.org", "2009")
    text = write(page, RECOMMENDATION)
    assert "grad student conference" in opening_words(text)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    accessible(page)
    send(page)
    assert Outreach.objects.get().status == "sent"


def test_F35_the_recommendation_without_javascript(open_browser, alice):
    page = open_browser(alice, java_script_enabled=False)
    add_contact(page, "Margaret Osei", "margaret.osei@example.org", "2009")
    text = write(page, RECOMMENDATION)
    assert "grad student conference" in opening_words(text)
    before = page.locator("#id_body").input_value()
    page.locator("button[name=part][value=exit]").click()
    assert page.locator("#id_body").input_value() != before
    send(page)
    assert Outreach.objects.get().status == "sent"

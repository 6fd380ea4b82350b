"""Next steps and promises: put off, stopped by an encounter, reminded of once, kept and broken."""

import os
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from contacts.models import Contact
from outreach.actions.messages import mark_sent, start_message
from outreach.message.vocabulary import Kind
from outreach.models import Message, Outreach, Promise
from tests.journeys.steps import send
from tests.outreach.helpers import READY, draft_of

pytestmark = pytest.mark.usefixtures("shipped")
MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=ZoneInfo("America/Toronto"))


@pytest.fixture
def clock():
    """Monday morning; ``clock.shift`` lets days pass."""
    with time_machine.travel(MONDAY, tick=True) as traveller:
        yield traveller


def sent_by(alice, **columns) -> Outreach:
    """A message that Alice sent a moment ago."""
    outreach = draft_of(alice, **{**READY, **columns})
    kind = Kind.HELLO if outreach.is_hello else Kind.OPENING
    now = timezone.now()
    today = alice.local_date(now)
    opening = start_message(outreach=outreach, kind=kind, user=alice, now=now, today=today)
    mark_sent(message=opening, user=alice, now=now, today=today)
    return outreach


def stored() -> Outreach:
    return Outreach.objects.get()


def shot(page: Page, name: str) -> None:
    """The page at both widths, kept where SCREENSHOTS says."""
    if folder := os.environ.get("SCREENSHOTS"):
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def test_a_nudge_is_put_off_from_today_and_comes_back(open_browser, alice, clock, accessible):
    sent_by(alice)
    clock.shift(timedelta(days=10))
    page = open_browser(alice)
    page.goto("/")
    shot(page, "today")
    page.get_by_role("link", name="Not now").first.click()
    accessible(page)
    shot(page, "snooze")
    page.get_by_role("button", name="A week").click()
    expect(page.get_by_role("status").first).to_contain_text("Put off until")
    assert stored().due_on.isoformat() == "2026-11-19"
    page.get_by_role("button", name="Undo").click()
    assert stored().due_on.isoformat() == "2026-11-11"


def test_an_encounter_stops_the_nudge_until_one_says_what_it_was(
    open_browser, alice, clock, accessible
):
    outreach = sent_by(alice)
    clock.shift(timedelta(days=10))
    page = open_browser(alice)
    page.goto(f"/outreach/{outreach.pk}/")
    page.locator("#next-step .btn-primary").click()
    expect(page.locator("#id_body")).to_be_visible()
    page.goto(f"/contacts/{outreach.contact_id}/")
    page.get_by_role("button", name="We were in touch today").click()
    assert Message.objects.get(kind="nudge").delivery == "cancelled"
    page.goto(f"/outreach/{outreach.pk}/")
    accessible(page)
    shot(page, "was-it-an-answer")
    page.get_by_role("button", name="No, I am still waiting").click()
    expect(page.locator("#step-title")).to_contain_text("Send a nudge")
    assert stored().due_on.isoformat() == "2026-11-23"
    page.get_by_role("link", name="Change the dates").click()
    page.locator("[name=first]").fill("10")
    page.get_by_role("button", name="Show the dates").click()
    accessible(page)
    shot(page, "dates")
    page.get_by_role("button", name="Save these dates").click()
    assert stored().due_on.isoformat() == "2026-11-26"


def test_a_yes_that_does_not_come_true_is_reminded_of_once(open_browser, alice, clock, accessible):
    outreach = sent_by(alice)
    page = open_browser(alice)
    page.goto(f"/outreach/{outreach.pk}/answer/")
    page.locator("button[name=answer][value=yes]").click()
    page.wait_for_load_state()
    if not page.locator("#id_body").count():
        page.locator("#main-form .btn-primary").click()
    send(page)
    for _late in range(2):
        clock.shift(timedelta(days=20))
        page = open_browser(alice)
        page.goto(f"/outreach/{outreach.pk}/")
        if _late == 0:
            page.locator("summary", has_text="Not yet").click()
            page.get_by_role("button", name="Ask me again").click()
    shot(page, "remind")
    page.locator("#next-step .btn-primary").click()
    page.locator("#main-form [name=say_deadline]").fill("the posting closes on 14 March")
    page.locator("#main-form .btn-primary").click()
    expect(page.locator("#id_body")).to_be_visible()
    text = page.locator("#id_body").input_value()
    assert "14 March" in text
    assert "mind" in text or "no after all" in text
    accessible(page)
    shot(page, "reminder")
    send(page)
    assert stored().next_step == "close"
    clock.shift(timedelta(days=20))
    page = open_browser(alice)
    page.goto(f"/outreach/{outreach.pk}/")
    page.locator("#next-step .btn-primary").click()
    expect(page.locator(".chips .chip").first).to_have_text("Closed")


def test_a_promise_is_broken_then_kept(open_browser, alice, clock, accessible):
    outreach = sent_by(alice, approach="friendly_first", request_type=None, answers={})
    Promise.objects.create(outreach=outreach, rhythm_months=6, made_at=timezone.now())
    Contact.objects.update(rhythm_months=6)
    clock.shift(timedelta(days=40))
    page = open_browser(alice)
    page.goto(f"/outreach/{outreach.pk}/")
    page.locator("#next-step .btn-primary").click()
    expect(page.locator(".chips .chip").first).to_have_text("Closed")
    clock.shift(timedelta(days=400))
    page = open_browser(alice)
    page.goto("/promises/")
    expect(page.locator("main")).to_contain_text("That happens.")
    accessible(page)
    shot(page, "promises-broken")
    page.goto(f"/contacts/{outreach.contact_id}/")
    accessible(page)
    shot(page, "contact-broken")
    page.get_by_role("button", name="Write a few lines").click()
    page.locator("#main-form [name=say_interest]").fill("a podcast on rural kitchens")
    page.locator("#main-form .btn-primary").click()
    expect(page.locator("#id_body")).to_be_visible()
    send(page)
    page.goto(f"/contacts/{outreach.contact_id}/")
    expect(page.locator(".kept")).to_contain_text("and you did")
    shot(page, "contact-kept")

"""After sending: a no, a yes, silence, and the answer that ends the nudging."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from outreach.actions.messages import mark_sent, start_message
from outreach.message.vocabulary import Kind
from outreach.models import Message, Outreach
from tests.journeys.steps import send
from tests.outreach.helpers import READY, draft_of

pytestmark = pytest.mark.usefixtures("shipped")
MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=ZoneInfo("America/Toronto"))


@pytest.fixture
def clock():
    """Monday morning; ``clock.shift`` lets days pass."""
    with time_machine.travel(MONDAY, tick=True) as traveller:
        yield traveller


@pytest.fixture
def sent(clock, alice) -> Outreach:
    """A request that Alice sent a moment ago."""
    outreach = draft_of(alice, **READY)
    now = timezone.now()
    today = alice.local_date(now)
    opening = start_message(outreach=outreach, kind=Kind.OPENING, user=alice, now=now, today=today)
    mark_sent(message=opening, user=alice, now=now, today=today)
    return outreach


def answer(page: Page, word: str) -> None:
    """Two clicks from the board."""
    page.goto("/outreach/")
    page.get_by_role("link", name="They answered").first.click()
    page.locator(f"button[name=answer][value={word}]").click()


def finish_sentences(page: Page, *texts: str) -> None:
    """Some replies ask for a sentence or two first; others open their text at once."""
    page.wait_for_load_state()
    if page.locator("#id_body").count():
        return
    for field, text in zip(page.locator("#main-form [name^=say_]").all(), texts, strict=False):
        field.fill(text)
    page.locator("#main-form .btn-primary").click()


def status() -> str:
    return str(Outreach.objects.get().status)


def test_a_no_gets_a_gracious_answer_and_is_closed(open_browser, alice, sent, accessible):
    page = open_browser(alice)
    answer(page, "no")
    body = page.locator("#id_body").input_value()
    assert len(body.split()) < 50
    assert "?" not in body
    expect(page.locator(".all-clear")).to_be_visible()
    accessible(page)
    send(page)
    assert status() == "closed"


def test_a_yes_leads_over_help_to_a_thank_you_and_is_closed(open_browser, alice, sent, accessible):
    page = open_browser(alice)
    answer(page, "yes")
    finish_sentences(page, "any week before the holidays suits me")
    send(page)
    page.get_by_role("button", name="Yes, they helped").click()
    finish_sentences(page, "what you wrote about the volunteers", "I put it on my profile today")
    expect(page.locator(".all-clear")).to_be_visible()
    accessible(page)
    send(page)
    assert status() == "thanked"
    page.get_by_role("link", name="Leave it unwritten").click()
    page.get_by_role("button", name="Leave it unwritten").click()
    expect(page.locator(".chips .chip").first).to_have_text("Closed")
    assert status() == "closed"


def nudge(page: Page, sent: Outreach) -> None:
    """Write and send the nudge that is due, from the page of the outreach."""
    page.goto(f"/outreach/{sent.pk}/")
    page.locator("#next-step .btn-primary").click()
    expect(page.locator("#id_body")).to_be_visible()
    send(page)


def test_silence_gets_two_nudges_and_a_kind_close(open_browser, alice, sent, clock, accessible):
    for days in (9, 22):
        clock.shift(timedelta(days=days))
        nudge(open_browser(alice), sent)
        assert status() == "nudged"
    clock.shift(timedelta(days=15))
    page = open_browser(alice)
    page.goto("/")
    accessible(page)
    page.goto(f"/outreach/{sent.pk}/")
    page.locator("#next-step .btn-primary").click()
    expect(page.locator(".chips .chip").first).to_have_text("Closed")
    assert status() == "closed"


def test_an_answer_cancels_the_open_nudge(open_browser, alice, sent, clock):
    page = open_browser(alice)
    clock.shift(timedelta(days=9))
    page.goto(f"/outreach/{sent.pk}/")
    page.locator("#next-step .btn-primary").click()
    expect(page.locator("#id_body")).to_be_visible()
    answer(page, "no")
    assert Message.objects.get(kind="nudge").delivery == "cancelled"
    assert status() == "declined"

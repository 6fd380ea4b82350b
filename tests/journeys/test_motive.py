"""Friendly first is open to those who mean it, and to nobody else."""

import pytest
from playwright.sync_api import expect

from outreach.models import Outreach
from tests.journeys.steps import choose, go_on, send
from tests.journeys.test_requests import add_contact

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_not_knowing_leads_up_front(open_browser, alice, accessible, javascript):
    page = open_browser(alice, java_script_enabled=javascript)
    add_contact(page, "Noor Haddad", "noor.haddad@example.org", "2017")
    choose(page, "hope", "both")
    choose(page, "still_write", "unsure")
    if not javascript:
        go_on(page)
    explained = page.locator("[data-follows=honest_up_front]")
    expect(explained).to_be_visible()
    if javascript:
        accessible(page)
    go_on(page)
    expect(page.locator("input[name=request_type]").first).to_be_attached()
    assert Outreach.objects.get().approach == "up_front"


def test_a_real_promise_lets_a_hello_through_and_is_recorded(open_browser, alice, accessible):
    page = open_browser(alice)
    add_contact(page, "Noor Haddad", "noor.haddad@example.org", "2017")
    choose(page, "hope", "relationship")
    choose(page, "still_write", "yes")
    choose(page, "approach", "friendly_first")
    choose(page, "rhythm", "6")
    page.locator("input[name=promise]").check()
    accessible(page)
    go_on(page)
    page.locator("[name=say_shared_history]").fill("our reading group in Guelph")
    choose(page, "channel", "email")
    choose(page, "message_language", "en")
    choose(page, "tone", "warm")
    go_on(page)
    expect(page.locator(".all-clear")).to_be_visible()
    send(page)
    outreach = Outreach.objects.select_related("promise", "contact").get()
    assert (outreach.status, outreach.promise.rhythm_months) == ("sent", 6)
    assert outreach.contact.rhythm_months == 6

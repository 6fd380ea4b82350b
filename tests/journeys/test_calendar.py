"""The calendar link, in a real browser: made, copied, replaced and removed; and the figures."""

import urllib.error
import urllib.request

import pytest
from ical.calendar_stream import IcsCalendarStream
from playwright.sync_api import expect

from outreach.progress import Answer, Status
from tests.accounts.conftest import PASSWORD
from tests.outreach.people import contact_of, outreach_of
from tests.outreach.test_figures import sent


@pytest.fixture(autouse=True)
def _linked_to_this_server(settings, live_server) -> None:
    settings.SITE_URL = live_server.url


def show_who_it_is(page) -> None:
    """Answer "is it you?"."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def status_of(address: str) -> int:
    """What a calendar program gets."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def test_a_link_is_made_copied_replaced_and_removed(open_browser, alice, accessible):
    outreach_of(alice, Status.ACCEPTED, contact=contact_of(alice, "Maria Lopez"))
    page = open_browser(alice, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/settings/")
    page.get_by_role("link", name="Your calendar").click()
    accessible(page)
    page.get_by_role("link", name="Make a calendar link").click()
    show_who_it_is(page)
    accessible(page)
    page.get_by_role("button", name="Make the link").click()
    accessible(page)
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == page.get_by_label("Calendar link").input_value()
    with urllib.request.urlopen(address) as answer:  # noqa: S310
        calendar = IcsCalendarStream.calendar_from_ics(answer.read().decode())
    assert [event.summary for event in calendar.events] == ["Maria: write back"]

    page.get_by_role("link", name="Back to your calendar settings").click()
    expect(page.get_by_text("A calendar last read it on")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Replace the link").click()
    accessible(page)
    page.get_by_role("button", name="Replace the link").click()
    fresh = page.get_by_label("Calendar link").input_value()
    assert (status_of(address), status_of(fresh)) == (404, 200)

    page.get_by_role("link", name="Back to your calendar settings").click()
    page.get_by_role("link", name="Remove the link").click()
    accessible(page)
    page.get_by_role("button", name="Remove the link").click()
    expect(page.get_by_text("The calendar link is removed.")).to_be_visible()
    assert status_of(fresh) == 404


def test_going_back_and_sending_the_form_again_makes_no_second_link(open_browser, alice):
    page = open_browser(alice, java_script_enabled=False, viewport={"width": 375, "height": 800})
    page.goto("/settings/calendar/new/")
    show_who_it_is(page)
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_label("Calendar link").input_value()
    page.reload()
    expect(page.get_by_text("Nothing was done this time.")).to_be_visible()
    assert status_of(address) == 200


@pytest.mark.parametrize("width", [1280, 320])
def test_the_figures_are_found_and_read(open_browser, alice, accessible, width):
    for number in range(9):
        sent(alice, Answer.YES if number < 6 else None, approach="up_front")
    sent(alice, Answer.YES, approach="friendly_first")
    page = open_browser(alice, viewport={"width": width, "height": 900})
    page.goto("/outreach/")
    page.get_by_role("link", name="My figures").first.click()
    expect(page.get_by_role("img", name="By approach")).to_be_visible()
    for summary in page.locator("summary", has_text="The same as a table").all():
        summary.click()
    table = page.get_by_role("table", name="By approach")
    expect(table.get_by_role("row").nth(1)).to_contain_text("6 of 9")
    expect(table.get_by_role("row").nth(2)).to_contain_text("too few to say")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Last 12 months").click()
    expect(page.get_by_role("link", name="Last 12 months")).to_have_attribute(
        "aria-current", "page"
    )

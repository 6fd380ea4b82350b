"""Closing an account and coming back, in a real browser."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.contacts.people import new_contact

pytestmark = pytest.mark.usefixtures("shipped")


def close_it(page, accessible) -> None:
    """From the settings to the page of a closed account."""
    page.goto("/settings/")
    link = page.get_by_role("link", name="Close your account")
    is_small = page.viewport_size["width"] < 900
    expect(link).to_be_visible(visible=not is_small)
    if is_small:
        page.locator("summary").filter(has_text="Settings").press("Enter")
    link.click()
    expect(page.get_by_text("You are about to open: Close your account")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Close your account")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Close my account").click()
    expect(page.get_by_role("heading", name="Your account is closed")).to_be_visible()


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}])
def test_an_account_is_closed_and_opened_again(open_browser, alice, accessible, options):
    new_contact(alice, "Margaret Osei")
    page = open_browser(alice, viewport={"width": 375, "height": 800}, **options)
    close_it(page, accessible if not options else lambda page: None)
    page.goto("/contacts/")
    expect(page.get_by_role("heading", name="Your account is closed")).to_be_visible()
    if not options:
        accessible(page)
    assert not User.objects.get().is_active
    page.get_by_role("button", name="Open my account again").click()
    expect(page.get_by_text("Your account is open again.")).to_be_visible()
    page.goto("/contacts/")
    expect(page.get_by_text("Margaret Osei").first).to_be_visible()


def test_signing_in_again_leads_to_the_way_back(open_browser, alice, accessible):
    page = open_browser(alice)
    close_it(page, accessible)
    page.locator("summary.menu__button").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(alice.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", name="Your account is closed")).to_be_visible()
    page.get_by_role("link", name="Take out your data").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Your data")).to_be_visible()
    expect(page.get_by_role("link", name="Your account is closed")).to_be_visible()

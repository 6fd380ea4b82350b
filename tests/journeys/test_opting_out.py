"""A recipient opens the link in a mail that was sent, stops it, and the sender sees it."""

import os
import re

import pytest
from playwright.sync_api import expect

from outreach.suppression import is_suppressed
from tests.journeys.test_sending import press, server, text, worker_comes

__all__ = ["server", "text"]
pytestmark = pytest.mark.usefixtures("shipped")
SIZES = [(1280, "light"), (1280, "dark"), (375, "light"), (375, "dark")]


def link_in(mail) -> str:
    """The path of the link under the text."""
    found = re.search(
        r"https://reconnect\.example(/stop/[a-z2-7]{32}/)", mail.message.get_content()
    )
    assert found
    return found[1]


def test_P9_from_the_mail_to_the_sender(open_browser, alice, server, text, accessible):
    sender = open_browser(alice)
    press(sender, text)
    assert worker_comes()
    path = link_in(server.mails[0])
    reader = open_browser(java_script_enabled=False)
    reader.goto(path)
    expect(reader.get_by_role("heading", level=1)).to_have_text(
        "Do you want no more messages from here?"
    )
    reader.get_by_role("link", name="Français").click()
    expect(reader.locator("html")).to_have_attribute("lang", "fr-CA")
    reader.get_by_role("link", name="English").click()
    assert not is_suppressed("maria@example.org")
    reader.get_by_role("button", name="Stop all messages").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Done: no more messages from here")
    assert reader.context.cookies() == []
    sender.goto("/")
    expect(sender.get_by_text("Maria asked not to be contacted.")).to_be_visible()
    sender.goto(f"/contacts/{text.outreach.contact_id}/")
    expect(sender.get_by_text("They asked for it themselves")).to_be_visible()
    accessible(sender)


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_X17_the_page_in_every_size(open_browser, alice, server, text, accessible, width, scheme):
    sender = open_browser(alice)
    press(sender, text)
    assert worker_comes()
    path = link_in(server.mails[0])
    page = open_browser(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for language in ("fr", "en"):
        page.goto(f"{path}?language={language}")
        accessible(page)
        width_needed = page.evaluate("document.documentElement.scrollWidth")
        assert width_needed <= width
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=f"{folder}/ask-{language}-{width}-{scheme}.png", full_page=True)
    page.get_by_role("button", name="Stop all messages").click()
    accessible(page)

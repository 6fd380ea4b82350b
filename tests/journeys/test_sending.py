"""Sending from Reconnect in a browser, through a real mail server on loopback."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from outreach.actions.messages import start_message
from outreach.delivery.work import deliver_one
from outreach.message.vocabulary import Kind
from outreach.models import Message, Outreach
from tests.outreach.helpers import READY, draft_of
from tests.smtp_server import SmtpServer

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def server(settings) -> Iterator[SmtpServer]:
    """The mail server of the host."""
    settings.SITE_URL = "https://reconnect.example"
    settings.DEFAULT_FROM_EMAIL = "Reconnect <mail@reconnect.example>"
    with SmtpServer() as started:
        settings.EMAIL_URL = started.url
        yield started


@pytest.fixture
def text(alice) -> Message:
    """A first message to Maria, ready to be sent."""
    outreach = draft_of(alice, **READY)
    now = timezone.now()
    today = alice.local_date(now)
    return start_message(outreach=outreach, kind=Kind.OPENING, user=alice, now=now, today=today)


def press(page: Page, text: Message) -> None:
    """From the send page, the one button."""
    page.goto(f"/outreach/{text.outreach_id}/send/")
    page.get_by_role("button", name="Send to Maria").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def worker_comes(seconds: int = 31) -> bool:
    """The background process looks, so much later."""
    return deliver_one(clock=lambda: timezone.now() + timedelta(seconds=seconds))


def card(page: Page):
    return page.locator("#in-hand-title")


def test_L8_send_then_undo(open_browser, alice, server, text, accessible):
    page = open_browser(alice)
    page.goto(f"/outreach/{text.outreach_id}/send/")
    accessible(page)
    press(page, text)
    accessible(page)
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing was sent, and your text is kept.")).to_be_visible()
    expect(page.get_by_role("button", name="Send to Maria")).to_be_visible()
    assert not worker_comes()
    assert server.mails == []


def test_W8_send_then_sent(open_browser, alice, server, text, accessible):
    page = open_browser(alice)
    press(page, text)
    assert worker_comes()
    # The page finds out by itself.
    expect(page.locator(".chips .chip").first).to_have_text("Sent")
    expect(page.get_by_role("heading", name="Your message has gone out")).to_be_visible()
    accessible(page)
    (mail,) = server.mails
    assert mail.recipients == ("maria@example.org",)
    assert text.body.split("\n")[0] in mail.message.get_content()
    page.go_back()
    expect(page.locator(".chips .chip").first).to_have_text("Sent")


def test_F15_failed_then_edited_then_sent(open_browser, alice, server, text, accessible):
    server.script(rcpt="550 5.7.1 not today")
    page = open_browser(alice)
    press(page, text)
    assert worker_comes()
    expect(card(page)).to_contain_text("could not be sent")
    accessible(page)
    page.get_by_role("button", name="Edit and send again").click()
    page.locator("#id_body").fill(text.body + "\n\nP.S. Greetings to Tom.")
    page.locator("#main-form button[name=then][value=on]").click()
    server.script(rcpt="250 2.1.5 ok")
    page.get_by_role("button", name="Send to Maria").click()
    assert worker_comes(90)
    expect(page.locator(".chips .chip").first).to_have_text("Sent")
    assert "Greetings to Tom" in server.mails[0].message.get_content()


def test_F16_unconfirmed_and_what_one_can_do(open_browser, alice, server, text, accessible):
    server.script(drop_at="done")
    page = open_browser(alice)
    press(page, text)
    assert worker_comes()
    expect(card(page)).to_contain_text("may have arrived, or not")
    accessible(page)
    page.get_by_role("link", name="Send it again").click()
    expect(page.get_by_role("heading", name="Send it a second time?")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Wait a little").click()
    page.get_by_role("button", name="It arrived").click()
    expect(page.locator(".chips .chip").first).to_have_text("Sent")
    assert len(server.mails) == 1
    assert Outreach.objects.get().status == "sent"


def test_without_javascript_it_works_too(open_browser, alice, server, text):
    page = open_browser(alice, java_script_enabled=False)
    press(page, text)
    page.get_by_role("link", name="See where it stands").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Send to Maria")).to_be_visible()
    assert Message.objects.get(pk=text.pk).delivery == "draft"


def test_without_mail_set_up_nothing_of_it_shows(open_browser, alice, text):
    page = open_browser(alice)
    page.goto(f"/outreach/{text.outreach_id}/send/")
    expect(page.get_by_role("button", name="I sent it")).to_be_visible()
    expect(page.get_by_role("button", name="Send to Maria")).to_have_count(0)

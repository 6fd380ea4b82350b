"""Reminders by mail, in a browser: chosen, sent by the worker, opened from the mail, stopped."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

from django.utils import timezone

from outreach.delivery.work import deliver_one
from outreach.digest.plans import plan_of
from outreach.models import DigestPlan
from outreach.progress import Status
from reconnect_site.tick import tick
from tests.outreach.people import contact_of, outreach_of

PASSWORD = "correct horse battery"


def mail_of_the_day(folder: Path):
    """What the worker does when the hour has come; the one mail that arrived."""
    DigestPlan.objects.update(due_at=timezone.now())
    tick(now=timezone.now())
    while deliver_one(clock=timezone.now):
        pass
    (file,) = folder.glob("*.eml")
    return message_from_bytes(file.read_bytes(), policy=default)


def test_from_the_settings_to_the_mail_to_the_outreach(
    alice, shipped, open_browser, accessible, live_server, settings, tmp_path
):
    settings.EMAIL_URL = f"folder://{tmp_path / 'mail'}"
    settings.SITE_URL = live_server.url
    outreach = outreach_of(alice, Status.ACCEPTED, contact=contact_of(alice, "Zoë O’Neil"))
    page = open_browser(alice)
    page.goto("/settings/")
    page.get_by_role("link", name="Reminders by mail").click()
    page.get_by_label("Every day").check()
    assert not page.get_by_role("group", name="On which days?").is_visible()
    page.get_by_label("At what time?").select_option("17")
    accessible(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("You get a reminder at 5:00 p.m. every day.").wait_for()
    page.get_by_role("link", name="Show me what it looks like").click()
    page.get_by_text("1 thing to do in Reconnect").wait_for()
    accessible(page)

    # The mail arrives; its link asks for sign-in, and then leads to the outreach.
    mail = mail_of_the_day(tmp_path / "mail")
    elsewhere = open_browser()
    elsewhere.set_content(mail.get_body(("html",)).get_content())
    accessible(elsewhere)
    elsewhere.get_by_role("link", name="Zoë O’Neil: Reply to their yes").click()
    elsewhere.get_by_label("E-mail address").fill("alice@example.org")
    elsewhere.get_by_label("Password", exact=True).fill(PASSWORD)
    elsewhere.get_by_role("button", name="Sign in", exact=True).click()
    elsewhere.wait_for_url(f"**/outreach/{outreach.pk}/")

    # The link that stops them works for somebody who is not signed in.
    stranger = open_browser()
    stranger.goto(mail["List-Unsubscribe"].strip("<> "))
    accessible(stranger)
    assert plan_of(alice).rhythm == "daily"
    stranger.get_by_role("button", name="Stop the reminders").click()
    stranger.get_by_role("heading", name="Done: no more reminders by mail").wait_for()
    accessible(stranger)

    # And is undone in the settings.
    page.goto("/settings/reminders/")
    page.get_by_role("button", name="Turn them on again").click()
    page.get_by_text("You get a reminder at 5:00 p.m. every day.").wait_for()
    assert plan_of(alice).rhythm == "daily"

"""Ways that few go: waiting for an advisor, an emergency, who leaves, a new type of request."""

import re
from datetime import timedelta

from django.utils import timezone

from advising import actions
from tests.accounts.conftest import PASSWORD, with_second_step
from tests.outreach.helpers import READY, draft_of, opening_of, url
from tests.outreach.leavers import idle, leaving
from tests.outreach.people import outreach_of, text_of
from tests.outreach.types import OWN, TEXTS

NOT_ALONE = ["region"]
"""A best practice of axe beyond WCAG: all that is said stands in a landmark."""


def confirm(page) -> None:
    """Is it you?"""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").or_(
        page.get_by_role("button", name="Continue")
    ).click()


def test_a_text_waits_until_the_advisor_says_it_is_ready(
    shipped, make_user, alice, alice_client, open_browser, accessible, settings, tmp_path
):
    settings.EMAIL_URL = f"folder://{tmp_path}/mail"
    anna = with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))
    actions.accept(advisor=anna, invitation=None, client=alice, now=timezone.now())
    text = opening_of(alice_client, draft_of(alice, **READY))
    hers, theirs = open_browser(alice), open_browser(anna)
    hers.goto(f"/outreach/{text.outreach_id}/message/")
    hers.get_by_role("button", name="Ask my advisor to read it").click()
    confirm(hers)
    hers.get_by_label("Wait with sending until they say it is ready").check()
    hers.get_by_role("button", name="Ask", exact=True).click()
    hers.get_by_text("Has not answered yet").wait_for()
    hers.goto(url(text.outreach, "send"))
    hers.get_by_role("link", name=re.compile("Send without waiting for .*Anna")).wait_for()
    assert hers.get_by_role("button", name="Send to Maria").count() == 0
    accessible(hers)

    theirs.goto("/advisor/reviews/")
    theirs.get_by_role("link", name="Alice Roy").click()
    theirs.get_by_role("button", name="Ready to send").click()
    theirs.get_by_text("Your client sees it beside their text.").wait_for()

    hers.reload()
    hers.get_by_role("button", name="Send to Maria").wait_for()
    assert hers.get_by_role("link", name="Send without waiting").count() == 0


def test_T10_an_emergency_is_opened_read_and_seen_by_the_client(
    make_user, alice, open_browser, accessible
):
    hugo = make_user("hugo@example.org", "Hugo Host", is_staff=True, is_superuser=True)
    outreach = outreach_of(alice)
    text_of(outreach, body="Hi Maria, it has been a while.")
    his, hers = open_browser(with_second_step(hugo)), open_browser(alice)
    his.goto("/advisor/emergencies/")
    confirm(his)
    his.get_by_role("heading", name="Emergency access").wait_for()
    accessible(his)
    his.locator("#id_email").fill("alice@example.org")
    his.locator("#id_reason").fill("Her mail was stuck and she asked for help")
    his.get_by_role("button", name="Open for one hour").click()
    his.get_by_role("heading", name="Their outreaches").wait_for()
    accessible(his)
    his.locator(f"a[href$='/{outreach.pk}/']").first.click()
    his.get_by_text("it has been a while").wait_for()
    accessible(his)

    hers.goto("/settings/advisors/")
    hers.get_by_text("Hugo Host").first.wait_for()
    hers.locator("a[href*='/settings/advisors/emergencies/']").first.click()
    hers.get_by_role("cell", name="Your outreach to").wait_for()
    accessible(hers)


def somebody_leaves(owner, *names: str) -> None:
    """They are noted to leave in three weeks, and their owner was told."""
    now = timezone.now()
    since, day = now - timedelta(days=720), now.date() + timedelta(days=20)
    for name in names:
        leaving(owner, idle(owner, since, name), since=since, leaves_on=day, told_at=since)


def test_P6_who_leaves_is_kept_or_brought_back(alice, open_browser, accessible):
    somebody_leaves(alice, "Maria Santos", "Ben Ito", "Ann Lee")
    page = open_browser(alice)
    page.goto("/contacts/leaving/")
    accessible(page)
    accessible(page, NOT_ALONE)
    page.get_by_role("button", name=re.compile("Keep.*Ben Ito")).click()
    page.get_by_text("stays.").wait_for()
    page.get_by_role("button", name="Keep all 2").click()
    page.get_by_text("2 people stay.").wait_for()
    somebody_leaves(alice, "Zoe Webb")
    page.goto("/contacts/leaving/")
    page.get_by_role("button", name="Move them to the trash now").click()
    accessible(page)
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("back.").wait_for()


def test_a_request_type_is_added_in_one_form_and_published(
    shipped, make_user, alice, open_browser, accessible
):
    anna = with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))
    page = open_browser(anna)
    page.goto("/advisor/outreach/requesttype/add/")
    accessible(page)
    page.locator("details:not([open]) > summary").last.click()
    for name, text in (TEXTS | OWN).items():
        page.locator(f"#id_{name}").fill(text)
    # Every text is tried in a hundred messages first.
    page.get_by_role("button", name="Publish").click(timeout=30_000)
    page.get_by_text("People get it from now on.").wait_for()
    alices = open_browser(alice)
    alices.goto(url(draft_of(alice, hope="help", still_write="unsure"), "ask"))
    alices.get_by_text("To meet one person they know.").wait_for()

"""Three people signed in at once: an advisor, their client, and another client (T1, T2, T5)."""

import re

from django.core import mail
from django.test import override_settings
from django.utils import timezone

from advising import actions
from advising.models import Advising
from contacts.models import Contact
from outreach.message.vocabulary import Channel, Kind
from outreach.models import Message, Outreach
from tests.accounts.conftest import with_second_step
from tests.outreach.helpers import READY, draft_of

PAYLOAD = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}'


def a_hostile_draft(client) -> Outreach:
    """A draft with markup in every field that an advisor may see."""
    outreach = draft_of(client)
    Contact.objects.filter(pk=outreach.contact_id).update(
        name=PAYLOAD, organization=PAYLOAD, position=PAYLOAD, notes=PAYLOAD
    )
    Message.objects.create(
        outreach=outreach,
        kind=Kind.OPENING,
        channel=Channel.EMAIL,
        subject=PAYLOAD[:150],
        body=PAYLOAD,
    )
    return outreach


def test_a_client_shows_an_advisor_one_outreach_and_ends_it(
    shipped, make_user, open_browser, accessible, live_server
):
    anna = with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))
    alice, charlie = (
        make_user(f"{name}@example.org", name.title()) for name in ("alice", "charlie")
    )
    outreach = a_hostile_draft(alice)
    theirs, hers, his = open_browser(anna), open_browser(alice), open_browser(charlie)

    with override_settings(SITE_URL=live_server.url):
        theirs.goto("/advisor/clients/")
        accessible(theirs)
        theirs.get_by_label("Your client’s e-mail address").fill("alice@example.org")
        theirs.get_by_role("button", name="Send the invitation").click()
        theirs.get_by_text("The invitation to alice@example.org is on its way.").wait_for()
    link = re.search(r"http\S+accept\S+", mail.outbox[-1].body).group()

    hers.goto(link)
    hers.get_by_label("Password").fill("correct horse battery")
    hers.get_by_role("button", name="Continue").or_(
        hers.get_by_role("button", name="Confirm")
    ).click()
    accessible(hers)
    hers.get_by_role("button", name="Yes, work with them").click()
    hers.get_by_text("You work with Anna Advisor now").or_(
        hers.get_by_text("You work with")
    ).first.wait_for()
    accessible(hers)

    advising = Advising.objects.get()
    page = f"/advisor/clients/{advising.pk}/{outreach.pk}/"
    assert theirs.request.get(page).status == 404

    hers.goto(f"/outreach/{outreach.pk}/")
    hers.get_by_role("link", name="Share with my advisor").click()
    accessible(hers)
    hers.get_by_role("link", name="Choose what to show").click()
    accessible(hers)
    hers.get_by_role("button", name="Share", exact=True).click()
    hers.get_by_text("Shared. You can change or end it here").wait_for()

    dialogs: list[str] = []
    theirs.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    assert theirs.goto(page).status == 200
    accessible(theirs)
    assert theirs.locator("#content script, #content img").count() == 0
    assert (dialogs, PAYLOAD in theirs.locator("#content").inner_text()) == ([], True)
    assert his.request.get(page).status == 404
    assert his.request.get(f"/settings/advisors/{advising.pk}/").status == 404

    hers.reload()
    hers.get_by_role("cell", name="Your outreach to").wait_for()
    hers.get_by_role("button", name="Stop sharing").click()
    hers.get_by_text("Ended. From now on they do not see it.").wait_for()
    assert theirs.request.get(page).status == 404


def test_a_draft_is_reviewed_and_a_suggestion_taken(
    shipped, make_user, open_browser, accessible, live_server
):
    anna = with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))
    alice = make_user("alice@example.org", "Alice Roy")
    actions.accept(advisor=anna, invitation=None, client=alice, now=timezone.now())
    outreach = draft_of(alice, **READY)
    hers, theirs = open_browser(alice), open_browser(anna)

    hers.goto(f"/outreach/{outreach.pk}/situation/")
    hers.get_by_role("button", name="Save and continue").click()
    hers.get_by_label("Your message").fill(
        "Hi Maria,\n\nCould you help me with everything?\n\nAlice"
    )
    hers.get_by_role("button", name="Ask my advisor to read it").click()
    hers.get_by_label("Password").fill("correct horse battery")
    hers.get_by_role("button", name="Confirm").or_(
        hers.get_by_role("button", name="Continue")
    ).click()
    hers.get_by_label("What would you like to know?").fill("Is it too much?")
    accessible(hers)
    hers.get_by_role("button", name="Ask", exact=True).click()
    hers.get_by_text("Has not answered yet").wait_for()

    theirs.goto("/advisor/reviews/")
    accessible(theirs)
    theirs.get_by_role("link", name="Alice Roy").click()
    theirs.get_by_role("radio", name=re.compile("Could you help me")).check()
    theirs.get_by_label("Your comment").fill("Name one thing and how long it takes.")
    theirs.get_by_label("How you would write it").fill("Could I ask you three questions?")
    accessible(theirs)
    theirs.get_by_role("button", name="One more look").click()
    theirs.get_by_text("Your client sees it beside their text.").wait_for()

    hers.reload()
    hers.get_by_text("Name one thing and how long it takes.").wait_for()
    accessible(hers)
    hers.get_by_label("Your message").fill(
        "Hi Maria,\n\nCould you help me with everything?\n\nAlice R."
    )
    hers.get_by_role("button", name="Take this sentence").click()
    hers.get_by_text("You took this.").wait_for()
    text = hers.get_by_label("Your message").input_value()
    assert text == "Hi Maria,\n\nCould I ask you three questions?\n\nAlice R."

"""A lead looks at today and at the outcomes, and hands a client over; the client says yes."""

import os
import re

from django.core import mail
from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from advising import actions
from advising.models import Advising
from outreach.actions import answers
from outreach.models import RequestType
from outreach.progress import Answer, Status
from tests.accounts.conftest import with_second_step
from tests.advising.conftest import share
from tests.advising.test_today import asked
from tests.outreach.people import contact_of, outreach_of

ANSWERS = (Answer.YES, Answer.YES, Answer.NO, None)


def a_year_of(person, kinds, number: int) -> None:
    """Many outreaches, half of them answered, to people of few organizations."""
    now = timezone.now()
    for one in range(number):
        contact = contact_of(person, f"Person {one}", organization=("Harbour Centre", "")[one % 2])
        kind = kinds[one % len(kinds) if one % 9 else 0]
        outreach = outreach_of(person, Status.SENT, contact=contact, now=now, request_type=kind)
        if answer := ANSWERS[one % 4]:
            today = person.local_date(now)
            answers.record_answer(
                outreach=outreach, answer=answer, on=today, by=person, now=now, today=today
            )


def test_a_lead_reads_the_outcomes_and_hands_a_client_over(
    shipped, make_user, open_browser, accessible, live_server
):
    lea = make_user("lea@example.org", "Lea Lead", is_staff=True, role="lead")
    anna = with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))
    make_user("bruno@example.org", "Bruno Advisor", is_staff=True)
    people = [make_user(f"c{n}@example.org", f"Client {n}") for n in range(6)]
    kinds = list(RequestType.objects.order_by("position"))[:3]
    for person in people:
        a_year_of(person, kinds, 12)
    advised = [
        actions.accept(advisor=anna, invitation=None, client=person, now=timezone.now())
        for person in people[:3]
    ]
    asked(advised[0], days_ago=2)
    share(advised[1], None)
    theirs, hers = open_browser(anna), open_browser(with_second_step(lea))

    theirs.goto("/advisor/")
    accessible(theirs)
    theirs.get_by_role("link", name="Client 0").first.wait_for()
    keep(theirs, "today")
    theirs.goto("/advisor/outcomes/")
    theirs.get_by_role("heading", name="Too few to show").wait_for()

    hers.goto("/advisor/")
    hers.get_by_role("link", name="Outcomes").click()
    hers.get_by_role("heading", name="By approach").wait_for()
    hers.get_by_text("Harbour Centre: 6 clients").wait_for()
    accessible(hers)
    keep(hers, "outcomes")
    with hers.expect_download() as download:
        hers.get_by_role("link", name="Download the tables (CSV)").click()
    assert re.fullmatch(r"outcomes-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)

    hers.goto("/advisor/centre/")
    accessible(hers)
    hers.get_by_role("row", name="Client 1").get_by_role("link").click()
    accessible(hers)
    keep(hers, "hand-over")
    hers.get_by_role("button", name="Ask the client").click()
    hers.get_by_text("Choose who takes over.").wait_for()
    accessible(hers)
    hers.get_by_label("Who takes over?").select_option(label="Bruno Advisor")
    with override_settings(SITE_URL=live_server.url):
        hers.get_by_role("button", name="Ask the client").click()
        hers.get_by_role("heading", name="Waiting for the client’s yes").wait_for()
    accessible(hers)
    keep(hers, "centre")

    link = re.search(r"http\S+accept\S+", mail.outbox[-1].body).group()
    client = open_browser(people[1])
    client.goto(link)
    client.get_by_label("Password").fill("correct horse battery")
    client.get_by_role("button", name="Confirm").or_(
        client.get_by_role("button", name="Continue")
    ).click()
    client.get_by_text("They would take over from").wait_for()
    accessible(client)
    keep(client, "accept")
    client.get_by_role("button", name="Yes, work with them").click()
    client.get_by_text("You work with").first.wait_for()
    now = Advising.objects.going_on().get(client=people[1])
    assert (str(now.advisor), now.shares.count()) == ("Bruno Advisor", 0)
    assert theirs.request.get(f"/advisor/clients/{advised[1].pk}/").status == 404


def keep(page, name: str) -> None:
    """Pictures of a page on both widths, light and dark, in both languages, where asked for."""
    folder = os.environ.get("PICTURES")
    if not folder:
        return
    for language in ("en", "fr"):
        User.objects.update(language=language)
        for width in (1280, 375):
            for scheme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                page.reload()
                path = f"{folder}/{name}-{width}-{scheme}-{language}.png"
                page.screenshot(path=path, full_page=True)
    User.objects.update(language="en")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.reload()

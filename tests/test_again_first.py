"""What asks "is it you?" before it opens, by GET and by POST, in one table (TRUST.md, T8)."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from advising.models import Share
from outreach.models import FeedKey
from tests.world import World, build

PAGES = {
    "export of contacts": "/contacts/export/",
    "export of everything": "/settings/export/",
    "closing the account": "/settings/close/",
    "saying yes to an advisor": "/settings/advisors/accept/x/",
    "sharing everything": "/settings/advisors/{advising_id}/share/",
    "sharing one outreach": "/settings/advisors/{advising_id}/share/{outreach_id}/",
    "asking for a review": "/outreach/{outreach_id}/messages/{message_id}/review/",
    "calendar link": "/settings/calendar/new/",
}


ONLY_READ = {"the file of everything": "/settings/export/file/"}
ONLY_POSTED = {"another address": "/account/email/"}
FIRST_PASSWORD = {"a first password": "/account/password/set/"}


@pytest.fixture(params=["password", "mailed codes"])
def world(db, request) -> World:
    """Alice has signed in, and nothing since: by password, or by nothing but mailed codes."""
    world = build()
    alice = world.users["client"]
    if request.param == "password":
        alice.set_password("correct horse battery")
        alice.save()
    world.sessions["client"] = Client()
    world.sessions["client"].force_login(alice)
    return world


@pytest.mark.parametrize("method", ["get", "post"])
def test_T8_what_matters_asks_first(world, method) -> None:
    before = (Share.objects.open(timezone.now()).count(), AuditEvent.objects.count())
    ends = {}
    pages = PAGES | (ONLY_POSTED if method == "post" else ONLY_READ)
    if not world.users["client"].has_usable_password():
        pages |= FIRST_PASSWORD
    for what, page in pages.items():
        url = page.format(**world.ids_for("client"))
        posted = {"action_add": "", "email": "new@example.org"} if method == "post" else {}
        ends[what] = getattr(world.browser("client"), method)(url, posted)
    asked = {what for what, end in ends.items() if leads_to_the_question(end, world)}
    assert asked == set(pages)
    after = (Share.objects.open(timezone.now()).count(), AuditEvent.objects.count())
    assert (before, FeedKey.objects.count()) == (after, 0)


def leads_to_the_question(response, world) -> bool:
    """At once, or by way of the page itself, which asks."""
    where = response.headers.get("Location", "")
    if response.status_code == 302 and not where.startswith("/account/reauthenticate/"):
        where = world.browser("client").get(where).headers.get("Location", "")
    return where.startswith("/account/reauthenticate/")

"""Words that only Alice wrote are in no search, file, mail or log line of others (T3, T24).

The pages themselves are read in tests/test_roles.py, for every URL and every role.
"""

import logging

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from advising.models import Review
from advising.reviewing import comment
from outreach.digest.letters import letter_for
from outreach.models import Digest
from tests.test_roles import unshared
from tests.world import CANARY, ROLES, World, build

OTHERS = [role for role in ROLES if role not in ("anonymous", "client")]
SEARCHES = (
    "/contacts/?q=quok",
    "/next/?q=quok",
    "/outreach/?q=quok",
    "/promises/?q=quok",
    "/advisor/accounts/user/?q=quok",
    "/advisor/accounts/auditevent/?q=quok",
    "/advisor/outreach/wording/?q=quok",
    "/advisor/outreach/requesttype/?q=quok",
    "/advisor/clients/?q=quok",
    "/advisor/reviews/?q=quok",
)
FILES = ("/contacts/export/", "/settings/export/", "/advisor/outcomes/csv/")


@pytest.fixture
def world(db) -> World:
    """One of everything."""
    return build()


def test_T3_a_search_finds_nothing_of_hers(world):
    assert CANARY in world.browser("client").get(SEARCHES[0]).text.lower()
    found = {
        (role, page): words
        for role in OTHERS
        for page in SEARCHES
        if (words := unshared(world.browser(role).get(page).text, role))
    }
    assert found == {}


def test_T3_no_file_of_others_holds_a_word_of_hers(world):
    for role in OTHERS:
        browser = world.browser(role)
        User.objects.get(pk=world.users[role].pk).contacts.create(name="Nora Own")
        posted = {"format": "csv", "who": "all", "scope": "all", "everybody": "on"}
        for page in FILES:
            response = (browser.get if "advisor" in page else browser.post)(page, posted)
            body = b"".join(response) if response.streaming else response.content
            assert CANARY.encode() not in body.lower(), (role, page)


@pytest.fixture
def log(caplog):
    """Every line of the log; Django's own goes to its handler alone."""
    caplog.set_level(logging.INFO)
    logging.getLogger("django").addHandler(caplog.handler)
    yield caplog
    logging.getLogger("django").removeHandler(caplog.handler)


def test_T3_T24_neither_mails_nor_logs_tell_them(world, log):
    anna, ids = world.browser("advisor, shared"), world.ids_for("advisor, shared")
    anna.post("/advisor/clients/", {"email": "new@example.org"})
    review = f"/advisor/reviews/{ids['review_id']}/"
    anna.post(review, {"body": "Fine as it is", "verdict": "ready"})
    for role in OTHERS:
        for page in (f"/outreach/{ids['outreach_id']}/", f"/contacts/{ids['contact_id']}/", review):
            world.browser(role).get(page)
    sent = [f"{one.subject} {one.body} {one.from_email} {one.to}" for one in mail.outbox]
    assert (len(sent), f"/outreach/{ids['outreach_id']}/" in log.text) == (1, True)
    assert [line for line in [*sent, log.text] if CANARY in line.lower()] == []


def digest(user: User) -> str:
    """The reminder of today as it leaves, headers and both texts; empty where there is none."""
    now = timezone.now()
    row = Digest(owner=user, local_date=user.local_date(now), message_id="<1@example.org>")
    letter = letter_for(row, now)
    return str(letter) if letter else ""


def test_T3_no_reminder_of_others_tells_them(world):
    """A review waits for three advisors, and one of them may see it; one answered the client."""
    rita, now = world.users["advisor, revoked"], timezone.now()
    other = world.own_ids["advisor, revoked"]["review_id"]
    comment(review=Review.objects.get(pk=other), by=rita, body="Fine", verdict="ready", now=now)
    mails = {role: digest(user) for role, user in world.users.items()}
    assert "Quokka-name" in mails.pop("client")  # what would be found
    assert [role for role, text in mails.items() if text] == ["advisor, shared"]
    assert [role for role, text in mails.items() if CANARY in text.lower()] == []

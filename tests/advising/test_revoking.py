"""After a leak the host ends sign-ins, calendar addresses and shares; of one user, or of all."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from advising.models import Share
from outreach.actions.feeds import make_key
from outreach.models import FeedKey
from tests.accounts.conftest import PASSWORD
from tests.outreach.helpers import draft_of


def signed_in(user) -> Client:
    """A browser in which the user has signed in by the page."""
    browser = Client()
    browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert browser.get("/settings/").status_code == 200
    return browser


def revoke(*words: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("revoke", *words, stdout=out)
    return out.getvalue().strip()


def test_one_user_signs_in_anew_and_others_stay(alice, charlie):
    hers, his = signed_in(alice), signed_in(charlie)
    assert revoke("sign-ins", "--user", "ALICE@example.org") == "ended: 1"
    assert (hers.get("/settings/").status_code, his.get("/settings/").status_code) == (302, 200)
    assert AuditEvent.objects.get(verb="end_sign_ins").object_id == str(alice.pk)


def test_everybody_signs_in_anew(alice, charlie):
    browsers = [signed_in(alice), signed_in(charlie)]
    assert revoke("sign-ins") == "ended: 2"
    assert [browser.get("/settings/").status_code for browser in browsers] == [302, 302]
    assert revoke("sign-ins") == "ended: 0"


def test_T11_a_calendar_address_is_not_known_any_more(alice, charlie):
    tokens = [make_key(owner=user, instead_of="", now=timezone.now()) for user in (alice, charlie)]
    assert revoke("calendars", "--user", alice.email) == "ended: 1"
    found = [Client().get(f"/calendar/{token}/reconnect.ics").status_code for token in tokens]
    assert (found[0], FeedKey.objects.get().owner) == (404, charlie)
    assert revoke("calendars") == "ended: 1"


def test_T2_shares_end_and_stay_on_record(advising, alice, anna, charlie):
    share = Share.objects.create(
        advising=advising, outreach=draft_of(alice), text=True, ends_at="2099-01-01T00:00Z"
    )
    assert revoke("shares", "--user", charlie.email) == "ended: 0"
    assert revoke("shares", "--user", anna.email) == "ended: 1"
    assert not Share.objects.open(timezone.now()).exists()
    assert AuditEvent.objects.get(verb="unshare").object_id == str(share.pk)


def test_an_unknown_address_is_said(db):
    with pytest.raises(CommandError, match="Nobody has an account"):
        revoke("shares", "--user", "nobody@example.org")

"""Closing an account: at once, undone within seven days, and then gone (P14)."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from advising import leaving, sending
from advising.models import Advising, Share
from contacts.models import Contact
from outreach.actions.feeds import make_key
from outreach.digest.letters import may_be_told
from outreach.digest.plans import make_digests
from outreach.models import Delivery, Digest, DigestPlan, FeedKey, Problem
from reconnect_site.tick import tick
from tests.accounts.conftest import PASSWORD, confirmed, signed_in, with_second_step
from tests.advising.conftest import share
from tests.outreach.helpers import contact_of, draft_of
from tests.outreach.letters import NOW as THEN
from tests.outreach.letters import brought_to, letter_to

NOW = timezone.now()
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)
CLOSE, CLOSED, RETURN = "/settings/close/", "/closed/", "/closed/return/"


def closed(user: User, at=NOW) -> User:
    """The user, after closing the account."""
    assert leaving.close(user=user, keep_session=None, now=at)
    return User.objects.get(pk=user.pk)


def sign_in(user: User) -> Client:
    """A browser after signing in on the page, with the password."""
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    return client


# --- At once ----------------------------------------------------------------------------------
@pytest.mark.parametrize("delivery", [Delivery.HELD, Delivery.QUEUED, Delivery.FAILED])
def test_P14_messages_that_wait_are_cancelled(settings, alice, delivery):
    settings.EMAIL_URL = "smtp://mail.example.org"
    letter = brought_to(letter_to(alice), delivery, queued_at=THEN)
    closed(alice)
    letter.refresh_from_db()
    assert (letter.delivery, letter.problem) == (Delivery.CANCELLED, Problem.ACCOUNT_CLOSED)


@pytest.mark.parametrize(
    "delivery", [Delivery.SENT, Delivery.HANDING_OVER, Delivery.UNCONFIRMED, Delivery.DRAFT]
)
def test_P14_what_was_sent_or_never_confirmed_stays(alice, delivery):
    letter = brought_to(letter_to(alice), delivery)
    closed(alice)
    letter.refresh_from_db()
    assert letter.delivery == delivery


def test_P14_reminders_stop(alice):
    DigestPlan.objects.create(owner=alice, due_at=NOW, time_zone=alice.time_zone)
    waiting = Digest.objects.create(
        owner=alice, local_date=NOW.date(), delivery=Delivery.QUEUED, due_at=NOW
    )
    closed(alice)
    waiting.refresh_from_db()
    assert (waiting.delivery, waiting.due_at) == (Delivery.CANCELLED, None)
    assert not may_be_told(User.objects.get(pk=alice.pk))
    make_digests(now=NOW + timedelta(days=1))
    assert Digest.objects.count() == 1


def test_P14_the_calendar_shows_nothing_until_the_account_is_open_again(client, alice):
    token = make_key(owner=alice, instead_of="", now=NOW)
    address = reverse("outreach_feed", args=[token])
    gone = closed(alice)
    assert client.get(address).status_code == 404
    leaving.come_back(user=gone, now=NOW)
    assert client.get(address).status_code == 200
    assert FeedKey.objects.get().owner == alice


def test_P14_shares_end_on_both_sides_and_stay_ended(alice, anna, advising):
    given = share(advising, draft_of(alice))
    gone = closed(alice)
    leaving.come_back(user=gone, now=NOW)
    given.refresh_from_db()
    assert given.ended_at == NOW
    again = share(advising, None)
    closed(anna)
    again.refresh_from_db()
    assert again.ended_at == NOW
    assert not Share.objects.open(NOW).exists()


def test_P14_the_advisor_sees_the_client_no_more(alice, anna_client, advising):
    share(advising, draft_of(alice))
    page = reverse("advisor:advising_client", args=[advising.pk])
    assert anna_client.get(page).status_code == 200
    closed(alice)
    assert anna_client.get(page).status_code == 404


def test_P14_other_sign_ins_end_and_this_one_goes_on(alice):
    here, elsewhere = sign_in(alice), sign_in(alice)
    for browser in (here, elsewhere):
        browser.get("/")
    confirmed(here, alice).post(CLOSE, {"sure": "yes"})
    assert here.get(CLOSED).status_code == 200
    assert elsewhere.get(CLOSED).status_code == 302
    assert UserSession.objects.get(user=alice).session_key == here.session.session_key
    assert not Session.objects.filter(session_key=elsewhere.session.session_key).exists()


def test_closing_twice_is_once(alice):
    closed(alice)
    assert not leaving.close(user=alice, keep_session=None, now=NOW + WEEK)
    assert User.objects.get().closed_at == NOW
    assert AuditEvent.objects.filter(verb="close").count() == 1


def test_the_only_one_who_runs_the_site_stays(make_user):
    hugo = make_user("hugo@example.org", "Hugo Host", is_superuser=True)
    with pytest.raises(leaving.LastHost):
        leaving.close(user=hugo, keep_session=None, now=NOW)
    make_user("hana@example.org", "Hana Host", is_superuser=True)
    assert leaving.close(user=hugo, keep_session=None, now=NOW)


# --- The pages --------------------------------------------------------------------------------
def test_closing_asks_who_it_is_and_then_once_more(alice_client, alice):
    response = alice_client.post(CLOSE, {"sure": "yes"})
    assert response.url == f"{CLOSE}?sure=yes"
    assert "reauthenticate" in alice_client.get(CLOSE).url
    confirmed(alice_client, alice)
    assert alice_client.get(CLOSE).status_code == 200
    alice_client.post(CLOSE)
    assert User.objects.get(pk=alice.pk).is_active


def test_the_only_host_is_told_what_to_do(make_user):
    hugo = make_user("hugo@example.org", "Hugo Host", is_superuser=True)
    page = confirmed(signed_in(hugo), hugo).post(CLOSE, {"sure": "yes"})
    assert page.status_code == 409
    assert b"First let somebody else run it" in page.content


def test_every_page_of_a_closed_account_leads_to_the_one(alice_client, alice):
    closed(alice)
    for page in ("/", "/contacts/", "/settings/", "/account/password/change/", CLOSE):
        assert alice_client.get(page).url == CLOSED
        assert alice_client.post(page).url == CLOSED
    htmx = alice_client.get("/contacts/", headers={"HX-Request": "true"})
    assert htmx.headers["HX-Redirect"] == CLOSED
    for page in ("/help/", "/privacy/", CLOSED):
        assert alice_client.get(page).status_code == 200


def test_staff_with_a_closed_account_have_no_panel(anna_client, anna):
    closed(anna)
    assert anna_client.get("/advisor/").url == CLOSED


def test_the_page_of_a_closed_account_has_no_way_into_it(alice_client, alice):
    closed(alice)
    page = alice_client.get(CLOSED).content.decode()
    for address in ("/contacts/", "/settings/", "/figures/"):
        assert f'href="{address}"' not in page
    assert 'action="/account/logout/"' in page


def test_an_open_account_has_no_such_page(alice_client):
    assert alice_client.get(CLOSED).url == "/"
    assert alice_client.post(RETURN).url == "/"


def test_the_data_can_be_taken_out_of_a_closed_account(alice):
    contact_of(alice)
    closed(alice)
    client = confirmed(signed_in(alice), alice)
    assert client.get("/settings/export/").status_code == 200
    assert client.get("/settings/export/progress/", follow=True).redirect_chain != [(CLOSED, 302)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_mail_says_until_when(alice, language):
    alice.language, alice.time_zone = language, "Pacific/Auckland"
    alice.save()
    at = NOW.replace(month=3, day=2, hour=22)  # the next day in Auckland
    closed(alice, at)
    sending.send_farewell(alice.pk)
    (letter,) = mail.outbox
    assert letter.to == ["alice@example.org"]
    day = f"10 mars {at.year}" if language == "fr" else f"10 March {at.year}"
    assert day in letter.subject
    assert day in letter.body


def test_no_mail_to_somebody_who_is_back(alice):
    leaving.come_back(user=closed(alice), now=NOW)
    sending.send_farewell(alice.pk)
    assert mail.outbox == []


def test_closing_on_the_page_mails_it(alice_client, alice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        confirmed(alice_client, alice).post(CLOSE, {"sure": "yes"})
    assert [letter.to for letter in mail.outbox] == [["alice@example.org"]]


# --- Signing in, and coming back --------------------------------------------------------------
def test_P14_signing_in_within_seven_days_leads_to_the_way_back(alice):
    closed(alice, timezone.now() - WEEK + timedelta(minutes=5))
    client = sign_in(alice)
    assert client.get("/").url == CLOSED
    assert client.post(RETURN).url == "/"
    assert client.get("/").status_code == 200
    assert not User.objects.filter(pk=alice.pk, closed_at__isnull=False).exists()


def test_P14_after_seven_days_nobody_signs_in(alice):
    closed(alice, NOW - WEEK)
    assert sign_in(alice).get("/").url.startswith("/account/login/")
    still = Client()
    still.force_login(alice)
    assert still.get(CLOSED).url.startswith("/account/login/")


def test_an_account_closed_by_the_host_lets_nobody_in(alice):
    User.objects.update(is_active=False)
    assert sign_in(alice).get("/").url.startswith("/account/login/")


@pytest.mark.parametrize("page", ["/account/login/code/", "/account/password/reset/"])
@pytest.mark.parametrize(("ago", "has_code"), [(timedelta(days=1), True), (WEEK, False)])
def test_a_code_comes_to_whoever_may_return(client, alice, page, ago, has_code):
    closed(alice, NOW - ago)
    mail.outbox.clear()
    client.post(page, {"email": "Alice@example.org"})
    known = [letter for letter in mail.outbox if "no account" not in letter.body.lower()]
    assert bool(known) == has_code


def test_a_second_step_is_asked_for_as_ever(alice):
    Authenticator.objects.create(user=alice, type="totp", data={"secret": "x"})
    closed(alice)
    assert (
        "2fa" in Client().post("/account/login/", {"login": alice.email, "password": PASSWORD}).url
    )


@pytest.mark.parametrize(("after", "is_back"), [(WEEK - SECOND, True), (WEEK, False)])
def test_P14_coming_back_ends_after_seven_days(alice, after, is_back):
    gone = closed(alice)
    assert leaving.come_back(user=gone, now=NOW + after) == is_back
    assert User.objects.get(pk=alice.pk).is_active == is_back


def test_the_host_opens_an_account_for_good(make_user, alice):
    hugo = with_second_step(make_user("hugo@example.org", "Hugo", is_staff=True, is_superuser=True))
    closed(alice)
    page = reverse("advisor:accounts_user_change", args=[alice.pk])
    signed_in(hugo).post(page, {"is_active": "on", "role": "advisor"})
    found = User.objects.get(pk=alice.pk)
    assert (found.is_active, found.closed_at) == (True, None)


def test_P14_an_older_form_of_the_host_does_not_open_it_again(make_user, alice):
    """Their page showed the account as open; it was closed before they pressed Save."""
    hugo = with_second_step(make_user("hugo@example.org", "Hugo", is_staff=True, is_superuser=True))
    page, host = reverse("advisor:accounts_user_change", args=[alice.pk]), signed_in(hugo)
    assert 'name="initial-is_active" value="True"' in host.get(page).text
    closed(alice)
    host.post(page, {"is_active": "on", "initial-is_active": "True", "role": "lead"})
    found = User.objects.get(pk=alice.pk)
    assert (found.is_active, found.closed_at, found.role) == (False, NOW, "lead")


# --- Afterwards -------------------------------------------------------------------------------
@pytest.mark.parametrize(("after", "is_gone"), [(WEEK - SECOND, False), (WEEK, True)])
def test_P14_the_tick_deletes_after_seven_days(alice, charlie, after, is_gone):
    contact_of(charlie)
    draft_of(alice)
    closed(alice)
    tick(now=NOW + after)
    assert User.objects.filter(pk=alice.pk).exists() != is_gone
    assert Contact.objects.filter(owner=charlie).count() == 1


def test_P14_open_accounts_and_those_the_host_closed_are_not_deleted(alice, charlie):
    User.objects.filter(pk=alice.pk).update(is_active=False)
    leaving.come_back(user=closed(charlie), now=NOW)
    assert leaving.delete_closed(now=NOW + 52 * WEEK) == 0
    assert User.objects.count() == 2


def test_P14_an_interrupted_deletion_goes_on(alice, monkeypatch):
    monkeypatch.setattr(leaving, "AT_A_TIME", 1)
    for name in ("Maria", "Paolo"):
        Contact.objects.create(owner=alice, name=name)
    closed(alice)

    def killed(*args):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(leaving, "_delete_the_rest", killed)
        with pytest.raises(SystemExit):
            leaving.delete_closed(now=NOW + WEEK)
    assert not Contact.objects.exists()
    assert leaving.delete_closed(now=NOW + WEEK) == 1
    assert not User.objects.exists()


def test_P14_an_account_that_cannot_be_deleted_holds_up_no_other(alice, charlie, monkeypatch):
    closed(alice)
    closed(charlie)
    delete = leaving._delete_the_rest

    def broken_for_alice(user, now):
        if user == alice:
            raise ValueError
        return delete(user, now)

    monkeypatch.setattr(leaving, "_delete_the_rest", broken_for_alice)
    assert leaving.delete_closed(now=NOW + WEEK) == 1
    assert list(User.objects.all()) == [alice]


def test_P14_an_advisor_who_leaves_takes_no_client_along(alice, anna, advising):
    closed(anna)
    leaving.delete_closed(now=NOW + WEEK)
    assert list(User.objects.all()) == [alice]
    assert not Advising.objects.exists()


def test_the_trail_says_that_it_happened_and_names_nobody(alice):
    closed(alice)
    leaving.delete_closed(now=NOW + WEEK)
    trail = AuditEvent.objects.filter(object_id=str(alice.pk)).order_by("at")
    assert sorted(trail.values_list("verb", "actor")) == [("close", None), ("purge", None)]

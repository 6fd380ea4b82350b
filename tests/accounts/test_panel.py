"""The advisor panel: who gets in (T1, T10), what superusers can do, and what nobody sees."""

import pytest
from django.core import mail

from accounts.models import AuditEvent, User
from tests.accounts.conftest import confirmed, signed_in

USERS, EVENTS = "/advisor/accounts/user/", "/advisor/accounts/auditevent/"
PAGES = ["/advisor/", USERS, USERS + "add/", EVENTS, "/advisor/jsi18n/", "/advisor/no-such-page/"]


@pytest.mark.parametrize("page", [*PAGES, "/advisor/login/"])
def test_a_visitor_is_sent_to_the_one_sign_in_page(client, db, page):
    response = client.get(page, follow=True)
    assert response.redirect_chain[-1][0].startswith("/account/login/?next=")


@pytest.mark.parametrize("page", [*PAGES, "/advisor/login/"])
def test_T1_for_a_client_there_is_no_panel(alice_client, page):
    response = alice_client.get(page)
    missing = alice_client.get("/no-such-page-at-all/")
    assert response.status_code == 404
    assert response.text.count("We did not find this page") == missing.text.count(
        "We did not find this page"
    )


@pytest.mark.parametrize("page", PAGES[:5])
def test_T10_staff_without_a_second_step_sets_one_up_first(make_user, page):
    client = signed_in(make_user("new@example.org", "New Advisor", is_staff=True))
    response = client.get(page, follow=True)
    assert response.redirect_chain == [("/account/2fa/", 302)]
    assert "needs a second sign-in step" in response.text


def test_T10_even_the_host_needs_a_second_step(make_user):
    client = signed_in(make_user("h@example.org", "H", is_staff=True, is_superuser=True))
    assert client.get("/advisor/").headers["Location"] == "/account/2fa/"


def test_an_advisor_sees_no_users(advisor):
    client = signed_in(advisor)
    assert client.get("/advisor/").status_code == 200
    for page in (USERS, USERS + "add/", EVENTS, f"{USERS}{advisor.pk}/change/"):
        assert client.get(page).status_code == 403


def test_a_closed_advisor_is_out(advisor):
    client = signed_in(advisor)
    User.objects.filter(pk=advisor.pk).update(is_active=False)
    assert client.get("/advisor/").status_code == 302


def test_the_host_finds_a_user(host, alice, charlie):
    page = signed_in(host).get(USERS, {"q": "alice@"}).text
    assert "alice@example.org" in page
    assert "charlie@example.org" not in page


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", ["/advisor/", USERS, USERS + "add/", EVENTS])
def test_panel_pages_are_ours(host, page, language):
    User.objects.filter(pk=host.pk).update(language=language)
    text = signed_in(host).get(page).text
    assert text.count("<h1") == 1
    assert "css/panel.css" in text
    assert "admin/js/theme.js" not in text


def test_the_host_makes_somebody_an_advisor_and_it_is_noted(host, alice):
    response = signed_in(host).post(
        f"{USERS}{alice.pk}/change/",
        {"is_active": "on", "initial-is_active": "True", "role": "advisor", "is_staff": "on"},
    )
    alice.refresh_from_db()
    assert (response.status_code, alice.is_staff) == (302, True)
    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.object_id) == (host, "changed", str(alice.pk))
    assert event.fields == ["is_staff"]


def test_the_host_closes_an_account(host, alice, alice_client):
    posted = {"initial-is_active": "True", "role": "advisor"}
    signed_in(host).post(f"{USERS}{alice.pk}/change/", posted)
    assert alice_client.get("/settings/").status_code == 302
    assert AuditEvent.objects.get().fields == ["is_active"]


def test_nobody_takes_their_own_rights_away(host):
    signed_in(host).post(f"{USERS}{host.pk}/change/", {"role": "advisor"})
    host.refresh_from_db()
    assert (host.is_active, host.is_staff, host.is_superuser) == (True, True, True)


def test_B47_address_and_password_are_not_for_the_host(host, alice):
    posted = {
        "is_active": "on",
        "role": "advisor",
        "email": "x@example.org",
        "password": "x",
        "display_name": "X",
    }
    signed_in(host).post(f"{USERS}{alice.pk}/change/", posted)
    before = (alice.email, alice.password, alice.display_name)
    alice.refresh_from_db()
    assert (alice.email, alice.password, alice.display_name) == before


def test_T25_the_host_creates_an_account_whose_owner_signs_in_by_code(host, client):
    posted = {
        "email": "Newcomer@example.org",
        "display_name": "New",
        "is_active": "on",
        "role": "advisor",
    }
    signed_in(host).post(USERS + "add/", posted)
    newcomer = User.objects.get(email="newcomer@example.org")
    assert not newcomer.has_usable_password()
    client.post("/account/login/code/", {"email": "newcomer@example.org"})
    code = mail.outbox[0].body.split("    ")[1].split()[0]
    client.post("/account/login/code/confirm/", {"code": code})
    assert client.session["_auth_user_id"] == str(newcomer.pk)
    assert client.get("/account/password/change/").headers["Location"] == "/account/password/set/"
    asked = client.get("/account/password/set/").headers["Location"]
    assert asked.startswith("/account/reauthenticate/code/")
    assert confirmed(client, newcomer).get("/account/password/set/").status_code == 200


@pytest.mark.parametrize("email", ["", "alice@example.org", "ALICE@example.org", "a@b"])
def test_a_wrong_address_creates_nobody(host, alice, email):
    response = signed_in(host).post(
        USERS + "add/", {"email": email, "is_active": "on", "role": "advisor"}
    )
    assert (response.status_code, User.objects.count()) == (200, 2)


def test_nobody_is_deleted_here(host, alice):
    client = signed_in(host)
    for page in (f"{USERS}{alice.pk}/delete/", f"{EVENTS}{alice.pk}/delete/"):
        assert client.post(page, {"post": "yes"}).status_code in (302, 403)
    assert User.objects.filter(pk=alice.pk).exists()


def test_events_are_read_only(host, alice):
    signed_in(host).post(f"{USERS}{alice.pk}/change/", {"role": "advisor"})
    event = AuditEvent.objects.get()
    client = signed_in(host)
    assert client.get(EVENTS).status_code == 200
    assert client.get(EVENTS + "add/").status_code == 403
    assert client.post(f"{EVENTS}{event.pk}/change/", {"verb": "x"}).status_code == 403


@pytest.mark.parametrize("page", ["/advisor/password_change/", "/advisor/logout/"])
def test_password_and_sign_out_are_those_of_the_site(advisor, page):
    assert signed_in(advisor).post(page).headers["Location"].startswith("/account/")


def test_no_sequential_number_in_links_of_the_panel(host, alice):
    import re

    confirmed(signed_in(host), host).post(f"{USERS}{alice.pk}/change/", {"role": "advisor"})
    client = signed_in(host)
    for page in (
        "/advisor/",
        USERS,
        EVENTS,
        f"{USERS}{alice.pk}/change/",
        f"{USERS}{alice.pk}/history/",
    ):
        assert not re.findall(r'href="[^"?]*/\d+/', client.get(page).text), page


@pytest.mark.parametrize(
    "asked",
    [
        f"{USERS}?password__startswith=p",
        f"{USERS}?signature__contains=a",
        f"{USERS}?field_of_work__startswith=m",
        f"{USERS}?contacts__isnull=0",
        f"{USERS}?pk__gt=0",
        f"{EVENTS}?fields__contains=x",
        f"{EVENTS}?actor__password__startswith=p",
        "/advisor/outreach/requesttype/?outreaches__isnull=0",
        "/advisor/outreach/wording/?updated_by__isnull=0",
    ],
)
def test_P16_an_address_filters_by_what_the_page_offers_alone(host, asked):
    assert signed_in(host).get(asked).status_code == 400


@pytest.mark.parametrize(
    "asked",
    [
        f"{USERS}?role__exact=lead&is_staff__exact=1",
        f"{EVENTS}?verb=x&at__gte=2026-11-01+00:00:00%2B00:00",
    ],
)
def test_what_the_page_offers_filters(host, asked):
    assert signed_in(host).get(asked).status_code == 200

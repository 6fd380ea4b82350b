"""Typed text that must not be lost: expired sign-in (F25), stale token (F26)."""

from django.http import QueryDict
from django.test import Client

from accounts import kept
from tests.accounts.conftest import PASSWORD, signed_in

ABOUT = {"display_name": "Alice R.", "field_of_work": "rare-canary"}


def sign_in(client: Client, email: str, page: str = "/") -> Client:
    client.post("/account/login/", {"login": email, "password": PASSWORD, "next": page})
    return client


def expire(client: Client) -> Client:
    client.session.flush()
    return client


def test_F25_after_an_expired_sign_in_the_same_page_has_the_same_text(alice, alice_client):
    alice_client.get("/settings/")
    response = expire(alice_client).post("/settings/", ABOUT)
    assert response.headers["Location"] == "/account/login/?next=/settings/"
    assert "what you typed is kept" in alice_client.get("/account/login/").text
    sign_in(alice_client, "alice@example.org", "/settings/")
    page = alice_client.get("/settings/").text
    assert "Alice R." in page
    assert "rare-canary" in page


def test_F25_somebody_else_at_the_same_computer_does_not_see_it(alice, charlie, alice_client):
    alice_client.get("/settings/")
    expire(alice_client).post("/settings/", ABOUT)
    sign_in(alice_client, "charlie@example.org")
    assert "rare-canary" not in alice_client.get("/settings/").text


def test_F25_nothing_is_kept_for_a_browser_we_do_not_know(client, db):
    client.post("/settings/", ABOUT)
    assert kept.SESSION_KEY not in client.session


def test_F25_a_forged_cookie_is_no_owner(client, alice):
    client.cookies[kept.LAST_USER_COOKIE] = f"{alice.pk}:forged"
    client.post("/settings/", ABOUT)
    assert kept.SESSION_KEY not in client.session


def test_F25_a_button_that_posts_elsewhere_leads_back_to_its_page(alice, alice_client):
    alice_client.get("/settings/")
    response = expire(alice_client).post(
        "/account/email/", {"note": "x"}, headers={"referer": "http://testserver/settings/?a=1"}
    )
    assert response.headers["Location"] == "/account/login/?next=/settings/%3Fa%3D1"
    assert "/settings/" in alice_client.session[kept.SESSION_KEY]


def test_F25_htmx_sends_the_whole_page_to_sign_in(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/settings/"}
    response = client.get("/settings/", headers=headers)
    assert response.headers["HX-Redirect"] == "/account/login/?next=/settings/"


def test_F25_a_foreign_referer_is_not_where_we_go(client, db):
    response = client.post("/settings/", ABOUT, headers={"referer": "https://evil.example/x"})
    assert response.headers["Location"] == "/account/login/?next=/settings/"


def test_F26_a_stale_token_shows_a_friendly_page_and_keeps_the_text(alice):
    client = signed_in(alice, enforce_csrf_checks=True)
    response = client.post("/settings/", ABOUT, headers={"origin": "http://testserver"})
    assert response.status_code == 403
    assert 'class="btn btn-primary" href="/settings/"' in response.text
    assert "rare-canary" in client.get("/settings/").text


def test_F26_htmx_loads_the_page_again(alice):
    client = signed_in(alice, enforce_csrf_checks=True)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/settings/"}
    response = client.post("/settings/messages/", ABOUT, headers=headers)
    assert (response.status_code, response.headers["HX-Redirect"]) == (403, "/settings/")
    assert "rare-canary" in client.get("/settings/").text


def test_F26_text_from_another_site_is_not_put_into_our_forms(alice):
    client = signed_in(alice, enforce_csrf_checks=True)
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        response = client.post("/settings/", ABOUT, headers=headers)
        assert response.status_code == 403
        assert "rare-canary" not in client.get("/settings/").text


def test_F26_when_signed_out_meanwhile_the_text_waits_for_its_owner(alice):
    client = signed_in(alice, enforce_csrf_checks=True)
    client.get("/settings/")
    expire(client).post("/settings/", ABOUT)
    client.handler.enforce_csrf_checks = False
    sign_in(client, "alice@example.org")
    assert "rare-canary" in client.get("/settings/").text


def test_secrets_and_tokens_are_never_kept(rf, alice, alice_client):
    request = rf.post("/x/")
    request.user, request.session = alice, alice_client.session
    data = QueryDict("password1=a&oldpassword=b&code=c&csrfmiddlewaretoken=d&next=/e")
    assert not kept.keep(request, "/x/", data)


def test_many_values_of_one_field_are_kept_as_a_list(rf, alice, alice_client):
    request = rf.get("/x/")
    request.user, request.session = alice, alice_client.session
    kept.keep(request, "/x/?page=2", QueryDict("tag=a&tag=b&note=c"))
    assert kept.kept_initial(request) == {"tag": ["a", "b"], "note": "c"}
    assert kept.kept_initial(request) == {}


def test_five_pages_are_kept_and_the_oldest_goes_first(rf, alice, alice_client):
    request = rf.get("/x/")
    request.user, request.session = alice, alice_client.session
    for number in range(6):
        kept.keep(request, f"/{number}/", QueryDict("note=c"))
    assert list(request.session[kept.SESSION_KEY]) == ["/1/", "/2/", "/3/", "/4/", "/5/"]


def test_strangers_cannot_fill_our_sessions(client, db):
    client.post("/language/?next=/help/", {"language": "fr", "note": "x" * 20_000})
    assert kept.SESSION_KEY not in client.session

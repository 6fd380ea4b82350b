"""The switch of language: it stays on the page, keeps what was typed, and never leaves the site."""

import pytest
from django.test import Client

HOSTILE = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "///evil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "https://evil.example/",
    "http:evil.example",
    "https:///evil.example",
    "https://testserver@evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "//testserver@evil.example/",
    "\x00//evil.example",
    "/\r\nLocation: //evil.example",
]


def switch(client: Client, language: str, page: str = "/settings/", **typed):
    url = "/language/?" + Client().get("/", {"next": page}).wsgi_request.GET.urlencode()
    return client.post(url, {"language": language, **typed})


def test_a_visitor_gets_a_cookie_and_the_same_page(client, db):
    response = switch(client, "fr", "/help/?a=1")
    assert response.headers["Location"] == "/help/?a=1"
    assert response.cookies["language"].value == "fr"
    assert 'lang="fr-CA"' in client.get("/help/").text


def test_the_choice_of_a_user_stays_with_the_account(alice, alice_client):
    switch(alice_client, "fr")
    alice.refresh_from_db()
    assert alice.language == "fr"
    del alice_client.cookies["language"]
    assert 'lang="fr-CA"' in alice_client.get("/settings/").text


def test_W14_typed_text_survives_the_switch_once(alice_client):
    switch(alice_client, "fr", "/settings/?x=1", display_name="Al", field_of_work="musées")
    page = alice_client.get("/settings/?x=1").text
    assert 'value="Al"' in page
    assert 'value="musées"' in page
    assert 'value="Al"' not in alice_client.get("/settings/").text


def test_W14_a_visitor_keeps_what_was_typed_for_the_sign_up(client, settings, db):
    settings.SIGN_UP_OPEN = True
    switch(client, "fr", "/account/signup/", email="new@example.org", password1="secret words")
    page = client.get("/account/signup/").text
    assert 'value="new@example.org"' in page
    assert "secret words" not in page


def test_a_field_of_the_same_name_is_not_the_switch(alice, alice_client):
    alice_client.post("/language/?next=/settings/", {"language": ["fr", "en-typed"]})
    alice.refresh_from_db()
    kept = alice_client.session["kept_typed_text"]["/settings/"]["fields"]
    assert (alice.language, kept) == ("fr", {"language": ["en-typed"]})


@pytest.mark.parametrize("language", ["", "de", "fr\x00", "../fr", "x" * 5000])
def test_B42_an_unknown_language_changes_nothing(alice, alice_client, language):
    response = switch(alice_client, language)
    alice.refresh_from_db()
    assert (response.status_code, alice.language) == (302, "")
    assert "language" not in response.cookies


@pytest.mark.parametrize("page", HOSTILE)
def test_B37_hostile_next_stays_on_the_site(client, db, page):
    location = switch(client, "fr", page).headers["Location"]
    assert location.startswith("/")
    assert location[1:2] not in ("/", "\\", "\t")


def test_without_next_the_front_page(client, db):
    assert client.post("/language/", {"language": "fr"}).headers["Location"] == "/"


def test_T19_only_by_post_and_with_token(alice):
    assert Client().get("/language/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/language/", {"language": "fr"}).status_code == 403

"""Error pages in words and in both languages; nothing technical, nothing from the database."""

import pytest
from django.db import OperationalError
from django.test import Client

from reconnect_site import errors
from tests.headers import HTTPS, missing


class Secure(Client):
    """A browser for which everything is HTTPS."""

    def generic(self, *args, **kwargs):
        return super().generic(*args, **{**kwargs, "secure": True})


def assert_headers(response) -> None:
    """What every response carries, errors too."""
    assert missing(response) == []


@pytest.fixture(autouse=True)
def _https(settings):
    """Settings as they are where the site is not on plain HTTP."""
    for name, value in HTTPS.items():
        setattr(settings, name, value)


@pytest.fixture
def client():
    """A browser that speaks HTTPS."""
    return Secure()


@pytest.fixture
def alice_client(alice):
    """The same, with Alice signed in."""
    browser = Secure()
    browser.force_login(alice)
    return browser


@pytest.fixture
def broken_client(client, monkeypatch):
    """A browser on a site whose help page breaks."""

    def breaks(*args, **kwargs):
        raise RuntimeError("canary-in-the-trace")

    monkeypatch.setattr("reconnect_site.pages.render", breaks)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Something broke on our side"), ("fr", "Something broke on our side")],
)
def test_500_stands_alone(broken_client, language, words):
    broken_client.cookies["language"] = language
    response = broken_client.get("/help/")
    assert response.status_code == 500
    assert f'lang="{language}-CA"' in response.text
    assert "canary-in-the-trace" not in response.text
    assert response.text.count("<h1>") == 1
    assert_headers(response)


def test_F8_without_the_database_503_and_when_to_come_back(broken_client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("canary-in-the-trace")

    monkeypatch.setattr("reconnect_site.pages.render", away)
    response = broken_client.get("/help/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "canary" not in response.text
    assert_headers(response)


def test_F36_a_lost_connection_to_redis_is_the_same():
    lost = type("ConnectionError", (Exception,), {"__module__": "redis.exceptions"})()
    assert errors._store_is_away(lost)
    assert not errors._store_is_away(RuntimeError())


def test_an_error_page_without_a_manifest_is_still_a_page(broken_client, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    response = broken_client.get("/help/")
    assert response.status_code == 500
    assert "stylesheet" not in response.text


def test_404_says_the_same_for_foreign_and_missing(alice_client):
    response = alice_client.get("/contacts/00000000-0000-4000-8000-000000000000/")
    assert response.status_code == 404
    assert response.text.count("<h1>") == 1
    assert_headers(response)


@pytest.mark.parametrize(
    "path", ["/no-such-page/", "/contacts/not-a-uuid/", "/contacts/" + "9" * 5000 + "/"]
)
def test_B39_B40_addresses_that_lead_nowhere(alice_client, path):
    assert alice_client.get(path).status_code == 404


def test_B43_too_many_fields_show_our_page(alice_client):
    response = alice_client.post("/settings/", {f"f{number}": "x" for number in range(1001)})
    assert response.status_code == 400
    assert "We could not accept this" in response.text
    assert_headers(response)


def test_B44_a_body_of_3_mb_shows_our_page(alice_client):
    body = b"display_name=" + b"x" * 3_000_000
    response = alice_client.post("/settings/", body, "application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "We could not accept this" in response.text


def test_B43_and_B44_show_our_page_with_the_csrf_check_on(alice):
    client = Secure(enforce_csrf_checks=True)
    client.force_login(alice)
    many = client.post("/settings/", {f"f{number}": "x" for number in range(1001)})
    long = client.post("/settings/", b"a=" + b"x" * 3_000_000, "application/x-www-form-urlencoded")
    assert "We could not accept this" in many.text
    assert "We could not accept this" in long.text


def test_B45_broken_multipart_with_the_csrf_check_on(alice):
    client = Secure(enforce_csrf_checks=True)
    client.force_login(alice)
    response = client.post("/settings/", b"--x\r\nbroken", "multipart/form-data; boundary=y")
    assert response.status_code == 403
    assert "This page had become too old" in response.text
    assert_headers(response)


def test_B38_a_forged_host_is_400_and_not_repeated(client, db):
    response = client.get("/help/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.text
    assert_headers(response)


def test_403_has_a_page(rf, alice, alice_client):
    request = rf.get("/x/")
    request.user, request.session = alice, alice_client.session
    response = errors.not_allowed(request, PermissionError())
    assert (response.status_code, "You cannot open this page" in response.text) == (403, True)


def test_a_language_is_kept_on_error_pages(alice, alice_client):
    type(alice).objects.filter(pk=alice.pk).update(language="fr")
    assert 'lang="fr-CA"' in alice_client.get("/no-such-page/").text


@pytest.mark.parametrize(
    "path", ["/help/", "/account/login/", "/settings/", "/healthz", "/no-such/"]
)
def test_headers_on_every_response(client, db, path):
    assert_headers(client.get(path))

"""allauth's pages in our look: our base, one heading, no inline style or script."""

import re
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from accounts import first_step
from accounts.models import User
from accounts.passkeys import public_id
from tests.accounts.conftest import PASSWORD, confirmed, signed_in, with_second_step

PUBLIC = [
    "login/",
    "signup/",
    "password/reset/",
    "login/code/",
    "inactive/",
    "password/reset/done/",
]
OWN = ["email/", "password/change/", "2fa/", "sessions/", "logout/", "reauthenticate/"]
CONFIRMED = ["2fa/totp/activate/", "2fa/webauthn/add/", "2fa/webauthn/"]
WITH_STEP = [
    "2fa/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/reauthenticate/",
]


def assert_ours(response, language="en-CA") -> None:
    """One heading, at most one main button, our header, nothing that the policy forbids."""
    page = response.text
    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    assert page.count("<h1") == 1
    assert page.count("btn-primary") <= 1
    assert 'class="site-header"' in page
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", page)
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert 'name="language"' in page


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", PUBLIC)
def test_public_pages(client, db, settings, page, language):
    settings.SIGN_UP_OPEN = True
    client.cookies["language"] = language
    assert_ours(client.get(f"/account/{page}"), f"{language}-CA")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", OWN)
def test_pages_about_the_account(alice, alice_client, page, language):
    User.objects.filter(pk=alice.pk).update(language=language)
    assert_ours(alice_client.get(f"/account/{page}"), f"{language}-CA")


@pytest.mark.parametrize("page", CONFIRMED)
def test_pages_that_ask_again_first(alice, alice_client, page):
    if page != "2fa/webauthn/":
        assert "reauthenticate" in alice_client.get(f"/account/{page}").headers["Location"]
    assert_ours(confirmed(alice_client, alice).get(f"/account/{page}"))


@pytest.mark.parametrize("page", WITH_STEP)
def test_pages_of_somebody_with_a_second_step(alice, page):
    client = confirmed(signed_in(with_second_step(alice)), alice)
    assert_ours(client.get(f"/account/{page}"))


def test_every_form_on_a_page_has_what_the_switch_of_language_needs(alice):
    client = confirmed(signed_in(with_second_step(alice)), alice)
    for page in [*OWN[:4], *WITH_STEP]:
        text = client.get(f"/account/{page}").text
        wanted = re.search(r'class="language" type="submit" form="([\w-]+)"', text)
        assert f'id="{wanted[1]}"' in text, page


def test_the_second_step_is_asked_after_the_password(client, alice):
    with_second_step(alice)
    client.post("/account/login/", {"login": alice.email, "password": "correct horse battery"})
    assert_ours(client.get("/account/2fa/authenticate/"))
    response = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "This code is not right" in response.text


def test_another_persons_passkey_is_no_page(alice, charlie_client, charlie):
    key = Authenticator.objects.create(user=alice, type=Authenticator.Type.WEBAUTHN, data={})
    for action in ("rename", "remove"):
        path = f"/account/passkeys/{public_id(key)}/{action}/"
        assert confirmed(charlie_client, charlie).get(path).status_code == 404
    for action in ("edit", "remove"):
        response = confirmed(charlie_client, charlie).get(
            f"/account/2fa/webauthn/keys/{key.pk}/{action}/"
        )
        assert response.status_code == 404


def test_the_page_of_sessions_names_the_browser(alice_client):
    alice_client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Firefox/120.0"
    alice_client.post("/account/login/")
    assert "Where you are signed in" in alice_client.get("/account/sessions/").text


def test_sign_out_everywhere_else(alice, client):
    posted = {"login": alice.email, "password": "correct horse battery"}
    other = type(client)()
    for browser in (client, other):
        browser.post("/account/login/", posted)
    client.post("/account/sessions/")
    assert client.get("/settings/").status_code == 200
    assert other.get("/settings/").status_code == 302


def test_T10_the_first_second_step_ends_sign_ins_that_began_without_it(alice, client):
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    other = type(client)()
    for browser in (client, other):
        browser.post("/account/login/", {"login": alice.email, "password": PASSWORD})
    page = "/account/2fa/totp/activate/"
    confirmed(client, alice).get(page)
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post(page, {"code": code}).status_code == 302
    assert client.get("/advisor/").status_code == 200
    assert other.get("/advisor/").headers["Location"].startswith("/advisor/login/")


def test_T10_another_one_ends_none(alice, monkeypatch):
    ended = []
    monkeypatch.setattr(first_step, "end_other_sessions", lambda *_: ended.append(1))
    key = {"type": Authenticator.Type.WEBAUTHN, "data": {}}
    adding = first_step.ending_others(lambda asked: alice.authenticator_set.create(**key))
    for _time in range(2):
        adding(SimpleNamespace(user=alice))
    assert ended == [1]


def test_a_passkey_is_renamed_and_removed_at_an_address_without_a_number(alice, alice_client):
    data = {"name": "Old name", "credential": {}, "passwordless": False}
    key = Authenticator.objects.create(user=alice, type=Authenticator.Type.WEBAUTHN, data=data)
    client, path = confirmed(alice_client, alice), f"/account/passkeys/{public_id(key)}/"
    assert f"/keys/{key.pk}/" not in client.get("/account/2fa/webauthn/").text
    assert path + "rename/" in client.get("/account/2fa/webauthn/").text
    assert_ours(client.get(path + "rename/"))
    client.post(path + "rename/", {"name": "My phone"})
    key.refresh_from_db()
    assert key.data["name"] == "My phone"
    assert "My phone" in client.get(path + "remove/").text
    client.post(path + "remove/")
    assert not Authenticator.objects.exists()

"""Signing in, up and out; forgotten passwords; no word about who has an account (T9, T25, F36)."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import OperationalError
from django.utils import timezone

from accounts.exports import refusal
from accounts.models import AuditEvent, User
from tests.accounts.conftest import PASSWORD, confirmed, with_second_step

SIGN_UP = {
    "display_name": "New Person",
    "email": "new@example.org",
    "password1": "quiet river stone",
}
CODE = re.compile(r"^    (\S+)$", re.MULTILINE)


def without_token(text: str) -> str:
    """A page without what differs at every request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def try_password(client, email="alice@example.org", *, password="wrong one", **headers):  # noqa: S107
    return client.post("/account/login/", {"login": email, "password": password}, headers=headers)


def test_a_user_signs_in_and_lands_where_they_wanted(client, alice):
    posted = {"login": "Alice@Example.org", "password": PASSWORD, "next": "/settings/"}
    assert client.post("/account/login/", posted).headers["Location"] == "/settings/"
    assert client.get("/settings/").status_code == 200


def test_the_session_key_changes_at_sign_in(client, alice):
    client.post("/language/?next=/help/", {"language": "fr", "note": "x"})
    before = client.session.session_key
    try_password(client, password=PASSWORD)
    assert client.session.session_key != before


def test_the_first_page_says_what_this_is(client, db):
    page = client.get("/", follow=True).text
    assert "Get back in touch, honestly, with people you lost touch with." in page
    assert '<a href="/help/">How Reconnect works</a>' in page


def test_X5_fields_work_with_password_managers(client, db):
    page = client.get("/account/login/").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder=" not in page
    assert 'id="show-password"' in page


def test_T9_login_says_the_same_for_known_and_unknown(client, alice):
    known = try_password(client, "alice@example.org").text
    unknown = try_password(client, "nobody@example.org").text
    same = unknown.replace("nobody@example.org", "alice@example.org")
    assert without_token(same) == without_token(known)
    assert "do not go together" in known


def test_T9_the_sixth_failure_in_five_minutes_is_refused(client, alice):
    for _attempt in range(5):
        assert "do not go together" in try_password(client).text
    assert "Too many tries" in try_password(client).text
    assert "Too many tries" in try_password(client, password=PASSWORD).text


def test_T9_a_spoofed_address_does_not_reset_the_counter(client, alice):
    for attempt in range(5):
        try_password(client, **{"x-forwarded-for": f"10.0.0.{attempt}"})
    assert "Too many tries" in try_password(client, **{"x-forwarded-for": "10.9.9.9"}).text


def test_T9_the_panel_has_no_door_of_its_own(client, alice):
    response = client.post(
        "/advisor/login/", {"username": "alice@example.org", "password": PASSWORD}
    )
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/login/")
    assert "_auth_user_id" not in client.session


def test_T9_the_pause_ends_after_five_minutes(client, alice, time_machine):
    time_machine.move_to("2026-11-23 12:00:00+00:00", tick=False)
    for _attempt in range(6):
        try_password(client)
    time_machine.move_to("2026-11-23 12:05:01+00:00", tick=False)
    assert try_password(client, password=PASSWORD).status_code == 302


def test_F36_without_the_limiter_nobody_gets_in(client, alice, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("the cache is away")

    monkeypatch.setattr(type(cache._connections["default"]), "add", away)
    client.raise_request_exception = False
    response = try_password(client, password=PASSWORD)
    assert (response.status_code, "_auth_user_id" in client.session) == (503, False)


def test_F36_without_the_limiter_reading_works(alice_client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("the cache is away")

    for method in ("add", "get", "set"):
        monkeypatch.setattr(type(cache._connections["default"]), method, away)
    assert alice_client.get("/settings/").status_code == 200


def test_T9_reset_says_the_same_and_mails_both(client, alice):
    pages = []
    for email in ("alice@example.org", "nobody@example.org"):
        page = client.post("/account/password/reset/", {"email": email}, follow=True)
        pages.append(without_token(page.text).replace("nobody@example.org", "alice@example.org"))
        client.session.flush()
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [
        ["alice@example.org"],
        ["nobody@example.org"],
    ]


def test_a_forgotten_password_is_replaced_by_code(client, alice, alice_client):
    client.post("/account/password/reset/", {"email": "alice@example.org"})
    code = CODE.search(mail.outbox[0].body)[1]
    client.post("/account/password/reset/confirm/", {"code": code})
    client.post("/account/password/reset/complete/", {"password1": "green quiet hills"})
    alice.refresh_from_db()
    assert alice.check_password("green quiet hills")
    assert alice_client.get("/settings/").status_code == 302  # T8: other sessions ended
    assert "_auth_user_id" not in client.session  # T8: the second step is not skipped
    assert AuditEvent.objects.get(actor=alice).verb == "reset_password"  # T8: exports wait


def test_T8_a_password_changed_by_its_owner_holds_no_export(alice_client, alice):
    new = {"oldpassword": PASSWORD, "password1": "green quiet hills"}
    confirmed(alice_client, alice).post("/account/password/change/", new)
    alice.refresh_from_db()
    assert alice.check_password("green quiet hills")
    assert refusal(alice, timezone.now()) is None


def test_a_reset_code_works_once_and_three_wrong_ones_end_it(client, alice):
    client.post("/account/password/reset/", {"email": "alice@example.org"})
    code = CODE.search(mail.outbox[0].body)[1]
    for _attempt in range(3):
        response = client.post("/account/password/reset/confirm/", {"code": "WRONG1"})
    assert response.headers["Location"] == "/account/login/"
    again = client.post("/account/password/reset/confirm/", {"code": code})
    assert again.headers["Location"] == "/account/login/"


def test_a_code_expires_after_ten_minutes(client, alice, time_machine):
    time_machine.move_to("2026-11-23 12:00:00+00:00", tick=False)
    client.post("/account/login/code/", {"email": "alice@example.org"})
    code = CODE.search(mail.outbox[0].body)[1]
    time_machine.move_to("2026-11-23 12:10:01+00:00", tick=False)
    client.post("/account/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_user_signs_in_by_code(client, alice):
    client.post("/account/login/code/", {"email": "alice@example.org"})
    code = CODE.search(mail.outbox[0].body)[1]
    client.post("/account/login/code/confirm/", {"code": f" {code.lower()} "})
    assert client.session["_auth_user_id"] == str(alice.pk)


def test_T8_a_code_does_not_skip_the_second_step(client, alice):
    with_second_step(alice)
    client.post("/account/login/code/", {"email": "alice@example.org"})
    code = CODE.search(mail.outbox[0].body)[1]
    response = client.post("/account/login/code/confirm/", {"code": code})
    assert response.headers["Location"] == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_T25_a_fresh_site_is_closed(client, db, settings):
    settings.SIGN_UP_OPEN = False
    response = client.post("/account/signup/", SIGN_UP)
    assert "No new accounts here for now" in response.text
    assert not User.objects.exists()


def test_a_visitor_signs_up_with_a_code(client, db, settings):
    settings.SIGN_UP_OPEN = True
    client.post("/account/signup/", SIGN_UP)
    code = CODE.search(mail.outbox[0].body)[1]
    client.post("/account/confirm-email/", {"code": code})
    user = User.objects.get()
    assert (user.display_name, user.email) == ("New Person", "new@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_X7_an_address_that_is_none_is_told_how_one_looks(client, db, settings):
    settings.SIGN_UP_OPEN = True
    page = client.post("/account/signup/", {**SIGN_UP, "email": "new@example,org"}).text
    assert page.count("Enter an e-mail address like name@example.com.") == 2


def test_a_french_sign_up_makes_a_french_account(client, db, settings):
    settings.SIGN_UP_OPEN = True
    client.cookies["language"] = "fr"
    client.post("/account/signup/", SIGN_UP)
    user = User.objects.get()
    assert (user.language, user.message_language) == ("fr", "fr-CA")


def test_T9_sign_up_says_the_same_for_a_taken_address(client, alice, settings):
    settings.SIGN_UP_OPEN = True
    taken = client.post("/account/signup/", {**SIGN_UP, "email": "alice@example.org"}, follow=True)
    client.session.flush()
    free = client.post("/account/signup/", SIGN_UP, follow=True)
    same = free.text.replace("new@example.org", "alice@example.org")
    assert without_token(same) == without_token(taken.text)
    assert User.objects.filter(email="alice@example.org").count() == 1


def test_T9_sign_up_hashes_a_password_in_both_cases(client, alice, settings, monkeypatch):
    settings.SIGN_UP_OPEN, hashed = True, []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *args: hashed.append(args[1]) or encode(*args)
    )
    for email in ("alice@example.org", "new@example.org"):
        client.post("/account/signup/", {**SIGN_UP, "email": email})
        client.session.flush()
    assert hashed == ["quiet river stone"] * 2


def test_too_many_resets_for_one_address_pause(client, alice):
    for _attempt in range(5):
        client.post("/account/password/reset/", {"email": "alice@example.org"})
    response = client.post("/account/password/reset/", {"email": "alice@example.org"})
    assert (response.status_code, len(mail.outbox)) == (429, 5)
    assert "Too many tries in a short time" in response.text


def test_P20_the_log_knows_ids_and_no_addresses(client, alice, caplog):
    caplog.set_level("INFO", "reconnect.sign_in")
    try_password(client)
    try_password(client, password=PASSWORD)
    client.post("/account/logout/")
    assert caplog.messages == [
        "sign-in failed",
        f"signed in: user {alice.pk}",
        f"signed out: user {alice.pk}",
    ]


def test_sign_ins_and_failures_are_in_the_trail(client, alice):
    try_password(client)
    try_password(client, password=PASSWORD)
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "nobody@example.org", "password": "x"})
    found = AuditEvent.objects.order_by("at").values_list("actor", "verb", "object_id")
    assert list(found) == [
        (None, "sign_in_failed", str(alice.pk)),
        (alice.pk, "sign_in", str(alice.pk)),
        (alice.pk, "sign_out", str(alice.pk)),
    ]


@pytest.mark.parametrize(
    "password", ["short", "qwerty123456", "new@example.org", "New Person New", "111111111111"]
)
def test_weak_passwords_are_refused(client, db, settings, password):
    settings.SIGN_UP_OPEN = True
    response = client.post("/account/signup/", {**SIGN_UP, "password1": password})
    assert "password1" in response.context["form"].errors
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["å" * 64, "12 monkeys 34 rivers", " spaces are kept "])
def test_long_and_plain_passwords_are_taken(client, db, settings, password):
    settings.SIGN_UP_OPEN = True
    client.post("/account/signup/", {**SIGN_UP, "password1": password})
    assert User.objects.get().check_password(password)


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "a\x00b", "x" * 121])
def test_a_wrong_name_keeps_the_rest(client, db, settings, name):
    settings.SIGN_UP_OPEN = True
    response = client.post("/account/signup/", {**SIGN_UP, "display_name": name})
    assert response.context["form"].errors.keys() == {"display_name"}
    assert 'value="new@example.org"' in response.text
    assert "quiet river stone" not in response.text


@pytest.mark.parametrize("email", ["a@b", "a@x.com, b@y.com", "a@x.com\nBcc: b@y.com", "x" * 255])
def test_a_wrong_address_is_a_field_error(client, db, settings, email):
    settings.SIGN_UP_OPEN = True
    response = client.post("/account/signup/", {**SIGN_UP, "email": email})
    assert "email" in response.context["form"].errors


def test_T18_mailed_links_come_from_the_setting(client, alice, settings):
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    settings.SITE_URL = "https://reconnect.example"
    settings.SIGN_UP_OPEN = True
    client.post(
        "/account/signup/",
        {**SIGN_UP, "email": "alice@example.org"},
        headers={"host": "evil.example"},
    )
    assert "evil.example" not in mail.outbox[0].body
    assert "https://reconnect.example/account/login/" in mail.outbox[0].body


def test_B37_next_after_sign_in_stays_on_the_site(client, alice):
    for page in ("//evil.example", "/\\evil.example", "https://app@evil.example"):
        posted = {"login": "alice@example.org", "password": PASSWORD, "next": page}
        assert client.post("/account/login/", posted).headers["Location"] == "/"
        client.logout()


def test_T20_sign_out_by_post_only_and_the_cache_is_dropped(alice_client):
    assert "Sign out?" in alice_client.get("/account/logout/").text
    response = alice_client.post("/account/logout/")
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert alice_client.get("/settings/").status_code == 302


def test_a_closed_account_is_out_on_the_next_request(alice, alice_client):
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert alice_client.get("/settings/").status_code == 302


def test_T8_a_new_password_ends_other_sessions(alice, alice_client, client):
    client.force_login(alice)
    posted = {"oldpassword": PASSWORD, "password1": "green quiet hills"}
    alice_client.post("/account/password/change/", posted)
    assert alice_client.get("/settings/").status_code == 200
    assert client.get("/settings/").status_code == 302
    assert mail.outbox[0].to == ["alice@example.org"]


def test_T8_a_new_address_asks_again_and_tells_the_old_one(alice, alice_client):
    posted = {"email": "alice@new.example", "action_add": ""}
    response = alice_client.post("/account/email/", posted)
    assert response.headers["Location"].startswith("/account/reauthenticate/")
    confirmed(alice_client, alice).post("/account/email/", posted)
    code = CODE.search(mail.outbox[0].body)[1]
    alice.refresh_from_db()
    assert (mail.outbox[0].to, alice.email) == (["alice@new.example"], "alice@example.org")
    alice_client.post("/account/confirm-email/", {"code": code})
    alice.refresh_from_db()
    assert alice.email == "alice@new.example"
    assert ["alice@example.org"] in [message.to for message in mail.outbox[1:]]

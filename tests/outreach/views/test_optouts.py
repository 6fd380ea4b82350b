"""The page behind the link: for people without an account, and for mail programs (T15, L11)."""

import json
import logging
import re

import pytest
from django.core.cache import cache
from django.test import Client

from outreach.actions.optouts import link_for
from outreach.models import Delivery, Message, OptOutLink
from outreach.suppression import is_suppressed
from reconnect_site.logs import JsonFormatter
from tests.outreach.actions.test_optouts import message_to, use

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def message(alice) -> Message:
    return message_to(alice, name="Maria Canary", subject="Canary subject", body="Canary body")


@pytest.fixture
def page(message) -> str:
    """The path of the link under the message."""
    return link_for(message).removeprefix("http://localhost:8000")


@pytest.fixture
def visitor() -> Client:
    """A mail program: no cookies, and Django checks forms as it does outside of tests."""
    return Client(enforce_csrf_checks=True)


def test_T15_looking_changes_nothing(visitor, page) -> None:
    before = list(OptOutLink.objects.values())
    for _ in range(2):
        assert visitor.get(page).status_code == 200
        assert visitor.head(page).status_code == 200
    assert list(OptOutLink.objects.values()) == before
    assert not is_suppressed("maria@example.org")


def test_P9_a_post_acts_and_works_twice_without_cookies_or_redirect(visitor, page) -> None:
    first, second = (visitor.post(page, ONE_CLICK) for _ in range(2))
    assert [first.status_code, second.status_code] == [200, 200]
    assert is_suppressed("maria@example.org")
    assert [dict(first.cookies), dict(second.cookies)] == [{}, {}]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
        (
            '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
            "One-Click\r\n--b--",
            "multipart/form-data; boundary=b",
        ),
        ("", "application/x-www-form-urlencoded"),
        ("\xff\x00 no form at all", "text/plain"),
        ("cut off", "multipart/form-data; boundary=zzz"),
    ],
)
def test_RFC8058_whatever_the_body_is(visitor, page, body, kind) -> None:
    response = visitor.generic("POST", page, body.encode("latin-1"), content_type=kind)
    assert response.status_code == 200
    assert is_suppressed("maria@example.org")


def test_P9_from_the_button_too_even_for_somebody_signed_in(page, charlie_client) -> None:
    assert charlie_client.post(page).status_code == 200
    assert is_suppressed("maria@example.org")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_P9_nothing_else_acts(visitor, page, method) -> None:
    assert getattr(visitor, method)(page).status_code == 405
    assert not is_suppressed("maria@example.org")


def test_T15_nothing_stored_is_shown(visitor, page, alice) -> None:
    texts = [visitor.get(page), visitor.post(page), visitor.get(page)]
    shown = "".join(response.content.decode() for response in texts)
    for secret in ("Canary", "maria", "Maria", "Alice", "alice@", alice.pk.__str__()):
        assert secret not in shown


def test_T15_used_and_unused_links_look_alike(visitor, page) -> None:
    before = visitor.get(page).content
    visitor.post(page)
    assert visitor.get(page).content == before


def test_T15_an_unknown_link_is_as_good_as_any_wrong_address(visitor, page) -> None:
    def shown(path: str) -> tuple[int, bytes]:
        response = visitor.get(path)
        varying = rb"value=\"[A-Za-z0-9]{64}\"|\?next=[^\"]*"
        return response.status_code, re.sub(varying, b"", response.content)

    assert shown("/stop/unknown/") == shown("/no/such/page/")
    assert visitor.post("/stop/unknown/").status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_T15_headers(visitor, page, method) -> None:
    headers = getattr(visitor, method)(page).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_X17_in_the_language_of_the_message_with_a_switch(visitor, alice) -> None:
    message = message_to(alice)
    message.outreach.language = "fr-CA"
    page = link_for(message).removeprefix("http://localhost:8000")
    french, english = visitor.get(page), visitor.get(f"{page}?language=en")
    assert b'<html lang="fr-CA">' in french.content
    assert (french["Content-Language"], english["Content-Language"]) == ("fr", "en")
    assert b'<html lang="en-CA">' in english.content
    assert b'href="?language=fr"' in english.content


def test_X17_a_strange_language_is_no_language(visitor, page) -> None:
    assert visitor.get(f"{page}?language=../../etc")["Content-Language"] == "en"


def test_P9_the_page_works_when_message_and_account_are_gone(visitor, page, alice) -> None:
    alice.delete()
    assert visitor.get(page).status_code == 200
    assert visitor.post(page).status_code == 200
    assert is_suppressed("maria@example.org")


# --- Limits -----------------------------------------------------------------------------------
def test_L11_thirty_a_minute_then_429(visitor, page) -> None:
    statuses = [visitor.get(page).status_code for _ in range(29)]
    statuses += [visitor.get("/stop/unknown/").status_code]
    refused = visitor.post(page)
    assert statuses == [200] * 29 + [404]
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert not is_suppressed("maria@example.org")
    assert visitor.post(page, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_L11_a_forged_header_opens_no_second_account(visitor, page) -> None:
    for number in range(30):
        visitor.get(page, headers={"X-Forwarded-For": f"198.51.100.{number}"})
    forged = visitor.get(page, headers={"X-Forwarded-For": "203.0.113.9"})
    assert forged.status_code == 429


def test_L11_behind_a_proxy_its_word_counts(visitor, page, settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(30):
        visitor.get(page, headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.1"})
    other = visitor.get(page, headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.2"})
    assert other.status_code == 200


# --- Logs -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "line",
    [
        "Not Found: /stop/abcdef234567/",
        "GET /stop/abcdef234567/?language=fr HTTP/1.1",
        "https://reconnect.example.org/stop/abcdef234567/.",
        "/language/?next=%2Fstop%2Fabcdef234567%2F",
        "Not Found: /calendar/abcdef234567.ics",
    ],
)
def test_P20_tokens_are_masked_in_logs(line) -> None:
    record = logging.LogRecord("x", logging.WARNING, "x.py", 1, line, (), None)
    shown = json.loads(JsonFormatter().format(record))["message"]
    assert "abcdef234567" not in shown
    assert shown[:4] == line[:4]


def test_P20_a_wrong_link_is_logged_without_its_token(visitor, page, caplog) -> None:
    visitor.delete(page)
    visitor.get("/stop/abcdef234567/")
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert len(lines) == 2
    assert [line for line in lines if "abcdef" in line or page.split("/")[2] in line] == []


# --- What the sender sees ---------------------------------------------------------------------
def test_P9_the_sender_sees_it_on_contact_outreach_and_today(message, alice_client) -> None:
    use(message)
    outreach = message.outreach
    for page in (f"/contacts/{outreach.contact_id}/", f"/outreach/{outreach.pk}/"):
        assert "Asked not to be contacted" in alice_client.get(page).content.decode()
    assert "Maria asked not to be contacted." in alice_client.get("/").content.decode()


def test_P9_the_contact_page_offers_no_way_back(message, alice_client) -> None:
    use(message)
    page = alice_client.get(f"/contacts/{message.outreach.contact_id}/").content.decode()
    assert "They asked for it themselves" in page
    assert "do-not-contact" not in page


def test_P9_what_was_called_off_is_told_with_its_text(message, alice_client) -> None:
    Message.objects.create(
        outreach=message.outreach, kind="nudge", body="My nudge", delivery=Delivery.HELD
    )
    use(message)
    page = alice_client.get(f"/outreach/{message.outreach_id}/").content.decode()
    assert "My nudge" in page
    assert "Not sent" in page

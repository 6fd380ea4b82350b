"""The settings: one's name and situation, one's messages, language and time."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import User

ABOUT = {
    "display_name": "Alice Roy",
    "situation": "from_date",
    "situation_date": "2027-05-01",
    "field_of_work": "museum education",
}
MESSAGES = {
    "message_language": "fr-CA",
    "address": "tu",
    "tone": "formal",
    "signature": "613 555-0100",
}
SITE = {"site_language": "fr", "time_zone": "America/Vancouver"}
PAGES = ["/settings/", "/settings/messages/", "/settings/site/"]


@pytest.fixture(autouse=True)
def _in_2026(time_machine):
    time_machine.move_to("2026-11-23 12:00:00+00:00", tick=True)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_one_heading_and_one_main_button(alice_client, page):
    text = alice_client.get(page).text
    assert (text.count("<h1"), text.count("btn-primary")) == (1, 1)
    assert 'id="main-form"' in text


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_for_sign_in(client, db, page):
    assert client.get(page).headers["Location"] == f"/account/login/?next={page}"


@pytest.mark.parametrize("page", PAGES)
def test_other_methods_are_refused(alice_client, page):
    assert alice_client.put(page).status_code == 405


@pytest.mark.parametrize(
    ("page", "posted"), [(PAGES[0], ABOUT), (PAGES[1], MESSAGES), (PAGES[2], SITE)]
)
def test_what_is_posted_is_saved(alice, alice_client, page, posted):
    assert alice_client.post(page, posted).headers["Location"] == page
    alice.refresh_from_db()
    stored = {name: str(getattr(alice, name.replace("site_", ""))) for name in posted}
    assert stored == posted
    assert "alert-success" in alice_client.get(page).text


def test_B47_other_fields_are_ignored(alice, alice_client):
    alice_client.post("/settings/", {**ABOUT, "is_staff": "on", "email": "x@example.org"})
    alice.refresh_from_db()
    assert (alice.is_staff, alice.email) == (False, "alice@example.org")


def test_a_page_saves_only_what_it_shows(alice, alice_client):
    User.objects.filter(pk=alice.pk).update(tone="formal")
    alice_client.post("/settings/", ABOUT)
    alice.refresh_from_db()
    assert alice.tone == "formal"


@pytest.mark.parametrize("situation", ["from_date", "not_before"])
def test_a_situation_with_a_date_needs_the_date(alice, alice_client, situation):
    posted = {**ABOUT, "situation": situation, "situation_date": ""}
    response = alice_client.post("/settings/", posted)
    assert "Enter the date, a month is enough." in response.text
    alice.refresh_from_db()
    assert alice.situation == ""


def test_a_date_without_need_is_dropped(alice, alice_client):
    alice_client.post("/settings/", {**ABOUT, "situation": "now"})
    alice.refresh_from_db()
    assert (alice.situation, alice.situation_date) == ("now", None)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("May 2027", date(2027, 5, 1)),
        ("1er mai 2027", date(2027, 5, 1)),
        ("2026-01", date(2026, 1, 1)),
    ],
)
def test_a_date_is_taken_as_people_type_it(alice, alice_client, typed, stored):
    alice_client.post("/settings/", {**ABOUT, "situation_date": typed})
    alice.refresh_from_db()
    assert alice.situation_date == stored


@pytest.mark.parametrize(
    "typed",
    ["2027-02-29", "31/12/2027", "12/31/27", "0001-01-01", "9999-12-31", "10000-01-01",
     "2090-01-01", "1" * 400, "soon", "<script>"],
    ids=["B49", "B50", "B50b", "B51", "B51b", "B51c", "far", "B54", "word", "B25"],
)  # fmt: skip
def test_a_wrong_date_is_explained_and_kept(alice_client, typed):
    response = alice_client.post("/settings/", {**ABOUT, "situation_date": typed})
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"situation_date"}
    assert response.context["form"]["situation_date"].value() == typed


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("   ", "Enter your name."),
        ("\u200b\u3164", "Enter your name."),
        ("a\x00b", "Remove the hidden character (NUL) from this text."),
        ("x" * 121, "Use at most 120 characters. This has 121."),
        ("x" * 100_000, "Use at most 120 characters. This has 100000."),
    ],
    ids=["B17", "B18", "B19", "B30", "B29"],
)
def test_a_wrong_name_is_explained_and_kept(alice_client, typed, error):
    response = alice_client.post("/settings/", {**ABOUT, "display_name": typed})
    assert response.context["form"].errors == {"display_name": [error]}
    assert response.text.count(error) == 2
    assert "<title>Error: " in response.text


@pytest.mark.parametrize(
    "name", ["Null", "N/A", "Z", "سارة", "李", "' OR 1=1 --", "{{7*7}}", "👩‍👩‍👧", "O’Neil-Côté"]
)
def test_B28_names_of_every_kind_are_taken(alice, alice_client, name):
    alice_client.post("/settings/", {**ABOUT, "display_name": name})
    alice.refresh_from_db()
    assert alice.display_name == name


def test_B25_markup_in_a_name_is_shown_as_text(alice_client):
    alice_client.post("/settings/", {**ABOUT, "display_name": '"><img src=x onerror=alert(1)>'})
    assert "<img src=x" not in alice_client.get("/settings/").text


def test_B31_line_ends_of_a_signature_are_counted_once(alice, alice_client):
    signature = "\r\n".join(["x" * 9] * 50)
    alice_client.post("/settings/messages/", {**MESSAGES, "signature": signature})
    alice.refresh_from_db()
    assert alice.signature == signature.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("page", "posted", "field"),
    [
        ("/settings/", {**ABOUT, "situation": "rich"}, "situation"),
        ("/settings/messages/", {**MESSAGES, "tone": "rude"}, "tone"),
        ("/settings/messages/", {**MESSAGES, "address": "thou"}, "address"),
        ("/settings/messages/", {**MESSAGES, "message_language": "de"}, "message_language"),
        ("/settings/site/", {**SITE, "time_zone": "Mars/Olympus"}, "time_zone"),
        ("/settings/site/", {**SITE, "site_language": "de"}, "site_language"),
    ],
)
def test_B42_a_tampered_choice_is_a_field_error(alice_client, page, posted, field):
    assert field in alice_client.post(page, posted).context["form"].errors


def test_B45_an_empty_post_saves_no_blanks(alice, alice_client):
    response = alice_client.post("/settings/", {})
    alice.refresh_from_db()
    assert "display_name" in response.context["form"].errors
    assert alice.display_name == "Alice Roy"


def test_B46_broken_utf8_is_no_server_error(alice_client):
    body = b"display_name=Al%FFice&situation=now"
    response = alice_client.post("/settings/", body, "application/x-www-form-urlencoded")
    assert response.status_code == 302


def test_the_pages_speak_french(alice, alice_client):
    User.objects.filter(pk=alice.pk).update(language="fr")
    for page in PAGES:
        assert 'lang="fr-CA"' in alice_client.get(page).text


def test_saving_a_language_shows_it_at_once(alice_client):
    page = alice_client.post("/settings/site/", SITE, follow=True).text
    assert 'lang="fr-CA"' in page


def test_T4_nobody_sees_the_settings_of_others(alice, charlie_client):
    User.objects.filter(pk=alice.pk).update(field_of_work="canary-of-alice")
    for page in PAGES:
        assert "canary-of-alice" not in charlie_client.get(page).text


def test_how_many_queries(alice_client, django_assert_max_num_queries):
    alice_client.get("/settings/")
    with django_assert_max_num_queries(4):
        alice_client.get("/settings/")


def test_F26_without_token_nothing_is_saved(alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.post("/settings/", {**ABOUT, "display_name": "Mallory"}).status_code == 403
    alice.refresh_from_db()
    assert alice.display_name == "Alice Roy"

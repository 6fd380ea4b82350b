"""A sign-in ends on the server: some hours after it began, and after silence (TRUST.md, T20)."""

import re

import pytest
from django.conf import settings as site

START = "2026-11-23 12:00:00+00:00"


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(START, tick=False)


def test_a_sign_in_ends_some_hours_after_it_began(alice_client, settings, time_machine):
    settings.SESSION_COOKIE_AGE = 12 * 3600
    assert alice_client.get("/settings/").status_code == 200
    for hours in (6, 12):
        time_machine.move_to(f"2026-11-23 {12 + hours - 1}:59:00+00:00", tick=False)
        assert alice_client.get("/settings/").status_code == 200
    time_machine.move_to("2026-11-24 00:00:01+00:00", tick=False)
    assert alice_client.get("/settings/").status_code == 302


def test_silence_ends_a_sign_in_where_the_host_wants_it(alice_client, settings, time_machine):
    settings.SESSION_IDLE_MINUTES = 30
    for minute in (0, 29, 58):
        time_machine.move_to(f"2026-11-23 12:{minute:02}:00+00:00", tick=False)
        assert alice_client.get("/settings/").status_code == 200
    time_machine.move_to("2026-11-23 13:28:01+00:00", tick=False)
    assert alice_client.get("/settings/").status_code == 302


def test_T20_what_a_page_asks_by_itself_breaks_no_silence(alice_client, settings, time_machine):
    settings.SESSION_IDLE_MINUTES = 30
    alice_client.get("/settings/")
    by_itself = {"HX-Request": "true", "X-Unasked": "1"}
    time_machine.move_to("2026-11-23 12:29:00+00:00", tick=False)
    assert alice_client.get("/settings/", headers=by_itself).status_code == 200
    time_machine.move_to("2026-11-23 12:30:01+00:00", tick=False)
    assert alice_client.get("/settings/").status_code == 302


def test_T20_every_page_that_asks_by_itself_says_so():
    for template in (site.BASE_DIR / "templates").rglob("*.html"):
        text = template.read_text("utf-8")
        times = len(re.findall(r'hx-trigger="(?:every |\{\{)', text))
        assert text.count('"X-Unasked": "1"') == times, template


def test_silence_does_not_matter_otherwise(alice_client, time_machine):
    alice_client.get("/settings/")
    time_machine.move_to("2026-12-05 12:00:00+00:00", tick=False)
    assert alice_client.get("/settings/").status_code == 200


def test_a_copied_cookie_ends_as_well(alice_client, settings, time_machine, client):
    settings.SESSION_COOKIE_AGE = 3600
    alice_client.get("/settings/")
    client.cookies["sessionid"] = alice_client.cookies["sessionid"].value
    time_machine.move_to("2026-11-23 13:00:01+00:00", tick=False)
    assert client.get("/settings/").status_code == 302


def test_F25_text_typed_past_the_limit_is_kept(alice, alice_client, settings, time_machine):
    settings.SESSION_COOKIE_AGE = 3600
    alice_client.get("/settings/")
    time_machine.move_to("2026-11-23 13:00:01+00:00", tick=False)
    alice_client.post("/settings/", {"display_name": "Alice R."})
    alice_client.force_login(alice)
    assert "Alice R." in alice_client.get("/settings/").text

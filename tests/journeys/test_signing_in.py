"""Signing in, the second step and the settings, as people meet them in a browser."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail

from tests.accounts.conftest import PASSWORD, with_second_step
from tests.journeys.conftest import OF_A_LOOK

PUBLIC = ["login/", "signup/", "password/reset/", "login/code/", "inactive/"]
OWN = [
    "email/",
    "password/change/",
    "2fa/",
    "2fa/webauthn/",
    "sessions/",
    "logout/",
    "reauthenticate/",
]
SETTINGS = ["/settings/", "/settings/messages/", "/settings/site/"]
PANEL = ["", "accounts/user/", "accounts/user/add/", "accounts/auditevent/"]


def mailed_code() -> str:
    """The code of the last mail."""
    return re.search(r"^    (\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]


def sign_in(page, email: str = "alice@example.org") -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def assert_fits(page) -> None:
    """Nobody scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture
def in_every_look(accessible) -> Callable:
    """Go to a page and look at it: wide and on a phone, in both colours."""

    def look(page, path: str) -> None:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(path)
        accessible(page)
        page.emulate_media(color_scheme="dark")
        accessible(page, OF_A_LOOK)
        for width in (375, 320):
            page.set_viewport_size({"width": width, "height": 700})
            assert_fits(page)
        accessible(page, OF_A_LOOK)

    return look


@pytest.fixture
def in_french(accessible) -> Callable:
    """Go to a page and look at it on a phone."""

    def look(page, path: str) -> None:
        page.goto(path)
        accessible(page)
        assert_fits(page)

    return look


FRENCH_PHONE = {"viewport": {"width": 375, "height": 800}, "locale": "fr-CA"}


@pytest.mark.parametrize(("look", "options"), [("in_every_look", {}), ("in_french", FRENCH_PHONE)])
def test_X1_X2_every_page_is_accessible(request, open_browser, alice, settings, look, options):
    settings.SIGN_UP_OPEN = True
    look_at = request.getfixturevalue(look)
    visitor, user = open_browser(**options), open_browser(alice, **options)
    for path in PUBLIC:
        look_at(visitor, f"/account/{path}")
    for path in (*(f"/account/{path}" for path in OWN), *SETTINGS):
        look_at(user, path)


@pytest.mark.parametrize(("look", "options"), [("in_every_look", {}), ("in_french", FRENCH_PHONE)])
def test_X16_the_panel_is_accessible(request, open_browser, make_user, look, options):
    host = make_user("h@example.org", "Hugo", is_staff=True, is_superuser=True)
    page = open_browser(with_second_step(host), **options)
    for path in PANEL:
        request.getfixturevalue(look)(page, f"/advisor/{path}")


def test_a_visitor_signs_up_and_a_passkey_opens_the_door(open_browser, accessible, settings, db):
    settings.SIGN_UP_OPEN, settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True, True
    page = open_browser()
    page.goto("/account/signup/")
    page.get_by_label("Your name").fill("Nadia Côté")
    page.get_by_label("E-mail address").fill("nadia@example.org")
    page.get_by_label("Password", exact=True).fill("quiet river stone")
    page.get_by_role("button", name="Create my account").click()
    accessible(page)
    page.get_by_label("Code").fill(mailed_code())
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("navigation", name="Main").wait_for()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Password", exact=True).fill("quiet river stone")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name of this passkey").fill("My phone")
    page.get_by_label("Sign in with this passkey alone").check()
    accessible(page)
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    accessible(page)
    page.goto("/account/2fa/webauthn/")
    page.get_by_role("heading", name="My phone").wait_for()
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("navigation", name="Main").wait_for()
    page.goto("/settings/")
    assert page.get_by_label("Your name").input_value() == "Nadia Côté"


def test_an_authenticator_app_is_the_second_step(open_browser, accessible, alice, time_machine):
    page = open_browser(alice)
    page.goto("/account/2fa/")
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    accessible(page)
    secret = page.locator("code.key").inner_text()
    counter = next(iter(yield_hotp_counters_from_time()))
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, counter)))
    page.get_by_role("button", name="Use this app").click()
    recovery_code = page.locator(".codes code").first.inner_text()
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    sign_in(page)
    page.get_by_role("heading", name="Second sign-in step").wait_for()
    accessible(page)
    page.get_by_label("Code").fill(recovery_code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("navigation", name="Main").wait_for()


def test_X5_the_password_can_be_looked_at(open_browser, alice):
    page = open_browser()
    page.goto("/account/login/")
    field = page.get_by_label("Password", exact=True)
    field.fill("as typed")
    page.get_by_role("button", name="Show password").click()
    assert field.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide password").click()
    assert field.get_attribute("type") == "password"


def test_X7_an_error_takes_focus_and_leads_to_its_field(open_browser, accessible, alice):
    page = open_browser(alice)
    page.goto("/settings/")
    page.get_by_label("Your name").fill("")
    page.get_by_role("button", name="Save").click()
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    accessible(page)
    page.get_by_role("link", name="Enter your name.").click()
    assert page.evaluate("document.activeElement.id") == "id_display_name"


@pytest.mark.parametrize("javascript", [True, False])
def test_W14_switching_the_language_keeps_what_was_typed(open_browser, alice, javascript):
    page = open_browser(alice, java_script_enabled=javascript)
    page.goto("/settings/")
    page.locator("#id_field_of_work").fill("musées et archives")
    page.get_by_label("I am looking for work now").check()
    page.get_by_role("button", name="Français").click()
    assert page.locator("html").get_attribute("lang") == "fr-CA"
    assert page.locator("#id_field_of_work").input_value() == "musées et archives"
    assert page.locator("input[name=situation][value=now]").is_checked()


@pytest.mark.parametrize("javascript", [True, False])
def test_F25_an_expired_sign_in_loses_nothing(open_browser, alice, javascript):
    page = open_browser(java_script_enabled=javascript)
    sign_in(page)
    page.goto("/settings/")
    page.locator("#id_field_of_work").fill("musées et archives")
    cookies = [cookie for cookie in page.context.cookies() if cookie["name"] != "sessionid"]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)
    page.get_by_role("button", name="Save").click()
    page.get_by_label("E-mail address").fill("alice@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/settings/")
    assert page.locator("#id_field_of_work").input_value() == "musées et archives"

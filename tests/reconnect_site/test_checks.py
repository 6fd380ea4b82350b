"""T21: what must hold before strangers may reach the site."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from reconnect_site import checks

GOOD = {
    "SECRET_KEY": "k9" * 40,
    "ALLOWED_HOSTS": ["reconnect.example"],
    "SITE_URL": "https://reconnect.example",
    "DEBUG": False,
    "PLAIN_HTTP": False,
}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"SECRET_KEY": "short"}, "reconnect.E001"),
        ({"SECRET_KEY": "django-insecure-" + "x" * 60}, "reconnect.E001"),
        ({"ALLOWED_HOSTS": []}, "reconnect.E002"),
        ({"ALLOWED_HOSTS": ["*"]}, "reconnect.E002"),
        ({"DEBUG": True}, "reconnect.E003"),
        ({"SITE_URL": "http://localhost:8000"}, "reconnect.E006"),
    ],
)
def test_T21_each_mistake_has_a_name_and_a_hint(settings, wrong, code):
    for name, value in {**GOOD, **wrong}.items():
        setattr(settings, name, value)
    (mistake,) = checks.check_host_settings()
    assert mistake.id == code
    assert next(iter(wrong)) in mistake.hint
    with pytest.raises(ImproperlyConfigured, match=next(iter(wrong))):
        checks.refuse_unsafe_settings()


def test_T21_good_settings_pass(settings):
    for name, value in GOOD.items():
        setattr(settings, name, value)
    assert checks.check_host_settings() == []
    checks.refuse_unsafe_settings()


def test_T21_working_on_ones_own_machine_is_allowed(settings):
    for name, value in {**GOOD, "DEBUG": True, "PLAIN_HTTP": True}.items():
        setattr(settings, name, value)
    assert checks.check_host_settings() == []


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process with an environment of its own."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env={**clean, **environment}
    )


def test_T21_the_deploy_check_is_clean():
    host = {
        "SECRET_KEY": "k9-" + "abcdefghij" * 7,
        "ALLOWED_HOSTS": "reconnect.example",
        "SITE_URL": "https://reconnect.example",
    }
    # Not manage.py: after "make run" it would read the settings of this machine.
    settings = {"DJANGO_SETTINGS_MODULE": "reconnect_site.settings"}
    check = ("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    result = run(*check, **settings, **host)
    assert result.returncode == 0, result.stderr


def test_T21_the_web_server_does_not_start_with_a_short_key():
    result = run("-c", "import reconnect_site.wsgi", SECRET_KEY="short", ALLOWED_HOSTS="x.example")
    assert result.returncode == 1
    assert "SECRET_KEY" in result.stderr


@pytest.mark.parametrize(
    ("url", "address", "codes"),
    [
        ("", "", []),
        ("smtp://mail.example", "", ["reconnect.I001"]),
        ("smtp://mail.example", "12 Lake Road, Gimli", []),
    ],
)
def test_who_sends_to_strangers_is_told_of_the_postal_address(settings, url, address, codes):
    settings.EMAIL_URL, settings.SITE_ADDRESS = url, address
    found = checks.check_mail_settings()
    assert [one.id for one in found] == codes
    assert all("SITE_ADDRESS" in one.hint for one in found)

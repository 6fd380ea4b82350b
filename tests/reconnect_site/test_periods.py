"""P17: how long things are kept is the host's to shorten, never to lengthen; the page says it."""

import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.utils.translation import override

from reconnect_site import checks

LONGEST = {
    "KEEP_IMPORTED_MONTHS": 12,
    "KEEP_IDLE_MONTHS": 24,
    "KEEP_DRAFTS_MONTHS": 12,
    "KEEP_LOGS_MONTHS": 12,
    "KEEP_TRASH_DAYS": 30,
    "KEEP_CONTESTED_DAYS": 90,
    "KEEP_IP_DAYS": 30,
    "KEEP_BACKUPS_DAYS": 35,
}


@pytest.mark.parametrize("name", LONGEST)
def test_P17_the_usual_period_is_the_longest(settings, name) -> None:
    assert getattr(settings, name) == LONGEST[name]
    assert checks.check_periods() == []
    setattr(settings, name, LONGEST[name] + 1)
    (mistake,) = checks.check_periods()
    assert (mistake.id, name in mistake.msg, name in mistake.hint) == ("reconnect.E005", True, True)


@pytest.mark.parametrize("name", LONGEST)
def test_P17_a_shorter_period_is_taken_and_too_short_a_one_named(settings, name) -> None:
    least, _most = checks.KEPT[name]
    setattr(settings, name, least)
    assert checks.check_periods() == []
    setattr(settings, name, least - 1)
    assert [mistake.id for mistake in checks.check_periods()] == ["reconnect.E005"]


def test_P17_neither_web_nor_worker_starts_with_a_period_that_is_too_long(settings) -> None:
    settings.SECRET_KEY, settings.KEEP_IDLE_MONTHS = "k9" * 40, 25
    with pytest.raises(ImproperlyConfigured, match="KEEP_IDLE_MONTHS"):
        checks.refuse_unsafe_settings()
    with pytest.raises(SystemCheckError, match="KEEP_IDLE_MONTHS"):
        call_command("check")


@pytest.mark.parametrize("nonsense", ["a year", "", "-3", "1.5"])
def test_P17_nonsense_stops_the_start_and_is_named(nonsense) -> None:
    environment = {"KEEP_TRASH_DAYS": nonsense, "SECRET_KEY": "k9" * 40}
    command = [sys.executable, "-c", "import reconnect_site.settings"]
    result = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert result.returncode == 1
    assert "KEEP_TRASH_DAYS" in result.stderr


def page(language: str) -> str:
    """The privacy page, without its line breaks."""
    with override(language):
        answer = Client(headers={"accept-language": language}).get("/privacy/")
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_P17_the_privacy_page_says_the_numbers_of_this_site(settings, db, language) -> None:
    settings.KEEP_TRASH_DAYS, settings.KEEP_DRAFTS_MONTHS = 17, 7
    settings.KEEP_CONTESTED_DAYS = 61
    settings.KEEP_LOGS_MONTHS, settings.KEEP_IP_DAYS, settings.KEEP_BACKUPS_DAYS = 5, 13, 29
    told = page(language)
    month, day = {"en": ("months", "days"), "fr": ("mois", "jours")}[language]
    for said in (f"17 {day}", f"61 {day}", f"7 {month}", f"5 {month}", f"13 {day}", f"29 {day}"):
        assert said in told


@pytest.mark.parametrize("language", ["en", "fr"])
def test_P17_the_privacy_page_says_where_data_is_and_who_answers(settings, db, language) -> None:
    settings.DATA_REGION, settings.PRIVACY_CONTACT = "Halifax, Canada", "Dana <b>Ito</b>"
    settings.PRIVACY_ADDRESS = "privacy@example.org"
    told = page(language)
    assert "Halifax, Canada" in told
    assert "Dana &lt;b&gt;Ito&lt;/b&gt;" in told
    assert "privacy@example.org" in told

"""A wrong value of a variable stops the start, and is named."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from reconnect_site import environment as readers
from reconnect_site.environment import env


@pytest.mark.parametrize(
    ("parse", "wrong"),
    [
        (readers.boolean, "maybe"),
        (readers.count, "0"),
        (readers.count_or_none, "-1"),
        (readers.web_address, "reconnect.example"),
        (readers.web_address, "ftp://reconnect.example"),
        (readers.web_address, "https://"),
        (readers.web_address, "https://reconnect.example/site"),
        (readers.server_or_none("redis", "rediss"), "localhost:6379"),
        (readers.server("sqlite", "postgres"), ""),
        (readers.time_zone, "America/Trononto"),
        (readers.time_zone, "../etc/passwd"),
        (readers.time_zone, ""),
        (readers.log_level, "LOUD"),
    ],
)
def test_a_wrong_value_is_named(monkeypatch, parse, wrong) -> None:
    monkeypatch.setenv("SOME_SETTING", wrong)
    with pytest.raises(ImproperlyConfigured, match="SOME_SETTING"):
        env("SOME_SETTING", None, parse)


def test_the_address_of_a_server_is_not_shown(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://site:hidden@host/name")
    with pytest.raises(ImproperlyConfigured) as refused:
        env("DATABASE_URL", "", readers.server("sqlite", "postgres"))
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize(
    ("parse", "right", "read"),
    [
        (readers.count_or_none, "0", 0),
        (
            readers.web_address,
            " https://reconnect.example:8443/ ",
            "https://reconnect.example:8443",
        ),
        (readers.server_or_none("redis"), "", ""),
        (readers.server_or_none("redis"), "redis://cache/0", "redis://cache/0"),
        (readers.time_zone, "America/St_Johns", "America/St_Johns"),
        (readers.log_level, "WARNING", "WARNING"),
    ],
)
def test_a_right_value_is_taken(monkeypatch, parse, right, read) -> None:
    monkeypatch.setenv("SOME_SETTING", right)
    assert env("SOME_SETTING", None, parse) == read

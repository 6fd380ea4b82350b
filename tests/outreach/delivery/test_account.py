"""EMAIL_URL: read strictly, and named when it is wrong."""

from pathlib import Path

import pytest

from outreach.delivery.account import (
    Account,
    bounce_address,
    can_send,
    checked,
    parse,
    sender_address,
)
from outreach.delivery.smtp import Security, Server
from tests.reconnect_site.test_checks import run

STARTTLS, TLS, PLAIN = Security.STARTTLS, Security.TLS, Security.PLAIN


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", 587, STARTTLS)),
        ("smtps://mail.example", Server("mail.example", 465, TLS)),
        ("smtp+plain://localhost", Server("localhost", 25, PLAIN)),
        ("smtp+plain://[::1]:2525/", Server("::1", 2525, PLAIN)),
        (
            "smtp://a%40b:p%2F%23@mail.example:25",
            Server("mail.example", 25, STARTTLS, "a@b", "p/#"),
        ),
        ("smtp://mail.example?timeout=5", Server("mail.example", 587, STARTTLS, timeout=5)),
    ],
)
def test_servers(url, server) -> None:
    assert parse(url) == Account(server)


def test_a_folder() -> None:
    assert parse("folder:///var/a%20b") == Account(folder=Path("/var/a b"))


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("mail.example", "begins"),
        ("http://mail.example", "begins"),
        ("smtp://", "host"),
        ("smtp://:587", "host"),
        ("smtp://mail.example:0", "port"),
        ("smtp://mail.example:x", "port"),
        ("smtp://mail.example:99999", "port"),
        ("smtp://mail.example/inbox", "nothing follows"),
        ("smtp://name@mail.example", "password"),
        ("smtp://mail.example?timeout=0", "timeout"),
        ("smtp://mail.example?timeout=31", "timeout"),
        ("smtp://mail.example?timeout=", "timeout"),
        ("smtp://mail.example?tls=no", "timeout"),
        ("folder://var/mail", "three slashes"),
        ("folder:var/mail", "three slashes"),
    ],
)
def test_what_is_wrong_is_said(url, word) -> None:
    with pytest.raises(ValueError, match=word):
        checked(url)


@pytest.mark.parametrize("host", ["mail.example:x", "mail.example/y", "mail.ex\u2100mple", ""])
def test_P20_an_error_does_not_tell_the_password(host) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        parse("smtp://name:tomato@" + host)
    assert "tomato" not in str(error.value)
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__ or error.value.__context__ is None


def test_without_one_nobody_can_send(settings) -> None:
    assert not can_send()
    for url in ("smtp://mail.example", "folder:///tmp"):
        settings.EMAIL_URL = url
        assert can_send()


def test_django_sends_through_the_same_server() -> None:
    told = parse("smtps://name:tomato@mail.example").django_settings()
    assert told == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 465,
        "EMAIL_HOST_USER": "name",
        "EMAIL_HOST_PASSWORD": "tomato",
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": True,
        "EMAIL_TIMEOUT": 10,
    }
    backends = [parse(url).django_settings()["EMAIL_BACKEND"] for url in ("", "folder:///x")]
    assert backends == [
        "django.core.mail.backends.console.EmailBackend",
        "outreach.delivery.folder.EmailBackend",
    ]


@pytest.mark.parametrize("wrong", ["x", "@x", "a@", "A <a@b.example>", "a@b, c@d", "é@b", "a@b@c"])
def test_the_address_for_bounces_is_one_plain_address(wrong) -> None:
    assert bounce_address("bounces@mail.example") == "bounces@mail.example"
    assert bounce_address("") == ""
    with pytest.raises(ValueError, match="plain address"):
        bounce_address(wrong)
    with pytest.raises(ValueError, match="31"):
        bounce_address("b" * 32 + "@mail.example")


@pytest.mark.parametrize("wrong", ["", "Reconnect", "a@", "A <é@x.example>", "a@b.example\nX: y"])
def test_the_address_of_the_site_is_one_address(wrong) -> None:
    for right in ("a@b.example", "Centre d’été <a@b.example>"):
        assert sender_address(right) == right
    with pytest.raises(ValueError, match="one address"):
        sender_address(wrong)


def test_the_variable_is_named(tmp_path) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "reconnect_site.settings", "SECRET_KEY": "x"}
    check = ("-c", "from django.conf import settings; settings.DEBUG")
    wrong = run(*check, **settings, EMAIL_URL="smtp://name:tomato@mail.example:x")
    assert wrong.returncode == 1
    assert "EMAIL_URL is wrong: the port" in wrong.stderr
    assert "tomato" not in wrong.stderr
    old = run(*check, **settings, EMAIL_HOST="mail.example")
    assert old.returncode == 1
    assert "EMAIL_HOST: not read any more. Set EMAIL_URL instead." in old.stderr

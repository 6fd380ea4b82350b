"""Every URL of the site × every role (TRUST.md, T1–T4), read off the URLconf.

A new URL fails the test until a line of the table says who may open it.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests import headers
from tests.roles import TABLE
from tests.world import CANARY, PHONE, ROLES, SHOWN, World, build, undone

PART = re.compile(r"<(?:\w+:)?(\w+)>")
WORDS = re.compile(rf"\S*{CANARY}[\w-]*", re.IGNORECASE)
UNNAMED = {
    "advisor/(?P<url>.*)$": "advisor/no-such-page/",
    "advisor:app_list": "advisor/outreach/",
}
"""Addresses that are no plain path, with one that fits."""
POSTING = ("other client", "advisor, shared")
"""Who tries to post where there is no page; on an address without pages everybody does."""


def addresses(
    patterns: list[URLPattern | URLResolver], outer: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """Every URL: its name, or its path where it has none, and its path."""
    for pattern in patterns:
        path = outer + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, path, space + inner)
        else:
            yield (f"{space}{pattern.name}" if pattern.name else path), path


ADDRESSES = dict(addresses(get_resolver().url_patterns))


def filled(name: str, path: str, world: World, role: str) -> str:
    """An address with the ids of what is Alice's, and of the panel's rows."""
    ids = world.ids_for(role)
    model = next((kind for kind in world.objects if f"/{kind}/" in path), "")
    others = {
        "object_id": world.objects[model].pk if model else "1",
        "pk": world.objects[model or "passkey"].pk,
        "version_id": world.objects[f"{model}version"].pk if "version_id" in path else "",
        "step": "situation",
    }
    fit = UNNAMED.get(name, path)
    return "/" + PART.sub(lambda part: str(ids.get(part[1]) or others.get(part[1], "x")), fit)


@dataclass
class Visit:
    """One URL for one role: how it ends, what they read, and what was answered."""

    end: str = "-"
    read: str = ""
    statuses: list[int] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def visit(world: World, role: str, url: str) -> Visit:
    """Over HTTPS, by GET, and by POST where GET is refused."""
    seen = Visit()
    for method in ("get", "post"):
        with undone():
            if "passkey" in url or "/keys/" in url:
                world.objects["passkey"].save(force_insert=True)
            response = getattr(world.browser(role), method)(url, secure=True)
            body = b"".join(response) if response.streaming else response.content
        seen.end = end_of(response.status_code, response.headers.get("Location", ""))
        seen.read += body.decode(errors="replace") + str(response.headers)
        seen.statuses.append(response.status_code)
        seen.missing += headers.missing(response)
        if seen.end != "-" or (response.status_code == 404 and role not in POSTING):
            break
    return seen


def end_of(status: int, location: str) -> str:
    """One letter: in, sign-in, is it you?, refused, no such page (or no such method)."""
    if status == 302 and ("/account/login/?next=" in location or "/advisor/login/" in location):
        return "s"
    if status == 302 and "reauthenticate" in location:
        return "?"
    return {403: "x", 404: "-", 405: "-"}.get(status, "." if status < 400 else "!")


@pytest.fixture
def world(db, settings) -> Iterator[World]:
    """One of everything, and nothing in the log: most of these visits are refused."""
    for name, value in headers.HTTPS.items():
        setattr(settings, name, value)
    logging.disable(logging.CRITICAL)
    yield build()
    logging.disable(logging.NOTSET)


def test_T1_every_url_has_a_line_in_the_table() -> None:
    assert set(ADDRESSES) - set(TABLE) == set()
    assert set(TABLE) - set(ADDRESSES) == set()


def test_T1_T3_every_url_for_every_role(world: World) -> None:
    """Who gets in where, that nobody reads a word of Alice's that is not shown to them, and that
    every answer carries the headers of TRUST.md."""
    wrong, leaks, controls = {}, {}, set()
    bare, statuses = {}, set()
    for name, path in ADDRESSES.items():
        visits = [visit(world, role, filled(name, path, world, role)) for role in ROLES]
        found = "".join(one.end for one in visits)
        if found != TABLE.get(name):
            wrong[name] = f"{found}, and the table says {TABLE.get(name)}"
        for role, seen in zip(ROLES, visits, strict=True):
            statuses.update(seen.statuses)
            if seen.missing:
                bare[name, role] = seen.missing
            if CANARY in seen.read:
                controls.add(role)
            if role != "client" and (words := unshared(seen.read, role)):
                leaks[name, role] = words
    assert (wrong, leaks, bare) == ({}, {}, {})
    assert {200, 302, 404, 405} <= statuses
    assert controls == {"client", "advisor, shared"}  # what would be found where it is shown


def unshared(read: str, role: str) -> list[str]:
    """Alice's words in it, but those that she shows this advisor."""
    words = WORDS.findall(read) if CANARY in read.lower() else []  # a search of every page is slow
    if PHONE in read:
        words.append(PHONE)
    if role != "advisor, shared":
        return words
    return [word for word in words if not word.endswith(SHOWN)]

"""A real browser (Debian's Chromium) against the real site on loopback.

Chromium comes from the CHROMIUM variable or the PATH (tests/chromium.py); without one the journeys
are skipped and ``make test`` says so.
"""

import json
import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.core.servers.basehttp import ServerHandler
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    expect,
    sync_playwright,
)

from accounts.models import User
from tests.chromium import chromium
from tests.outreach.shipped import load_shipped

CHROMIUM = chromium()
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # One process for all pages of a profile, and none started ahead for the next.
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
    "--disable-features=SpareRendererForSitePerProcess,HttpsUpgrades,MediaRouter,OptimizationHints",
]
SLOWEST = 60_000
"""Milliseconds that something on a page may take on a busy machine."""
WIDE = {"width": 1280, "height": 900}
WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
OF_A_LOOK = ["color-contrast", "target-size"]
"""What another size or colour scheme of the same page can break."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here is a browser test; without a browser it says so."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium found (CHROMIUM or PATH)"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    # Playwright's sync API runs a loop in this thread; the ORM must not mistake it for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=SLOWEST)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def shipped(transactional_db) -> None:
    """The shipped request types and wordings, as on a fresh installation."""
    load_shipped()


class Profiles:
    """Browser profiles of one page: lent to one person of one journey, emptied for the next.

    A new one for everybody would start a process and read every script anew, a hundred times.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self.url = browser, url
        self._free: dict[str, list[BrowserContext]] = defaultdict(list)

    def lend(self, **options) -> BrowserContext:
        """An empty one of this kind."""
        if free := self._free[repr(sorted(options.items()))]:
            return free.pop()
        context = self._browser.new_context(base_url=self.url, viewport=WIDE, **options)
        context.new_page().set_default_timeout(SLOWEST)
        return context

    def take_back(self, context: BrowserContext, **options) -> None:
        """Nothing stays of the one who had it."""
        page, *others = context.pages
        for other in others:
            other.close()
        page.goto("about:blank")
        context.clear_cookies()
        tool = context.new_cdp_session(page)
        tool.send("Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": "all"})
        tool.detach()
        page.emulate_media(color_scheme=options.get("color_scheme", "light"))
        page.set_viewport_size(WIDE)
        self._free[repr(sorted(options.items()))].append(context)

    def close(self) -> None:
        """For good; every journey has given back what it had."""
        for context in (context for free in self._free.values() for context in free):
            context.close()


@pytest.fixture(scope="session")
def profiles(browser, live_server) -> Iterator[Profiles]:
    """The profiles of this browser; its server hangs up after each answer.

    So a thread that is there is one at work, and when a journey is over one can wait for it.
    """
    clean_up = ServerHandler.cleanup_headers

    def hang_up(self: ServerHandler) -> None:
        self.headers["Connection"] = "close"
        clean_up(self)

    profiles = Profiles(browser, live_server.url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ServerHandler, "cleanup_headers", hang_up)
        yield profiles
        profiles.close()
        wait_for_the_server()


def wait_for_the_server() -> None:
    """Its threads work in our database: none may outlive the journey."""
    for thread in threading.enumerate():
        if thread.name.endswith("(process_request_thread)"):
            while thread.ident is None:  # listed, and about to begin
                time.sleep(0.01)
            thread.join(timeout=10)


@pytest.fixture
def open_browser(profiles, request) -> Iterator[Callable[..., Page]]:
    """Open a page signed in as somebody; every console error or CSP report fails the test.

    With SCREENSHOTS set to a folder, the last page of each journey is kept there.
    """
    lent: list[tuple[BrowserContext, dict]] = []
    problems: list[str] = []

    def broke(error: Error) -> None:
        problems.append(str(error))

    def wrote(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(message.text)

    def start(user: User | None = None, viewport: dict | None = None, **options) -> Page:
        options.setdefault("reduced_motion", "reduce")  # nothing is looked at halfway
        context = profiles.lend(**options)
        lent.append((context, options))
        if user is not None:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies(
                [{"name": name, "value": client.cookies[name].value, "url": profiles.url}]
            )
        page = context.pages[0]
        if viewport:
            page.set_viewport_size(viewport)
        page.on("pageerror", broke)
        page.on("console", wrote)
        return page

    yield start
    for number, (context, options) in enumerate(lent):
        if folder := os.environ.get("SCREENSHOTS"):
            path = f"{folder}/{request.node.name}-{number}.png"
            context.pages[0].screenshot(path=path, full_page=True)
        context.pages[0].remove_listener("pageerror", broke)
        context.pages[0].remove_listener("console", wrote)
        profiles.take_back(context, **options)
    wait_for_the_server()
    assert problems == []


@pytest.fixture(scope="session")
def accessible() -> Callable[..., None]:
    """Assert that axe finds nothing on the page as it is now (WCAG 2.2 A and AA).

    Of a page that was looked at already and only changed its size or its colours, ``rules`` may
    name those that can tell a difference.
    """

    def check(page: Page, rules: list[str] | None = None) -> None:
        page.wait_for_load_state()
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        # Preloading would copy imported style sheets into the page, which the policy forbids.
        # Of what fails every node is described; of the rest, which nobody reads, one a rule.
        options = {"runOnly": rules or WCAG, "resultTypes": ["violations"], "preload": False}
        violations = page.evaluate(
            f"axe.run({json.dumps(options)}).then(found => found.violations)"
        )
        summary = [
            (violation["id"], [node["target"] for node in violation["nodes"]][:3])
            for violation in violations
        ]
        assert summary == []

    return check

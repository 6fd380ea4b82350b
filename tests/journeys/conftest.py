"""A real browser (Debian's Chromium) against the real site on loopback.

Chromium comes from the CHROMIUM variable or the PATH; without one the journeys are skipped and
``make test`` says so.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from accounts.models import User
from tests.outreach.shipped import load_shipped

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def shipped(transactional_db) -> None:
    """The shipped request types and wordings, as on a fresh installation."""
    load_shipped()


@pytest.fixture
def open_browser(browser, live_server, request) -> Iterator[Callable[..., Page]]:
    """Open a page signed in as somebody; every console error or CSP report fails the test.

    With SCREENSHOTS set to a folder, the last page of each journey is kept there.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def start(user: User | None = None, **options) -> Page:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies(
                [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
            )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console",
            lambda message: problems.append(message.text) if message.type == "error" else None,
        )
        return page

    yield start
    if folder := os.environ.get("SCREENSHOTS"):
        for number, context in enumerate(contexts):
            for page in context.pages:
                page.screenshot(path=f"{folder}/{request.node.name}-{number}.png", full_page=True)
    for context in contexts:
        context.close()
    # The server's threads close what they share with this one when the browser has hung up: the
    # last of them must not outlive the session.
    for thread in threading.enumerate():
        if thread.name.endswith("(process_request_thread)"):
            thread.join(timeout=2)
    assert problems == []


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Assert that axe finds nothing on the page as it is now (WCAG 2.2 A and AA)."""
    axe = Axe()

    def check(page: Page) -> None:
        rules = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
        # Preloading would copy imported style sheets into the page, which the policy forbids.
        # Of what fails every node is described; of the rest, which nobody reads, one a rule.
        options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
        found = axe.run(page, options=options)
        summary = [
            (violation["id"], [node["target"] for node in violation["nodes"]][:3])
            for violation in found.response["violations"]
        ]
        assert summary == []

    return check

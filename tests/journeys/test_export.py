"""People out of Reconnect, in a real browser: what the list shows, and everything."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from contacts.exchange import read_file
from outreach.models import Takeout
from outreach.takeouts import make
from tests.accounts.conftest import PASSWORD
from tests.contacts.people import new_contact

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture(autouse=True)
def nobody_works(settings) -> None:
    """The background process comes when a test says so."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def people(transactional_db, alice) -> None:
    """Two people, one of whom is looked for."""
    new_contact(alice, "Margaret Osei", email="=osei@example.org", tags=("museum",), last="2019")
    new_contact(alice, "Paolo Conti", phone="+1 613 555 0100")


def show_who_it_is(page) -> None:
    """Answer "is it you?"."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def worker_comes() -> None:
    """The background process makes what was asked for."""
    make(Takeout.objects.get().pk, clock=timezone.now)


def downloaded(page, button: str, folder: Path, role: str = "button") -> Path:
    """Press the button and keep the file."""
    with page.expect_download() as download:
        page.get_by_role(role, name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_what_a_search_shows_is_exported(open_browser, alice, people, accessible, tmp_path):
    page = open_browser(alice)
    page.goto("/contacts/")
    page.get_by_label("Search", exact=True).fill("marg")
    expect(page.get_by_text("1 contact found.")).to_be_visible()
    export = page.get_by_role("link", name="Export")
    expect(export).to_have_attribute("href", re.compile("marg"))
    export.click()
    accessible(page)
    show_who_it_is(page)
    expect(page.get_by_role("radio", name="The 1 person your list shows")).to_be_checked()
    accessible(page)
    page.get_by_text("vCard 3.0").click()
    path = downloaded(page, "Export", tmp_path)
    (margaret,) = read_file(path.read_bytes(), path.name).contacts
    assert (margaret.formatted_name, margaret.emails) == ("Margaret Osei", ("=osei@example.org",))
    page.locator("a.back").click()
    expect(page.get_by_label("Search", exact=True)).to_have_value("marg")


def test_everything_can_be_taken_out_without_javascript(open_browser, alice, people, tmp_path):
    page = open_browser(alice, java_script_enabled=False, viewport={"width": 375, "height": 800})
    page.goto("/settings/")
    page.locator("summary").filter(has_text="Settings").click()  # folded on a small screen
    page.get_by_role("link", name="Your data").click()
    show_who_it_is(page)
    page.get_by_role("button", name="Make a ZIP file").click()
    expect(page.get_by_role("heading", name="Your file is being made")).to_be_visible()
    worker_comes()
    page.get_by_role("link", name="See how far it is").click()
    with ZipFile(downloaded(page, "Download the ZIP file", tmp_path, role="link")) as archive:
        read = read_file(archive.read("contacts.json"), "contacts.json")
    assert [person.formatted_name for person in read.contacts] == ["Margaret Osei", "Paolo Conti"]


def test_the_sixth_export_of_a_day_is_told_when(
    open_browser, alice, people, accessible, settings, tmp_path
):
    settings.EXPORTS_A_DAY = 1
    page = open_browser(alice)
    page.goto("/settings/export/")
    show_who_it_is(page)
    accessible(page)
    page.get_by_role("button", name="Make a ZIP file").click()
    expect(page.get_by_text("Your file waits for its turn.")).to_be_visible()
    accessible(page)
    worker_comes()
    # The page finds out by itself.
    expect(page.get_by_role("heading", name="Your file is ready")).to_be_visible()
    accessible(page)
    expect(page.get_by_text("You have exported 1 time in the last 24 hours")).to_be_visible()
    accessible(page)
    downloaded(page, "Download the ZIP file", tmp_path, role="link")


def test_a_failure_is_told_and_tried_again(open_browser, alice, people, accessible):
    Takeout.objects.create(owner=alice, status="failed", problem="no_room", ended_at=timezone.now())
    page = open_browser(alice)
    page.goto("/settings/export/")
    show_who_it_is(page)
    expect(page.get_by_text("There was no room for the file.")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Try again").click()
    worker_comes()
    expect(page.get_by_role("heading", name="Your file is ready")).to_be_visible()

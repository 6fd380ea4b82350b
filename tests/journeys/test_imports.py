"""Bringing people in, as a user does it: choose a file, look it over, import, fix a row, undo."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import expect

from contacts.models import Contact
from tests.journeys.import_steps import SAMPLES, accept, choose, table

FILES = (
    "Connections.csv",
    "google.csv",
    "outlook.csv",
    "contacts-3.0.vcf",
    "contacts-4.0.vcf",
    "network.xlsx",
)
IN_SEVERAL_FILES = ("Alina Petrescu", "Greta Svensson", "Jiho Park")

pytestmark = pytest.mark.usefixtures("many_files")


@pytest.fixture
def many_files(settings, transactional_db) -> None:
    """More files in an hour than people may choose."""
    settings.IMPORTS_PER_HOUR = 20


def names() -> list[str]:
    """Everybody there is."""
    return sorted(Contact.objects.filter(trashed_at=None).values_list("name", flat=True))


def test_each_sample_one_after_the_other_gives_each_person_once(open_browser, alice, accessible):
    page = open_browser(alice)
    for file in FILES:
        choose(page, SAMPLES / file)
        accessible(page)
        accept(page)
        accessible(page)
    assert [names().count(name) for name in IN_SEVERAL_FILES] == [1, 1, 1]
    assert Contact.objects.count() == 28 + 5 + 3 + 3 + 2 + 4 - 3


def test_the_same_file_again_adds_nobody(open_browser, alice):
    page = open_browser(alice)
    choose(page, SAMPLES / "outlook.csv")
    accept(page)
    before = names()
    choose(page, SAMPLES / "outlook.csv")
    expect(page.locator("#act")).to_have_text("Finish")
    accept(page)
    expect(page.locator("h1")).to_have_text("Nothing was new")
    assert names() == before


def test_a_row_with_a_problem_is_downloaded_put_right_and_sent_again(open_browser, alice):
    page = open_browser(alice)
    choose(page, SAMPLES / "Connections.csv")
    expect(page.locator("#problems-title ~ .problems tbody tr")).to_have_count(1)
    accept(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these rows to fix them").click()
    header, row = csv.reader(StringIO(Path(download.value.path()).read_text("utf-8-sig")))
    fixed = {**dict(zip(header, row, strict=True)), "First Name": "Nadia", "Last Name": "Khoury"}
    text = StringIO()
    csv.writer(text).writerows([header, list(fixed.values())])
    choose(page, table(text.getvalue()))
    expect(page.locator("h1")).to_have_text("1 person in your file")
    accept(page)
    assert Contact.objects.filter(name="Nadia Khoury").count() == 1


def test_an_import_is_undone_in_two_steps(open_browser, alice, accessible):
    page = open_browser(alice)
    choose(page, SAMPLES / "contacts-3.0.vcf")
    accept(page)
    page.get_by_role("link", name="Undo this import").click()
    accessible(page)
    page.get_by_role("button", name="Undo this import").click()
    expect(page.locator("h1")).to_have_text("This import is undone")
    expect(page.locator(".tally")).to_have_text("3 taken out")
    accessible(page)
    assert names() == []


UNKNOWN = (
    "Quisquis;Locus;Ratio\nAnna Berg;Fjord AS;anna@example.org\nBo Ek;Fjord AS;bo@example.org\n"
)


def test_columns_we_do_not_know_are_named_by_hand(open_browser, alice, accessible):
    page = open_browser(alice)
    choose(page, table(UNKNOWN))
    expect(page.locator("h1")).to_have_text("Which column is which?")
    accessible(page)
    for header, becomes in {
        "Quisquis": "Full name",
        "Locus": "Organization",
        "Ratio": "E-mail",
    }.items():
        page.get_by_label(header).select_option(becomes)
    page.get_by_role("button", name="Read the file this way").click()
    expect(page.locator("h1")).to_have_text("2 people in your file")
    accept(page)
    assert names() == ["Anna Berg", "Bo Ek"]
    assert Contact.objects.filter(organization="Fjord AS").count() == 2


def test_W10_a_file_that_is_none_says_why_and_what_to_do(open_browser, alice, accessible):
    page = open_browser(alice)
    choose(page, table("<!doctype html><html><body>Sign in</body></html>", "contacts.csv"))
    expect(page.locator(".lead")).to_contain_text("This is a web page, not a list of contacts.")
    accessible(page)
    page.get_by_role("link", name="Choose another file").click()
    expect(page.locator("#id_file")).to_be_visible()

"""Bringing people in, as a user does it: choose a file, look it over, import, fix a row, undo."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from contacts.models import Contact, ImportBatch
from tests.contacts.people import new_contact

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
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


def choose(page: Page, file: str | Path | FilePayload) -> None:
    """From the import page to where the file is looked over."""
    page.goto("/contacts/import/")
    page.locator("#id_file").set_input_files(file)
    page.locator("#main-form .btn-primary").click()


def table(text: str, name: str = "people.csv") -> FilePayload:
    """A file as it is written here."""
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def accept(page: Page) -> None:
    """Import what is looked at."""
    page.locator(".look__acts .btn-primary").click()


def names() -> list[str]:
    return sorted(Contact.objects.filter(trashed_at=None).values_list("name", flat=True))


def test_each_sample_one_after_the_other_gives_each_person_once(open_browser, alice, accessible):
    page = open_browser(alice)
    for file in FILES:
        choose(page, SAMPLES / file)
        accessible(page)
        accept(page)
        expect(page.locator(".undo")).to_be_visible()
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


def test_B56_without_a_file_the_page_says_choose_one(open_browser, alice, accessible):
    page = open_browser(alice)
    page.goto("/contacts/import/")
    accessible(page)
    page.locator("#main-form .btn-primary").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").click()
    expect(page.locator("#id_file")).to_be_focused()
    accessible(page)


def test_B55_a_big_file_is_named_before_it_is_sent(open_browser, alice):
    page = open_browser(alice)
    page.goto("/contacts/import/")
    big: FilePayload = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"x" * 10_000_001}
    page.locator("#id_file").set_input_files(big)
    error = page.locator("#id_file_error")
    expect(error).to_have_text("This file is too big. Choose one of at most 10 MB.")
    page.locator("#main-form .btn-primary").click()
    expect(page).to_have_url("http://" + page.url.split("/")[2] + "/contacts/import/")
    assert ImportBatch.objects.count() == 0


CHANGED = (
    "Name,E-mail,Company\nMaria Santos,maria@example.com,Harbour Trust\nBo Ek,bo@example.org,\n"
)


def test_what_happens_with_known_people_is_shown_as_it_is_chosen(open_browser, alice, accessible):
    new_contact(alice, "Maria Santos", email="maria@example.com")
    page = open_browser(alice)
    choose(page, table(CHANGED))
    expect(page.locator("#act")).to_have_text("Import 1 person")
    expect(page.locator(".changes")).to_have_text("Organization: Harbour Trust")
    page.get_by_label("Add as somebody else").check()
    expect(page.locator("#act")).to_have_text("Import 2 people")
    page.get_by_label("What happens with Maria Santos").select_option("skip")
    expect(page.locator("#act")).to_have_text("Import 1 person")
    accessible(page)
    accept(page)
    expect(page.locator(".undo")).to_be_visible()
    assert Contact.objects.get(name="Maria Santos").organization == ""


def test_X4_all_of_it_works_without_javascript(open_browser, alice):
    new_contact(alice, "Maria Santos", email="maria@example.com")
    page = open_browser(alice, java_script_enabled=False)
    choose(page, table(CHANGED))
    page.get_by_label("Leave them as they are").check()
    page.locator("#id_tag").fill("harbour")
    accept(page)
    expect(page.locator("h1")).to_have_text("1 person added")
    assert Contact.objects.get(name="Bo Ek").tags.get().name == "harbour"
    assert Contact.objects.get(name="Maria Santos").organization == ""


def test_X10_progress_is_shown_in_words_and_ends_by_itself(open_browser, alice, accessible):
    batch = ImportBatch.objects.create(owner=alice, progress_done=3500, progress_total=10_000)
    page = open_browser(alice)
    page.goto(f"/contacts/import/{batch.pk}/")
    expect(page.locator("#progress-text")).to_have_text("Read 3,500 of 10,000 rows")
    accessible(page)
    ImportBatch.objects.update(progress_done=8000)
    expect(page.locator("#progress-text")).to_have_text("Read 8,000 of 10,000 rows")
    expect(page.locator("#progress-said")).to_have_text("Read 8,000 of 10,000 rows")
    ImportBatch.objects.update(status="refused", file_error="empty_file")
    expect(page.locator("h1")).to_have_text("We could not read this file")


def test_a_reading_import_survives_sign_out(open_browser, alice):
    batch = ImportBatch.objects.create(owner=alice, progress_done=1, progress_total=4)
    page = open_browser(alice)
    page.goto("/contacts/import/")
    page.get_by_role("link", name="Go on with it").click()
    page.locator(".menu__button").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("[name=login]")).to_be_visible()
    again = open_browser(alice)
    again.goto(f"/contacts/import/{batch.pk}/")
    expect(again.locator("#progress-text")).to_have_text("Read 1 of 4 rows")


def test_choices_of_one_page_are_kept_on_the_way_to_the_next(open_browser, alice, accessible):
    people = [(f"Ana {n}", f"ana{n}@example.org") for n in range(30)]
    for name, address in people:
        new_contact(alice, name, email=address)
    rows = "".join(f"{name},{address},Harbour Trust\n" for name, address in people)
    page = open_browser(alice)
    choose(page, table("Name,E-mail,Company\n" + rows))
    page.get_by_label("What happens with Ana 3", exact=True).select_option("skip")
    page.get_by_role("button", name="Look at all 30").click()
    expect(page.locator("h1")).to_have_text("Who you know already")
    accessible(page)
    page.get_by_label("What happens with Ana 4", exact=True).select_option("add")
    page.get_by_role("button", name="Next page").click()
    expect(page.locator(".known__one")).to_have_count(5)
    page.get_by_role("button", name="Back to the overview").click()
    expect(page.locator("#act")).to_have_text("Import 1 person")
    accept(page)
    expect(page.locator(".undo")).to_be_visible()
    assert Contact.objects.filter(name="Ana 4").count() == 2
    assert Contact.objects.get(name="Ana 3").organization == ""
    assert Contact.objects.filter(organization="Harbour Trust").count() == 29


def test_a_file_can_be_dropped(open_browser, alice):
    page = open_browser(alice)
    page.goto("/contacts/import/")
    dropped = page.evaluate_handle(
        """() => {
            const files = new DataTransfer();
            files.items.add(new File(["Name\\nAnna Berg\\n"], "a.csv", { type: "text/csv" }));
            return files;
        }"""
    )
    page.locator("[data-drop]").dispatch_event("drop", {"dataTransfer": dropped})
    page.locator("#main-form .btn-primary").click()
    expect(page.locator("h1")).to_have_text("1 person in your file")


def test_X18_in_french(open_browser, alice, accessible):
    alice.language = "fr"
    alice.save()
    page = open_browser(alice)
    choose(page, SAMPLES / "google.csv")
    expect(page.locator("h1")).to_have_text("5 personnes dans votre fichier")
    accessible(page)
    accept(page)
    expect(page.locator("h1")).to_have_text("5 personnes ajoutées")
    accessible(page)


def test_X2_on_a_phone_nothing_is_wider_than_the_screen(open_browser, alice, accessible):
    page = open_browser(alice, viewport={"width": 375, "height": 700})
    choose(page, SAMPLES / "Connections.csv")
    accessible(page)
    page.get_by_text("Something looks wrong?").click()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    accept(page)
    expect(page.locator(".undo")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 375

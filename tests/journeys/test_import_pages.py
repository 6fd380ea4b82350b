"""The import pages in every way they are used: on a phone, in French, without JavaScript."""

import pytest
from playwright.sync_api import FilePayload, expect

from contacts.models import Contact, ImportBatch
from tests.contacts.people import new_contact
from tests.journeys.import_steps import SAMPLES, accept, choose, table

pytestmark = pytest.mark.usefixtures("transactional_db")


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
    assert page.evaluate("document.documentElement.scrollWidth") == 375

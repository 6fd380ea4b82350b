"""The same person twice, and when one was last in touch: in a real browser."""

import pytest
from playwright.sync_api import expect

from contacts import duplicates
from contacts.models import Contact, DuplicatePair
from outreach.progress import Status
from tests.contacts.people import new_contact
from tests.outreach.people import outreach_of

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def twins(transactional_db, alice) -> tuple[Contact, Contact]:
    """Margaret, known from two address books."""
    margaret = new_contact(
        alice, "Margaret Osei", email="m.osei@example.org", organization="Museum", last="2019"
    )
    twin = new_contact(alice, "M. Osei", email="m.osei@example.org", position="Curator")
    outreach_of(alice, Status.CLOSED, contact=margaret)
    Contact.objects.filter(pk=twin.pk).update(organization="Gallery")
    duplicates.find_pairs(alice)
    twin.refresh_from_db()
    return margaret, twin


def test_two_are_made_one_and_two_again(open_browser, alice, twins, accessible):
    page = open_browser(alice)
    page.goto("/contacts/")
    page.get_by_role("link", name="Duplicates").click()
    accessible(page)
    page.get_by_role("link", name="Make them one").click()
    page.get_by_role("radio", name="Gallery").check()
    accessible(page)
    page.get_by_role("button", name="Make them one").click()
    expect(page.locator(".flashes")).to_contain_text("are one contact now")
    accessible(page)
    page.goto(f"/contacts/{twins[1].pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Margaret Osei")
    expect(page.locator("main")).to_contain_text("Curator, Gallery")
    accessible(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".flashes")).to_contain_text("are two contacts again")
    expect(page.locator("main")).to_contain_text("Museum")
    page.goto(f"/contacts/{twins[1].pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("M. Osei")


def test_not_the_same_person_without_javascript(open_browser, alice, twins):
    page = open_browser(alice, java_script_enabled=False, viewport={"width": 375, "height": 800})
    page.goto("/contacts/duplicates/")
    page.get_by_role("button", name="Not the same person").click()
    expect(page.locator(".flashes")).to_contain_text("are two people")
    expect(page.get_by_role("heading", name="Everybody is here once")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Later").click()
    expect(page.locator(".flashes")).to_contain_text("come back here in 7 days")
    assert DuplicatePair.objects.get().status == "open"


def test_pairs_show_up_by_themselves(open_browser, alice, twins):
    """The page looks again while pairs are being found."""
    DuplicatePair.objects.all().delete()
    page = open_browser(alice)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("contacts.tasks.duplicates.find_pairs", lambda owner: 0)
        page.goto("/contacts/duplicates/")
        page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("status").last).to_contain_text("We are looking")
    duplicates.find_pairs(alice)
    expect(page.get_by_role("link", name="Make them one")).to_be_visible()


@pytest.fixture
def alice_in_french(alice):
    alice.language = "fr"
    alice.save()
    return alice


def test_in_french(open_browser, alice_in_french, twins, accessible):
    page = open_browser(alice_in_french)
    page.goto("/contacts/duplicates/")
    accessible(page)
    page.get_by_role("link", name="En faire une seule personne").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr-CA")
    accessible(page)
    page.get_by_role("button", name="En faire une seule personne").click()
    expect(page.locator(".flashes")).to_contain_text("un seul contact")


# --- When were you last in touch? -------------------------------------------------------------
def pill(page, name: str, label: str):
    """One answer about one person; the label covers the button."""
    person = page.get_by_role("group", name=name)
    return person.get_by_role("radio", name=label, exact=True)


def test_last_in_touch_with_undo(open_browser, alice, accessible):
    for number in range(12):
        new_contact(alice, f"Person {number:02}")
    page = open_browser(alice, viewport={"width": 375, "height": 800})
    page.goto("/contacts/?show=lapsed")
    page.get_by_role("link", name="Say when you were last in touch").click()
    accessible(page)
    pill(page, "Person 00", "More than 5 years ago").check(force=True)
    pill(page, "Person 01", "Never really").check(force=True)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator(".flashes")).to_contain_text("Saved for 2 people.")
    expect(page.locator("main")).to_contain_text("11 to 12 of 12")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text("1 to 10 of 12")
    assert Contact.objects.filter(last_in_touch=None, never_in_touch=False).count() == 12


def test_last_in_touch_in_french_without_javascript(open_browser, alice_in_french):
    new_contact(alice_in_french, "Zoé Tremblay")
    page = open_browser(alice_in_french, java_script_enabled=False)
    page.goto("/contacts/last-in-touch/")
    pill(page, "Zoé Tremblay", "Il y a plus de 5 ans").check(force=True)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Vous avez fait le tour")).to_be_visible()
    page.goto(f"/contacts/{Contact.objects.get().pk}/")
    expect(page.locator("main")).to_contain_text("il y a plus de 5 ans")

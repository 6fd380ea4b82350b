"""The history: one tap, add, correct, remove, undo."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.urls import reverse

from contacts.models import Contact, Encounter
from tests.contacts.people import new_contact, stored


@pytest.fixture
def fixed_day(monkeypatch) -> None:
    """23 November 2026, 10:00 in Toronto."""
    now = datetime(2026, 11, 23, 15, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def maria(alice) -> Contact:
    """Somebody Alice knows, last in touch in 2019."""
    return new_contact(alice, "Maria Santos", email="maria@example.com", last="2019")


@pytest.fixture
def secret(charlie) -> Contact:
    """Somebody Charlie knows."""
    return new_contact(charlie, "Secret Person", email="secret@example.com")


def flash(response) -> str:
    """The newest flash message, with its undo form."""
    return str(list(response.context["messages"])[-1])


def undo(client, response):
    """Press the undo button of a flash message."""
    html = flash(response)
    action = re.search(r'action="([^"]+)"', html)[1]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html))
    return client.post(action, {name: unescape(value) for name, value in fields.items()})


@pytest.fixture
def tap(maria) -> str:
    """Where "We were in touch" posts."""
    return reverse("contacts_in_touch", args=[maria.pk])


@pytest.fixture
def encounter(maria) -> Encounter:
    """The one time in Maria's history."""
    return maria.encounters.get()


def of(name: str, encounter: Encounter) -> str:
    return reverse(name, args=[encounter.contact_id, encounter.pk])


def test_one_tap_notes_today_and_goes_back_to_the_list(alice_client, maria, tap, fixed_day):
    page = "/contacts/?q=mar&sort=name"
    response = alice_client.post(tap, headers={"referer": f"http://testserver{page}"})
    assert response.url == page
    maria.refresh_from_db()
    assert maria.silent_since == date(2026, 11, 23)


def test_without_a_known_page_it_leads_to_the_contact(alice_client, maria, tap):
    assert alice_client.post(tap).url == reverse("outreach_contact", args=[maria.pk])


@pytest.mark.parametrize("page", ["https://evil.example/x", "//evil.example", "javascript:x"])
def test_B37_it_never_leads_off_the_site(alice_client, maria, tap, page):
    response = alice_client.post(tap, headers={"referer": page})
    assert response.url == reverse("outreach_contact", args=[maria.pk])


def test_the_tap_can_be_undone(alice_client, maria, tap):
    before = stored(maria)
    undo(alice_client, alice_client.post(tap, follow=True))
    assert stored(maria) == before


def test_a_second_tap_changes_nothing(alice_client, maria, tap):
    alice_client.post(tap)
    response = alice_client.post(tap, follow=True)
    assert maria.encounters.count() == 2
    assert "You noted that already" in flash(response)


def test_an_encounter_is_added(alice_client, maria, fixed_day):
    url = reverse("contacts_encounter_add", args=[maria.pk])
    response = alice_client.post(url, {"when": "March 2024", "kind": "call", "note": "Rang"})
    assert response.url == reverse("outreach_contact", args=[maria.pk])
    newest = maria.encounters.first()
    assert (newest.on, newest.precision, newest.kind) == (date(2024, 3, 15), "month", "call")


def test_a_bad_date_keeps_the_note(alice_client, maria):
    url = reverse("contacts_encounter_add", args=[maria.pk])
    page = alice_client.post(url, {"when": "03/04/2019", "kind": "met", "note": "Lunch"})
    assert "Write the month as a word" in page.content.decode()
    assert "Lunch" in page.content.decode()
    assert maria.encounters.count() == 1


def test_an_encounter_is_corrected(alice_client, maria, encounter):
    url = of("contacts_encounter_edit", encounter)
    assert 'value="2019"' in alice_client.get(url).content.decode()
    alice_client.post(url, {"when": "around 2012", "kind": "met", "note": ""})
    maria.refresh_from_db()
    assert (maria.last_in_touch.year, maria.last_in_touch_precision) == (2012, "around")


def test_removing_can_be_undone(alice_client, maria, encounter):
    Encounter.objects.filter(pk=encounter.pk).update(note='A "quoted" & <b>bold</b> note')
    response = alice_client.post(of("contacts_encounter_delete", encounter), follow=True)
    assert not maria.encounters.exists()
    undo(alice_client, response)
    again = maria.encounters.get()
    assert (again.on, again.precision) == (encounter.on, encounter.precision)
    assert again.note == 'A "quoted" & <b>bold</b> note'


@pytest.mark.parametrize("name", ["contacts_encounter_edit", "contacts_encounter_delete"])
def test_B41_strangers_get_404_and_change_nothing(charlie_client, secret, encounter, name):
    posted = {"when": "2001", "kind": "met"}
    assert charlie_client.post(of(name, encounter), posted).status_code == 404
    mixed = reverse(name, args=[secret.pk, encounter.pk])
    assert charlie_client.post(mixed, posted).status_code == 404
    assert Encounter.objects.get(pk=encounter.pk).on == encounter.on


@pytest.mark.parametrize("name", ["contacts_in_touch", "contacts_encounter_add"])
def test_B41_strangers_cannot_add(charlie_client, maria, name):
    before = stored(maria)
    posted = {"when": "2024", "kind": "met"}
    assert charlie_client.post(reverse(name, args=[maria.pk]), posted).status_code == 404
    assert (stored(maria), maria.encounters.count()) == (before, 1)


def test_T19_acts_take_a_post(alice_client, tap, encounter):
    assert alice_client.get(tap).status_code == 405
    assert alice_client.get(of("contacts_encounter_delete", encounter)).status_code == 405


def test_the_page_of_a_contact_shows_its_history(alice_client, maria, encounter):
    page = alice_client.get(reverse("outreach_contact", args=[maria.pk])).content.decode()
    assert of("contacts_encounter_edit", encounter) in page
    assert "maria@example.com" in page
    assert Contact.objects.count() == 1

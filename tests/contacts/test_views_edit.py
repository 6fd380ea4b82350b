"""Editing a person, two versions at once, and "do not contact"."""

import pytest
from django.urls import reverse

from contacts.models import Contact
from tests.contacts.people import stored


@pytest.fixture
def url(maria) -> str:
    """The edit page of Maria."""
    return reverse("contacts_edit", args=[maria.pk])


def typed(client, url: str, **changes) -> dict[str, str]:
    """What the page would post, with changes."""
    form = client.get(url).context["form"]
    return {bound.html_name: bound.value() or "" for bound in form} | changes


def test_the_page_shows_what_is_stored(alice_client, url):
    page = alice_client.get(url).content.decode()
    assert "maria@example.com" in page
    assert 'value="uni"' in page


def test_B22_a_name_that_turns_the_text_around_turns_only_itself(alice_client, maria, url):
    Contact.objects.filter(pk=maria.pk).update(name="\u202eairam")
    page = alice_client.get(url).content.decode()
    assert "<title>Edit \u2068\u202eairam\u2069 – Reconnect</title>" in page
    assert "<bdi>\u202eairam</bdi>" in page


def test_a_change_is_saved(alice_client, maria, url):
    response = alice_client.post(url, typed(alice_client, url, name="Maria Lopez", tags=""))
    assert response.url == reverse("outreach_contact", args=[maria.pk])
    maria.refresh_from_db()
    assert (maria.name, maria.version, maria.tags.count()) == ("Maria Lopez", 2, 0)
    assert maria.last_in_touch.year == 2019


def test_F23_a_late_save_shows_both_versions_and_saves_nothing(alice_client, maria, url):
    mine = typed(alice_client, url, organization="My museum")
    alice_client.post(url, typed(alice_client, url, organization="Their museum"))
    before = stored(maria)
    response = alice_client.post(url, mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "My museum" in page
    assert "Their museum" in page
    assert [(one.label, one.typed, one.stored) for one in response.context["differences"]] == [
        ("Organization", "My museum", "Their museum")
    ]
    assert stored(maria) == before


def test_F23_the_second_try_saves_knowingly(alice_client, maria, url):
    mine = typed(alice_client, url, organization="My museum", relationship="mentor")
    alice_client.post(url, typed(alice_client, url, organization="Their museum"))
    conflict = alice_client.post(url, mine).context["form"]
    again = {bound.html_name: bound.value() or "" for bound in conflict}
    assert alice_client.post(url, again).status_code == 302
    maria.refresh_from_db()
    assert (maria.organization, maria.relationship, maria.version) == ("My museum", "mentor", 3)


def test_choices_are_compared_in_words(alice_client, url):
    mine = typed(alice_client, url, relationship="mentor")
    alice_client.post(url, typed(alice_client, url, relationship=""))
    differences = alice_client.post(url, mine).context["differences"]
    assert [(one.typed, one.stored) for one in differences] == [("Mentor", "I’m not sure")]


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 400])
def test_B47_a_tampered_version_saves_nothing(alice_client, maria, url, version):
    before = stored(maria)
    response = alice_client.post(url, typed(alice_client, url, name="X", version=version))
    assert response.status_code in (200, 409)
    assert stored(maria) == before


def test_an_error_keeps_the_text(alice_client, maria, url):
    before = stored(maria)
    response = alice_client.post(url, typed(alice_client, url, name="", notes="Kept text"))
    page = response.content.decode()
    assert "Enter their full name." in page
    assert "Kept text" in page
    assert stored(maria) == before


def test_B41_strangers_get_404_and_change_nothing(charlie_client, maria, url):
    before = stored(maria)
    for response in (charlie_client.get(url), charlie_client.post(url, {"name": "X"})):
        assert response.status_code == 404
    assert stored(maria) == before


def test_a_contact_in_the_trash_cannot_be_edited(alice_client, maria, url, fixed_day):
    Contact.objects.filter(pk=maria.pk).update(trashed_at=fixed_day)
    assert alice_client.get(url).status_code == 404


def test_other_methods_are_refused(alice_client, url):
    assert alice_client.delete(url).status_code == 405


# --- Do not contact ---------------------------------------------------------------------------
def test_do_not_contact_is_confirmed_first(alice_client, maria):
    url = reverse("contacts_do_not_contact", args=[maria.pk])
    assert "Maria Santos" in alice_client.get(url).content.decode()
    assert not Contact.objects.get().do_not_contact
    response = alice_client.post(url)
    assert response.url == reverse("outreach_contact", args=[maria.pk])
    assert Contact.objects.get().do_not_contact


def test_it_can_be_lifted(alice_client, maria):
    alice_client.post(reverse("contacts_do_not_contact", args=[maria.pk]))
    alice_client.post(reverse("contacts_lift_do_not_contact", args=[maria.pk]))
    assert not Contact.objects.get().do_not_contact


@pytest.mark.parametrize("name", ["contacts_do_not_contact", "contacts_lift_do_not_contact"])
def test_strangers_cannot_mark_or_lift(charlie_client, maria, name):
    before = stored(maria)
    assert charlie_client.post(reverse(name, args=[maria.pk])).status_code == 404
    assert stored(maria) == before


def test_T19_lifting_takes_a_post(alice_client, maria):
    url = reverse("contacts_lift_do_not_contact", args=[maria.pk])
    assert alice_client.get(url).status_code == 405

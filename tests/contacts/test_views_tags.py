"""Tags: list, rename, merge, delete."""

import pytest
from django.urls import reverse

from contacts.models import Tag
from tests.contacts.people import new_contact


@pytest.fixture
def tag(maria) -> Tag:
    """Maria's one tag."""
    return maria.tags.get()


def of(name: str, tag: Tag) -> str:
    return reverse(name, args=[tag.pk])


def test_the_page_counts_contacts_outside_the_trash(alice, alice_client, tag):
    new_contact(alice, "Other", tags=("uni",))
    gone = new_contact(alice, "Gone", tags=("uni",))
    alice_client.post(reverse("contacts_delete", args=[gone.pk]))
    page = alice_client.get(reverse("contacts_tags")).content.decode()
    assert "2 contacts" in page


def test_it_shows_only_ones_own(alice_client, secret):
    page = alice_client.get(reverse("contacts_tags")).content.decode()
    assert "secret tag" not in page
    assert "No tags yet" in page


def test_renaming(alice_client, tag):
    response = alice_client.post(of("contacts_tag", tag), {"name": "University"})
    assert response.url == reverse("contacts_tags")
    assert Tag.objects.get(pk=tag.pk).name == "University"


def test_renaming_only_case_or_accents(alice_client, tag):
    alice_client.post(of("contacts_tag", tag), {"name": "UNI"})
    assert Tag.objects.get(pk=tag.pk).name == "UNI"


def test_merging_by_renaming(alice, alice_client, maria, tag):
    other = new_contact(alice, "Other", tags=("school",))
    alice_client.post(of("contacts_tag", tag), {"name": "School"})
    assert [one.name for one in maria.tags.all()] == ["school"]
    assert list(other.tags.all()) == list(maria.tags.all())


@pytest.mark.parametrize("name", ["", "a, b", "x" * 61, "a\0b"])
def test_a_bad_name_changes_nothing(alice_client, tag, name):
    assert alice_client.post(of("contacts_tag", tag), {"name": name}).status_code == 200
    assert Tag.objects.get(pk=tag.pk).name == "uni"


def test_deleting_is_confirmed_first(alice_client, maria, tag):
    assert alice_client.get(of("contacts_tag_delete", tag)).status_code == 200
    assert Tag.objects.filter(pk=tag.pk).exists()
    alice_client.post(of("contacts_tag_delete", tag))
    assert not Tag.objects.filter(pk=tag.pk).exists()


@pytest.mark.parametrize("name", ["contacts_tag", "contacts_tag_delete"])
def test_B41_strangers_get_404_and_change_nothing(charlie_client, tag, name):
    assert charlie_client.get(of(name, tag)).status_code == 404
    assert charlie_client.post(of(name, tag), {"name": "x"}).status_code == 404
    assert Tag.objects.get(pk=tag.pk).name == "uni"


def test_other_methods_are_refused(alice_client, tag):
    assert alice_client.post(reverse("contacts_tags")).status_code == 405
    assert alice_client.put(of("contacts_tag", tag)).status_code == 405

"""The trash: in, out, and the day it is gone."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from contacts.models import Contact
from tests.contacts.people import new_contact, stored

URL = reverse("contacts_trash")


def trashed(client, contact: Contact):
    return client.post(reverse("contacts_delete", args=[contact.pk]))


def test_deleting_moves_to_the_trash_and_offers_undo(alice_client, maria):
    response = alice_client.post(reverse("contacts_delete", args=[maria.pk]), follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(reverse("contacts_list"), 302)]
    assert reverse("contacts_restore", args=[maria.pk]) in page
    assert f'href="{reverse("outreach_contact", args=[maria.pk])}"' not in page


def test_its_page_is_gone_meanwhile(alice_client, maria):
    trashed(alice_client, maria)
    assert alice_client.get(reverse("outreach_contact", args=[maria.pk])).status_code == 404


def test_the_trash_names_the_day(alice_client, maria):
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    Contact.objects.filter(pk=maria.pk).update(trashed_at=at)
    page = alice_client.get(URL).content.decode()
    assert "Maria Santos" in page
    assert "Gone for good on 23 December 2026" in page


def test_restoring_brings_everything_back(alice_client, maria):
    before, idle_since = stored(maria), maria.idle_since
    trashed(alice_client, maria)
    response = alice_client.post(reverse("contacts_restore", args=[maria.pk]))
    assert response.url == reverse("outreach_contact", args=[maria.pk])
    assert {**stored(maria), "kept_at": None} == before
    maria.refresh_from_db()
    assert maria.kept_at == maria.idle_since > idle_since


def test_restoring_twice_is_no_error(alice_client, maria):
    assert alice_client.post(reverse("contacts_restore", args=[maria.pk])).status_code == 302


def test_the_empty_trash_says_what_it_is_for(alice_client):
    assert "The trash is empty" in alice_client.get(URL).content.decode()


def test_the_trash_shows_only_ones_own(charlie_client, alice_client, maria):
    trashed(alice_client, maria)
    assert "Maria" not in charlie_client.get(URL).content.decode()


@pytest.mark.parametrize("name", ["contacts_delete", "contacts_restore"])
def test_B41_strangers_get_404_and_change_nothing(charlie_client, maria, name):
    before = stored(maria)
    assert charlie_client.post(reverse(name, args=[maria.pk])).status_code == 404
    assert stored(maria) == before


@pytest.mark.parametrize("name", ["contacts_delete", "contacts_restore"])
def test_T19_acts_take_a_post(alice_client, maria, name):
    assert alice_client.get(reverse(name, args=[maria.pk])).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_with_more_rows(
    alice, alice_client, django_assert_num_queries, rows
):
    for number in range(rows):
        trashed(alice_client, new_contact(alice, f"Person {number}"))
    with django_assert_num_queries(3):
        alice_client.get(URL, headers={"x": "y"})

"""Whoever asked a user to be left alone stays so: imported, merged, parted, undone (P9, P11)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contacts import actions, optouts
from contacts.hashing import hash_of
from contacts.models import Contact, OptedOut
from outreach.actions.merging import merge_contacts, part_contacts
from tests.contacts.imports.conftest import clock
from tests.contacts.imports.files import person, read_as, saved, undone
from tests.contacts.people import new_contact

__all__ = ["clock"]
pytestmark = pytest.mark.django_db
GRETA = "greta@example.org"


def asked(owner, address: str = GRETA, at=None) -> None:
    """Somebody with this address asked the owner to be left alone, long ago."""
    at = at or timezone.now() - timedelta(days=100)
    optouts.remember(owner=owner, address_hash=hash_of(address), now=at)


def marked() -> list[str]:
    """The names of those who are marked."""
    found = Contact.objects.filter(opted_out_at__isnull=False, do_not_contact_at__isnull=False)
    return sorted(found.values_list("name", flat=True))


def test_P9_the_database_knows_no_opt_out_that_may_be_written_to(alice) -> None:
    contact = new_contact(alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(opted_out_at=timezone.now())


# --- Imports ----------------------------------------------------------------------------------
def test_P11_an_import_does_not_bring_them_back(alice, clock, monkeypatch) -> None:
    asked(alice)
    read_as(monkeypatch, person(1, emails=("GRETA@example.org",)), person(2))
    saved(alice, clock)
    assert marked() == ["Greta Person1"]
    assert Contact.objects.count() == 2


def test_P11_nor_does_an_import_into_somebody_known(alice, clock, monkeypatch) -> None:
    asked(alice)
    known = new_contact(alice, "Greta Person1", linkedin_url="https://www.linkedin.com/in/greta-1")
    read_as(monkeypatch, person(1, emails=(GRETA,)))
    saved(alice, clock)
    known.refresh_from_db()
    assert list(known.emails.values_list("key", flat=True)) == [GRETA]
    assert known.has_opted_out


def test_P4_an_import_of_somebody_else_is_not_marked(alice, charlie, clock, monkeypatch) -> None:
    asked(alice)
    read_as(monkeypatch, person(1, emails=(GRETA,)))
    saved(charlie, clock)
    assert marked() == []


def test_P9_undoing_an_import_lifts_nothing_they_asked_for(alice, clock, monkeypatch) -> None:
    known = new_contact(
        alice, "Greta Person1", linkedin_url="https://www.linkedin.com/in/greta-1", email=GRETA
    )
    read_as(monkeypatch, person(1, do_not_contact=True))
    batch = saved(alice, clock)
    optouts.mark([known.pk], at=clock())
    undone(batch, clock)
    assert marked() == ["Greta Person1"]


# --- Merges -----------------------------------------------------------------------------------
def pair(alice) -> tuple[Contact, Contact]:
    return new_contact(alice, "Greta", email=GRETA), new_contact(alice, "G.", email="g@example.org")


def merged(kept: Contact, dropped: Contact):
    for contact in (kept, dropped):
        contact.refresh_from_db()
    return merge_contacts(
        kept=kept,
        dropped=dropped,
        versions=(kept.version, dropped.version),
        now=timezone.now(),
        by=kept.owner,
    )


@pytest.mark.parametrize("which", [0, 1])
def test_P9_merged_with_somebody_who_asked_the_kept_one_is_left_alone(alice, which) -> None:
    two = pair(alice)
    optouts.mark([two[which].pk], at=timezone.now())
    merged(*two)
    assert "Greta" in marked()


@pytest.mark.parametrize("which", [0, 1])
def test_P9_parted_again_whoever_asked_is_left_alone(alice, which) -> None:
    two = pair(alice)
    optouts.mark([two[which].pk], at=timezone.now())
    merge = merged(*two)
    part_contacts(merge=merge, now=timezone.now(), by=alice)
    assert marked() == [two[which].name]


def test_P9_whoever_asked_since_the_merge_neither_of_the_two_is_written_to(alice) -> None:
    kept, dropped = pair(alice)
    actions.set_do_not_contact(contact=dropped, now=timezone.now(), by=alice)
    merge = merged(kept, dropped)
    optouts.mark([kept.pk], at=timezone.now())
    part_contacts(merge=merge, now=timezone.now(), by=alice)
    assert marked() == ["G.", "Greta"]


def test_P9_another_one_who_was_merged_into_them_and_asked_counts(alice) -> None:
    kept, dropped = pair(alice)
    third = new_contact(alice, "Third", email="third@example.org")
    optouts.mark([third.pk], at=timezone.now())
    first = merged(kept, dropped)
    merged(kept, third)
    part_contacts(merge=first, now=timezone.now(), by=alice)
    kept.refresh_from_db()
    assert kept.has_opted_out


# --- Once for all -----------------------------------------------------------------------------
def test_P9_the_earliest_moment_counts(alice) -> None:
    early = timezone.now() - timedelta(days=200)
    asked(alice)
    asked(alice, "g@example.org", early)
    contact = new_contact(alice, "Greta", email=GRETA)
    Contact.objects.filter(pk=contact.pk).update(opted_out_at=None, do_not_contact_at=None)
    contact.emails.create(address="g@example.org", key="g@example.org", position=1)
    assert optouts.those_who_asked(alice) == {contact.pk: early}


def test_P9_a_user_nobody_asked_pays_one_query(alice, django_assert_num_queries) -> None:
    new_contact(alice, email=GRETA)
    with django_assert_num_queries(1):
        assert optouts.those_who_asked(alice) == {}


def test_P14_what_a_user_was_asked_goes_with_the_account(alice) -> None:
    asked(alice)
    alice.delete()
    assert not OptedOut.objects.exists()

"""People who asked to be removed: nobody adds or imports them again (P11)."""

import pytest

from contacts import removed
from contacts.duplicates import find_pairs
from contacts.forms import ContactForm, QuickContactForm
from contacts.models import Contact, ErasedAddress
from outreach.actions.erasure import erase
from tests.contacts.people import TODAY, new_contact
from tests.outreach.people import NOW

pytestmark = pytest.mark.django_db
ADDRESS = "maria@example.org"


def test_one_query_however_many_addresses(django_assert_num_queries) -> None:
    removed.remember(address=ADDRESS, now=NOW)
    with django_assert_num_queries(1):
        found = removed.removed_among({ADDRESS, *(f"m{n}@example.org" for n in range(100))})
    assert found == {ADDRESS}


def test_an_old_key_still_knows_them(settings) -> None:
    removed.remember(address=ADDRESS, now=NOW)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [settings.SECRET_KEY]
    assert removed.removed_among({ADDRESS}) == {ADDRESS}


@pytest.mark.parametrize("typed", [ADDRESS, "Maria@EXAMPLE.org"])
def test_P11_adding_them_by_hand_is_refused(typed) -> None:
    removed.remember(address=ADDRESS, now=NOW)
    quick = QuickContactForm({"name": "Maria", "reach": typed}, today=TODAY)
    full = ContactForm({"name": "Maria", "emails": typed}, today=TODAY)
    words = ["This person asked to be removed from this site. Leave this address out."]
    assert (quick.errors, full.errors) == ({"reach": words}, {"emails": words})


def test_two_who_were_removed_are_no_likely_duplicate(alice) -> None:
    for address in (ADDRESS, "ana@example.org"):
        new_contact(alice, address, email=address)
        erase(key=address, now=NOW)
    assert len(set(Contact.objects.values_list("name", flat=True))) == 1
    assert find_pairs(alice) == 0


def test_what_is_kept_tells_nothing() -> None:
    removed.remember(address=ADDRESS, now=NOW)
    (row,) = ErasedAddress.objects.values()
    assert set(row) == {"address_hash", "at"}
    assert "maria" not in repr(row)

"""Searches along the word index: page by page, in the order of the list, also as dates change."""

from datetime import date

import pytest
from django.test import RequestFactory

from accounts.paging import Stretch, keyset_page
from contacts import actions, lookup, search
from contacts.models import Contact, ContactWord
from contacts.queries import ORDERS, chosen_contacts
from tests.contacts.people import TODAY, new_contact


def pages(user, text: str, sort: str = "") -> list[list[str]]:
    """The names on every page of two, going forward."""
    listed = chosen_contacts(user, {"q": text}, TODAY)
    known = Contact.objects.owned_by(user)
    url, found = "/list/", []
    while url:
        request = RequestFactory().get(url)
        page = keyset_page(listed, known=known, order=ORDERS[sort], request=request, size=2)
        contacts = known.in_bulk(page.rows)
        found.append([contacts[pk].name for pk in page.rows])
        url = page.next_url
    return found


@pytest.fixture(params=[0, 200])
def _few(request, monkeypatch) -> None:
    """As if every term were common, and as if every one were rare."""
    monkeypatch.setattr("contacts.lookup.FEW", request.param)


@pytest.fixture
def people(alice, charlie) -> None:
    """Six of Alice's, with words alone, words that go on, and the same date twice."""
    for name, last in [
        ("Maria Osei", "2012"),
        ("Maria Roy", "2011"),
        ("Mariana Osei", "2014"),
        ("Maria Oseisson", "2013"),
        ("Maria Osei", "2015"),
        ("Wei Osei", "2010"),
    ]:
        new_contact(alice, name, last=last, email=f"{name.split()[0]}.{last}@x.example")
    new_contact(charlie, "Maria Osei", last="2016")


@pytest.mark.usefixtures("people", "_few")
def test_pages_follow_the_order_of_the_list(alice):
    assert pages(alice, "maria") == [
        ["Maria Roy", "Maria Osei"],
        ["Maria Oseisson", "Mariana Osei"],
        ["Maria Osei"],
    ]
    assert pages(alice, "maria osei", "recent") == [
        ["Maria Osei", "Mariana Osei"],
        ["Maria Oseisson", "Maria Osei"],
    ]
    assert pages(alice, "osei wei") == [["Wei Osei"]]


@pytest.mark.usefixtures("people")
def test_the_beginning_of_many_words_is_looked_for_elsewhere(alice, monkeypatch):
    monkeypatch.setattr("contacts.lookup.FEW", 0)
    stretch = Stretch(ORDERS[""], 26)
    assert lookup.first(alice, ["mari"], stretch) is None
    assert len(lookup.first(alice, ["mari", "roy"], stretch) or []) == 1
    assert pages(alice, "mari") == pages(alice, "maria")


@pytest.mark.usefixtures("people")
def test_other_orders_are_looked_for_elsewhere(alice):
    assert lookup.first(alice, ["maria"], Stretch(ORDERS["name"], 26)) is None


def test_words_follow_the_last_encounter(alice):
    contact = new_contact(alice, "Maria Osei", last="2012")
    new_contact(alice, "Maria Roy", last="2015")
    actions.record_encounter(contact=contact, kind="met", on=date(2020, 1, 1), by=alice)
    assert pages(alice, "maria") == [["Maria Roy", "Maria Osei"]]
    encounter = contact.encounters.get(on=date(2020, 1, 1))
    actions.remove_encounter(encounter=encounter, by=alice)
    assert pages(alice, "maria") == [["Maria Osei", "Maria Roy"]]


def test_indexing_again_takes_over_the_date(alice):
    contact = new_contact(alice, "Maria Osei", last="2012")
    contact.last_in_touch = date(2001, 2, 3)
    contact.save()
    search.index([contact])
    dates = ContactWord.objects.filter(contact=contact).values_list("silent_since", flat=True)
    assert set(dates) == {date(2001, 2, 3)}

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


@pytest.fixture(params=["rare", "common", "walked far"])
def _plans(request, monkeypatch) -> None:
    """As if every term were rare, as if every one were common, and as if matches were far apart."""
    if request.param != "rare":
        monkeypatch.setattr("contacts.lookup.FEW", 0)
    if request.param == "walked far":
        monkeypatch.setattr("contacts.lookup.REACH", 1)


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


@pytest.mark.usefixtures("people", "_plans")
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


@pytest.mark.usefixtures("people", "_plans")
def test_beginnings_of_many_words(alice):
    assert pages(alice, "mari") == pages(alice, "maria")
    assert pages(alice, "mari os", "recent") == pages(alice, "maria osei", "recent")
    assert pages(alice, "ma r") == [["Maria Roy"]]


@pytest.mark.usefixtures("people", "_plans")
def test_T1_a_page_after_somebody_elses_contact_is_the_first(alice, charlie):
    theirs = Contact.objects.get(owner=charlie)
    listed = chosen_contacts(alice, {"q": "mari"}, TODAY)
    request = RequestFactory().get(f"/list/?after={theirs.pk}")
    known = Contact.objects.owned_by(alice)
    page = keyset_page(listed, known=known, order=ORDERS[""], request=request, size=2)
    assert [known.get(pk=pk).name for pk in page.rows] == ["Maria Roy", "Maria Osei"]


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

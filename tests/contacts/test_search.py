"""Search by the beginnings of words, whatever the case, the accents and the plan."""

import pytest

from accounts.paging import Stretch
from contacts import actions, search
from contacts.details import Details
from contacts.models import Contact, ContactWord
from contacts.queries import ORDERS, chosen_contacts
from tests.contacts.people import TODAY, new_contact


def found(user, text: str) -> set[str]:
    """The names a search gives, in whichever order."""
    names = {order: _names(user, text, order) for order in ORDERS.values()}
    assert names[ORDERS["recent"]] == list(reversed(names[ORDERS[""]]))
    assert sorted(names[ORDERS["name"]]) == sorted(names[ORDERS[""]])
    return set(names[ORDERS[""]])


def _names(user, text: str, order: tuple[str, str]) -> list[str]:
    ids = chosen_contacts(user, {"q": text}, TODAY).found(Stretch(order, 100))
    contacts = Contact.objects.in_bulk(ids)
    return [contacts[pk].name for pk in ids]


@pytest.fixture(params=["rare", "common", "gathered", "in another order"])
def _plans(request, monkeypatch) -> None:
    """Every search in each way: as if few matched, as if many did, near or far apart."""
    if request.param != "rare":
        monkeypatch.setattr("contacts.sources.RARE", 0)
        monkeypatch.setattr("contacts.lookup.FEW", 0)
    if request.param == "gathered":
        monkeypatch.setattr("contacts.lookup.REACH", 0)
    if request.param == "in another order":
        monkeypatch.setattr("contacts.lookup.first", lambda *_: None)


@pytest.fixture
def people(alice, charlie) -> None:
    """Alice knows three, Charlie one of a like name."""
    new_contact(
        alice,
        "María Santos-O’Brien",
        email="maria.santos@museum.example",
        phone="(613) 562-5800",
        organization="Musée des beaux-arts",
        position="Curator",
        tags=("Côté cour",),
        shared_history="the Gatineau conference",
        notes="Likes rowing",
    )
    new_contact(alice, "Mario Rossi")
    new_contact(alice, "Wei Chen")
    new_contact(charlie, "María Secret", tags=("hidden",))


SEARCHES: dict[str, set[str]] = {
    "maria": {"María Santos-O’Brien"},
    "MAR": {"María Santos-O’Brien", "Mario Rossi"},
    "mar san": {"María Santos-O’Brien"},
    "santos maria": {"María Santos-O’Brien"},
    "obrien": {"María Santos-O’Brien"},
    "o’br": {"María Santos-O’Brien"},
    "musee": {"María Santos-O’Brien"},
    "curator": {"María Santos-O’Brien"},
    "maria.santos@museum.example": {"María Santos-O’Brien"},
    "maria.santos@mus": {"María Santos-O’Brien"},
    "museum": {"María Santos-O’Brien"},
    "613 562 5800": {"María Santos-O’Brien"},
    "+1 613-562-5800": {"María Santos-O’Brien"},
    "6135625": {"María Santos-O’Brien"},
    "5800": {"María Santos-O’Brien"},
    "cote": {"María Santos-O’Brien"},
    "gatineau": {"María Santos-O’Brien"},
    "rowing": {"María Santos-O’Brien"},
    "wei mar": set(),
    "antos": set(),
    "secret": set(),
    "hidden": set(),
    "%": set(),
    "ma_ia": set(),
    "' OR 1=1 --": set(),
    "😀": set(),
    "x" * 100_000: set(),
}


@pytest.mark.usefixtures("_plans", "people")
def test_search(alice):
    assert all(search.terms(text) or not names for text, names in SEARCHES.items())
    asked = {text: names for text, names in SEARCHES.items() if search.terms(text)}
    assert {text: found(alice, text) for text in asked} == asked


def test_terms_are_few_and_short():
    assert len(search.terms(" ".join(f"w{number}" for number in range(100)))) == 6
    assert search.terms("x" * 100) == ["x" * 40]


def test_a_long_word_is_found_by_its_beginning(alice):
    new_contact(alice, "x" * 200)
    assert found(alice, "x" * 90) == {"x" * 200}


def test_words_follow_an_edit(alice):
    contact = new_contact(alice, "Ana Old", email="ana@old.example")
    actions.update_contact(by=alice, contact=contact, version=1, details=Details(name="Ana New"))
    assert found(alice, "new") == {"Ana New"}
    assert found(alice, "old") == set()


def test_at_most_two_hundred_words_and_each_once(alice):
    notes = " ".join(f"word{number}" for number in range(500))
    contact = new_contact(alice, "Ana Ana", notes=notes)
    stored = list(contact.words.values_list("word", flat=True))
    assert len(stored) == len(set(stored)) == 200
    assert "ana" in stored


def test_the_trash_is_not_searched(alice, django_user_model):
    contact = new_contact(alice, "Ana")
    actions.move_to_trash(contact=contact, now=contact.created_at, by=alice)
    assert found(alice, "ana") == set()


def test_deleting_a_contact_deletes_its_words(alice):
    new_contact(alice, "Ana").delete()
    assert not ContactWord.objects.exists()


def test_indexing_many_is_a_handful_of_queries(alice, django_assert_max_num_queries):
    for number in range(5):
        new_contact(alice, f"Ana {number}")
    contacts = list(Contact.objects.all())
    with django_assert_max_num_queries(5):
        search.index(contacts)

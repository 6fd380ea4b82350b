"""Many people looked up by what they can be known again by."""

import pytest

from contacts.exchange.book import MOST_ALIKE, Book
from contacts.exchange.matching import Person, Reason, likely_duplicates

MARIA = Person(
    id="maria",
    name="Maria Santos",
    organization="Museum",
    email_keys=frozenset({"maria@example.org"}),
    phone_keys=frozenset({"+16135625800"}),
    linkedin_url="https://www.linkedin.com/in/maria",
    uid="card-1",
)


def like(**fields) -> Person:
    """A new person with these fields."""
    return Person(**{"id": "new", "name": "Somebody Else", **fields})


CASES = [
    (like(linkedin_url=MARIA.linkedin_url), Reason.LINKEDIN),
    (like(uid="card-1"), Reason.UID),
    (like(email_keys=frozenset({"maria@example.org", "x@example.org"})), Reason.EMAIL),
    (like(name="M. SANTOS", phone_keys=MARIA.phone_keys), Reason.PHONE_AND_FAMILY_NAME),
    (like(family_name="Santos", phone_keys=MARIA.phone_keys), Reason.PHONE_AND_FAMILY_NAME),
    (like(name="maría  santos", organization="MUSEUM"), Reason.NAME_AND_ORGANIZATION),
]


@pytest.mark.parametrize(("person", "reason"), CASES)
def test_each_key_finds_and_agrees_with_the_slow_way(person, reason) -> None:
    (match,) = Book([MARIA]).matches(person)
    assert (match.person, match.reasons[0]) == (MARIA, reason)
    assert likely_duplicates(person, [MARIA])[0].reasons[0] == reason


@pytest.mark.parametrize(
    "person",
    [
        like(name="Maria Santos"),
        like(phone_keys=MARIA.phone_keys),
        like(email_keys=MARIA.email_keys, linkedin_url="https://www.linkedin.com/in/another-maria"),
        like(name="", phone_keys=MARIA.phone_keys, organization="Museum"),
    ],
)
def test_less_than_that_finds_nobody(person) -> None:
    assert Book([MARIA]).matches(person) == []


def test_the_likeliest_comes_first_and_the_first_of_equals() -> None:
    by_mail = like(id="mail", email_keys=MARIA.email_keys)
    twin = like(id="twin", email_keys=MARIA.email_keys)
    book = Book([by_mail, twin, MARIA])
    found = book.matches(like(name="Maria Santos", email_keys=MARIA.email_keys, uid="card-1"))
    assert [match.person.id for match in found] == ["maria", "mail", "twin"]
    assert found[0].reasons == (Reason.UID, Reason.EMAIL)


def test_somebody_is_known_by_another_uid_too() -> None:
    book = Book()
    book.add(MARIA, also_known_as="urn:uuid:1")
    assert book.matches(like(uid="urn:uuid:1"))[0].person == MARIA


def test_of_hundreds_alike_only_the_first_are_looked_at() -> None:
    desk = {"name": "Info Desk", "organization": "Museum"}
    book = Book(Person(id=str(number), **desk) for number in range(300))
    found = [match.person.id for match in book.matches(Person(id="", **desk))]
    assert found == [str(number) for number in range(MOST_ALIKE)]

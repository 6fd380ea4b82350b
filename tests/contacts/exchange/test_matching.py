"""Likely duplicates: strong, medium and weak reasons, and what rules a match out."""

import pytest

from contacts.exchange.matching import Person, Reason, Strength, likely_duplicates, same_name

NEW = Person(
    id="",
    name="Maria Santos",
    organization="Acme",
    email_keys=frozenset({"maria@example.com"}),
    phone_keys=frozenset({"+16135625800"}),
    linkedin_url="https://www.linkedin.com/in/maria",
)


def reasons(**known) -> tuple[Reason, ...]:
    matches = likely_duplicates(NEW, [Person(id="1", **{"name": "Somebody Else", **known})])
    return matches[0].reasons if matches else ()


def test_strong_the_same_profile():
    assert reasons(linkedin_url=NEW.linkedin_url) == (Reason.LINKEDIN,)


def test_strong_the_same_address():
    assert reasons(email_keys=NEW.email_keys) == (Reason.EMAIL,)


def test_medium_the_same_number_with_the_same_family_name():
    assert reasons(phone_keys=NEW.phone_keys, name="M. Santos") == (Reason.PHONE_AND_FAMILY_NAME,)


def test_the_same_number_alone_is_no_match():
    assert reasons(phone_keys=NEW.phone_keys, name="The Office") == ()


def test_weak_the_same_name_with_and_without_organization():
    both = (Reason.NAME_AND_ORGANIZATION, Reason.NAME)
    assert reasons(name="María  SANTOS", organization="ACME") == both
    assert reasons(name="Santos, Maria", organization="Other") == (Reason.NAME,)


def test_two_profiles_are_two_people_whatever_else_is_alike():
    other = "https://www.linkedin.com/in/maria-2"
    assert reasons(linkedin_url=other, name=NEW.name, email_keys=NEW.email_keys) == ()


def test_the_strongest_comes_first():
    weak = Person(id="weak", name="Maria Santos")
    strong = Person(id="strong", name="X Y", email_keys=NEW.email_keys)
    found = likely_duplicates(NEW, [weak, strong])
    assert [(m.person.id, m.strength) for m in found] == [
        ("strong", Strength.STRONG),
        ("weak", Strength.WEAK),
    ]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Jon Smith", "John Smith"),
        ("Maria Santos", "Maria Santos Lee"),
        ("Zoë", "zoe"),
        ("O’Brien Pat", "Pat O'Brien"),
    ],
)
def test_like_names(a, b):
    assert same_name(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [("John Smith", "Joan Smits"), ("Maria", "Maria Santos"), ("", ""), ("…", "…"), ("Bo", "Jo")],
)
def test_other_names(a, b):
    assert not same_name(a, b)

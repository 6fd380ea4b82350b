"""Likely duplicates: strong, medium and weak reasons, and what rules a match out."""

import pytest

from contacts.exchange.matching import (
    MOST_ALIKE,
    Person,
    Reason,
    Strength,
    likely_duplicates,
    pairs,
    same_name,
)

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


# --- All pairs of many ------------------------------------------------------------------------
def person(number: int, **known) -> Person:
    return Person(**{"id": f"{number}", "name": f"Person {number}", **known})


SAME: dict[Reason, dict[str, object]] = {
    Reason.LINKEDIN: {"linkedin_url": NEW.linkedin_url},
    Reason.UID: {"uid": "urn:uuid:1"},
    Reason.EMAIL: {"email_keys": NEW.email_keys},
    Reason.PHONE_AND_FAMILY_NAME: {"phone_keys": NEW.phone_keys, "name": "M. Santos"},
    Reason.NAME_AND_ORGANIZATION: {"name": "Santos, María", "organization": "ACME"},
}


@pytest.mark.parametrize("reason", SAME)
def test_two_with_one_thing_in_common_are_a_pair(reason):
    others = [person(number) for number in range(3)]
    both = [person(9, **SAME[reason]), person(8, **SAME[reason])]
    assert pairs([*others, *both]) == {("8", "9"): reason}


def test_the_same_key_in_other_letters_is_the_same():
    first = person(1, name="Maria Santos", organization="Acme")
    second = person(2, name="Santos, María", organization="ACME ")
    assert pairs([first, second]) == {("1", "2"): Reason.NAME_AND_ORGANIZATION}


@pytest.mark.parametrize(
    "known", [{"name": "Maria Santos"}, {"name": "Maria", "organization": "Acme"}, {"name": "…"}]
)
def test_a_name_alone_is_no_pair(known):
    assert pairs([person(1, **known), person(2, **known)]) == {}


def test_of_several_reasons_the_strongest_is_told():
    known = {"name": "M. Santos", "organization": "Acme", "phone_keys": NEW.phone_keys}
    both = [person(n, **known, email_keys=NEW.email_keys) for n in (1, 2)]
    assert pairs(both) == {("1", "2"): Reason.EMAIL}


def test_two_profiles_veto_a_pair():
    first = person(1, linkedin_url="https://www.linkedin.com/in/a", email_keys=NEW.email_keys)
    second = person(2, linkedin_url="https://www.linkedin.com/in/b", email_keys=NEW.email_keys)
    assert pairs([first, second]) == {}


def test_three_of_a_kind_are_three_pairs():
    assert len(pairs(person(number, uid="1") for number in range(3))) == 3


def test_what_an_office_shares_is_no_reason():
    assert pairs(person(n, email_keys=NEW.email_keys) for n in range(MOST_ALIKE + 1)) == {}


def test_many_with_one_profile_are_each_a_pair_with_the_first():
    found = pairs(person(n, linkedin_url=NEW.linkedin_url) for n in range(9))
    assert sorted(found) == [("0", str(n)) for n in range(1, 9)]

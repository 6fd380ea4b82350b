"""Rows of one file that are one person (IMPORTS.md, section 6, rule 8)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.exchange.joining import joined
from contacts.exchange.record import Record, Time
from tests.effort import calls_of

IN = "https://www.linkedin.com/in/"


def people(*records: Record) -> tuple[tuple[Record, ...], tuple[tuple[int, ...], ...]]:
    return joined(replace(record, record=number) for number, record in enumerate(records, 1))


def ann(**values) -> Record:
    return Record(**{"formatted_name": "Ann Lee", **values})


def groups(*records: Record) -> tuple[tuple[int, ...], ...]:
    return people(*records)[1]


def test_one_profile_is_one_person():
    assert groups(ann(linkedin_url=IN + "a"), ann(), ann(linkedin_url=IN + "a")) == ((1, 3),)


def test_one_email_is_one_person_without_case_and_in_any_place():
    assert groups(ann(emails=("A@b.example",)), ann(emails=("x@y.example", "a@B.example"))) == (
        (1, 2),
    )


def test_an_email_with_letters_beyond_ascii_is_compared_in_punycode():
    assert groups(ann(emails=("a@exämple.org",)), ann(emails=("a@xn--exmple-cua.org",))) == (
        (1, 2),
    )


def test_one_uid_is_one_person():
    assert groups(ann(uid="urn:uuid:AB-1"), ann(uid="ab-1"), ann(uid="ab-2")) == ((1, 2),)


def test_the_same_name_with_another_email_or_profile_is_two_people():
    records = [
        ann(emails=("a@b.example",)),
        ann(emails=("c@d.example",)),
        ann(linkedin_url=IN + "a"),
        ann(phones=("613 555 0100",)),
        ann(phones=("613 555 0100",)),
    ]
    assert people(*records)[1] == ()
    assert len(people(*records)[0]) == 5


def test_two_profiles_veto_a_shared_email_and_a_shared_uid():
    shared = {"emails": ("info@acme.example",), "uid": "1"}

    assert groups(ann(linkedin_url=IN + "a", **shared), ann(linkedin_url=IN + "b", **shared)) == ()


def test_two_profiles_veto_also_by_way_of_a_third_row():
    records = [
        ann(linkedin_url=IN + "a", emails=("a@b.example",)),
        ann(emails=("a@b.example", "c@d.example")),
        ann(linkedin_url=IN + "b", emails=("c@d.example",)),
    ]
    assert groups(*records) == ((1, 2),)


def test_a_chain_is_one_person():
    records = [
        ann(emails=("a@b.example",)),
        ann(emails=("e@f.example",), uid="1"),
        ann(emails=("c@d.example", "a@b.example"), uid="1"),
    ]
    found, joins = people(*records)
    assert joins == ((1, 2, 3),)
    assert found[0].emails == ("a@b.example", "e@f.example", "c@d.example")


def test_the_first_value_wins_and_lists_are_joined():
    first = ann(
        emails=("a@b.example",), phones=("613 555 0100",), tags=("Uni",), notes="One", uid="1"
    )
    second = ann(
        formatted_name="A. Lee",
        emails=("A@B.example", "x@y.example"),
        phones=("+1 613-555-0100", "+1 613 555 0199"),
        tags=("uni", "work"),
        notes="Two",
        uid="1",
        connected_on="2015-03-04",
        do_not_contact=True,
        times=(Time(on="2019-01-01"),),
    )
    assert people(first, second)[0] == (
        replace(
            first,
            record=1,
            emails=("a@b.example", "x@y.example"),
            phones=("613 555 0100", "+1 613 555 0199"),
            tags=("Uni", "work"),
            notes="One\nTwo",
            connected_on="2015-03-04",
            do_not_contact=True,
            times=(Time(on="2019-01-01"),),
        ),
    )


def test_an_address_in_place_of_a_name_gives_way_to_a_name():
    found = people(
        Record(formatted_name="a@b.example", emails=("a@b.example",)),
        ann(given_name="Ann", family_name="Lee", emails=("a@b.example",)),
    )[0][0]
    assert (found.formatted_name, found.given_name, found.record) == ("Ann Lee", "Ann", 1)


def test_a_title_is_not_taken_to_another_employer():
    one, other = {"emails": ("a@b.example",)}, {"emails": ("a@b.example",), "title": "CTO"}

    at_other = people(ann(organisation="Acme", **one), ann(organisation="Globex", **other))[0][0]
    at_same = people(ann(organisation="Acme", **one), ann(organisation="ACME", **other))[0][0]
    assert (at_other.organisation, at_other.title) == ("Acme", "")
    assert (at_same.organisation, at_same.title) == ("Acme", "CTO")


def test_10_000_rows_of_one_person_and_of_10_000():
    one = people(*(ann(emails=("a@b.example", f"{n}@b.example")) for n in range(10_000)))
    many = people(*(ann(emails=(f"{n}@b.example",), uid=str(n)) for n in range(10_000)))

    assert (len(one[0]), len(one[0][0].emails), len(many[0])) == (1, 10_001, 10_000)


@pytest.mark.parametrize("shared", [("a@b.example",), ()], ids=["one person", "many people"])
def test_twice_the_rows_take_twice_the_work(shared):
    def work(count: int) -> int:
        rows = [ann(emails=(*shared, f"{n}@b.example")) for n in range(count)]
        return calls_of(lambda: people(*rows))

    assert work(2_000) < 2.1 * work(1_000)


some = st.sampled_from(["", "a", "b", "c"])
RECORDS = st.lists(
    st.builds(
        lambda slug, uid, emails: ann(
            linkedin_url=slug and IN + slug,
            uid=uid,
            emails=tuple(f"{e}@b.example" for e in emails if e),
        ),
        some,
        some,
        st.lists(some, max_size=2, unique=True),
    ),
    max_size=8,
)


@given(RECORDS)
def test_nobody_and_nothing_is_lost(records):
    found, joins = people(*records)

    assert len(found) == len(records) - sum(len(group) - 1 for group in joins)
    assert {e for r in found for e in r.emails} == {e for r in records for e in r.emails}
    assert {r.linkedin_url for r in found} - {""} == {r.linkedin_url for r in records} - {""}

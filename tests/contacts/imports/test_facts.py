"""From a record of a file to the columns of a contact, whatever the record holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.exchange.record import Record, Time
from contacts.imports.facts import LIMITS, Facts, facts_of, name_of
from contacts.models import Contact

TODAY = date(2026, 11, 26)


def facts(**fields) -> Facts:
    """The facts of a record with these fields."""
    return facts_of(Record(**fields), today=TODAY)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"formatted_name": "Dr. Ana Silva", "given_name": "Ana"}, "Dr. Ana Silva"),
        ({"given_name": "Ana", "family_name": "Silva", "organisation": "Museum"}, "Ana Silva"),
        ({"family_name": "Silva"}, "Silva"),
        ({"organisation": "Museum", "emails": ("a@example.org",)}, "Museum"),
        ({"emails": ("a@example.org",), "phones": ("613 562 5800",)}, "a@example.org"),
        ({"phones": ("613 562 5800",)}, "613 562 5800"),
        ({"formatted_name": "\u200b", "organisation": "Museum"}, "Museum"),
        ({}, "?"),
    ],
)
def test_a_name_or_what_stands_for_it(fields, name) -> None:
    assert name_of(Record(**fields)) == name
    assert facts(**fields).details.name == name


def test_relationships_are_values_or_are_kept_in_the_history() -> None:
    known = facts(relationship="Colleague", closeness="well", shared_history="Ottawa, 2012")
    assert (known.details.relationship, known.details.closeness) == ("colleague", "well")
    other = facts(relationship="My aunt", closeness="a lot", shared_history="Ottawa, 2012")
    assert other.details.relationship == other.details.closeness == ""
    assert other.details.shared_history == "My aunt; a lot; Ottawa, 2012"


@pytest.mark.parametrize(("months", "kept"), [(0, None), (6, 6), (7, None), (-3, None)])
def test_a_rhythm_is_one_that_the_form_offers(months, kept) -> None:
    assert facts(rhythm_months=months).details.rhythm_months == kept


@pytest.mark.parametrize(
    ("said", "on", "precision"),
    [
        ("2019-03-14", "2019-03-14", "day"),
        ("2019-03", "2019-03-15", "month"),
        ("2019", "2019-07-01", "year"),
        ("~2019", "2019-07-01", "around"),
        ("2026", "2026-07-01", "year"),
    ],
)
def test_a_last_contact_is_a_remembered_date(said, on, precision) -> None:
    (met,) = facts(last_contact=said).met
    assert (met.on.isoformat(), met.precision, met.kind) == (on, precision, "other")


@pytest.mark.parametrize("said", ["2027-01-01", "soon", "2019-02-30", ""])
def test_what_is_no_past_date_is_no_encounter(said) -> None:
    assert facts(last_contact=said).met == ()


def test_times_of_our_own_export_are_checked() -> None:
    times = (
        Time(on="2021-05-02", kind="met", note="Lunch\nand more"),
        Time(on="2021-05-02", kind="flew", precision="day"),
        Time(on="2021-05-02", precision="century"),
        Time(on="2030-01-01"),
        Time(on="nonsense"),
    )
    met = facts(times=times, last_contact="2021-05-02").met
    assert [(at.kind, at.note) for at in met] == [("met", "Lunch and more"), ("other", "")]


def test_ways_that_are_none_are_left_out_and_each_is_there_once() -> None:
    found = facts(
        emails=("a@example.org", "A@Example.org", "nothing"),
        phones=("613 562 5800", "+1 613 562 5800", "12"),
        linkedin_url="https://evil.example/in/x",
    ).details
    assert [email.address for email in found.emails] == ["a@example.org"]
    assert [phone.key for phone in found.phones] == ["+16135625800"]
    assert found.linkedin_url == ""


def test_the_same_row_has_the_same_uid_and_another_has_not() -> None:
    one = facts(formatted_name="Ana", line=3, record=2)
    again = facts(formatted_name="Ana", line=9, record=8)
    other = facts(formatted_name="Ana", city="Lund")
    assert one.source_uid == again.source_uid != other.source_uid


def test_a_uuid_is_written_in_one_way() -> None:
    uid = "3F2504E0-4F89-11D3-9A0C-0305E82C3301"
    urn = f"urn:uuid:{uid.lower()}"
    assert {facts(uid=uid).source_uid, facts(uid=f"URN:UUID:{uid}").source_uid} == {urn}
    assert facts(uid="not a uuid").source_uid == "not a uuid"


text = st.text(max_size=300)
texts = st.lists(text, max_size=30).map(tuple)


@given(
    record=st.builds(
        Record,
        given_name=text,
        formatted_name=text,
        emails=texts,
        phones=texts,
        linkedin_url=text,
        organisation=text,
        connected_on=text,
        last_contact=text,
        tags=texts,
        notes=text.map(lambda words: words * 30),
        uid=text,
        relationship=text,
        shared_history=text.map(lambda words: words * 3),
        rhythm_months=st.integers(),
        times=st.lists(st.builds(Time, on=text, precision=text, kind=text, note=text)).map(tuple),
    )
)
def test_whatever_a_record_holds_fits_into_the_columns(record) -> None:
    found = facts_of(record, today=TODAY)
    for name, limit in LIMITS.items():
        value = found.source_uid if name == "source_uid" else getattr(found.details, name)
        assert len(value) <= limit
        assert "\x00" not in value
    assert found.details.name
    assert len(found.details.tags) <= 20
    assert all(0 < len(tag) <= 60 and "\x00" not in tag for tag in found.details.tags)
    assert Contact.key_of(found.details.name)

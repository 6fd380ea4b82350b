"""Dates, work, tags, notes and places on cards (IMPORTS.md, section 5)."""

from pathlib import Path

import pytest

from contacts.exchange.record import (
    NotKept,
    Record,
    RowProblem,
)
from contacts.exchange.vcard import read_cards
from contacts.exchange.write_vcard import write_vcard
from tests.contacts.exchange.cards import person, problems, read

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


# --- Dates ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1980-04-12", "1980-04-12"),
        ("BDAY:19800412", "1980-04-12"),
        ("BDAY;VALUE=date:1980-04-12", "1980-04-12"),
        ("BDAY:1980-04-12T00:00:00Z", "1980-04-12"),
        ("BDAY:19800412T000000Z", "1980-04-12"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-15", "--03-15"),
        ("BDAY:1604-03-15", "--03-15"),
        ("BDAY:--0412", "--04-12"),
        ("BDAY:--04-12", "--04-12"),
        ("BDAY: --0122 ", "--01-22"),
        ("BDAY:", ""),
        ("BDAY:1980", ""),
        ("BDAY:1980-04", ""),
        ("BDAY:--04", ""),
        ("BDAY:0000-00-00", ""),
    ],
)
def test_birthdays(line, birthday):
    assert person("FN:Ann", line).birthday == birthday


@pytest.mark.parametrize("line", ["BDAY:19723101", "BDAY;VALUE=text:circa 1800", "BDAY:--0230"])
def test_birthdays_that_are_none(line):
    reading = read("FN:Ann", line)

    assert problems(reading) == [(RowProblem.INVALID_DATE, 4, 1)]
    assert reading.contacts[0].birthday == ""


def test_P1_birthdays_are_told_not_to_be_kept():
    assert read("FN:Ann", "BDAY:1980-04-12").not_kept == (NotKept.BIRTHDAY,)
    assert read("FN:Ann", "BDAY:").not_kept == ()


# --- Everything else --------------------------------------------------------------------------
def test_the_first_part_of_ORG_is_the_employer_and_repeated_ones_are_passed_over():
    found = person(
        "FN:Ann", "ORG:A\\;B\\, Inc.;Sales", "ORG:Other", "TITLE:", "TITLE:CTO", "TITLE:x"
    )
    assert (found.organisation, found.title) == ("A;B, Inc.", "CTO")


def test_a_role_stands_in_for_a_title():
    assert person("FN:Ann", "ROLE:Engineer").title == "Engineer"
    assert person("FN:Ann", "ROLE:Engineer", "TITLE:CTO").title == "CTO"


def test_categories_are_tags():
    lines = ["CATEGORIES:myContacts,uni,a\\,b", "CATEGORIES:My Contacts,Uni,* starred"]
    assert person("FN:Ann", *lines).tags == ("uni", "a,b")


@pytest.mark.parametrize("line_end", ["\\n", "\\N"])
def test_notes_have_lines(line_end):
    assert person("FN:Ann", f"NOTE:a\\, b\\; c\\\\d{line_end}e\\: f", "NOTE:g").notes == (
        "a, b; c\\d\ne: f\ng"
    )


def test_a_backslash_that_escapes_nothing_stays():
    assert person("FN:Ann", "NOTE:C:\\Users", version="2.1").notes == "C:\\Users"


def test_city_and_country_of_the_first_address_that_has_any():
    reading = read(
        "FN:Ann",
        "ADR;HOME;PREF;:",
        "ADR;TYPE=home:;;1 Main St\\; rear;Ottawa;ON;K1A 0A1;Canada;eighth",
        "ADR;TYPE=work:;;;Paris;;;France",
    )
    assert (reading.contacts[0].city, reading.contacts[0].country) == ("Ottawa", "Canada")
    assert reading.not_kept == (NotKept.STREET_ADDRESS,)


def test_an_address_without_a_street_is_kept_whole():
    assert read("FN:Ann", "ADR:;;;Ottawa;;;Canada").not_kept == ()


def test_uid_is_kept_and_REV_ignored():
    found = person("FN:Ann", "UID:urn:uuid:AB\\,1", "REV:20250101T120000Z")
    assert found.uid == "urn:uuid:AB,1"


def test_what_only_some_programs_know_is_passed_over():
    found = person(
        "FN:Ann",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Annie;1;;;;",
        'X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://x.example/y"><img/></card>',
        "X-NO:1",
        "IMPP;X-SERVICE-TYPE=Skype:",
        "SORT-STRING:Lee",
        version="2.1",
    )
    assert found == Record(formatted_name="Ann", line=1, record=1)


def test_our_own_properties_come_back():
    record = Record(
        formatted_name="Ann Lee",
        emails=("a@b.example",),
        linkedin_url="https://www.linkedin.com/in/ann-lee",
        relationship="mentor",
        closeness="well",
        shared_history="The conference; 2009",
        greeting_name="Annie",
        formal_name="Dr. Lee",
        rhythm_months=6,
        last_contact="~2019",
        connected_on="2015-03-04",
        do_not_contact=True,
        uid="urn:uuid:7c0a0001-0000-4000-8000-000000000001",
        line=1,
        record=1,
    )
    assert read_cards(write_vcard([record], version="3.0")).contacts == (record,)
    assert read_cards(write_vcard([record], version="4.0")).contacts == (record,)

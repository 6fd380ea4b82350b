"""Files of cards to people: the whole file, and how people are named (IMPORTS.md, section 5)."""

from pathlib import Path

import pytest

from contacts.exchange.record import (
    FileProblem,
    Format,
    Limits,
    NotKept,
    Record,
    RowProblem,
    Severity,
)
from contacts.exchange.vcard import read_cards
from tests.contacts.exchange.cards import card, names, person, read
from tests.effort import calls_of

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


# --- Whole files ------------------------------------------------------------------------------
def test_the_sample_of_an_iphone():
    reading = read_cards((SAMPLES / "contacts-3.0.vcf").read_bytes())

    assert names(reading) == ["Greta Svensson", "Dr. Ifeoma Grace Okeke", "Corner Bakery"]
    assert (reading.format, reading.encoding, reading.row_errors) == (Format.VCARD, "UTF-8", ())
    assert reading.not_kept == (NotKept.BIRTHDAY, NotKept.STREET_ADDRESS)
    assert reading.contacts[0] == Record(
        given_name="Greta",
        family_name="Svensson",
        formatted_name="Greta Svensson",
        emails=("greta.svensson@nordtest.example",),
        phones=("+46 70 555 02 01",),
        linkedin_url="https://www.linkedin.com/in/greta-svensson-a1",
        organisation="Nordtest",
        title="Head of Quality",
        birthday="1984-11-02",
        tags=("alumni", "quality"),
        city="Uppsala",
        country="Sverige",
        notes="Worked together in 2015, Stockholm.\nAsk about the audit; spring.",
        uid="6f1c1f5e-0001-4b1e-9d6e-000000000001",
        line=1,
        record=1,
    )


def test_the_sample_of_4_0():
    reading = read_cards((SAMPLES / "contacts-4.0.vcf").read_bytes())

    assert names(reading) == ["Jiho Park", "Noor Haddad"]
    jiho = reading.contacts[0]
    assert (jiho.phones, jiho.birthday) == (("+82-2-555-0102",), "--04-12")
    assert jiho.emails == ("jiho@hangang.example", "jiho.park@mail.example")
    assert reading.contacts[1].birthday == "1990-12-31"


def test_a_file_without_cards_has_no_rows():
    assert read_cards(b"").file_error is FileProblem.NO_ROWS
    assert read_cards(b"Hello\n").file_error is FileProblem.NO_ROWS


def test_more_cards_than_the_limit():
    assert read_cards(card("FN:A") * 11, limits=Limits(rows=10)).file_error is (
        FileProblem.TOO_MANY_ROWS
    )
    assert read_cards(card("FN:A") * 10, limits=Limits(rows=10)).file_error is None


def test_of_100_000_cards_none_is_read():
    data = card("FN:A") * 100_000
    assert calls_of(lambda: read_cards(data)) < 110_000  # one for each is to count them
    assert read_cards(data).file_error is FileProblem.TOO_MANY_ROWS


def test_progress_is_reported():
    told = []
    read_cards(card("FN:A") * 1_200, progress=lambda *so_far: told.append(so_far))

    assert told == [(500, 1_200), (1_000, 1_200)]


def test_cards_of_one_person_are_joined():
    data = card("FN:Ann", "UID:1") + card("FN:Bo") + card("FN:Ann Lee", "UID:1", "TITLE:Boss")
    reading = read_cards(data)

    assert (names(reading), reading.duplicates) == (["Ann", "Bo"], ((1, 3),))
    assert reading.contacts[0].title == "Boss"


# --- Names ------------------------------------------------------------------------------------
def test_FN_is_not_split():
    found = person("FN:Lee, Ann; the 2nd", "N:Lee;Ann;;;")
    assert (found.formatted_name, found.given_name, found.family_name) == (
        "Lee, Ann; the 2nd",
        "Ann",
        "Lee",
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["N:Okeke;Ifeoma;Grace;Dr.;PhD"],
        ["FN:", "N:Okeke;Ifeoma;Grace;Dr.;PhD"],
        ["N:Okeke;Ifeoma;Grace;Dr.;PhD;", "FN;CHARSET=UTF-8: "],
    ],
    ids=["old phones", "Google", "blank"],
)
def test_no_FN_or_an_empty_one(lines):
    found = person(*lines)
    assert (found.formatted_name, found.given_name) == ("Dr. Ifeoma Grace Okeke PhD", "Ifeoma")


def test_N_is_split_at_semicolons_that_are_not_escaped():
    found = person("N:O\\;Neil\\, Sr\\\\;Ann\\;;;;", "FN:x")
    assert (found.family_name, found.given_name) == ("O;Neil, Sr\\", "Ann;")


def test_unescaped_commas_in_N_as_apple_writes_them():
    assert person("N:Lee, Jr.;Ann;;;", "FN:Ann Lee, Jr.").family_name == "Lee, Jr."


@pytest.mark.parametrize("name", ["Ann Lee", "山田 太郎", "Иван Петров", "محمد علي", "Cher"])
def test_FN_without_N_is_never_split(name):
    found = person(f"FN:{name}")
    assert (found.formatted_name, found.given_name, found.family_name) == (name, "", "")


def test_names_without_FN_that_begin_with_the_family():
    assert person("N:山田;太郎;;;").formatted_name == "山田 太郎"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["NICKNAME:Annie,Nan", "ORG:Acme"], "Annie"),
        (["ORG:Acme;Sales", "EMAIL:a@b.example"], "Acme"),
        (["EMAIL:a@b.example", "TEL:613 555 0100"], "a@b.example"),
        (["N:;;;;", "TEL:613 555 0100"], "613 555 0100"),
    ],
)
def test_without_a_name_something_else_names_them(lines, name):
    assert person(*lines).formatted_name == name


def test_an_empty_card_is_a_row_error():
    reading = read_cards(card("FN:Ann") + card("N:;;;;", "NOTE:who?"))

    [error] = reading.row_errors
    assert (error.code, error.severity) == (RowProblem.EMPTY_CONTACT, Severity.ERROR)
    assert (error.line, error.record, names(reading)) == (5, 2, ["Ann"])


@pytest.mark.parametrize(
    "lines",
    [
        ["N:;;;;", "FN:Only A Company", "ORG:Only A Company;"],
        ["ORG:Only A Company"],
        ["FN:Only A Company", "N:Only A Company;;;;", "X-ABShowAs:COMPANY"],
        ["FN:Only A Company", "N:Company;Only A;;;", "KIND:org", "ORG:Only A Company"],
    ],
    ids=["iPhone", "ORG only", "X-ABShowAs", "KIND:org"],
)
def test_a_company_card_names_no_person(lines):
    found = person(*lines)
    assert (found.given_name, found.family_name) == ("", "")
    assert found.formatted_name == "Only A Company"


@pytest.mark.parametrize("kind", ["KIND:group", "X-ADDRESSBOOKSERVER-KIND:group"])
def test_groups_are_skipped_and_told(kind):
    reading = read("FN:My team", kind, "MEMBER:urn:uuid:1", "MEMBER:mailto:a@b.example")

    [error] = reading.row_errors
    assert (error.code, error.severity) == (RowProblem.SKIPPED_GROUP, Severity.ERROR)
    assert (error.value, reading.contacts) == ("My team", ())


def test_variants_in_other_languages_the_first_wins():
    found = person(
        "N;ALTID=1;LANGUAGE=en:Yamada;Taro;;;",
        'N;ALTID=1;LANGUAGE=jp;SORT-AS="Yamada;Taro":山田;太郎;;;',
        "FN;ALTID=1:Taro Yamada",
        "FN;ALTID=1:山田太郎",
        version="4.0",
    )
    assert (found.formatted_name, found.family_name) == ("Taro Yamada", "Yamada")


# --- Speed ------------------------------------------------------------------------------------
def test_twice_the_cards_take_twice_the_work():
    lines = [b"item1.TEL;type=CELL:+1 613 555 0100", b"NOTE:" + b"x" * 200, b"ORG:Acme;Sales"]
    cards = [
        card(f"N:Lee;Ann {n};;;", f"FN:Ann {n} Lee", f"EMAIL:a{n}@b.example", *lines)
        for n in range(1_000)
    ]
    assert len(read_cards(b"".join(cards)).contacts) == 1_000
    half = calls_of(lambda: read_cards(b"".join(cards[:500])))
    assert calls_of(lambda: read_cards(b"".join(cards))) < 2.1 * half

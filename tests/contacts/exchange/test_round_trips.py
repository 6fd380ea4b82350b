"""What Reconnect writes, it reads back: the identity on what each format holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contacts.exchange import read_file
from contacts.exchange.backup import write_backup
from contacts.exchange.drafting import plain, plain_lines
from contacts.exchange.normalise import NotUsable, clean_email, clean_phone
from contacts.exchange.own_layout import CLOSENESSES, RELATIONSHIPS
from contacts.exchange.record import Record, Time
from contacts.exchange.text import fold
from contacts.exchange.write_csv import write_csv, write_google_csv
from contacts.exchange.write_vcard import write_vcard
from contacts.exchange.write_xlsx import write_xlsx
from tests.contacts.exchange.people import maria
from tests.examples import examples

NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)

# --- People as Reconnect stores them ------------------------------------------------------------
# Letters of many scripts, what separates and escapes, what a spreadsheet would run, white space.
LETTERS = st.sampled_from(list("abzAZéßñœçÅøЖдאבمحمد李明กा👩‍👩‍👧😀")) | st.characters(
    exclude_categories=["Cs", "Cc", "Co", "Cn"]
)
SIGNS = st.sampled_from(list(",;:\\/|\"'=+-@<>&#%*~.()[]{}^_ \u00a0"))
LINES = st.text(LETTERS | SIGNS | st.just("\n"), max_size=60)
LINE = st.text(LETTERS | SIGNS, max_size=40)


def lines(longest: int) -> st.SearchStrategy[str]:
    """Text of several lines, as it is stored."""
    return LINES.map(lambda text: plain_lines(plain_lines(text)[:longest]))


def line(longest: int = 200) -> st.SearchStrategy[str]:
    """Text on one line, as it is stored."""
    return LINE.map(lambda text: plain(plain(text)[:longest]))


def usable(clean: Callable, text: str) -> str:
    """The text as a form would store it; empty where it would be refused."""
    try:
        found = clean(plain(text))
    except NotUsable:
        return ""
    return str(getattr(found, "address", "") or getattr(found, "number", ""))


def several(one: st.SearchStrategy[str], key: Callable[[str], str], most: int = 5):
    """Several values, each once."""
    return st.lists(one.filter(bool), max_size=most, unique_by=key).map(tuple)


LOCAL = st.text("abcAZ019.!#$%&'*+/=?^_`{|}~-", min_size=1, max_size=12)
EMAIL = st.builds("{}@{}".format, LOCAL, st.sampled_from(["example.org", "museum.example"])).map(
    partial(usable, clean_email)
)
PHONE = st.text("0123456789+-() .", min_size=7, max_size=20).map(partial(usable, clean_phone))
PHONE = PHONE.filter(lambda number: not number.endswith(".0"))  # how spreadsheets spoil numbers
DAY = st.dates(datetime(1901, 1, 1).date(), datetime(2026, 1, 1).date()).map(str)  # noqa: DTZ001
MONTH = DAY.map(lambda day: day[:7])
REMEMBERED = DAY | MONTH | st.builds("{}{}".format, st.sampled_from(["", "~", "<"]), MONTH)
REMEMBERED |= st.builds("{}{}".format, st.sampled_from(["", "~", "<"]), DAY.map(lambda d: d[:4]))
TAG = line(60).filter(lambda tag: fold(tag) and not tag.startswith("* ") and "," not in tag)
TIME = st.builds(
    Time,
    on=DAY,
    precision=st.sampled_from(["day", "month", "year", "around", "before"]),
    kind=st.sampled_from(["met", "call", "email", "linkedin", "other"]),
    note=line(500),
)


def as_it_must_be(record: Record) -> Record:
    """Whoever asked not to be contacted is not to be (a constraint of the database)."""
    return replace(record, do_not_contact=record.do_not_contact or record.opted_out)


PEOPLE = st.builds(
    Record,
    formatted_name=line().filter(lambda name: any(map(str.isalpha, name))),
    emails=several(EMAIL, lambda address: clean_email(address).key),
    phones=several(PHONE, lambda number: clean_phone(number).key),
    linkedin_url=st.sampled_from(
        ["", "https://www.linkedin.com/in/maria", "https://www.linkedin.com/in/c%C3%B4t%C3%A9"]
    ),
    organisation=line(),
    title=line(),
    connected_on=st.just("") | DAY,
    last_contact=st.just("") | REMEMBERED,
    birthday=st.just("") | DAY | DAY.map(lambda day: f"-{day[4:]}"),
    tags=several(TAG, fold),
    city=line(100),
    country=line(100),
    notes=lines(5000),
    uid=st.uuids(version=4).map(lambda number: UUID(str(number)).urn),
    relationship=st.sampled_from(["", *RELATIONSHIPS]),
    closeness=st.sampled_from(["", *CLOSENESSES]),
    shared_history=lines(300),
    greeting_name=line(100),
    formal_name=line(120),
    rhythm_months=st.sampled_from([0, 1, 3, 6, 12]),
    do_not_contact=st.booleans(),
    opted_out=st.booleans(),
    times=st.lists(TIME, max_size=2).map(tuple),
).map(as_it_must_be)

# --- What each format holds ---------------------------------------------------------------------
NOTHING = Record()
_OURS = """
relationship closeness shared_history greeting_name formal_name rhythm_months last_contact
connected_on do_not_contact opted_out uid times
"""
OURS_ALONE = _OURS.split()


def without(record: Record, names: list[str]) -> Record:
    """The record as it is without these fields."""
    return replace(record, **{name: getattr(NOTHING, name) for name in names})


def as_given(record: Record) -> Record:
    """A name that is known as a whole comes back as the given one, too."""
    return replace(record, given_name=record.formatted_name)


FORMATS: dict[str, tuple[str, Callable[[list[Record]], bytes], Callable[[Record], Record]]] = {
    "csv-en": ("x.csv", write_csv, lambda person: without(person, ["birthday", "times"])),
    "csv-fr": (
        "x.csv",
        partial(write_csv, language="fr"),
        lambda person: without(person, ["birthday", "times"]),
    ),
    "xlsx": ("x.xlsx", write_xlsx, lambda person: without(person, ["birthday", "times"])),
    "google": (
        "x.csv",
        write_google_csv,
        lambda person: as_given(without(person, OURS_ALONE)),
    ),
    "vcard-3.0": ("x.vcf", write_vcard, lambda person: without(person, ["times"])),
    "vcard-4.0": (
        "x.vcf",
        partial(write_vcard, version="4.0"),
        lambda person: without(person, ["times"]),
    ),
    "json": ("x.json", partial(write_backup, exported_at=NOW), lambda person: person),
}


@pytest.mark.parametrize(("filename", "write", "kept"), FORMATS.values(), ids=FORMATS)
@settings(max_examples=examples(50), deadline=None)
@given(person=PEOPLE)
@example(person=maria())
@example(person=maria(organisation="=cmd|' /C calc'!A0", notes="@x\n=y", title="'=z"))
@example(person=maria(emails=("=cmd@example.com", "a/b@example.org", "a|b@example.org")))
@example(person=maria(tags=("a;b",), city="Québec; Lévis", country="Côte d’Ivoire"))
@example(person=maria(tags=("R&D / lab", "x | y", "=1+1"), notes="- a\n- b"))
@example(person=maria(formatted_name="محمد علي", notes="שלום, עולם; \\ \n👩‍👩‍👧"))
@example(person=maria(formatted_name="Roy, Marie", greeting_name="Marie"))
@example(person=maria(notes="é" * 5000, shared_history="深" * 300, formatted_name="x" * 200))
@example(person=maria(phones=("+1 613 555 0100", "(613) 555-0199", "613/555.0111", "555 0122")))
@example(person=Record(formatted_name="-", organisation="+", uid=maria().uid))
@example(person=maria(formatted_name="BEGIN:VCARD", notes="BEGIN:VCARD\nEND:VCARD"))
def test_export_then_import_is_the_identity(filename, write, kept, person: Record) -> None:
    read = read_file(write([person]), filename)
    assert read.file_error is None
    assert read.row_errors == ()
    assert [replace(found, line=0, record=0) for found in read.contacts] == [kept(person)]


@pytest.mark.parametrize("name", ["google", "vcard-3.0", "vcard-4.0", "json"])
@pytest.mark.parametrize("formatted_name", ["Maria Côté", "Dr. Maria Côté, PhD"])
def test_names_that_are_known_in_parts_come_back_in_parts(name: str, formatted_name: str) -> None:
    filename, write, _ = FORMATS[name]
    person = maria(formatted_name=formatted_name, given_name="Maria", family_name="Côté")
    (found,) = read_file(write([person]), filename).contacts
    assert (found.given_name, found.family_name) == ("Maria", "Côté")


@pytest.mark.parametrize(("filename", "write", "kept"), FORMATS.values(), ids=FORMATS)
def test_everybody_of_a_file_comes_back_in_order(filename, write, kept) -> None:
    people = [
        maria(
            formatted_name=f"P {number}",
            emails=(f"p{number}@example.org",),
            linkedin_url="",
            uid=UUID(int=number).urn,
        )
        for number in range(50)
    ]
    read = read_file(write(people), filename)
    assert [found.formatted_name for found in read.contacts] == [p.formatted_name for p in people]
    assert [found.emails for found in read.contacts] == [p.emails for p in people]

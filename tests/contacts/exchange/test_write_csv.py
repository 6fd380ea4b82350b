"""CSV for Excel and for Google Contacts."""

import csv
from io import StringIO

import pytest

from contacts.exchange.write_csv import write_csv, write_google_csv
from tests.contacts.exchange.people import maria


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows by heading."""
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_B62_a_bom_tells_excel_that_it_is_utf_8() -> None:
    assert write_csv([maria()]).startswith(b"\xef\xbb\xbfFull name,E-mail,")
    assert write_google_csv([maria()]).startswith(b"\xef\xbb\xbfFirst Name,")


def test_lines_end_with_crlf_and_notes_keep_theirs() -> None:
    data = write_csv([maria(notes="a\nb")])
    assert data.count(b"\r\n") == 2
    assert b'"a\nb"' in data


def test_the_words_are_in_the_language_asked_for() -> None:
    (row,) = rows(write_csv([maria()], language="fr"))
    assert row["Nom complet"] == "Maria Brousseau-Côté"
    assert row["Ce qui vous relie"] == "Gestionnaire ou responsable"
    assert row["Ne pas contacter"] == "oui"


def test_everything_has_its_column() -> None:
    (row,) = rows(write_csv([maria()]))
    assert row == {
        "Full name": "Maria Brousseau-Côté",
        "E-mail": "maria@example.org",
        "E-mail 2": "m.cote@museum.example",
        "E-mail 3": "",
        "Phone": "'+1 613 555 0100",
        "Phone 2": "613 555 0199",
        "Phone 3": "",
        "LinkedIn": "https://www.linkedin.com/in/maria",
        "Organization": "Musée, Ltd; Ottawa \\ Gatineau",
        "Job title": "Curator",
        "City": "Ottawa",
        "Country": "Canada",
        "How you know each other": "Manager or supervisor",
        "How well you knew each other": "We knew each other well",
        "What you did together": "planning the grad student conference in 2009",
        "Last in touch": "~2019",
        "Keep in touch every (months)": "6",
        "What you call them": "Maria",
        "In a formal letter": "Madame Brousseau-Côté",
        "Tags": "uni; museum",
        "Notes": "First line\nSecond; line, with \\ and 👩‍👩‍👧",
        "Connected on LinkedIn": "2015-03-04",
        "Do not contact": "yes",
        "Asked not to be contacted": "yes",
        "Reconnect ID": "urn:uuid:0b5b8d2e-9f6d-4d7c-9a51-1f4b6f0a7c11",
    }


@pytest.mark.parametrize("write", [write_csv, write_google_csv])
@pytest.mark.parametrize("prefix", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_T17_no_cell_of_any_column_would_run(write, prefix: str) -> None:
    bad = f"{prefix}cmd|' /C calc'!A0"
    texts = ("formatted_name", "organisation", "title", "city", "country", "notes", "uid")
    ours = ("shared_history", "greeting_name", "formal_name", "last_contact", "connected_on")
    many = {"emails": (bad,) * 4, "phones": (bad,) * 4, "tags": (bad,)}
    person = maria(**dict.fromkeys(texts + ours, bad), **many, linkedin_url=bad, closeness=bad)
    for row in csv.reader(StringIO(write([person]).decode("utf-8-sig"), newline="")):
        assert [cell for cell in row if cell[:1] in "=+-@\t\r\0" and cell] == []


def test_B14_an_address_may_begin_with_an_equals_sign() -> None:
    (row,) = rows(write_csv([maria(emails=("=cmd@example.com",))]))
    assert row["E-mail"] == "'=cmd@example.com"


def test_nobody_gives_the_headings_alone() -> None:
    assert write_csv([]).count(b"\r\n") == 1


def test_people_may_come_one_by_one() -> None:
    assert len(rows(write_csv(maria() for _ in range(3)))) == 3


# --- Google -----------------------------------------------------------------------------------
def test_google_gets_what_an_address_book_knows() -> None:
    (row,) = rows(write_google_csv([maria(birthday="--04-12")]))
    assert {heading: cell for heading, cell in row.items() if cell} == {
        "First Name": "Maria Brousseau-Côté",
        "Organization Name": "Musée, Ltd; Ottawa \\ Gatineau",
        "Organization Title": "Curator",
        "Birthday": " --04-12",
        "Notes": "First line\nSecond; line, with \\ and 👩‍👩‍👧",
        "Labels": "uni ::: museum ::: * myContacts",
        "E-mail 1 - Value": "maria@example.org",
        "E-mail 2 - Value": "m.cote@museum.example",
        "Phone 1 - Value": "'+1 613 555 0100",
        "Phone 2 - Value": "613 555 0199",
        "Address 1 - City": "Ottawa",
        "Address 1 - Country": "Canada",
        "Website 1 - Label": "LinkedIn",
        "Website 1 - Value": "https://www.linkedin.com/in/maria",
    }


def test_names_that_are_known_in_parts_stay_in_parts() -> None:
    person = maria(formatted_name="Dr. Maria Côté", given_name="Maria", family_name="Côté")
    (row,) = rows(write_google_csv([person]))
    assert [row["First Name"], row["Last Name"], row["File As"]] == [
        "Maria",
        "Côté",
        "Dr. Maria Côté",
    ]


def test_more_addresses_than_columns_are_joined_as_google_does() -> None:
    (row,) = rows(write_google_csv([maria(emails=("a@x.org", "b@x.org", "c@x.org", "d@x.org"))]))
    assert row["E-mail 3 - Value"] == "c@x.org ::: d@x.org"

"""Addresses, numbers and profiles on cards, as each program writes them (IMPORTS.md, section 5)."""

from pathlib import Path

import pytest

from contacts.exchange.record import (
    NotKept,
    RowProblem,
)
from tests.contacts.exchange.cards import names, person, problems, read

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


# --- E-mail and phone -------------------------------------------------------------------------
def test_preferred_addresses_come_first():
    assert person(
        "FN:Ann",
        "EMAIL:c@b.example",
        "EMAIL;PREF=2:b@b.example",
        "EMAIL;TYPE=work;PREF=1:a@b.example",
    ).emails == ("a@b.example", "b@b.example", "c@b.example")
    assert person(
        "FN:Ann", "EMAIL:b@b.example", "item1.EMAIL;type=INTERNET;type=pref:a@b.example"
    ).emails == ("a@b.example", "b@b.example")


def test_preferred_numbers_come_first_also_within_a_list_of_types():
    assert person(
        "FN:Ann", "TEL;CELL:613 555 0199", 'TEL;TYPE="HOME,PREF":613 555 0100'
    ).phones == (
        "613 555 0100",
        "613 555 0199",
    )


def test_an_address_that_is_none_is_a_warning_and_the_contact_stays():
    reading = read("FN:Ann", "EMAIL:nobody", "EMAIL;TYPE=X400:/o=Exchange/cn=ann")

    assert problems(reading) == [(RowProblem.INVALID_EMAIL, 4, 1), (RowProblem.INVALID_EMAIL, 5, 1)]
    assert (reading.row_errors[0].column, reading.row_errors[0].value) == ("EMAIL", "nobody")
    assert names(reading) == ["Ann"]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("TEL;VALUE=uri:tel:+44-20-7946-0991;ext=5", "+44-20-7946-0991"),
        ('TEL;VALUE=uri;TYPE="voice,cell":tel:+1%20613%20555%200100', "+1 613 555 0100"),
        ("TEL;TYPE=CELL:\u202d+1 613 555 0100\u202c", "+1 613 555 0100"),
        ("TEL;waid=16135550100;type=CELL:+1 613 555 0100", "+1 613 555 0100"),
        ("TEL;TYPE=WhatsApp:+1 613 555 0100", "+1 613 555 0100"),
        ("TEL;CELL;PREF:6135550100", "6135550100"),
    ],
    ids=["uri and ext", "uri", "bidi marks of Google", "WhatsApp", "FullContact", "Android"],
)
def test_phone_numbers(line, number):
    assert person("FN:Ann", line).phones == (number,)


@pytest.mark.parametrize(
    "line",
    ["TEL;TYPE=WORK,FAX:613 555 0100", "TEL;FAX:613 555 0100", 'TEL;TYPE="home,fax":613 555 0100'],
)
def test_a_fax_is_no_phone(line):
    reading = read("FN:Ann", line)
    assert (reading.contacts[0].phones, reading.not_kept) == ((), (NotKept.FAX,))


def test_a_fax_by_its_label():
    reading = read("FN:Ann", "item2.TEL:613 555 0100", "item2.X-ABLabel:_$!<HomeFAX>!$_")
    assert (reading.contacts[0].phones, reading.not_kept) == ((), (NotKept.FAX,))


def test_an_empty_label_and_one_of_apple_are_passed_over():
    found = person(
        "FN:Ann",
        "item1.EMAIL;type=INTERNET;type=pref:a@b.example",
        "item1.X-ABLabel:_$!<HomePage>!$_",
        "item2.TEL:613 555 0100",
        "item2.X-ABLabel:",
    )
    assert (found.emails, found.phones) == (("a@b.example",), ("613 555 0100",))


# --- Addresses on the web ---------------------------------------------------------------------
@pytest.mark.parametrize(
    "lines",
    [
        ["URL:https://www.linkedin.com/in/ann-lee/?trk=x"],
        ["item1.URL;type=pref:http\\://uk.linkedin.com/in/Ann-Lee", "item1.X-ABLabel:LinkedIn"],
        ["X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/ann-lee"],
        ["X-SOCIALPROFILE;type=linkedin;x-user=ann-lee:x-apple:ann-lee"],
        ["X-SOCIALPROFILE;type=linkedin:x-apple:ann-lee"],
        ["SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://linkedin.com/in/ann-lee"],
        ["item1.URL:ann-lee", "item1.X-ABLabel:LinkedIn"],
        ["URL:https://ann.example", "URL:linkedin.com/in/ann-lee"],
    ],
)
def test_linkedin_however_it_is_written(lines):
    assert person("FN:Ann", *lines).linkedin_url == "https://www.linkedin.com/in/ann-lee"


def test_other_addresses_are_not_kept_and_said_so():
    lines = ["URL:https://ann.example", "X-SOCIALPROFILE;type=twitter:https://x.example/ann"]
    reading = read("FN:Ann", *lines, "IMPP:xmpp:ann@b.example", "X-ABDATE:2010-01-01")

    assert (reading.contacts[0].linkedin_url, reading.row_errors) == ("", ())
    assert reading.not_kept == (NotKept.OTHER_COLUMNS,)


@pytest.mark.parametrize(
    "line",
    [
        "URL:javascript:alert(1)",
        "URL:https://www.linkedin.com/company/acme",
        "X-SOCIALPROFILE;type=linkedin:not a name!",
    ],
)
def test_addresses_that_cannot_be_used_are_warnings(line):
    assert problems(read("FN:Ann", line)) == [(RowProblem.INVALID_URL, 4, 1)]

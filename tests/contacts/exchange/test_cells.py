"""Several values in one cell (IMPORTS.md, sections 3 and 4)."""

import pytest

from contacts.exchange.cells import (
    emails_in,
    first_of,
    is_nothing,
    pages_in,
    phones_in,
    tags_in,
)
from contacts.exchange.record import Format


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("a@x.example", ["a@x.example"]),
        ("a@x.example ::: b@x.example", ["a@x.example", "b@x.example"]),
        ("a@x.example;b@x.example | c@x.example", ["a@x.example", "b@x.example", "c@x.example"]),
        ("a@x.example, b@x.example", ["a@x.example", "b@x.example"]),
        ("a@x.example b@x.example/c@x.example", ["a@x.example", "b@x.example", "c@x.example"]),
        ("a@x.example\nb@x.example", ["a@x.example", "b@x.example"]),
        ("a/b|c@x.example", ["a/b|c@x.example"]),
        ('"Roy, Ann" <a@x.example>; b@x.example', ['"Roy, Ann" <a@x.example>', "b@x.example"]),
        ("not an address", ["not an address"]),
        ("a@x.example; nonsense", ["a@x.example", "nonsense"]),
        ("/o=ExchangeLabs/cn=ann", []),
        ("  \n ::: ", []),
    ],
)
def test_addresses(cell, found):
    assert list(emails_in(cell)) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("613 555 0100", ["613 555 0100"]),
        ("01 99 00 10 20 ::: 06 39 98 10 20", ["01 99 00 10 20", "06 39 98 10 20"]),
        ("613 555 0100 / 613 555 0101", ["613 555 0100", "613 555 0101"]),
        ("613 555 0100 or 613 555 0101", ["613 555 0100", "613 555 0101"]),
        ("613-555-0100,613-555-0101", ["613-555-0100", "613-555-0101"]),
        ("030/5550100", ["030/5550100"]),
        ("613 555 0100, ext. 12", ["613 555 0100, ext. 12"]),
        ("tel:+16135550100;ext=12", ["tel:+16135550100"]),
        ("ask Kim", ["ask Kim"]),
        (";;", [";;"]),
    ],
)
def test_numbers(cell, found):
    assert list(phones_in(cell)) == found


@pytest.mark.parametrize(
    ("cell", "kind", "found"),
    [
        ("a; b,c|d / e", Format.SPREADSHEET, ["a", "b", "c", "d", "e"]),
        ("R/D, 24/7", Format.SPREADSHEET, ["R/D", "24/7"]),
        ("a, b\nc", Format.SPREADSHEET, ["a, b", "c"]),
        ("a, b\n", Format.SPREADSHEET, ["a, b"]),
        ("a, b; c", Format.OUTLOOK, ["a, b", "c"]),
        ("a, b; c ::: d", Format.GOOGLE, ["a, b; c", "d"]),
        (" ; ,", Format.SPREADSHEET, []),
    ],
)
def test_tags(cell, kind, found):
    assert list(tags_in(cell, kind)) == found


def test_pages():
    assert list(pages_in("https://a.example, b.example;c.example\nhttps://d.example/x,y")) == [
        "https://a.example",
        "b.example",
        "c.example",
        "https://d.example/x,y",
    ]
    assert first_of(" Ottawa ::: Bern") == "Ottawa"


def test_signs_and_words_for_nothing():
    assert all(map(is_nothing, ["", " ", "-", "—", "?", "n/a", " N/A ", "none", "NULL"]))
    assert not any(map(is_nothing, ["0", "a", "né", "林", "no@x.example"]))


@pytest.mark.parametrize("sign", [" ", ",", ";", ":", ": ", "/ ", "|", "\n", "@", ".", "a ", "1/"])
def test_a_cell_full_of_one_sign_takes_no_time(sign):
    cell = sign * 50_000
    for taken_apart in (emails_in, phones_in, pages_in, lambda text: tags_in(text, Format.GOOGLE)):
        assert len(list(taken_apart(cell))) <= 50_001
    assert len(list(tags_in(cell, Format.SPREADSHEET))) <= 50_000

"""Cards in every code page, declared or not (IMPORTS.md, section 1, point 4, and section 5)."""

from pathlib import Path

import pytest

from contacts.exchange.record import (
    Choices,
)
from contacts.exchange.vcard import read_cards
from tests.contacts.exchange.cards import card, names, person, read

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b"FN;CHARSET=windows-1252:C\xf4t\xe9 \x96 x", "Côté – x"),
        (b"FN;CHARSET=ISO-8859-1:C\xf4t\xe9 \x96 x", "Côté – x"),
        (b"FN;CHARSET=UTF-8:C\xf4t\xe9", "Côté"),
        (b"FN;CHARSET=x-nobody-knows:C\xf4t\xe9", "Côté"),
        (b"FN;CHARSET=unicode_escape:C\xc3\xb4t\xc3\xa9", "Côté"),
        (b"FN;CHARSET=SHIFT_JIS:\x8eR\x93c \x87@", "山田 ①"),
        (b"FN;CHARSET=ISO-2022-JP:\x1b$B;3ED\x1b(B", "山田"),
        (b"FN;CHARSET=KOI8-R:\xe9\xd7\xc1\xce", "Иван"),
        (b"FN:C\xf4t\xe9 \x93x\x94", "Côté “x”"),
        (b"FN:C\xc3\xb4t\xc3\xa9", "Côté"),
        (b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:C=C3=B4t=C3=A9", "Côté"),
        (b'FN;QUOTED-PRINTABLE;CHARSET="utf-8":C=C3=B4t=C3=A9', "Côté"),
        (b"FN;ENCODING=8BIT:C\xc3\xb4t\xc3\xa9", "Côté"),
    ],
)
def test_code_pages_declared_and_not(line, name):
    assert person(line, version="2.1").formatted_name == name


@pytest.mark.parametrize("charset", [";CHARSET=ISO-8859-1", ""])
def test_B76_quoted_printable_latin_1(charset):
    reading = read(f"FN;ENCODING=QUOTED-PRINTABLE{charset}:C=F4t=E9", version="2.1")
    assert names(reading) == ["Côté"]


def test_one_code_page_for_all_that_says_nothing():
    data = card("N:Петров;Иван".encode("cp1251"), "FN:Иван Петров".encode("cp1251"))
    reading = read_cards(data + card("FN:Zoë".encode()))

    assert (names(reading), reading.encoding) == (["Иван Петров", "Zoë"], "windows-1251")


def test_the_code_page_of_quoted_printable_that_says_nothing():
    words = "Мы вместе работали в Москве над проектом".encode("cp1251")
    quoted = "".join(f"={byte:02X}" for byte in words)
    reading = read("FN:Ivan", f"NOTE;ENCODING=QUOTED-PRINTABLE:{quoted}", version="2.1")

    assert reading.contacts[0].notes == "Мы вместе работали в Москве над проектом"


def test_the_user_may_choose_the_code_page():
    data = card("FN:Dvo\xf8\xe1k".encode("latin-1"))

    reading = read_cards(data, choices=Choices(encoding="windows-1250"))
    assert (names(reading), reading.encoding) == (["Dvořák"], "windows-1250")


def test_rule_9_controls_and_direction_marks_go():
    found = person("FN:\u202eAnn\x00 \x07Lee", "NOTE:a\x00b")
    assert (found.formatted_name, found.notes) == ("Ann Lee", "ab")

"""Bytes to text (IMPORTS.md, section 1, point 4; TRUST.md, B61 and B62)."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.exchange.decoding import ENCODINGS, Decoded, decoded, known_encoding

NAMES = "Name,City\nZoë Côté,Montréal\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (NAMES.encode(), "UTF-8"),
        (NAMES.encode("utf-8-sig"), "UTF-8"),
        (codecs.BOM_UTF8 + NAMES.encode("utf-8-sig"), "UTF-8"),
        (NAMES.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + NAMES.encode("utf-16-be"), "UTF-16"),
        (NAMES.encode("utf-16-le"), "UTF-16"),
        (NAMES.encode("utf-16-be"), "UTF-16"),
        (NAMES.encode("windows-1252"), "windows-1252"),
        (NAMES.encode("latin-1"), "windows-1252"),
    ],
)
def test_B61_B62_marks_nuls_and_code_pages(data, encoding):
    assert decoded(data) == Decoded(NAMES, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Имя,Город\nИван Петров,Москва\nМария Иванова,Казань\n", "windows-1251"),
        ("Όνομα,Πόλη\nΓιώργος Παπαδόπουλος,Αθήνα\nΕλένη Νικολάου,Πάτρα\n", "windows-1253"),
        ("שם,חברה\nדוד כהן,חברת החשמל לישראל\nרחל לוי,בנק הפועלים\nיעקב מזרחי,משרד החינוך\n",
         "windows-1255"),
    ],
)  # fmt: skip
def test_whole_words_beyond_latin_ask_chardet(text, encoding):
    assert decoded(text.encode(encoding)) == Decoded(text, encoding)


@pytest.mark.parametrize(
    "text",
    [
        "Prénom\nZoé\n",
        "Città\nperché\n",
        "Québec\nL’été\n",
        "Straße\nGrüße\n",
        "Nuñez\n¿Qué?\n",
        "Blåbærgrød\n",
        "20 € – „so“\n",
    ],
)
def test_short_western_words_are_windows_1252_whatever_a_detector_says(text):
    assert decoded(text.encode("windows-1252")) == Decoded(text, "windows-1252")


def test_files_pasted_together_are_read_line_by_line():
    data = "Zoë,UTF-8\n".encode() + "Zoë,old\n".encode("windows-1252")
    assert decoded(data) == Decoded("Zoë,UTF-8\nZoë,old\n", "windows-1252")


def test_a_byte_that_no_code_page_has_is_marked_and_nothing_else_lost():
    assert decoded(b"caf\xe9 \x81 x").text == "café \ufffd x"


def test_a_nul_here_and_there_is_no_UTF_16():
    assert decoded(b"Name,Em\x00ail\nAnn,ann@x.example\n").encoding == "UTF-8"


@pytest.mark.parametrize("name", ["windows-1250", "WINDOWS-1250", "cp1250", " windows-1250 "])
def test_the_user_may_choose_another_encoding(name):
    text = "Łukasz Żak\n"
    assert decoded(text.encode("windows-1250"), name) == Decoded(text, "windows-1250")


@pytest.mark.parametrize("name", ["", "nonsense", "\x00", "rot13", "hex", "undefined", "é" * 500])
def test_an_encoding_we_do_not_know_is_passed_over(name):
    assert decoded(NAMES.encode("windows-1252"), name) == Decoded(NAMES, "windows-1252")


def test_a_wrong_choice_is_never_fatal():
    assert decoded(b"a\xff\x81b", "UTF-8").text == "a\ufffd\ufffdb"
    assert decoded(b"abc", "UTF-16").encoding == "UTF-16"


def test_every_name_that_is_shown_can_be_chosen():
    assert [known_encoding(name) for name in ENCODINGS] == list(ENCODINGS)


@given(st.binary(max_size=300), st.sampled_from(["", *ENCODINGS]))
def test_any_bytes_give_text_that_can_be_stored(data, forced):
    found = decoded(data, forced)
    found.text.encode()  # no half characters
    assert found.encoding in ENCODINGS

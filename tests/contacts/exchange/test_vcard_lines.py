"""Bytes to lines to properties: line ends, folding, soft breaks, heads (IMPORTS.md, section 5)."""

import pytest

from contacts.exchange.record import RowProblem
from contacts.exchange.vcard import read_cards
from contacts.exchange.vcard_lines import head_of, property_of, unfolded
from tests.contacts.exchange.cards import card, names, person, problems, read
from tests.effort import calls_of

ANN = ("FN:Ann Lee", "EMAIL:ann@b.example")
QP = "NOTE;ENCODING=QUOTED-PRINTABLE"


def notes(*lines: str | bytes) -> str:
    return person("FN:Ann Lee", *lines, "EMAIL:ann@b.example").notes


# --- Rule 1: bytes first ----------------------------------------------------------------------
@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"], ids=["CRLF", "LF", "CR"])
def test_crlf_lf_or_cr_ends_a_line(end):
    found = person("FN:Ann", "NOTE:one", " two", "EMAIL:a@b.example", end=end)

    assert (found.notes, found.emails) == ("onetwo", ("a@b.example",))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_with_and_without_mark_as_old_macs_write_it(encoding):
    reading = read_cards(card("FN:Zoë Nuñez").decode().encode(encoding))

    assert (names(reading), reading.encoding) == (["Zoë Nuñez"], "UTF-16")


def test_B62_a_byte_order_mark():
    assert names(read_cards(b"\xef\xbb\xbf" + card("FN:Zoë"))) == ["Zoë"]


def test_no_line_end_after_the_last_line():
    assert names(read_cards(card(*ANN).rstrip())) == ["Ann Lee"]


def test_empty_lines_between_and_inside_cards():
    reading = read_cards(b"\n\n" + card(*ANN, "", "TITLE:Boss") + b"\r\n\r\n" + card("FN:Bo"))

    assert (names(reading), reading.row_errors) == (["Ann Lee", "Bo"], ())
    assert reading.contacts[0].title == "Boss"


def test_lines_are_numbered_as_an_editor_does():
    data = b"a:1\r\nb:2\r\n c\r\nd:4"
    assert list(unfolded(data)) == [(1, b"a:1"), (2, b"b:2c"), (4, b"d:4")]


# --- Rule 2: unfold bytes, then decode --------------------------------------------------------
def test_folded_inside_of_a_character():
    name = "Zoë Nuñez".encode()

    assert person(b"FN:" + name[:3], b" " + name[3:7], b"\t" + name[7:]).formatted_name == (
        "Zoë Nuñez"
    )


def test_folded_inside_of_the_head():
    assert person("FN:Ann", "EMAIL;TYPE=INTERNET;", " TYPE=WORK", " :a@b.example").emails == (
        "a@b.example",
    )


def test_folding_takes_one_space_and_no_more():
    assert notes("NOTE:one", "  two") == "one two"


def test_B75_100_000_folded_lines():
    reading = read(*ANN, "NOTE:x", *[" " + "y" * 70] * 100_000, "TITLE:Boss")

    assert (names(reading), reading.contacts[0].title) == (["Ann Lee"], "Boss")
    assert problems(reading) == [
        (RowProblem.CELL_TOO_LONG, 5, 1),
        (RowProblem.VALUE_TOO_LONG, 5, 1),
    ]


def test_B75_twice_the_folded_lines_take_twice_the_work():
    def work(lines: int) -> int:
        return calls_of(lambda: read(*ANN, "NOTE:x", *[" " + "y" * 70] * lines))

    assert work(20_000) < 2.1 * work(10_000)


# --- Rule 3: quoted-printable -----------------------------------------------------------------
def test_soft_breaks_without_indentation():
    assert notes(f"{QP}:one =", "two =", "three") == "one two three"


def test_soft_breaks_with_indentation():
    assert notes(f"{QP}:one=", " two=", " three") == "onetwothree"


def test_soft_breaks_also_inside_of_names():
    found = person(
        "N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:C=C3=B4t=C3=",
        "=A9;Zo=C3=AB;;;",
        version="2.1",
    )
    assert (found.family_name, found.given_name) == ("Côté", "Zoë")


def test_a_soft_break_never_joins_the_end_of_the_card():
    reading = read_cards(card("FN:Ann", f"{QP}:one=", version="2.1") + card("FN:Bo"))

    assert (names(reading), reading.contacts[0].notes) == (["Ann", "Bo"], "one")


@pytest.mark.parametrize(
    "lines",
    [
        (":one=0D=0A=", "two"),
        (":one=0D=", "=0Atwo"),
        (":one=0D=0=", "Atwo"),
        (":one=0D=", "0A=", "two"),
    ],
)
def test_soft_breaks_in_the_middle_of_a_line_end(lines):
    assert notes(f"{QP}{lines[0]}", *lines[1:]) == "one\ntwo"


def test_a_line_of_quoted_printable_that_looks_like_a_property():
    found = person(*ANN, f"{QP}:one=", "EMAIL:not@this.example=", "END:x", version="2.1")

    assert (found.notes, found.emails) == ("oneEMAIL:not@this.exampleEND:x", ("ann@b.example",))


def test_an_empty_line_ends_a_soft_break():
    assert person("FN:Ann", f"{QP}:one=", "", "TITLE:Boss").title == "Boss"


def test_white_space_after_a_soft_break():
    assert notes(f"{QP}:one= ", "two") == "onetwo"


def test_notes_and_labels_over_several_lines_as_outlook_writes_them():
    label = ("LABEL;WORK;ENCODING=QUOTED-PRINTABLE:1 Main St=0D=0A=", "Ottawa=0D=0A=", "Canada")
    found = person(*label, f"{QP}:a=0D=0A=", "b=0D=0A=", "c", *ANN, version="2.1")

    assert (found.notes, found.formatted_name) == ("a\nb\nc", "Ann Lee")


# --- Rule 5: head and value -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        (b"FN:a:b", "FN", b"a:b"),
        (b'ADR;LABEL="1 St: x; y":;;Street', "ADR", b";;Street"),
        (b'X-ABADR;X-A=\\"home\\":us', "X-ABADR", b"us"),
        (b'EMAIL;TYPE="home:a@b.example', "EMAIL", b"a@b.example"),
        (b'NOTE:say "hi: there"', "NOTE", b'say "hi: there"'),
        (b"item1.EMAIL;type=pref:a", "EMAIL", b"a"),
        (b"X-A/B_C:x", "X-A/B_C", b"x"),
        (b"email :a", "EMAIL", b"a"),
        (b"ADR;HOME;PREF;:;;x", "ADR", b";;x"),
        (b"FN:", "FN", b""),
    ],
)
def test_the_first_colon_outside_of_quotes_ends_the_head(line, name, value):
    found = property_of(1, line)

    assert found
    assert (found.head.name, found.value) == (name, value)


@pytest.mark.parametrize(
    "line", [b"FN", b"# a comment", b":x", b"two words: x", b"", b";:", b"a" * 5_000 + b":x"]
)
def test_lines_that_are_no_properties(line):
    assert property_of(1, line) is None


# --- Rule 6: parameters -----------------------------------------------------------------------
def test_bare_parameters_of_2_1():
    head = head_of(b"TEL;CELL;PREF;QUOTED-PRINTABLE;CHARSET=UTF-8")

    assert head
    assert (head.types, head.encoding) == ({"cell", "pref"}, "QUOTED-PRINTABLE")
    assert (head.charset, head.preference) == ("UTF-8", 1)


@pytest.mark.parametrize(
    ("head", "types", "preference"),
    [
        (b'TEL;TYPE="HOME,PREF"', {"home", "pref"}, 1),
        (b"TEL;TYPE=HOME,VOICE;type=pref", {"home", "voice", "pref"}, 1),
        (b"TEL;TYPE=home;PREF=3", {"home"}, 3),
        (b"TEL;PREF=x", set(), 101),
        (b"TEL;waid=16135550100;TYPE=WhatsApp", {"whatsapp"}, 101),
        (b"TEL", set(), 101),
    ],
)
def test_types_and_preferences(head, types, preference):
    found = head_of(head)

    assert found
    assert (found.types, found.preference) == (types, preference)


def test_quoted_parameters_with_colons_and_semicolons():
    head = head_of(b'ADR;LABEL="1 St: x; y";TYPE=home;X="a,b"')

    assert head
    assert head.parameter("LABEL") == "1 St: x; y"
    assert (head.types, head.parameter("X"), head.parameter("Y")) == ({"home"}, "a,b", "")


def test_groups_are_taken_off():
    head = head_of(b"item1.X-ABLabel")

    assert head
    assert (head.group, head.name) == ("ITEM1", "X-ABLABEL")

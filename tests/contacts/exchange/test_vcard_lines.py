"""Bytes to cards: line ends, folding, soft breaks, base64, nesting (IMPORTS.md, section 5)."""

import time

import pytest

from contacts.exchange.record import NotKept, RowProblem, Severity
from contacts.exchange.vcard import read_cards
from contacts.exchange.vcard_lines import head_of, property_of, unfolded
from tests.contacts.exchange.cards import card, names, person, problems, read

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


def test_B75_100_000_folded_lines_are_quick():
    began = time.process_time()
    reading = read(*ANN, "NOTE:x", *[" " + "y" * 70] * 100_000, "TITLE:Boss")

    assert (names(reading), reading.contacts[0].title) == (["Ann Lee"], "Boss")
    assert [code for code, *_ in problems(reading)][:1] == [RowProblem.CELL_TOO_LONG]
    assert time.process_time() - began < 2


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


# --- Rule 4: base64 ---------------------------------------------------------------------------
DATA = ["AAAA/9j+" * 9] * 3


@pytest.mark.parametrize(
    "photo",
    [
        ["PHOTO;ENCODING=b;TYPE=JPEG:" + DATA[0], *(" " + line for line in DATA)],
        ["PHOTO;BASE64:", *("  " + line for line in DATA)],
        ["PHOTO;TYPE=JPEG;ENCODING=BASE64:", *(" " + line for line in DATA), ""],
        ["PHOTO;TYPE=JPEG;ENCODING=BASE64:" + DATA[0], *DATA, "QUJD=="],
        ["PHOTO;TYPE=JPEG;ENCODING=BASE64:", *DATA, ""],
        ["PHOTO:data:image/jpeg;base64," + DATA[0], *(" " + line for line in DATA)],
        ["PHOTO;VALUE=uri:https://photos.example/ann.jpg"],
        ["PHOTO;ENCODING=b;TYPE=", " JPEG:" + DATA[0], " " + DATA[1]],
        ["item1.LOGO;ENCODING=b:" + DATA[0]],
    ],
    ids=["spaced", "two", "outlook", "no empty line", "bare", "data", "url", "head", "logo"],
)
def test_photos_are_dropped_and_told_not_to_be_kept(photo):
    reading = read("FN:Ann Lee", *photo, "TITLE:Boss")

    assert (names(reading), reading.row_errors) == (["Ann Lee"], ())
    assert (reading.contacts[0].title, reading.not_kept) == ("Boss", (NotKept.PHOTO,))


@pytest.mark.parametrize("fold", [75, 7_000_000], ids=["folded", "on one line"])
def test_B78_a_photo_of_5_MB_is_dropped_and_the_contact_kept(fold):
    photo = "A" * 6_700_000
    lines = [" " + photo[start : start + fold] for start in range(0, len(photo), fold)]
    began = time.process_time()
    reading = read(*ANN, "PHOTO;ENCODING=b:", *lines, "TITLE:Boss")

    assert (names(reading), reading.row_errors) == (["Ann Lee"], ())
    assert (reading.contacts[0].title, reading.not_kept) == ("Boss", (NotKept.PHOTO,))
    assert time.process_time() - began < 1


def test_keys_and_sounds_are_dropped():
    found = person(*ANN, "KEY;X509;ENCODING=BASE64:", *(" " + line for line in DATA), "", "TITLE:B")
    assert found.title == "B"


def test_text_in_base64():
    assert person("N;CHARSET=UTF-8;ENCODING=BASE64:Q8O0dMOpO1pvw6s=").family_name == "Côté"


def test_base64_that_is_none_costs_its_line():
    reading = read(*ANN, "NOTE;ENCODING=B:a", "TITLE:Boss")

    assert problems(reading) == [(RowProblem.IGNORED_LINE, 5, 1)]
    assert reading.contacts[0].title == "Boss"


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


# --- Rule 9: bad lines and cards --------------------------------------------------------------
def test_a_bad_line_is_skipped_and_told():
    reading = read("FN:Ann Lee", "FN", "# a comment", "TITLE:Boss")

    assert problems(reading) == [(RowProblem.IGNORED_LINE, 4, 1), (RowProblem.IGNORED_LINE, 5, 1)]
    assert {error.severity for error in reading.row_errors} == {Severity.WARNING}
    assert (names(reading), reading.contacts[0].title) == (["Ann Lee"], "Boss")


def test_B73_a_card_that_is_never_closed_is_a_row_error():
    reading = read_cards(card(*ANN) + b"BEGIN:VCARD\r\nFN:Bo Chen\r\nEMAIL:bo@b.exa")

    assert names(reading) == ["Ann Lee"]
    [error] = reading.row_errors
    assert (error.code, error.severity) == (RowProblem.TRUNCATED_CARD, Severity.ERROR)
    assert (error.line, error.record, error.value) == (6, 2, "Bo Chen")


def test_B73_a_card_that_is_never_closed_does_not_stop_the_file():
    reading = read_cards(b"BEGIN:VCARD\nFN:Bo Chen\n" + card(*ANN) + card("FN:Cy"))

    assert names(reading) == ["Ann Lee", "Cy"]
    assert problems(reading) == [(RowProblem.TRUNCATED_CARD, 1, 1)]


def test_B73_junk_outside_of_cards_is_told():
    reading = read_cards(b"Content-Type: text/x-vcard\n\n" + card(*ANN) + b"bye\n")

    assert names(reading) == ["Ann Lee"]
    assert problems(reading) == [(RowProblem.IGNORED_LINE, 1, 0), (RowProblem.IGNORED_LINE, 8, 0)]


def test_B73_masses_of_junk_are_told_of_up_to_a_bound():
    began = time.process_time()
    reading = read_cards(card(*ANN, *["x"] * 3_000) * 5 + b"y\n" * 500_000)

    assert len(reading.row_errors) == 1_000
    assert time.process_time() - began < 3


# --- Rule 10: cards in cards ------------------------------------------------------------------
BOSS = card("FN:The Boss", "EMAIL:boss@b.example").splitlines()


@pytest.mark.parametrize(
    "first", [["AGENT:", BOSS[0]], ["AGENT:BEGIN:VCARD"], ["AGENT;X=y:", BOSS[0]]]
)
def test_an_agent_never_leaks_into_the_outer_card(first):
    reading = read_cards(card("FN:Ann Lee", *first, *BOSS[1:], "TITLE:Boss", version="2.1"))

    assert (names(reading), reading.row_errors) == (["Ann Lee"], ())
    assert (reading.contacts[0].emails, reading.contacts[0].title) == ((), "Boss")


def test_an_agent_on_one_line_as_3_0_has_it():
    found = person(*ANN, "AGENT:BEGIN:VCARD\\nFN:Boss\\nEMAIL:x@y.example\\nEND:VCARD\\n")
    assert found.emails == ("ann@b.example",)


def test_an_agent_that_is_never_closed_costs_its_card_only():
    reading = read_cards(card("FN:Bo", "AGENT:", "BEGIN:VCARD", "FN:Boss") + card(*ANN))

    assert names(reading) == ["Ann Lee"]
    assert problems(reading) == [(RowProblem.TRUNCATED_CARD, 1, 1)]


@pytest.mark.parametrize("before", [b"", b"AGENT:\r\n"], ids=["bare", "agents"])
def test_B74_2_000_nested_cards_raise_nothing(before):
    nested = (b"BEGIN:VCARD\r\n" + before) * 2_000

    reading = read_cards(nested + card(*ANN) + b"END:VCARD\r\n" * 2_000 + card("FN:Last"))
    assert names(reading)[-1] == "Last"


# --- Files ------------------------------------------------------------------------------------
def test_lower_case_and_white_space():
    reading = read_cards(b"  begin:vcard\nfn:Ann Lee\nemail;internet:a@b.example\nend:vcard  \n")

    assert (names(reading), reading.contacts[0].emails) == (["Ann Lee"], ("a@b.example",))


def test_doubled_line_ends():
    assert names(read_cards(card(*ANN).replace(b"\r\n", b"\r\r\n"))) == ["Ann Lee"]


def test_lines_are_numbered_as_an_editor_does():
    data = b"a:1\r\nb:2\r\n c\r\nd:4"
    assert list(unfolded(data)) == [(1, b"a:1"), (2, b"b:2c"), (4, b"d:4")]

"""Photos, bad lines, bad cards, cards in cards (IMPORTS.md, section 5, rules 4, 9 and 10)."""

import pytest

from contacts.exchange.record import NotKept, RowProblem, Severity
from contacts.exchange.vcard import read_cards
from tests.contacts.exchange.cards import card, names, person, problems, read
from tests.effort import calls_of

ANN = ("FN:Ann Lee", "EMAIL:ann@b.example")


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
    reading = read(*ANN, "PHOTO;ENCODING=b:", *lines, "TITLE:Boss")

    assert (names(reading), reading.row_errors) == (["Ann Lee"], ())
    assert (reading.contacts[0].title, reading.not_kept) == ("Boss", (NotKept.PHOTO,))


def test_B78_twice_the_photo_takes_twice_the_work():
    def work(lines: int) -> int:
        return calls_of(lambda: read(*ANN, "PHOTO;ENCODING=b:", *[" " + "A" * 74] * lines))

    assert work(4_000) < 2.1 * work(2_000)


def test_keys_and_sounds_are_dropped():
    found = person(*ANN, "KEY;X509;ENCODING=BASE64:", *(" " + line for line in DATA), "", "TITLE:B")
    assert found.title == "B"


def test_text_in_base64():
    assert person("N;CHARSET=UTF-8;ENCODING=BASE64:Q8O0dMOpO1pvw6s=").family_name == "Côté"


def test_base64_that_is_none_costs_its_line():
    reading = read(*ANN, "NOTE;ENCODING=B:a", "TITLE:Boss")

    assert problems(reading) == [(RowProblem.IGNORED_LINE, 5, 1)]
    assert reading.contacts[0].title == "Boss"


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
    reading = read_cards(card(*ANN, *["x"] * 3_000) * 5 + b"y\n" * 500_000)

    assert len(reading.row_errors) == 1_000


def test_B73_twice_the_junk_takes_twice_the_work():
    def work(lines: int) -> int:
        return calls_of(lambda: read_cards(card(*ANN) + b"y\n" * lines))

    assert work(20_000) < 2.1 * work(10_000)


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
def test_no_version_and_no_FN_as_old_phones_write_it():
    assert person("N:Lee;Ann", "TEL:613 555 0100", version="").formatted_name == "Ann Lee"


def test_lower_case_and_white_space():
    reading = read_cards(b"  begin:vcard\nfn:Ann Lee\nemail;internet:a@b.example\nend:vcard  \n")

    assert (names(reading), reading.contacts[0].emails) == (["Ann Lee"], ("a@b.example",))


def test_doubled_line_ends():
    assert names(read_cards(card(*ANN).replace(b"\r\n", b"\r\r\n"))) == ["Ann Lee"]


def test_masses_of_bad_addresses_are_told_of_up_to_a_bound():
    data = card("FN:Ann", *["EMAIL:x"] * 900)
    reading = read_cards(data * 12)

    assert len(reading.row_errors) == 10_000
    assert len(reading.contacts) == 12

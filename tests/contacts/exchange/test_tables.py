"""Text to rows (TRUST.md, B63 to B68; IMPORTS.md, sections 1 and 8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.exchange.grid import Refused, Row
from contacts.exchange.headers import likeness
from contacts.exchange.record import FileProblem, Limits
from contacts.exchange.tables import best_delimiter, read_table
from tests.contacts.exchange.tables_by_hand import LINKEDIN, names, problems, read, read_within


def rows(text: str, **options) -> list[tuple[int, tuple[str, ...]]]:
    table = read_table(text, likeness=likeness, limits=Limits(), **options)
    return [(row.line, row.cells) for row in table.rows]


# --- Delimiters ---------------------------------------------------------------------------------
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_B63_the_delimiter_under_which_the_header_fits(delimiter):
    header = delimiter.join(["Name", "Email, private", "Phone;home", "City"])
    assert best_delimiter(f"{header}\n" + "a,b;c\n" * 10, likeness) == delimiter


def test_B64_one_column_has_no_delimiter():
    found = read("Email\nanna@x.example\nalan@x.example\nada@x.example\n")
    assert names(found) == ["anna@x.example", "alan@x.example", "ada@x.example"]
    assert found.delimiter == ","


def test_the_header_decides_and_not_what_is_frequent():
    text = "Name;Notes\n" + 'Ann;"a,b,c,d,e,f"\n' * 20
    assert best_delimiter(text, likeness) == ";"


def test_without_a_header_the_rows_that_are_alike_decide():
    assert best_delimiter("Ann;Roy, Inc;a@x.example\nKim;Lee, Ltd;k@x.example\n", likeness) == ";"


def test_the_users_choice_goes_before_all():
    assert rows("sep=;\na,b;c\n", delimiter=",") == [(2, ("a", "b;c"))]
    assert rows("a,b;c\n", delimiter="nonsense") == [(1, ("a", "b;c"))]


# --- Lines --------------------------------------------------------------------------------------
def test_lines_are_those_of_an_editor():
    text = 'Name,Notes\r\nAnn,"one\r\ntwo"\r\n\r\nKim,x\r\n'
    assert rows(text) == [(1, ("Name", "Notes")), (2, ("Ann", "one\ntwo")), (5, ("Kim", "x"))]


def test_rows_are_numbered_with_the_blank_ones():
    table = read_table("a,b\n\n,,\nc,d\n", likeness=likeness, limits=Limits())
    assert [row.number for row in table.rows] == [1, 4]


def test_B67_a_nul_is_taken_out():
    assert rows("Na\x00me,Email\nAnn\x00,\x00\n") == [(1, ("Name", "Email")), (2, ("Ann", ""))]


def test_separators_that_are_no_line_ends_stay_in_their_cell():
    assert rows("a\u2028b,c\x0bd\x0ce\x85f\n") == [(1, ("a\u2028b", "c\x0bd\x0ce\x85f"))]


# --- Quotes -------------------------------------------------------------------------------------
def test_B65_an_unclosed_quote_names_its_line_and_costs_no_other_row():
    found = read(f'{LINKEDIN}\nAnn,Lee,,,,,\nBob,"Roy,,,Acme,,\nCid,Poe,,,,,\nDan,"Fox",,,,,\n')
    assert names(found) == ["Ann Lee", "Cid Poe", "Dan Fox"]
    assert problems(found) == [("unclosed_quote", "error", 3, 2)]
    assert [(person.line, person.record) for person in found.contacts] == [(2, 1), (4, 3), (5, 4)]


def test_B65_at_the_end_of_the_file():
    found = read('Name,Email\nAnn,ann@x.example\nBob,"bob@x.example\n')
    assert (names(found), problems(found)) == (["Ann"], [("unclosed_quote", "error", 3, 2)])
    assert found.row_errors[0].cells == ("Bob", "bob@x.example")


def test_B65_the_rest_of_a_broken_cell_is_nobody():
    found = read('Name,Notes,City\nAnn,"tall\nand kind\nand late\nBob,x,Bern\n')
    assert (names(found), problems(found)) == (["Bob"], [("unclosed_quote", "error", 2, 1)])
    assert (found.contacts[0].line, found.contacts[0].record) == (5, 2)


def test_B65_a_quote_that_swallowed_a_row_is_noticed_before_the_end():
    found = read('Name,Notes\nAnn,"open\nBob,"closed"\nCid,x\n')
    assert (names(found), problems(found)) == (["Bob", "Cid"], [("unclosed_quote", "error", 2, 1)])


def test_quotes_within_a_line_are_read_as_they_stand():
    assert rows('"Bob" Smith,5" disk,say "hi"\n') == [(1, ("Bob Smith", '5" disk', 'say "hi"'))]
    assert rows('a\t"b" c\td\n', delimiter="\t") == [(1, ("a", "b c", "d"))]


def test_many_broken_quotes_take_no_time():
    """117 kB of this cost csv.Sniffer 14.7 seconds."""
    table = read_table('a,"b\n' * 9_000, likeness=likeness, limits=Limits())
    assert len(table.rows) == 9_000
    assert all(row.is_broken for row in table.rows)
    endless = read_table('a","c\n' * 3_000, likeness=likeness, limits=Limits())
    assert len(endless.rows) <= 3_000


# --- Limits -------------------------------------------------------------------------------------
def test_B66_a_cell_beyond_the_limit_of_csv_is_cut_and_reported():
    found = read(f"Name,Notes\nAnn,{'x' * 2_000_000}\nKim,y\n")
    assert names(found) == ["Ann", "Kim"]
    assert problems(found)[0] == ("cell_too_long", "warning", 2, 1)
    assert (found.row_errors[0].column, len(found.row_errors[0].value)) == ("Notes", 200)
    assert len(found.contacts[0].notes) == 5_000


def test_a_line_of_5_MB_is_too_long():
    assert read("Name\n" + "x" * 4_999_999).file_error is None
    assert read("Name\n" + "x" * 5_000_002).file_error is FileProblem.LINE_TOO_LONG
    assert read_within("Name\n" + "é" * 30, line_bytes=50).file_error is FileProblem.LINE_TOO_LONG


def test_B68_10_000_rows_and_not_one_more():
    text = "Name\n" + "Ann\n\n" * 10_000
    assert len(read(text).contacts) == 10_000
    assert read(f"{text}Kim\n").file_error is FileProblem.TOO_MANY_ROWS
    assert read_within("Name\nA\nB\n", rows=1).file_error is FileProblem.TOO_MANY_ROWS


def test_rows_are_refused_without_reading_them_all():
    with pytest.raises(Refused) as refused:
        read_table("Name\n" + "Ann\n" * 100_000, likeness=likeness, limits=Limits())
    assert refused.value.problem is FileProblem.TOO_MANY_ROWS


def test_empty_lines_are_bounded_too():
    assert read("Name\n" + "\n" * 1_048_576 + "Ann\n").file_error is FileProblem.TOO_MANY_ROWS


def test_B68_ragged_rows():
    found = read("Name,Email,City\nAnn\nKim,kim@x.example,Bern,,,\nBob,,Oslo,more,cells\n")
    assert names(found) == ["Ann", "Kim", "Bob"]
    assert problems(found) == [("too_many_cells", "warning", 4, 3)]
    assert found.row_errors[0].value == "more | cells"


def test_no_more_than_200_columns():
    found = read("Name," + "x," * 300 + "\nAnn" + "," * 250 + "far\n")
    assert (len(found.columns), names(found)) == (200, ["Ann"])
    assert problems(found) == [("too_many_cells", "warning", 2, 1)]


# --- Whatever comes -----------------------------------------------------------------------------
cells = st.text(st.sampled_from('ab,;\t|"\n\r\x00 é'), max_size=8)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=6), st.sampled_from(",;\t|"))
def test_whatever_is_written_rightly_is_read_rightly(table, delimiter):
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in table]
    text = "\n".join(delimiter.join(row) for row in quoted)
    found = read_table(text, likeness=likeness, limits=Limits(), delimiter=delimiter)
    ended = [[_one_end(cell) for cell in row] for row in table]
    assert [list(row.cells) for row in found.rows] == [
        row for row in ended if not Row(0, tuple(row)).is_blank
    ]


def _one_end(cell: str) -> str:
    return cell.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(st.sampled_from('ab,;"\n\r é'), max_size=60))
def test_any_text_gives_rows_in_order(text):
    found = read_table(text, likeness=likeness, limits=Limits())
    lines = [row.line for row in found.rows]
    assert lines == sorted(set(lines))
    assert all(row.number <= row.line for row in found.rows)

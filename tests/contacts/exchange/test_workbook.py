"""Spreadsheets as people keep them: rows of text with the numbers of the sheet."""

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from contacts.exchange.grid import Refused, Row
from contacts.exchange.record import FileProblem, Limits
from contacts.exchange.workbook import read_workbook
from tests.contacts.exchange.spreadsheets import cell, parts, saved, workbook, zipped

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
HEADER = ("Name", "Email")


def read(data: bytes, **options):
    return read_workbook(data, limits=Limits(), **options)


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read(data).rows]


def test_the_sample_spreadsheet():
    book = read((SAMPLES / "network.xlsx").read_bytes())

    assert (len(book.rows), book.sheets, book.sheet) == (5, ("Network",), "Network")
    assert all("00:00" not in text for row in book.rows for text in row.cells)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (491705550102.0, "491705550102"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (7, "7"),
        (True, "TRUE"),
        (date(2024, 3, 4), "2024-03-04"),
        (datetime.fromisoformat("2024-03-04"), "2024-03-04"),
        (datetime.fromisoformat("2024-03-04 14:30"), "2024-03-04 14:30:00"),
        (time(14, 30), "14:30:00"),
        ("Línea 1\nLínea 2", "Línea 1\nLínea 2"),
        ("a_x000D_\nb", "a\nb"),
        ("  Ann  ", "Ann"),
        ("#REF!", ""),
        ("#N/A", ""),
        ("=1+1", ""),  # a formula that nobody ever calculated
    ],
)
def test_values_as_a_person_would_type_them(value, text):
    assert cells(workbook(People=[["x", value, "y"]])) == [("x", text, "y")]


def test_B72_errors_of_formulas_are_dropped_and_formulas_give_the_value_last_shown():
    sheet = (
        '<sheetData><row r="1">'
        '<c r="A1" t="e"><f>A2</f><v>#REF!</v></c>'
        '<c r="B1" t="str"><f>A2&amp;B2</f><v>Ann</v></c><c r="C1"><f>1+1</f></c>'
        '<c r="D1"><f>1+1</f><v>2</v></c></row></sheetData>'
    )

    assert cells(zipped(parts(sheet))) == [("", "Ann", "", "2")]


def test_rows_keep_the_numbers_of_the_sheet():
    book = read(workbook(People=[["My network"], [], HEADER, ["Ann", "ann@ex.example"], [], []]))

    assert book.rows == (
        Row(1, ("My network",)),
        Row(2, ()),
        Row(3, HEADER),
        Row(4, ("Ann", "ann@ex.example")),
    )


def test_rows_that_the_file_leaves_out_are_counted():
    sheet = f'<sheetData><row r="4">{cell("B4", "Ann")}</row></sheetData>'

    assert read(zipped(parts(sheet))).rows[3:] == (Row(4, ("", "Ann")),)


def test_cells_without_references_are_counted():
    sheet = "<sheetData><row>" + cell("", "Ann").replace(' r=""', "") * 2 + "</row></sheetData>"

    assert cells(zipped(parts(sheet))) == [("Ann", "Ann")]


def test_data_on_the_second_sheet_is_found_where_the_first_is_empty():
    book = read(workbook(Cover=[], People=[HEADER]))

    assert (book.sheet, book.sheets) == ("People", ("Cover", "People"))


def test_data_on_the_second_sheet_is_found_by_likeness():
    def likeness(rows):
        return sum("Email" in row.cells for row in rows)

    data = workbook(Cover=[["Read me"]], People=[[], ["Title"], HEADER], More=[HEADER])
    assert read(data, likeness=likeness).sheet == "People"
    assert read(data).sheet == "Cover"


def test_the_sheet_that_was_asked_for():
    data = workbook(One=[["1"]], Two=[["2"]])

    assert read(data, sheet="Two").rows == (Row(1, ("2",)),)
    assert read(data, sheet="Gone").sheet == "One"


def test_hidden_sheets_are_listed_but_not_chosen():
    book = load_workbook(BytesIO(workbook(Old=[HEADER], New=[["x"], ["y"]])))
    book["Old"].sheet_state = "hidden"
    data = saved(book)

    found = read(data, likeness=lambda rows: sum("Email" in row.cells for row in rows))
    assert (found.sheet, found.sheets, found.hidden) == ("New", ("Old", "New"), ("Old",))
    assert read(data, sheet="Old").rows == (Row(1, HEADER),)


def test_the_calendar_of_old_macs():
    book = Workbook()
    book.epoch = datetime.fromisoformat("1904-01-01")
    book.active.append([date(2024, 3, 4)])

    assert cells(saved(book)) == [("2024-03-04",)]


def test_merged_title_rows_stand_above_the_header():
    book = Workbook()
    book.active.append(["My network"])
    book.active.merge_cells("A1:B1")
    book.active.append(list(HEADER))

    assert cells(saved(book)) == [("My network",), HEADER]


def test_an_empty_workbook_has_no_rows():
    assert read(workbook(People=[])).rows == ()


def test_more_than_200_columns_are_cut():
    assert len(cells(workbook(People=[["x"] * 250]))[0]) == 200


def test_B68_more_rows_than_the_limit():
    data = workbook(People=[["x"]] * 41)

    with pytest.raises(Refused) as refused:
        read_workbook(data, limits=Limits(rows=10))
    assert refused.value.problem is FileProblem.TOO_MANY_ROWS
    assert len(read_workbook(data, limits=Limits(rows=11)).rows) == 41

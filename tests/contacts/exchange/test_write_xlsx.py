"""The Excel workbook."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from contacts.exchange.write_xlsx import write_xlsx
from tests.contacts.exchange.people import maria


def sheet_of(*people, language="en"):
    """The sheet, read again."""
    return load_workbook(BytesIO(write_xlsx(people, language=language))).active


def cells_of(person, language="en") -> dict:
    """The cells of one person by heading."""
    sheet = sheet_of(person, language=language)
    return dict(zip((cell.value for cell in sheet[1]), sheet[2], strict=True))


def test_the_headings_stay_in_sight() -> None:
    sheet = sheet_of(maria())
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width == 28


def test_the_words_are_in_the_language_asked_for() -> None:
    assert cells_of(maria(), "fr")["Ce qui vous relie"].value == "Gestionnaire ou responsable"


def test_a_day_is_a_real_date_and_what_is_no_day_is_text() -> None:
    cells = cells_of(maria())
    assert cells["Connected on LinkedIn"].value == datetime(2015, 3, 4)  # noqa: DTZ001
    assert cells["Connected on LinkedIn"].number_format == "yyyy-mm-dd"
    assert cells["Last in touch"].value == "~2019"


def test_a_day_before_excel_can_count_is_text() -> None:
    assert cells_of(maria(last_contact="1899-05-01"))["Last in touch"].value == "1899-05-01"


@pytest.mark.parametrize("prefix", ["=", "+", "-", "@", "\t"])
def test_T17_no_cell_is_a_formula(prefix: str) -> None:
    cell = cells_of(maria(organisation=f"{prefix}1+1"))["Organization"]
    assert (cell.value, cell.data_type) == (f"'{prefix}1+1", "s")


@pytest.mark.parametrize("text", ["12345", "#REF!", "2019-03-04", "TRUE", "1e5"])
def test_T17_what_looks_like_something_else_is_text(text: str) -> None:
    cell = cells_of(maria(organisation=text))["Organization"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert cells_of(maria(title="a\x00b\x0bc\ud800\uffff"))["Job title"].value == "abc"


def test_nobody_gives_the_headings_alone() -> None:
    assert sheet_of().max_row == 1

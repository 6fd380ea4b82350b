"""Spreadsheets that are none, or that mean harm: each refused before it is read, with its code."""

from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from contacts.exchange.grid import Refused, Row
from contacts.exchange.record import FileProblem, Limits
from contacts.exchange.workbook import EMPTY_ROWS, OLE2, read_workbook
from tests.contacts.exchange.spreadsheets import cell, parts, workbook, zipped
from tests.effort import calls_of

ONE_ROW = f'<sheetData><row r="1">{cell("A1", "Ann")}</row></sheetData>'


def problem(data: bytes, **limits: int) -> FileProblem:
    with pytest.raises(Refused) as refused:
        read_workbook(data, limits=Limits(**limits))
    return refused.value.problem


def rows(data: bytes) -> tuple[Row, ...]:
    return read_workbook(data, limits=Limits()).rows


def test_B59_a_page_renamed_to_xlsx():
    assert problem(b"<html><table><tr><td>Name") is FileProblem.UNSUPPORTED_FORMAT


def test_B60_an_old_xls_or_one_behind_a_password():
    assert problem(OLE2 + bytes(512)) is FileProblem.UNSUPPORTED_FORMAT


def test_B60_a_damaged_one():
    data = workbook(People=[["Name"]])

    assert problem(data[:-40]) is FileProblem.UNSUPPORTED_FORMAT
    assert problem(data[:100] + bytes(100) + data[200:]) is FileProblem.UNSUPPORTED_FORMAT


@pytest.mark.parametrize(
    "missing", ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]
)
def test_B60_one_with_a_part_missing(missing):
    members = parts(ONE_ROW)
    del members[missing]

    assert problem(zipped(members)) is FileProblem.UNSUPPORTED_FORMAT


def test_the_parts_that_tests_make_are_a_workbook():
    assert rows(zipped(parts(ONE_ROW))) == (Row(1, ("Ann",)),)


def never(*arguments: object, **options: object) -> None:
    """Stands for what must not be called."""
    raise AssertionError("called")


@pytest.fixture
def unread(monkeypatch) -> None:
    """Nothing is read by openpyxl: what is refused is refused before."""
    monkeypatch.setattr(openpyxl, "load_workbook", never)


def test_what_is_not_refused_is_read(unread):
    assert problem(zipped(parts(ONE_ROW))) is FileProblem.UNSUPPORTED_FORMAT  # what never() becomes


def test_B69_300_kB_that_unpack_to_300_MB_are_refused_and_not_unpacked(unread, monkeypatch):
    data = zipped(parts(b"<sheetData>" + bytes(300_000_000)))
    monkeypatch.setattr(ZipFile, "open", never)

    assert problem(data) is FileProblem.DECOMPRESSED_TOO_LARGE
    assert len(data) < 310_000


@pytest.mark.parametrize(
    "members",
    [
        parts(ONE_ROW, texts="<si><t/></si>" * 600_000),
        parts(ONE_ROW, texts=f"<si>{'<r><t/></r>' * 600_000}</si>"),
        parts(f"<sheetData><row>{'<c/>' * 1_000_000}</row></sheetData>"),
        parts(f"<cols>{'<col min=@1@/>' * 600_000}</cols>" + ONE_ROW),
        parts(ONE_ROW) | {"xl/styles.xml": "<xf/>" * 600_000},
    ],
    ids=["texts", "runs", "cells in a row", "columns", "styles"],
)
def test_B69_masses_of_small_things_are_refused_before_they_are_read(members, unread):
    assert problem(zipped(members)) is FileProblem.DECOMPRESSED_TOO_LARGE


def test_B70_an_entity_bomb_is_refused():
    lol = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE sst [<!ENTITY l0 "lol">{lol}]>'

    assert problem(zipped(parts(ONE_ROW, before=bomb))) is FileProblem.UNSAFE_XML


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_B70_entities_in_the_sheet_are_refused_in_any_encoding(encoding):
    members = parts(ONE_ROW)
    sheet = members["xl/worksheets/sheet1.xml"].decode()
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY a "b">]>{sheet}'
    members["xl/worksheets/sheet1.xml"] = bomb.encode(encoding)

    assert problem(zipped(members)) is FileProblem.UNSAFE_XML


@pytest.fixture
def read_rows(monkeypatch) -> list[object]:
    """The rows that openpyxl makes of a sheet, as they are made."""
    made: list[object] = []
    make = ReadOnlyWorksheet._get_row

    def note(sheet, row, *options):
        made.append(row)
        return make(sheet, row, *options)

    monkeypatch.setattr(ReadOnlyWorksheet, "_get_row", note)
    return made


def test_1_048_576_declared_rows_with_3_real_ones():
    sheet = '<dimension ref="A1:XFD1048576"/><sheetData>' + "".join(
        f'<row r="{n}">{cell(f"A{n}", "Ann")}</row>' for n in (1, 2, 3)
    )
    data = zipped(parts(sheet + "</sheetData>"))

    assert len(rows(data)) == 3
    assert calls_of(lambda: rows(data)) < 50_000


def test_100_000_empty_rows_after_a_real_one_are_not_read_to_the_end(read_rows):
    empty = "".join(f'<row r="{n}"/>' for n in range(4, 100_000))
    data = zipped(parts(ONE_ROW.replace("</sheetData>", empty + "</sheetData>")))

    assert len(rows(data)) == 1
    assert len(read_rows) <= 1 + EMPTY_ROWS


def test_B71_one_cell_in_the_last_corner():
    sheet = f'<sheetData><row r="1048576">{cell("XFD1048576", "x")}</row></sheetData>'
    data = zipped(parts(sheet))

    assert rows(data) == ()
    assert calls_of(lambda: rows(data)) < 50_000


def test_B72_macros_are_refused():
    members = parts(ONE_ROW)
    types = str(members["[Content_Types].xml"])
    members["[Content_Types].xml"] = types.replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert problem(zipped(members)) is FileProblem.UNSUPPORTED_FORMAT
    hidden = parts(ONE_ROW) | {"xl/vbaProject.bin": b"x"}
    assert problem(zipped(hidden)) is FileProblem.UNSUPPORTED_FORMAT


@pytest.mark.parametrize("name", ["content.xml", "xl/workbook.bin", "word/document.xml"])
def test_other_documents_are_not_supported(name):
    members = {"[Content_Types].xml": "<Types/>", name: "<x/>"}

    assert problem(zipped(members)) is FileProblem.UNSUPPORTED_FORMAT


def test_more_than_100_members_are_unsafe():
    members = parts(ONE_ROW) | {f"xl/media/{n}.png": b"" for n in range(100)}

    assert problem(zipped(members)) is FileProblem.UNSAFE_ARCHIVE


@pytest.mark.parametrize(
    "content",
    ["<c r='A1' t='s'><v>9</v></c>", "<c r='A1'><v>x</v></c>", "<c r='A1'><v>1</v>", "<c r='?'/>"],
)
def test_sheets_that_contradict_themselves_are_refused(content):
    data = zipped(parts(f'<sheetData><row r="1">{content}</row></sheetData>'))

    assert problem(data) is FileProblem.UNSUPPORTED_FORMAT

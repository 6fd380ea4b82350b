"""What a file is, by its content; whole files that cannot be read (IMPORTS.md, section 6)."""

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from contacts.exchange import read_file
from contacts.exchange.record import Choices, FileProblem, Format, Limits, NotKept, Target
from tests.contacts.exchange.tables_by_hand import LINKEDIN, names, problems, read, read_within

PAGE = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>x</body></html>"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def why(data: str | bytes, name: str = "people.csv") -> FileProblem | None:
    found = read(data, name)
    assert found.contacts == ()
    return found.file_error


# --- Whole files that cannot be read ------------------------------------------------------------
@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00\x00"])
def test_B58_an_empty_file(data):
    assert why(data) is FileProblem.EMPTY_FILE


@pytest.mark.parametrize("text", [f"{LINKEDIN}\n", f"Notes:\n\n{LINKEDIN}\n\n,,,\n", "Name"])
def test_a_header_without_rows(text):
    assert why(text) is FileProblem.NO_ROWS


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("people.csv", FileProblem.HTML_NOT_CSV),
        ("people", FileProblem.HTML_NOT_CSV),
        ("people.xlsx", FileProblem.WRONG_EXTENSION),
        ("people.xls", FileProblem.UNSUPPORTED_FORMAT),
    ],
)
def test_B59_a_web_page_in_place_of_a_file(name, problem):
    tables = ("<table><tr><td>Name</td></tr></table>", "<?xml version='1.0'?>\n<html>x</html>")
    for page in (PAGE, f"\ufeff\n<!-- a --> <!-- b -->{PAGE.upper()}", *tables):
        assert why(page, name) is problem


@pytest.mark.parametrize("name", ["people.xls", "people.xlsx", "people.csv"])
def test_B60_old_or_locked_spreadsheets_are_not_supported(name):
    assert why(OLE2, name) is FileProblem.UNSUPPORTED_FORMAT


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"{\\rtf1 x}",
        b"<?xml version='1.0'?><a/>",
        b"\xef\xbb\xbf\n<?xml version='1.0'?><Workbook/>",
        "<?xml version='1.0'?><Workbook/>".encode("utf-16"),
        b"BEGIN:VCALENDAR\n",
        b"dn: cn=Ann Lee,mail=ann@x.example\n",
        b"\x1f\x8b\x08",
    ],
)
def test_documents_we_do_not_read(data):
    assert why(data) is FileProblem.UNSUPPORTED_FORMAT


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("people.csv", FileProblem.BINARY_CONTENT),
        ("people.xlsx", FileProblem.WRONG_EXTENSION),
        ("people.vcf", FileProblem.WRONG_EXTENSION),
        ("people.zip", FileProblem.WRONG_EXTENSION),
    ],
)
def test_pictures_and_other_bytes(name, problem):
    for data in (b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xd8\xff\xe0x", bytes(range(256)) * 4):
        assert why(data, name) is problem


def test_a_file_beyond_10_MB():
    assert why(b"x" * 10_000_001) is FileProblem.FILE_TOO_LARGE
    assert read_within("Name\nAnn\n", file_bytes=5).file_error is FileProblem.FILE_TOO_LARGE


@pytest.mark.parametrize("text", ["Dear all,\nI wrote a letter.\n", "hello", '{"a": 1}', "[1, 2]"])
def test_what_is_no_list_of_people_at_all(text):
    assert why(text) in (FileProblem.UNKNOWN_FORMAT, FileProblem.NO_CONTACT_COLUMNS)
    assert why("hello") is FileProblem.UNKNOWN_FORMAT
    assert why("hello", "people.vcf") is FileProblem.WRONG_EXTENSION


def test_a_table_about_something_else():
    found = read("SKU,Price\nA-1,20\n")
    assert (found.file_error, found.contacts) == (FileProblem.NO_CONTACT_COLUMNS, ())
    assert [column.header for column in found.columns] == ["SKU", "Price"]
    assert why("City,Notes\nBern,x\n") is FileProblem.NO_CONTACT_COLUMNS


# --- Mapping by hand ----------------------------------------------------------------------------
def test_rows_without_a_header_ask_what_the_columns_are():
    text = "Ann Lee,ann@x.example,Bern\nKim Roy,kim@x.example,Oslo\n"
    found = read(text)
    assert (found.file_error, found.contacts) == (FileProblem.MAPPING_REQUIRED, ())
    assert [(column.header, column.sample) for column in found.columns] == [
        ("", "Ann Lee"),
        ("", "ann@x.example"),
        ("", "Bern"),
    ]
    mapped = read(text, targets=(Target.FORMATTED_NAME, Target.EMAIL, Target.CITY))
    assert (names(mapped), mapped.header_line) == (["Ann Lee", "Kim Roy"], 0)
    assert (mapped.contacts[0].city, mapped.contacts[0].record) == ("Bern", 1)


def test_headers_in_a_language_we_do_not_know():
    text = "Izina,Imeyili\nAnn,ann@x.example\n"
    found = read(text)
    assert (found.file_error, found.header_line) == (FileProblem.MAPPING_REQUIRED, 1)
    assert [column.header for column in found.columns] == ["Izina", "Imeyili"]
    mapped = read(text, targets=(Target.FORMATTED_NAME, Target.EMAIL))
    assert (names(mapped), mapped.contacts[0].record) == (["Ann"], 1)


def test_the_user_may_say_what_a_column_becomes():
    text = "Name,Mood,Birthday\nAnn,fine,1980-04-12\n"
    found = read(text, targets=(Target.FORMATTED_NAME, Target.NOTES, Target.IGNORE))
    assert (found.contacts[0].notes, found.contacts[0].birthday) == ("fine", "")
    assert found.not_kept == ()
    assert found.columns[1].target is Target.NOTES


def test_choices_for_another_table_are_passed_over():
    assert names(read("Name,Email\nAnn,\n", targets=(Target.NOTES,))) == ["Ann"]
    assert names(read("Name,Email\nAnn,\n", header_line=40)) == ["Ann"]


def test_a_mapping_to_nobody_is_refused():
    found = read("Name\nAnn\n", targets=(Target.NOTES,))
    assert found.file_error is not None
    assert found.contacts == ()


def test_the_user_may_choose_the_line_of_the_header():
    text = "Name,Email\nNick,E-mail\nAnn,ann@x.example\n"
    found = read(text, header_line=2)
    assert (found.header_line, names(found), found.contacts[0].record) == (2, ["Ann"], 1)


# --- The content decides ------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name", ["", "people", "people.xlsx", "people.vcf", "../../x\x00\n.doc", "." * 300]
)
def test_B57_the_name_of_a_file_is_not_believed(name):
    assert names(read("Name,Email\nAnn,ann@x.example\n", name)) == ["Ann"]


def test_a_spreadsheet_under_any_name():
    data = _workbook([["My people"], [], ["Name", "Email"], ["Ann", "ann@x.example"], [], ["Kim"]])
    for name in ("people.csv", "people.xlsx", ""):
        found = read_file(data, name)
        assert (found.format, found.sheets, found.sheet) == (
            Format.SPREADSHEET,
            ("People",),
            "People",
        )
        assert [(p.formatted_name, p.line, p.record) for p in found.contacts] == [
            ("Ann", 4, 1),
            ("Kim", 6, 3),
        ]


def test_the_sheet_that_holds_the_people_is_found():
    data = _workbook([["To do"], ["Call"]], [["Name", "Email"], ["Ann", "a@x.example"]])
    assert (read_file(data, "x.xlsx").sheet, names(read_file(data, "x.xlsx"))) == (
        "People2",
        ["Ann"],
    )


def test_an_empty_spreadsheet():
    assert read_file(_workbook([]), "x.xlsx").file_error in (
        FileProblem.EMPTY_FILE,
        FileProblem.NO_ROWS,
    )


def test_the_archive_of_linkedin():
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("Complete_LinkedInDataExport/Profile.csv", "First Name\nMe\n")
        archive.writestr(
            "Complete_LinkedInDataExport/Connections.csv",
            f"Notes:\n\n{LINKEDIN}\nAnn,Lee,,,,,04 Mar 2024\n",
        )
    found = read_file(data.getvalue(), "export.zip")
    assert (found.format, names(found), found.header_line) == (Format.LINKEDIN, ["Ann Lee"], 3)


def test_our_own_backup():
    found = read('{"version": 1, "contacts": [{"formatted_name": "Ann"}]}', "people.json")
    assert (found.format, names(found)) == (Format.RECONNECT, ["Ann"])


# --- Progress and limits ------------------------------------------------------------------------
def test_progress_is_told_every_500_rows():
    told: list[tuple[int, int]] = []
    text = "Name\n" + "Ann\n" * 1_200
    read_file(text.encode(), "x.csv", progress=lambda done, total: told.append((done, total)))
    assert told == [(500, 1_200), (1_000, 1_200), (1_200, 1_200)]


def test_phones_without_a_country_are_of_the_region_of_the_user():
    rows = "Name,Phone\nAnn,020 7946 0958\nAnn,+44 20 7946 0958\n"
    found = read_file(rows.encode(), "x.csv", choices=Choices(region="GB"), limits=Limits())
    assert [person.phones for person in found.contacts] == [
        ("020 7946 0958",),
        ("+44 20 7946 0958",),
    ]


def test_one_bad_row_never_costs_the_others():
    found = read(
        "Name,Email,LinkedIn,Last contact\nAnn,nonsense,https://x.example,31/31/2019\n"
        ',,,2019\nKim,kim@x.example,,\n"Bob,,,\nCid,,,\n'
    )
    assert names(found) == ["Ann", "Kim", "Cid"]
    assert problems(found) == [
        ("invalid_email", "warning", 2, 1),
        ("invalid_url", "warning", 2, 1),
        ("invalid_date", "warning", 2, 1),
        ("empty_contact", "error", 3, 2),
        ("unclosed_quote", "error", 5, 4),
    ]


def test_birthdays_are_read_and_said_not_to_be_kept():
    found = read("Name,Birthday\nAnn,1980-04-12\n")
    assert (found.contacts[0].birthday, found.not_kept) == ("1980-04-12", (NotKept.BIRTHDAY,))


def test_importing_the_package_reads_no_reader():
    code = (
        "import sys, contacts.exchange; contacts.exchange.text;"
        "print([m for m in sys.modules if m in"
        " ('csv', 'phonenumbers', 'openpyxl', 'chardet', 'contacts.exchange.reading')])"
    ).replace("contacts.exchange.text;", "import contacts.exchange.text;")
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def _workbook(*sheets: list[list[str]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet("People" if number == 1 else f"People{number}")
        for row in rows:
            sheet.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()

"""ZIP archives: LinkedIn's own is read, all others are refused before they do harm."""

from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest

from contacts.exchange.archive import chunks_of, connections_in, is_archive, is_workbook, opened
from contacts.exchange.grid import Refused
from contacts.exchange.record import FileProblem, Limits
from tests.contacts.exchange.spreadsheets import workbook, zipped

CSV = b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def problem(data: bytes, **limits: int) -> FileProblem:
    with pytest.raises(Refused) as refused:
        connections_in(data, Limits(**limits))
    return refused.value.problem


@pytest.mark.parametrize(
    "name",
    [
        "Connections.csv",
        "Complete_LinkedInDataExport_03-04-2024/Connections.csv",
        "Basic\\Connections.csv",
        "../../etc/connections.CSV",
        "/home/ann/Connections.csv",
    ],
)
def test_the_archive_of_linkedin_gives_its_connections_by_base_name(name):
    data = zipped({"Profile.csv": b"x", "messages.csv": b"y", name: CSV})

    assert connections_in(data, Limits()) == CSV


def test_the_archive_of_before_2017():
    data = zipped({"linkedin_connections_export_microsoft_outlook.csv": CSV, "Skills.csv": b"x"})

    assert connections_in(data, Limits()) == CSV


@pytest.mark.parametrize("name", ["people.vcf", "Contacts/All.VCF", "people.csv"])
def test_the_only_file_of_contacts_in_an_archive_is_taken(name):
    assert connections_in(zipped({name: b"content", "readme.txt": b""}), Limits()) == b"content"


@pytest.mark.parametrize("name", ["All Contacts", "Tous les contacts"])
def test_the_archive_of_google_has_everybody_in_one_file(name):
    data = zipped({"Takeout/Friends/Friends.vcf": b"1", f"Takeout/{name}/{name}.vcf": b"all"})

    assert connections_in(data, Limits()) == b"all"


def test_shadow_files_of_a_mac_are_not_files():
    data = zipped({"a.vcf": b"content", "__MACOSX/._a.vcf": b"shadow"})

    assert connections_in(data, Limits()) == b"content"


def test_several_files_none_of_them_the_connections_are_no_file_of_contacts():
    assert problem(zipped({"a.vcf": b"1", "b.vcf": b"2"})) is FileProblem.UNSUPPORTED_FORMAT


def test_an_archive_without_contacts_is_not_supported():
    assert problem(zipped({"holiday.jpg": b"x"})) is FileProblem.UNSUPPORTED_FORMAT
    assert problem(zipped({})) is FileProblem.UNSUPPORTED_FORMAT


def test_archives_inside_archives_are_not_opened():
    inner = zipped({"Connections.csv": CSV})

    assert problem(zipped({"inner.zip": inner})) is FileProblem.UNSAFE_ARCHIVE


def test_more_than_100_members_are_unsafe():
    members = {f"{number}.txt": b"" for number in range(100)}

    assert problem(zipped(members | {"Connections.csv": CSV})) is FileProblem.UNSAFE_ARCHIVE
    del members["0.txt"]
    assert connections_in(zipped(members | {"Connections.csv": CSV}), Limits()) == CSV


def test_B69_what_the_directory_declares_is_added_up():
    data = zipped({"Connections.csv": bytes(600), "other.csv": bytes(600)})

    assert problem(data, unpacked_bytes=1_199) is FileProblem.DECOMPRESSED_TOO_LARGE
    assert connections_in(data, Limits(unpacked_bytes=1_200)) == bytes(600)


def test_B69_bytes_are_counted_while_they_are_unpacked():
    data = zipped({"Connections.csv": bytes(100_000)})

    with opened(data, Limits()) as archive, pytest.raises(Refused) as refused:
        list(chunks_of(archive, archive.infolist()[0], Limits(unpacked_bytes=70_000)))
    assert refused.value.problem is FileProblem.DECOMPRESSED_TOO_LARGE


def test_B69_a_directory_that_lies_about_the_size_is_damaged():
    data = zipped({"Connections.csv": bytes(1_000_000)})
    lying = data.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    assert problem(lying) is FileProblem.UNSUPPORTED_FORMAT


def test_a_damaged_archive_is_not_supported():
    data = zipped({"Connections.csv": CSV * 100})

    assert problem(data[:-30]) is FileProblem.UNSUPPORTED_FORMAT
    assert problem(b"PK\x03\x04" + bytes(300)) is FileProblem.UNSUPPORTED_FORMAT
    assert problem(data[:60] + b"\xff" * 20 + data[80:]) is FileProblem.UNSUPPORTED_FORMAT


def test_an_archive_behind_a_password_is_not_supported():
    data = bytearray(zipped({"Connections.csv": CSV}))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert problem(bytes(data)) is FileProblem.UNSUPPORTED_FORMAT


def test_a_link_is_no_file():
    link = ZipInfo("Connections.csv")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")

    assert problem(file.getvalue()) is FileProblem.UNSUPPORTED_FORMAT


def test_what_is_an_archive_and_what_a_document():
    folder = zipped({"Connections.csv": CSV, "x.xlsx": workbook(People=[["Name"]])})

    assert [is_archive(data) for data in (folder, zipped({}), CSV)] == [True, True, False]
    assert is_workbook(workbook(People=[["Name"]]))
    assert not is_workbook(folder)
    assert not is_workbook(zipped({"Connections.csv": CSV}))

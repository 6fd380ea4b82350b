"""``manage.py import_contacts``: the same path as the page, and its exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from contacts.models import Contact, ImportBatch
from tests.contacts.imports.files import everything
from tests.contacts.people import new_contact

CSV = "Full name,E-mail\nGreta Svensson,greta@example.org\nJiho Park,no address\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with two people, one of them with a bad address."""
    path = tmp_path / "people.csv"
    path.write_text(CSV)
    return path


def command(*arguments: object, code: int, capsys) -> str:
    """What is said, after a call that must end with this code."""
    try:
        call_command("import_contacts", *map(str, arguments))
        ended = 0
    except SystemExit as ending:
        ended = ending.code
    except CommandError as problem:
        return f"{problem} {problem.returncode}" if problem.returncode == code else "another code"
    assert ended == code
    return capsys.readouterr().out


def as_json(*arguments: object, code: int, capsys) -> dict[str, Any]:
    """The report as an object."""
    return json.loads(command("--json", *arguments, code=code, capsys=capsys))


def test_a_file_comes_in_with_a_report_per_row(alice, file, capsys) -> None:
    said = command("--owner", "Alice@Example.org", file, code=0, capsys=capsys)
    assert said.splitlines() == [
        "2: Greta Svensson: Added.",
        "3: Jiho Park: Added. “no address” is not an e-mail address, so it was left out."
        " Write one like name@example.com.",
        "2 added, 0 updated, 0 unchanged, 0 skipped, 0 error",
    ]
    assert Contact.objects.filter(owner=alice).count() == 2
    assert ImportBatch.objects.get().status == "done"


def test_the_report_as_json(alice, file, capsys) -> None:
    report = as_json("--owner", alice.email, file, code=0, capsys=capsys)
    assert (report["file_error"], report["format"]) == (None, "spreadsheet")
    assert report["counts"] == {"added": 2, "updated": 0, "unchanged": 0, "skipped": 0, "error": 0}
    first, second = report["rows"]
    names = ("line", "record", "outcome", "name")
    assert [first[name] for name in names] == [2, 1, "added", "Greta Svensson"]
    assert second["problems"] == [
        {
            "code": "invalid_email",
            "severity": "warning",
            "column": "E-mail",
            "value": "no address",
        }
    ]


def test_a_dry_run_says_the_same_and_writes_nothing(alice, file, capsys) -> None:
    new_contact(alice, "Greta Svensson", email="greta@example.org")
    before = everything(alice, but=())
    dry = as_json("--dry-run", "--owner", alice.email, file, code=0, capsys=capsys)
    assert [row["outcome"] for row in dry["rows"]] == ["unchanged", "added"]
    assert not ImportBatch.objects.exists()
    assert everything(alice, but=()) == before
    assert as_json("--owner", alice.email, file, code=0, capsys=capsys) == dry


def test_rows_that_did_not_come_in_give_1(alice, file, capsys) -> None:
    file.write_text(CSV + ",\n" + ",,,x\n")
    for dry in (["--dry-run"], []):
        said = as_json(*dry, "--owner", alice.email, file, code=1, capsys=capsys)
        assert said["counts"]["error"] == 1
    assert Contact.objects.count() == 2


def test_a_file_that_cannot_be_read_gives_2(alice, file, capsys) -> None:
    file.write_text("")
    for dry in (["--dry-run"], []):
        said = command(*dry, "--owner", alice.email, file, code=2, capsys=capsys)
        assert said == "The file is empty. Choose the file that holds your contacts.\n"
    assert not Contact.objects.exists()


def test_nobody_of_that_address_gives_2(db, file, capsys) -> None:
    said = command("--owner", "nobody@example.org", file, code=2, capsys=capsys)
    assert said == "There is no user nobody@example.org. 2"


def test_a_file_that_is_not_there_gives_2(alice, file, capsys) -> None:
    said = command("--owner", alice.email, f"{file}x", code=2, capsys=capsys)
    assert said == f"{file}x cannot be read: No such file or directory. 2"


def test_B55_a_file_that_is_too_large_gives_2(alice, file, capsys, settings) -> None:
    settings.IMPORT_FILE_MB = 0
    said = command("--owner", alice.email, file, code=2, capsys=capsys)
    assert said == f"{file} has more than 0 MB. 2"


def test_another_open_import_gives_2(alice, file, capsys) -> None:
    other = ImportBatch.objects.create(owner=alice)
    said = command("--owner", alice.email, file, code=2, capsys=capsys)
    assert said == f"alice@example.org has another import open ({other.pk}): save or cancel it. 2"


def test_L11_too_many_contacts_give_2(alice, file, capsys, settings) -> None:
    settings.CONTACTS_PER_USER = 1
    said = command("--owner", alice.email, file, code=2, capsys=capsys)
    assert said == "alice@example.org would have 2 contacts; 1 are allowed. 2"
    assert ImportBatch.objects.get().status == "cancelled"

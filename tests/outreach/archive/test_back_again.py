"""Out of one install as the whole archive, into another: the same people, equal counts (P13)."""

from dataclasses import replace
from datetime import date

import pytest

from contacts.actions import record_encounter
from contacts.exchange import read_file
from contacts.imports import actions, work
from contacts.models import Contact
from contacts.records import records_of
from outreach.archive.files import account_files, zipped
from outreach.progress import Status
from tests.contacts.imports.files import Clock, everything, ready
from tests.contacts.people import new_contact
from tests.outreach.people import NOW, outreach_of


@pytest.fixture
def archive(alice) -> bytes:
    """Alice's ZIP file, with people and more."""
    maria = new_contact(
        alice, "Maria Côté", email="m@example.org", tags=("uni", "R&D"), last="2019"
    )
    record_encounter(contact=maria, kind="met", on=date(2026, 1, 5), by=alice, note="the poster")
    new_contact(alice, "محمد علي", phone="613 555 0100", notes="a\nb", rhythm_months=6)
    outreach_of(alice, Status.SENT, contact=maria)
    return zipped(account_files(alice, now=NOW), at=NOW)


def mine(owner) -> list:
    """The people of an account; a file gives a new account new ids."""
    contacts = Contact.objects.owned_by(owner).order_by("name_key")
    return [replace(person, uid="") for person in records_of(contacts)]


def test_P13_the_whole_archive_is_imported_with_equal_counts(alice, charlie, archive) -> None:
    clock = Clock()
    batch = ready(charlie, clock, archive)
    assert (batch.file_error, batch.counts["errors"]) == ("", 0)
    actions.save_import(batch=batch, by=charlie, now=clock())
    work.save(batch.pk, clock=clock)
    assert mine(charlie) == mine(alice)
    counts = {name: len(rows) for name, rows in everything(alice).items()}
    assert {name: len(rows) for name, rows in everything(charlie).items()} == counts


def test_P13_of_several_files_of_people_none_is_taken_for_all(alice, archive, monkeypatch) -> None:
    monkeypatch.setattr("outreach.archive.people.IN_ONE_FILE", 1)
    packed = dict(account_files(alice, now=NOW))
    read = read_file(zipped(packed.items(), at=NOW), "reconnect.zip")
    assert (read.file_error, read.contacts) == ("unsupported_format", ())
    each = [read_file(packed[name], name) for name in ("contacts.json", "contacts-2.json")]
    assert [len(one.contacts) for one in each] == [1, 1]
    assert "one after the other" in packed["README.txt"].decode()


def test_P13_the_readme_says_what_cannot_be_read_back(alice, archive) -> None:
    readme = dict(account_files(alice, now=NOW))["README.txt"].decode()
    assert "import the ZIP file as it is, or contacts.json." in readme
    assert "Everything else: your outreaches, messages, dates" in readme

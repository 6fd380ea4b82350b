"""Out of one account, into another: the same people, the same counts (TRUST.md, P13)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from contacts.actions import record_encounter, set_do_not_contact
from contacts.exchange.record import Record
from contacts.formats import FileFormat, written
from contacts.imports import actions, work
from contacts.models import Contact
from contacts.records import records_of
from tests.contacts.imports.files import everything, outcomes, ready
from tests.contacts.people import new_contact

NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)
WHOLE = [FileFormat.CSV, FileFormat.XLSX, FileFormat.VCARD, FileFormat.VCARD4, FileFormat.JSON]


@pytest.fixture
def people(alice) -> list[Contact]:
    """Three people Alice knows, with what is hard to carry."""
    maria = new_contact(
        alice,
        "Maria Brousseau-Côté",
        email="=maria@example.org",
        phone="+1 613 555 0100",
        linkedin_url="https://www.linkedin.com/in/maria",
        organization="=1+1",
        position="R&D, Ottawa; Gatineau",
        city="Ottawa",
        country="Canada",
        relationship="manager",
        closeness="well",
        shared_history="the conference\nand the poster",
        notes="a\nb; c, \\ 👩‍👩‍👧",
        rhythm_months=6,
        greeting_name="Maria",
        formal_name="Dr. Côté",
        tags=("uni", "R&D / lab"),
        last="around 2019",
    )
    Contact.objects.filter(pk=maria.pk).update(connected_on=date(2015, 3, 4))
    record_encounter(contact=maria, kind="met", on=date(2012, 5, 6), by=alice, note="the poster")
    roy = new_contact(alice, "Roy, Marie", phone="(613) 555-0199", last="before 2020")
    set_do_not_contact(contact=roy, now=NOW, by=alice)
    return [maria, roy, new_contact(alice, "محمد علي", last="2019-03", tags=("uni",))]


def mine(owner) -> list[Record]:
    """The people of an account as records; a file gives a new account new ids."""
    contacts = Contact.objects.owned_by(owner).order_by("name_key")
    return [replace(record, uid="") for record in records_of(contacts)]


def exported(owner, file_format: FileFormat) -> bytes:
    """The file."""
    contacts = Contact.objects.owned_by(owner).order_by("name_key")
    return written(records_of(contacts), file_format, NOW)


@pytest.mark.parametrize("file_format", WHOLE)
def test_P13_another_account_gets_the_same_people(
    alice, charlie, people, clock, file_format
) -> None:
    data = exported(alice, file_format)
    batch = ready(charlie, clock, data)
    assert (batch.file_error, batch.counts) == ("", batch.counts | {"errors": 0, "warnings": 0})
    saved_as(charlie, batch, clock)
    assert without_history(mine(charlie)) == without_history(mine(alice))


def test_P13_the_json_brings_every_time_they_were_in_touch(alice, charlie, people, clock) -> None:
    saved_as(charlie, ready(charlie, clock, exported(alice, FileFormat.JSON)), clock)
    assert mine(charlie) == mine(alice)
    counts = {name: len(rows) for name, rows in everything(alice).items()}
    assert {name: len(rows) for name, rows in everything(charlie).items()} == counts


@pytest.mark.parametrize("file_format", WHOLE)
def test_ones_own_export_adds_nobody_and_changes_nothing(alice, people, clock, file_format) -> None:
    before = everything(alice)
    batch = ready(alice, clock, exported(alice, file_format))
    saved_as(alice, batch, clock)
    assert outcomes(batch) == ["unchanged"] * 3
    assert everything(alice) == before


def saved_as(owner, batch, clock) -> None:
    """The import, saved."""
    actions.save_import(batch=batch, by=owner, now=clock())
    work.save(batch.pk, clock=clock)
    batch.refresh_from_db()


def without_history(records: list[Record]) -> list[Record]:
    """What every whole format holds; only JSON has each time, the others the last."""
    return [replace(record, times=()) for record in records]


def test_googles_layout_has_no_ids_so_a_name_alone_is_somebody_else(alice, people, clock) -> None:
    batch = ready(alice, clock, exported(alice, FileFormat.GOOGLE))
    saved_as(alice, batch, clock)
    assert outcomes(batch) == ["unchanged", "unchanged", "added"]

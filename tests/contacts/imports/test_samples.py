"""The sample files, one after the other, as people would import them (samples/README.md)."""

import subprocess
from pathlib import Path

import pytest

from contacts import reading
from contacts.imports import actions, work
from contacts.models import Contact, ImportBatch
from tests.contacts.imports.conftest import READ_APART
from tests.contacts.imports.files import Clock, everything, outcomes, undone

SAMPLES = Path(__file__).resolve().parent.parent.parent / "data" / "samples"
PERSONS = {
    "Connections.csv": 28,
    "google.csv": 5,
    "outlook.csv": 3,
    "contacts-3.0.vcf": 3,
    "contacts-4.0.vcf": 2,
    "network.xlsx": 4,
}
SEVERAL = ["Alina Petrescu", "Greta Svensson", "Jiho Park"]


def bring_in(owner, clock: Clock, name: str) -> ImportBatch:
    """A sample read, saved."""
    data = (SAMPLES / name).read_bytes()
    batch = actions.new_batch(owner=owner, data=data, filename=name, now=clock())
    work.read(batch.pk, clock=clock)
    batch.refresh_from_db()
    actions.save_import(batch=batch, by=owner, now=clock())
    work.save(batch.pk, clock=clock)
    batch.refresh_from_db()
    return batch


def test_all_samples_give_each_person_once(alice, clock) -> None:
    added = {name: bring_in(alice, clock, name).counts["added"] for name in PERSONS}
    assert added["Connections.csv"] == 28
    for name in SEVERAL:
        assert Contact.objects.filter(owner=alice, name=name).count() == 1
    assert Contact.objects.count() == sum(added.values()) == sum(PERSONS.values()) - len(SEVERAL)


def test_T16_a_file_is_read_in_a_process_of_its_own(alice, clock, monkeypatch) -> None:
    started = []

    class Seen(subprocess.Popen):
        def __init__(self, command, **options) -> None:
            started.append(command)
            super().__init__(command, **options)

    monkeypatch.setattr(work, "read_apart", READ_APART)
    monkeypatch.setattr(subprocess, "Popen", Seen)
    assert bring_in(alice, clock, "google.csv").counts["added"] == PERSONS["google.csv"]
    assert started == [reading.COMMAND]


@pytest.mark.parametrize("name", PERSONS)
def test_a_sample_twice_adds_nobody_and_changes_nothing(name, alice, clock) -> None:
    first = bring_in(alice, clock, name)
    assert (first.counts["persons"], first.counts["added"]) == (PERSONS[name],) * 2
    before = everything(alice, but=())
    clock.passes(days=3)
    again = bring_in(alice, clock, name)
    people = [outcome for outcome in outcomes(again) if outcome]
    assert people == ["unchanged"] * PERSONS[name]
    assert everything(alice, but=()) == before


def test_all_samples_are_undone_to_nothing(alice, clock) -> None:
    batches = [bring_in(alice, clock, name) for name in PERSONS]
    for batch in reversed(batches):
        undone(batch, clock)
        assert batch.counts["kept"] == 0
    assert {name: rows for name, rows in everything(alice).items() if rows} == {}

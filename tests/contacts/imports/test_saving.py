"""Saving: the people of a file become contacts, as if they had been added by hand."""

from contacts.models import Contact, ImportBatch
from tests.contacts.imports.files import outcomes, person, read_as, ready, saved


def test_the_people_of_a_file_become_contacts(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1, emails=("greta@example.org",)), person(2))
    batch = saved(alice, clock)
    assert batch.status == ImportBatch.Status.DONE
    assert outcomes(batch) == ["added", "added"]
    names = list(
        Contact.objects.owned_by(alice).order_by("name_key").values_list("name", flat=True)
    )
    assert names == ["Greta Person1", "Greta Person2"]


def test_the_same_file_again_changes_nothing(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1), person(2, emails=("greta@example.org",)))
    saved(alice, clock)
    before = list(Contact.objects.values())
    clock.passes(days=40)
    batch = ready(alice, clock)
    assert batch.counts["changed"] == 0
    assert batch.counts["new"] == 0
    ImportBatch.objects.filter(pk=batch.pk).update(status="cancelled")
    assert outcomes(saved(alice, clock)) == ["unchanged", "unchanged"]
    assert list(Contact.objects.values()) == before

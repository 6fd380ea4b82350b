"""Saving: the people of a file become contacts, as if they had been added by hand."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from contacts import actions as contact_actions
from contacts import removed
from contacts.details import Details
from contacts.exchange.record import Time
from contacts.imports import lease, saving, work
from contacts.imports.actions import save_import
from contacts.imports.facts import facts_of
from contacts.imports.report import in_words, problem_rows
from contacts.models import (
    Contact,
    ContactEmail,
    ContactWord,
    Encounter,
    ImportBatch,
    ImportFile,
    Tag,
)
from outreach.actions.erasure import erase
from tests.contacts.imports.files import (
    bare,
    everything,
    outcomes,
    person,
    read_as,
    ready,
    saved,
)
from tests.contacts.people import new_contact


def test_the_people_of_a_file_become_contacts(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1, emails=("greta@example.org",)), person(2))
    batch = saved(alice, clock)
    assert batch.status == ImportBatch.Status.DONE
    assert batch.saved_at == clock()
    assert outcomes(batch) == ["added", "added"]
    names = Contact.objects.owned_by(alice).order_by("name_key").values_list("name", flat=True)
    assert list(names) == ["Greta Person1", "Greta Person2"]


FULL = {
    "emails": ("greta@example.org", "Greta@Work.example"),
    "phones": ("613 562 5800",),
    "city": "Malmö",
    "country": "Sweden",
    "notes": "Two lines\nof notes",
    "relationship": "colleague",
    "closeness": "well",
    "shared_history": "the museum in 2012",
    "greeting_name": "Gretchen",
    "formal_name": "Dr. Person",
    "rhythm_months": 6,
    "tags": ("Museum", "uni"),
    "last_contact": "2019-03",
}


def rows_of(contact: Contact) -> dict[str, Any]:
    """Everything stored of a contact, without ids, and without what only a file knows."""
    own = Contact.objects.filter(pk=contact.pk).values().get()
    without = {"id", "created_at", "updated_at", "connected_on", "source_uid"}
    without |= {"imported_at", "idle_since"}
    return {
        **{name: value for name, value in own.items() if name not in without},
        "emails": list(contact.emails.values_list("address", "key", "position")),
        "phones": list(contact.phones.values_list("number", "key", "position")),
        "words": sorted(contact.words.values_list("word", flat=True)),
        "tags": sorted(contact.tags.values_list("key", flat=True)),
        "met": list(contact.encounters.values_list("on", "precision", "kind", "note")),
    }


def test_a_contact_from_a_file_has_the_rows_of_one_typed_in(
    alice, charlie, clock, monkeypatch
) -> None:
    record = person(1, **FULL)
    read_as(monkeypatch, record)
    saved(alice, clock)
    facts = facts_of(record, today=clock().date())
    contact_actions.create_contact(owner=charlie, details=facts.details)
    typed = Contact.objects.get(owner=charlie)
    met = facts.met[0]
    contact_actions.record_encounter(
        contact=typed, kind=met.kind, on=met.on, precision=met.precision, by=charlie
    )
    mine = rows_of(Contact.objects.get(owner=alice))
    assert {**mine, "owner_id": charlie.pk} == rows_of(Contact.objects.get(owner=charlie))


def test_everybody_gets_the_tag_of_the_import(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1, tags=("uni",)), person(2))
    saved(alice, clock, tag="LinkedIn")
    tagged = Contact.tags.through.objects.order_by("contact__name_key", "tag__key")
    assert list(tagged.values_list("contact__name", "tag__name")) == [
        ("Greta Person1", "LinkedIn"),
        ("Greta Person1", "uni"),
        ("Greta Person2", "LinkedIn"),
    ]


def test_a_tag_of_another_spelling_is_the_same_tag(alice, clock, monkeypatch) -> None:
    new_contact(alice, "Maria Santos", tags=("Musée",))
    read_as(monkeypatch, person(1, tags=("MUSEE",)))
    saved(alice, clock)
    assert Tag.objects.get().contacts.count() == 2


def test_times_from_our_own_export_become_encounters(alice, clock, monkeypatch) -> None:
    times = (
        Time(on="2021-05-02", kind="met", note="Lunch"),
        Time(on="2019-07-01", precision="year"),
    )
    read_as(monkeypatch, person(1, times=times, last_contact="2021-05-02"))
    saved(alice, clock)
    met = Encounter.objects.values_list("on", "precision", "kind", "note")
    assert [(str(on), *rest) for on, *rest in met] == [
        ("2021-05-02", "day", "met", "Lunch"),
        ("2019-07-01", "year", "other", ""),
    ]
    assert str(Contact.objects.get().last_in_touch) == "2021-05-02"


def test_do_not_contact_is_kept(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1, do_not_contact=True))
    saved(alice, clock)
    assert Contact.objects.get().do_not_contact_at == clock()


def test_the_file_is_gone_once_it_is_saved(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    saved(alice, clock)
    assert not ImportFile.objects.exists()


def test_each_contact_leaves_an_event_without_values(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    saved(alice, clock)
    contact = Contact.objects.get()
    event = AuditEvent.objects.get(object_type="contact")
    assert (event.verb, event.object_id, event.fields) == ("import", str(contact.pk), [])
    verbs = AuditEvent.objects.filter(object_type="importbatch").values_list("verb", flat=True)
    assert list(verbs) == ["import_start", "import_save"]


# --- The same file again --------------------------------------------------------------------
RECORDS = {
    "linkedin": person(1),
    "e-mail": bare(emails=("greta@example.org",)),
    "uid": bare(uid="abc-1", name="Greta"),
    "phone and family name": bare(phones=("613 562 5800",)),
    "name and organization": bare(organisation="Puerto Digital", title="Researcher"),
    "a name alone": bare(),
    "an organization alone": bare(name="", organisation="Puerto Digital"),
    "everything": person(1, **FULL),
    "a year": bare(last_contact="2026"),
    "a month": bare(last_contact="2026-11"),
    "around a year": bare(last_contact="~2026"),
    "long notes": bare(notes="x" * 6000),
    "eleven addresses": bare(emails=tuple(f"g{n}@example.org" for n in range(11))),
}


@pytest.mark.parametrize("kind", RECORDS)
def test_F31_the_same_file_again_changes_nothing(kind, alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, RECORDS[kind])
    saved(alice, clock)
    before = everything(alice, but=())
    clock.passes(days=40)
    batch = saved(alice, clock)
    assert outcomes(batch) == ["unchanged"]
    assert everything(alice, but=()) == before
    assert batch.counts["new"] == batch.counts["changed"] == 0


def test_the_same_row_is_known_after_the_contact_was_edited(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, bare(organisation="Puerto Digital"))
    saved(alice, clock)
    clock.passes(days=1)
    contact = Contact.objects.get()
    details = new_details(contact, name="Greta Lindqvist", organization="Canal House")
    contact_actions.update_contact(by=alice, contact=contact, version=1, details=details)
    assert outcomes(saved(alice, clock)) == ["unchanged"]
    assert Contact.objects.get().organization == "Canal House"


def new_details(contact: Contact, **changed: Any) -> Any:
    """What the edit form gives for a contact without addresses."""
    return Details(**{**{n: getattr(contact, n) for n in Details.COLUMNS}, **changed})


# --- Races ----------------------------------------------------------------------------------
def test_saving_twice_saves_once(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = ready(alice, clock)
    for _ in range(2):
        save_import(batch=batch, by=alice, now=clock())
    for _ in range(2):
        work.save(batch.pk, clock=clock)
    save_import(batch=batch, by=alice, now=clock())
    assert Contact.objects.count() == 1
    assert AuditEvent.objects.filter(verb="import_save").count() == 1


def test_an_edit_in_between_is_planned_again(alice, clock, monkeypatch) -> None:
    maria = new_contact(alice, "Greta One", linkedin_url="https://www.linkedin.com/in/greta-1")
    read_as(monkeypatch, person(1, city="Malmö"))
    write, edits = saving._write, []

    def edit_then_write(hold, prepared) -> None:
        if not edits:
            details = new_details(maria, city="Lund")
            edits.append(
                contact_actions.update_contact(by=alice, contact=maria, version=1, details=details)
            )
        write(hold, prepared)

    monkeypatch.setattr(saving, "_write", edit_then_write)
    assert outcomes(saved(alice, clock)) == ["updated"]
    stored = Contact.objects.get()
    assert (stored.city, stored.organization, stored.version) == ("Lund", "Puerto Digital", 3)


def test_edits_without_end_leave_it_to_the_next_attempt(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = ready(alice, clock)
    save_import(batch=batch, by=alice, now=clock())

    def always_late(hold, prepared) -> None:
        raise saving.Edited

    monkeypatch.setattr(saving, "_write", always_late)
    work.save(batch.pk, clock=clock)
    batch.refresh_from_db()
    assert (batch.status, batch.attempts) == ("saving", 1)
    assert clock() < batch.due_at < clock() + lease.LEASE


def test_a_failure_while_writing_leaves_nothing(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1, **FULL), person(2))
    batch = ready(alice, clock)
    before = everything(alice, but=())
    save_import(batch=batch, by=alice, now=clock())

    def fail(*arguments) -> None:
        raise RuntimeError

    monkeypatch.setattr(saving, "_note", fail)
    work.save(batch.pk, clock=clock)
    assert everything(alice, but=()) == before
    assert ImportFile.objects.filter(batch=batch).exists()


def test_a_worker_that_lost_its_lease_writes_nothing(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = ready(alice, clock)
    save_import(batch=batch, by=alice, now=clock())
    slow = lease.claim(batch.pk, "saving", clock)
    clock.passes(minutes=2)
    work.save(batch.pk, clock=clock)
    with pytest.raises(lease.Lost):
        saving.save(slow)
    assert Contact.objects.count() == 1


def test_with_too_many_contacts_nobody_is_added(alice, clock, monkeypatch, settings) -> None:
    read_as(monkeypatch, person(1), person(2))
    batch = ready(alice, clock)
    save_import(batch=batch, by=alice, now=clock())
    settings.CONTACTS_PER_USER = 1
    work.save(batch.pk, clock=clock)
    batch.refresh_from_db()
    assert (batch.status, batch.file_error) == ("refused", "too_many_contacts")
    assert not Contact.objects.exists()


def test_strangers_people_are_not_known(alice, charlie, clock, monkeypatch) -> None:
    new_contact(charlie, "Greta One", linkedin_url="https://www.linkedin.com/in/greta-1")
    theirs = everything(charlie, but=())
    read_as(monkeypatch, person(1))
    assert outcomes(saved(alice, clock)) == ["added"]
    assert everything(charlie, but=()) == theirs


def test_queries_do_not_grow_with_the_rows(alice, clock, monkeypatch) -> None:
    counted = []
    for many in (1, 3):
        people = [person(n, emails=(f"g{n}@example.org",), city="Malmö") for n in range(many)]
        read_as(monkeypatch, *people)
        batch = ready(alice, clock)
        save_import(batch=batch, by=alice, now=clock())
        with CaptureQueriesContext(connection) as queries:
            work.save(batch.pk, clock=clock)
        counted.append(len(queries))
        Contact.objects.all().delete()
    assert counted[0] == counted[1]


def test_words_of_a_changed_contact_are_found(alice, clock, monkeypatch) -> None:
    new_contact(alice, "Greta One", linkedin_url="https://www.linkedin.com/in/greta-1")
    read_as(monkeypatch, person(1, emails=("greta@example.org",)))
    saved(alice, clock)
    assert ContactEmail.objects.get().address == "greta@example.org"
    assert ContactWord.objects.filter(word__in=["puerto", "@greta@example.org"]).count() == 2


def test_created_at_is_when_it_was_saved(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    saved(alice, clock)
    assert Contact.objects.get().created_at == datetime(2026, 11, 26, 15, tzinfo=UTC)


# --- People who asked to be removed -------------------------------------------------------------
def test_P11_somebody_who_was_removed_is_refused_and_the_report_says_why(
    alice, clock, monkeypatch
) -> None:
    removed.remember(address="greta@example.org", now=clock())
    read_as(monkeypatch, person(1, emails=("Greta@example.org",)), person(2))
    batch = saved(alice, clock)
    assert list(Contact.objects.values_list("name", flat=True)) == ["Greta Person2"]
    row = batch.rows.get(has_problems=True)
    assert in_words(row).startswith("This person asked to be removed from this site")
    assert (row.record, row.cells, row.contact) == ({}, [], None)
    assert b"reta@" not in problem_rows(batch)


def test_P11_who_asks_between_the_preview_and_saving_is_refused_too(
    alice, clock, monkeypatch
) -> None:
    read_as(monkeypatch, person(1, emails=("greta@example.org",)), person(2))
    batch = ready(alice, clock)
    removed.remember(address="greta@example.org", now=clock())
    save_import(batch=batch, by=alice, now=clock())
    work.save(batch.pk, clock=clock)
    assert list(Contact.objects.values_list("name", flat=True)) == ["Greta Person2"]
    assert outcomes(batch) == ["skipped", "added"]


def test_P11_our_own_export_does_not_fill_somebody_who_was_removed(
    alice, clock, monkeypatch
) -> None:
    greta = new_contact(alice, "Greta", email="greta@example.org")
    erase(key="greta@example.org", now=clock())
    read_as(monkeypatch, person(1, uid=f"urn:uuid:{greta.pk}", phones=("613 562 5800",)))
    saved(alice, clock)
    greta = Contact.objects.get()
    assert (greta.name, greta.phones.count()) == ("Removed at their request", 0)

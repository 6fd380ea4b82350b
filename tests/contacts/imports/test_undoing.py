"""Undoing: the tables are as before, but for what somebody has touched since."""

import pytest
from django.utils import timezone

from contacts import actions as contact_actions
from contacts.details import Details
from contacts.imports import undoing
from contacts.imports.queries import kept_fields, kept_people
from contacts.models import Contact, ContactWord, Encounter, ImportBatch, ImportRow, Merge, Tag
from outreach.actions.drafts import start_outreach
from outreach.actions.merging import merge_contacts, part_contacts
from outreach.models import Suggestion
from tests.contacts.imports.files import bare, everything, person, read_as, saved, undone
from tests.contacts.imports.test_saving import FULL
from tests.contacts.people import new_contact

GRETA = "https://www.linkedin.com/in/greta-1"
STILL = ("updated_at", "version", "idle_since")


def edit(contact: Contact, **changed) -> None:
    """Its owner edits a contact, which keeps its addresses."""
    contact = Contact.objects.get(pk=contact.pk)
    values = {name: getattr(contact, name) for name in Details.COLUMNS}
    lists = {"emails": tuple(contact.emails.all()), "phones": tuple(contact.phones.all())}
    tags = tuple(tag.name for tag in contact.tags.all())
    contact_actions.update_contact(
        by=contact.owner,
        contact=contact,
        version=contact.version,
        details=Details(**{**values, **lists, "tags": tags, **changed}),
    )


def kept_of(batch: ImportBatch) -> list[list[str]]:
    """What stayed, of each row."""
    return [kept_fields(row) for row in kept_people(batch)]


def test_undoing_leaves_the_tables_as_before(alice, clock, monkeypatch) -> None:
    known = new_contact(
        alice,
        "Greta Person1",
        linkedin_url=GRETA,
        email="old@example.org",
        tags=("uni",),
        last="2015",
        notes="Mine.",
    )
    Tag.objects.create(owner=alice, name="nobody has this one")
    before = everything(alice, but=STILL)
    read_as(monkeypatch, person(1, **FULL), person(2, **FULL), bare(3))
    batch = undone(saved(alice, clock, tag="LinkedIn"), clock)
    assert everything(alice, but=STILL) == before
    assert Contact.objects.get().version == known.version + 2
    assert (batch.status, batch.undone_at) == ("undone", clock())
    assert [batch.counts[name] for name in ("removed", "restored", "kept")] == [2, 1, 0]


def test_a_job_is_as_before_and_follows_the_next_file_again(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    saved(alice, clock)
    before = everything(alice, but=STILL)
    for _ in range(2):
        read_as(monkeypatch, person(1, organisation="Volta Energy"))
        batch = saved(alice, clock)
        assert batch.counts["updated"] == 1
        undone(batch, clock)
        assert everything(alice, but=STILL) == before


def test_imports_are_undone_one_after_the_other(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    first = saved(alice, clock)
    read_as(monkeypatch, person(1, **FULL), person(2))
    second = saved(alice, clock)
    undone(second, clock)
    undone(first, clock)
    assert not Contact.objects.exists()
    assert not ContactWord.objects.exists()


def test_the_first_of_two_imports_leaves_what_the_second_changed(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    first = saved(alice, clock)
    read_as(monkeypatch, person(1, city="Malmö"))
    saved(alice, clock)
    undone(first, clock)
    assert Contact.objects.get().city == "Malmö"


def test_somebody_brought_back_goes_into_the_trash_again(alice, clock, monkeypatch) -> None:
    greta = new_contact(alice, "Greta Person1", linkedin_url=GRETA)
    contact_actions.move_to_trash(contact=greta, now=clock(), by=alice)
    read_as(monkeypatch, person(1))
    undone(saved(alice, clock, choices={1: "update"}), clock)
    assert Contact.objects.get().trashed_at == clock()


# --- What somebody has touched --------------------------------------------------------------
def mark(contact, clock) -> None:
    contact_actions.set_do_not_contact(contact=contact, now=clock(), by=contact.owner)


def meet(contact, clock) -> None:
    contact_actions.mark_in_touch(contact=contact, today=clock().date(), by=contact.owner)


def write_to(contact, clock) -> None:
    today = clock().date()
    start_outreach(user=contact.owner, contact=contact, key=contact.pk, today=today)


def put_aside(contact, clock) -> None:
    Suggestion.objects.create(owner=contact.owner, contact=contact, dismissed_at=clock())


def rename(contact, clock) -> None:
    edit(contact, name="Greta Lindqvist")


def tag(contact, clock) -> None:
    edit(contact, tags=("friends",))


def change_encounter(contact, clock) -> None:
    encounter = Encounter.objects.get()
    contact_actions.change_encounter(
        encounter=encounter,
        kind="met",
        on=encounter.on,
        precision=encounter.precision,
        note="",
        by=contact.owner,
    )


TOUCHES = [mark, meet, write_to, put_aside, rename, tag, change_encounter]


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_contact_that_was_touched_stays_and_is_listed(touch, alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1, last_contact="2019"), person(2))
    batch = saved(alice, clock)
    touch(Contact.objects.get(name="Greta Person1"), clock)
    undone(batch, clock)
    assert Contact.objects.get().linkedin_url == GRETA
    assert kept_of(batch) == [["contact"]]
    assert batch.counts == {**batch.counts, "removed": 1, "kept": 1}


def test_an_edit_that_was_taken_back_is_none(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = saved(alice, clock)
    edit(Contact.objects.get(), city="Lund")
    edit(Contact.objects.get(), city="")
    undone(batch, clock)
    assert not Contact.objects.exists()


def test_a_tag_with_another_name_is_no_touch(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = saved(alice, clock, tag="linkedin")
    contact_actions.rename_tag(tag=Tag.objects.get(), name="From LinkedIn", by=alice)
    undone(batch, clock)
    assert not Contact.objects.exists()
    assert not Tag.objects.exists()


def test_a_field_edited_since_stays_and_the_others_go_back(alice, clock, monkeypatch) -> None:
    greta = new_contact(alice, "Greta Person1", linkedin_url=GRETA)
    read_as(monkeypatch, person(1, city="Malmö", country="Sweden"))
    batch = saved(alice, clock)
    edit(greta, city="Lund")
    undone(batch, clock)
    stored = Contact.objects.get()
    assert (stored.city, stored.country, stored.organization) == ("Lund", "", "")
    assert kept_of(batch) == [["city"]]


def test_addresses_edited_since_stay(alice, clock, monkeypatch) -> None:
    greta = new_contact(alice, "Greta Person1", linkedin_url=GRETA, email="old@example.org")
    read_as(monkeypatch, person(1, emails=("new@example.org",)))
    batch = saved(alice, clock)
    Contact.objects.get().emails.get(address="old@example.org").delete()
    undone(batch, clock)
    assert list(greta.emails.values_list("address", flat=True)) == ["new@example.org"]
    assert kept_of(batch) == [["emails"]]


def test_a_contact_deleted_since_is_no_trouble(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1), person(2))
    batch = saved(alice, clock)
    Contact.objects.get(name="Greta Person1").delete()
    undone(batch, clock)
    assert batch.counts["removed"] == 1
    assert not Contact.objects.exists()


def test_the_contacts_of_a_stranger_stay(alice, charlie, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = saved(alice, clock)
    ImportRow.objects.update(contact=new_contact(charlie, "Secret Person"))
    undone(batch, clock)
    assert Contact.objects.filter(owner=charlie).count() == 1


def test_every_table_that_points_at_a_contact_is_told_apart() -> None:
    """A new one is somebody's touch, unless it is named as a part of the contact."""
    others = {f"{model._meta.label_lower}.{key}" for model, key in undoing._others()}
    assert others == {
        "contacts.merge.kept",
        "contacts.merge.dropped",
        "outreach.accessitem.contact",
        "outreach.contest.contact",
        "outreach.leaving.contact",
        "outreach.outreach.contact",
        "outreach.suggestion.contact",
    }


def test_a_failure_half_way_changes_nothing(alice, clock, monkeypatch) -> None:
    new_contact(alice, "Greta Person1", linkedin_url=GRETA)
    read_as(monkeypatch, person(1), person(2))
    batch = saved(alice, clock)
    before = everything(alice, but=())

    def fail(*arguments) -> None:
        raise RuntimeError

    monkeypatch.setattr(undoing, "_restore", fail)
    undone(batch, clock)
    assert everything(alice, but=()) == before
    batch.refresh_from_db()
    assert batch.status == "undoing"


# --- Merged since -----------------------------------------------------------------------------
def merged(kept: Contact, dropped: Contact) -> Merge:
    """The owner makes one contact of two."""
    kept, dropped = (Contact.objects.get(pk=contact.pk) for contact in (kept, dropped))
    versions = (kept.version, dropped.version)
    return merge_contacts(
        kept=kept, dropped=dropped, versions=versions, now=timezone.now(), by=kept.owner
    )


def test_what_the_kept_one_of_a_merge_had_of_its_own_is_not_undone(
    alice, clock, monkeypatch
) -> None:
    known = new_contact(alice, "Greta Person1", linkedin_url=GRETA)
    own = new_contact(
        alice,
        "Greta P.",
        email="greta@example.org",
        phone="613 562 5800",
        tags=("uni",),
        city="Oslo",
    )
    says = {"emails": ("greta@example.org",), "phones": ("613 562 5800",), "city": "Oslo"}
    read_as(monkeypatch, person(1, **says, tags=("uni",)))
    batch = saved(alice, clock)
    merged(own, known)
    before = everything(alice, but=STILL)
    undone(batch, clock)
    assert everything(alice, but=STILL) == before
    assert kept_of(batch) == [["contact"]]
    assert batch.counts["kept"] == 1


def test_who_took_somebody_up_before_the_import_is_as_before_it(alice, clock, monkeypatch) -> None:
    known = new_contact(alice, "Greta Person1", linkedin_url=GRETA)
    merged(known, new_contact(alice, "Greta P.", city="Oslo"))
    clock.passes(minutes=1)
    before = everything(alice, but=STILL)
    read_as(monkeypatch, person(1, country="Norway"))
    batch = undone(saved(alice, clock), clock)
    assert everything(alice, but=STILL) == before
    assert kept_of(batch) == []


def test_after_parting_again_an_import_is_undone_exactly(alice, clock, monkeypatch) -> None:
    known = new_contact(alice, "Greta Person1", linkedin_url=GRETA)
    own = new_contact(alice, "Greta P.", email="greta@example.org")
    before = everything(alice, but=STILL)
    read_as(monkeypatch, person(1, emails=("greta@example.org",), city="Oslo"))
    batch = saved(alice, clock)
    part_contacts(merge=merged(own, known), now=timezone.now(), by=alice)
    undone(batch, clock)
    assert everything(alice, but=STILL) == before

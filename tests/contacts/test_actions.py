"""Writes of contacts: whole or not at all, noted, and with silence in step with the history."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent
from contacts import actions
from contacts.details import Details
from contacts.exchange.dates import parse_remembered
from contacts.exchange.normalise import clean_email
from contacts.models import LONGEST_SILENCE, Contact, Encounter, Precision, Tag
from tests.contacts.people import TODAY, new_contact, stored

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def silence(contact: Contact) -> tuple[date | None, str, date]:
    """The contact's copy of its newest encounter."""
    row = stored(contact)
    return row["last_in_touch"], row["last_in_touch_precision"], row["silent_since"]


def verbs(target) -> list[str]:
    """What the audit trail says of an object."""
    events = AuditEvent.objects.filter(object_id=str(target.pk)).order_by("at")
    return [event.verb for event in events]


# --- Contacts -------------------------------------------------------------------------------
def test_a_contact_comes_with_all_its_rows(alice):
    contact = new_contact(
        alice, email="Maria@X.com", phone="613 562 5800", tags=("uni",), last="around 2019"
    )
    assert [(e.address, e.key) for e in contact.emails.all()] == [("Maria@X.com", "maria@x.com")]
    assert [p.key for p in contact.phones.all()] == ["+16135625800"]
    assert [tag.name for tag in contact.tags.all()] == ["uni"]
    assert silence(contact) == (date(2019, 7, 1), "around", date(2019, 7, 1))
    assert verbs(contact) == ["create"]


def test_an_unknown_silence_is_the_longest(alice):
    assert silence(new_contact(alice)) == (None, "", LONGEST_SILENCE)


def test_F2_the_same_key_twice_adds_once(alice):
    key = uuid4()
    first = actions.create_contact(owner=alice, details=Details(name="Maria"), key=key)
    second = actions.create_contact(owner=alice, details=Details(name="Other"), key=key)
    assert first.pk == second.pk == key
    assert Contact.objects.get().name == "Maria"


def test_F2_two_clicks_at_the_same_moment_add_once(alice, monkeypatch):
    key, write = uuid4(), actions._write_columns

    def beaten(contact, details):
        monkeypatch.undo()  # after this one looked, and before it writes, the other click is done
        actions.create_contact(owner=alice, details=Details(name="First"), key=key)
        return write(contact, details)

    monkeypatch.setattr(actions, "_write_columns", beaten)
    second = actions.create_contact(owner=alice, details=Details(name="Second"), key=key)
    assert (second.pk, Contact.objects.get().name) == (key, "First")


def test_B41_the_key_of_somebody_elses_contact_makes_a_new_one(alice, charlie):
    theirs = new_contact(charlie)
    before = stored(theirs)
    mine = actions.create_contact(owner=alice, details=Details(name="Mine"), key=theirs.pk)
    assert mine.pk != theirs.pk
    assert stored(theirs) == before


def test_an_edit_writes_what_changed_and_raises_the_version(alice):
    contact = new_contact(alice, email="a@x.com", tags=("uni",), organization="Acme")
    details = Details(name="Ana", organization="Acme", emails=(clean_email("b@x.com"),))
    changed = actions.update_contact(by=alice, contact=contact, version=1, details=details)
    assert (changed.name, changed.name_key, changed.version) == ("Ana", "ana", 2)
    assert [email.address for email in changed.emails.all()] == ["b@x.com"]
    assert list(changed.tags.all()) == []
    event = AuditEvent.objects.get(verb="update")
    assert event.fields == ["emails", "name", "tags"]


def test_F23_a_late_edit_changes_nothing(alice):
    contact = new_contact(alice)
    actions.update_contact(by=alice, contact=contact, version=1, details=Details(name="First"))
    before = stored(contact)
    with pytest.raises(actions.Stale) as stale:
        actions.update_contact(by=alice, contact=contact, version=1, details=Details(name="Late"))
    assert stale.value.contact.name == "First"
    assert stored(contact) == before


def test_an_edit_keeps_the_silence(alice):
    contact = new_contact(alice, last="2019-03")
    before = silence(contact)
    actions.update_contact(by=alice, contact=contact, version=1, details=Details(name="X"))
    assert silence(contact) == before


# --- Encounters -----------------------------------------------------------------------------
def record(contact: Contact, on: date, by, **fields) -> Encounter:
    return actions.record_encounter(
        contact=contact, kind=Encounter.Kind.MET, on=on, by=by, **fields
    )


def test_the_newest_encounter_ends_the_silence(alice):
    contact = new_contact(alice, last="2019")
    record(contact, date(2024, 5, 1), alice)
    record(contact, date(2022, 5, 1), alice)
    assert silence(contact) == (date(2024, 5, 1), "day", date(2024, 5, 1))


def test_removing_it_brings_the_one_before_back(alice):
    contact = new_contact(alice, last="around 2019")
    newest = record(contact, date(2024, 5, 1), alice)
    actions.remove_encounter(encounter=newest, by=alice)
    assert silence(contact) == (date(2019, 7, 1), "around", date(2019, 7, 1))


def test_removing_the_only_one_leaves_the_longest_silence(alice):
    contact = new_contact(alice, last="2019")
    actions.remove_encounter(encounter=contact.encounters.get(), by=alice)
    assert silence(contact) == (None, "", LONGEST_SILENCE)


def test_correcting_one_moves_the_silence(alice):
    contact = new_contact(alice, last="2019")
    actions.change_encounter(
        encounter=contact.encounters.get(),
        kind="call",
        on=date(2018, 3, 15),
        precision=Precision.MONTH,
        note="Rang",
        by=alice,
    )
    assert silence(contact) == (date(2018, 3, 15), "month", date(2018, 3, 15))


def test_one_tap_counts_once_a_day(alice):
    contact = new_contact(alice, last="2019")
    first, is_new = actions.mark_in_touch(contact=contact, today=TODAY, by=alice)
    second, is_second_new = actions.mark_in_touch(contact=contact, today=TODAY, by=alice)
    assert (is_new, is_second_new, first.pk) == (True, False, second.pk)
    assert silence(contact) == (TODAY, "day", TODAY)


def test_a_noted_call_today_does_not_swallow_the_tap(alice):
    contact = new_contact(alice)
    record(contact, TODAY, alice, note="Lunch")
    _, is_new = actions.mark_in_touch(contact=contact, today=TODAY, by=alice)
    assert is_new


def test_the_database_refuses_a_silence_out_of_step(alice):
    contact = new_contact(alice, last="2019")
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(silent_since=TODAY)


# --- Do not contact, trash ------------------------------------------------------------------
def test_do_not_contact_and_back(alice):
    contact = new_contact(alice)
    actions.set_do_not_contact(contact=contact, now=NOW, by=alice)
    actions.set_do_not_contact(contact=contact, now=NOW + timedelta(days=1), by=alice)
    assert stored(contact)["do_not_contact_at"] == NOW
    actions.lift_do_not_contact(contact=contact, by=alice)
    assert stored(contact)["do_not_contact_at"] is None
    assert verbs(contact) == ["create", "set_do_not_contact", "lift_do_not_contact"]


def test_trash_and_back_keeps_everything(alice):
    contact = new_contact(alice, email="a@x.com", tags=("uni",), last="2019")
    before = stored(contact)
    actions.move_to_trash(contact=contact, now=NOW, by=alice)
    assert list(Contact.objects.owned_by(alice).kept()) == []
    actions.restore(contact=contact, now=NOW, by=alice)
    assert stored(contact) == {**before, "kept_at": NOW}
    assert Contact.objects.get(pk=contact.pk).idle_since == NOW
    assert (contact.emails.count(), contact.tags.count(), contact.encounters.count()) == (1, 1, 1)


def test_P6_the_trash_is_emptied_after_thirty_days(alice):
    old, young, kept = (new_contact(alice, name) for name in ("Old", "Young", "Kept"))
    actions.move_to_trash(contact=old, now=NOW - timedelta(days=30), by=alice)
    actions.move_to_trash(contact=young, now=NOW - timedelta(days=29, hours=23), by=alice)
    assert actions.purge_trash(now=NOW) == 1
    assert set(Contact.objects.all()) == {young, kept}
    assert actions.purge_trash(now=NOW) == 0


def test_P6_the_trash_is_emptied_batch_by_batch(alice, monkeypatch):
    monkeypatch.setattr(actions, "PURGED_AT_ONCE", 2)
    for number in range(5):
        actions.move_to_trash(
            contact=new_contact(alice, f"Ann {number}"), now=NOW - timedelta(days=30), by=alice
        )
    assert actions.purge_trash(now=NOW) == 5
    assert AuditEvent.objects.filter(verb="purge").count() == 5


# --- Tags -----------------------------------------------------------------------------------
def words(contact: Contact) -> set[str]:
    return set(contact.words.values_list("word", flat=True))


def test_tags_are_shared_and_compared_folded(alice):
    first = new_contact(alice, "A B", tags=("Côté",))
    second = new_contact(alice, "C D", tags=("cote", "uni"))
    assert Tag.objects.filter(owner=alice).count() == 2
    assert set(first.tags.all()) < set(second.tags.all())


def test_two_users_have_their_own_tags(alice, charlie):
    mine, theirs = new_contact(alice, tags=("uni",)), new_contact(charlie, tags=("uni",))
    assert not set(mine.tags.all()) & set(theirs.tags.all())


def test_renaming_a_tag_renames_its_word(alice):
    contact = new_contact(alice, tags=("uni",))
    actions.rename_tag(tag=contact.tags.get(), name="École", by=alice)
    assert contact.tags.get().key == "ecole"
    assert "ecole" in words(contact)
    assert "uni" not in words(contact)


def test_renaming_to_another_tag_makes_them_one(alice):
    first = new_contact(alice, "A B", tags=("uni",))
    second = new_contact(alice, "C D", tags=("school", "uni"))
    kept = actions.rename_tag(tag=Tag.objects.get(key="uni"), name="School", by=alice)
    assert Tag.objects.get() == kept
    assert list(first.tags.all()) == list(second.tags.all()) == [kept]
    assert "school" in words(first)


@pytest.mark.parametrize("change", ["rename", "delete"])
def test_F23_a_form_from_before_a_tag_changed_is_stale(alice, change):
    contact = new_contact(alice, tags=("museums",))
    tag = Tag.objects.get()
    if change == "rename":
        actions.rename_tag(tag=tag, name="galleries", by=alice)
    else:
        actions.delete_tag(tag=tag, by=alice)
    details = Details(name=contact.name, tags=("museums",))
    with pytest.raises(actions.Stale):
        actions.update_contact(by=alice, contact=contact, version=contact.version, details=details)


def test_deleting_a_tag_keeps_its_contacts(alice):
    contact = new_contact(alice, tags=("uni",))
    actions.delete_tag(tag=contact.tags.get(), by=alice)
    assert Contact.objects.filter(pk=contact.pk).exists()
    assert "uni" not in words(contact)


def test_parsing_and_storing_agree_about_precision():
    pure = type(parse_remembered("2019", TODAY).precision)
    assert [one.value for one in pure] == Precision.values

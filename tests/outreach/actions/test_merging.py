"""Two contacts become one and two again: nothing is lost, nothing is left behind."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import AuditEvent
from contacts import actions
from contacts.details import Details
from contacts.exchange.normalise import clean_email
from contacts.models import Contact, DuplicatePair, Encounter, ImportBatch, ImportRow, Merge
from contacts.queries import chosen_contacts
from outreach.actions.merging import HANDLED, TooLate, TwoOpen, merge_contacts, part_contacts
from outreach.models import (
    AccessCase,
    AccessItem,
    Contest,
    Correction,
    Outreach,
    OutreachEvent,
    Promise,
    Suggestion,
)
from outreach.progress import Status
from tests.at_once import at_once
from tests.contacts.people import TODAY, new_contact
from tests.outreach.people import outreach_of, text_of

MONTH_AGO = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def maria(alice) -> Contact:
    """The one to keep."""
    return new_contact(
        alice,
        "Maria Santos",
        email="maria@example.org",
        organization="Museum",
        notes="Likes jazz.",
        tags=("uni",),
        last="2019",
    )


@pytest.fixture
def twin(alice, maria) -> Contact:
    """The same person once more, with one of everything that points at a contact."""
    twin = new_contact(
        alice,
        "M. Santos",
        email="maria.santos@example.com",
        phone="613 562 5800",
        organization="Gallery",
        position="Curator",
        notes="Met in Ottawa.",
        tags=("uni", "museums"),
        last="2021",
        linkedin_url="https://www.linkedin.com/in/maria",
    )
    actions.set_do_not_contact(contact=twin, now=MONTH_AGO, by=alice)
    Contact.objects.filter(pk=twin.pk).update(source_uid="urn:7", connected_on=date(2015, 3, 1))
    Contact.objects.filter(pk=twin.pk).update(
        rhythm_kept_on=date(2026, 3, 1), rhythm_snoozed_until=date(2027, 2, 1)
    )
    outreach = outreach_of(alice, Status.CLOSED, contact=twin)
    text_of(outreach, sent_at=timezone.now())
    Promise.objects.create(outreach=outreach, rhythm_months=6)
    Suggestion.objects.create(owner=alice, contact=twin, dismissed_at=MONTH_AGO)
    says = Correction.objects.create(key="maria.santos@example.com", says={"city": "Gatineau"})
    Contest.objects.create(correction=says, owner=alice, contact=twin, field="city")
    case = AccessCase.objects.create()
    AccessItem.objects.create(case=case, owner=alice, contact=twin, kind="notes", row=twin.pk)
    batch = ImportBatch.objects.create(owner=alice, status="done")
    ImportRow.objects.create(batch=batch, position=1, contact=twin, match=twin)
    third = new_contact(alice, "Mario Santos")
    first, second = sorted([third.pk, twin.pk])
    DuplicatePair.objects.create(
        owner=alice, first_id=first, second_id=second, status="distinct", reason="uid", strength=3
    )
    twin.refresh_from_db()
    return twin


def merge(kept: Contact, dropped: Contact, picks=(), **other) -> Merge:
    versions = (kept.version, dropped.version)
    options = {"versions": versions, "now": timezone.now(), "by": kept.owner, **other}
    return merge_contacts(kept=kept, dropped=dropped, picks=picks, **options)


def part(merge: Merge, now: datetime | None = None):
    stored = Merge.objects.get(pk=merge.pk)
    return part_contacts(merge=stored, now=now or timezone.now(), by=merge.owner)


VARYING = {"version", "updated_at", "idle_since"}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of contacts and outreaches, but for what counts the savings."""
    found = {}
    for app in ("contacts", "outreach"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            found[model._meta.label] = [
                {name: value for name, value in row.items() if name not in VARYING}
                for row in model._default_manager.order_by("pk").values()
            ]
    for rows in ("contacts.ContactWord", "contacts.Contact_tags"):
        # Written anew: the same words and tags under other numbers.
        found[rows] = sorted(
            ({k: v for k, v in row.items() if k != "id"} for row in found[rows]), key=str
        )
    return found


# --- Complete ---------------------------------------------------------------------------------
def test_every_column_that_points_at_a_contact_is_handled():
    """A new model that points at Contact fails here until a merge knows what to do with it."""
    relations = Contact._meta.get_fields(include_hidden=True)
    pointing = {
        f"{relation.related_model._meta.label_lower}.{relation.field.name}"
        for relation in relations
        if relation.auto_created and not relation.concrete and not relation.many_to_many
    }
    assert set(HANDLED) == pointing


def test_nothing_moved_is_left_with_the_dropped_one(maria, twin):
    merge(maria, twin)
    stays = {
        "contacts.contactword.contact",
        "contacts.contact_tags.contact",
        "contacts.merge.dropped",
    }
    left = {
        column
        for column in HANDLED
        for model, name in [column.rsplit(".", 1)]
        if apps.get_model(model)._default_manager.filter(**{name: twin}).exists()
    }
    assert left == stays


# --- What comes of it -------------------------------------------------------------------------
def test_the_kept_one_wins_and_what_it_lacks_is_filled(maria, twin):
    merge(maria, twin)
    maria.refresh_from_db()
    assert (maria.name, maria.organization, maria.position) == ("Maria Santos", "Museum", "Curator")
    assert maria.linkedin_url == "https://www.linkedin.com/in/maria"
    assert (maria.source_uid, maria.connected_on) == ("urn:7", date(2015, 3, 1))
    assert maria.notes == "Likes jazz.\n\nMet in Ottawa."


def test_what_was_kept_of_a_rhythm_and_put_off_is_the_later_of_both(maria, twin):
    Contact.objects.filter(pk=maria.pk).update(rhythm_kept_on=date(2026, 5, 1))
    merge(maria, twin)
    maria.refresh_from_db()
    assert maria.rhythm_kept_on == date(2026, 5, 1)
    assert maria.rhythm_snoozed_until == date(2027, 2, 1)


def test_a_field_can_be_taken_from_the_other(maria, twin):
    merge(maria, twin, picks={"organization", "relationship", "notes"})
    maria.refresh_from_db()
    assert (maria.name, maria.organization, maria.relationship) == ("Maria Santos", "Gallery", "")
    assert maria.notes == "Likes jazz.\n\nMet in Ottawa."


def test_addresses_numbers_tags_and_history_are_joined(maria, twin):
    merge(maria, twin)
    addresses = ["maria@example.org", "maria.santos@example.com"]
    assert [email.address for email in maria.emails.all()] == addresses
    assert [phone.number for phone in maria.phones.all()] == ["613 562 5800"]
    assert {tag.name for tag in maria.tags.all()} == {"uni", "museums"}
    assert [encounter.on.year for encounter in maria.encounters.all()] == [2021, 2019]
    maria.refresh_from_db()
    assert (maria.last_in_touch, maria.silent_since) == (date(2021, 7, 1), date(2021, 7, 1))


def test_an_address_both_have_is_there_once(alice, maria):
    twin = new_contact(alice, "M. S.", email="Maria@Example.org")
    merge(maria, twin)
    assert [email.address for email in maria.emails.all()] == ["maria@example.org"]


@pytest.mark.parametrize("marked", ["kept", "dropped", "both"])
def test_F24_do_not_contact_wins_if_either_has_it(alice, marked):
    at = {"kept": (MONTH_AGO, None), "dropped": (None, MONTH_AGO), "both": (MONTH_AGO, MONTH_AGO)}
    kept, dropped = new_contact(alice, "A B"), new_contact(alice, "C D")
    for contact, moment in zip((kept, dropped), at[marked], strict=True):
        Contact.objects.filter(pk=contact.pk).update(do_not_contact_at=moment)
    merge(kept, dropped)
    kept.refresh_from_db()
    assert kept.do_not_contact_at == MONTH_AGO


def test_F24_do_not_contact_stops_the_open_outreach_of_the_other(alice, maria, twin):
    outreach = outreach_of(alice, Status.SENT, contact=maria)
    assert outreach.next_step == "nudge"
    merge(maria, twin)
    outreach.refresh_from_db()
    assert outreach.next_step != "nudge"


def test_the_search_finds_the_words_of_both(alice, maria, twin):
    merge(maria, twin)
    for text in ("jazz", "ottawa", "maria.santos@example.com", "museums"):
        assert list(chosen_contacts(alice, {"q": text}, TODAY).rows) == [maria]


def test_the_dropped_one_is_out_of_sight_and_not_in_the_trash(alice, maria, twin):
    merge(maria, twin)
    mine = Contact.objects.owned_by(alice)
    assert twin not in mine.kept()
    assert twin not in mine.in_trash()


def test_whoever_was_told_apart_from_the_one_is_told_apart_from_the_other(maria, twin):
    third = Contact.objects.get(name="Mario Santos")
    merge(maria, twin)
    pair = DuplicatePair.objects.get()
    assert {pair.first_id, pair.second_id} == {maria.pk, third.pk}


def test_what_was_said_of_suggesting_the_kept_one_stays(alice, maria, twin):
    Suggestion.objects.create(owner=alice, contact=maria, snoozed_until=date(2027, 1, 1))
    merge(maria, twin)
    assert maria.suggestion.dismissed_at is None


def test_the_trail_names_fields_and_no_values(maria, twin):
    merge(maria, twin)
    event = AuditEvent.objects.get(verb="merge")
    assert event.object_id == str(maria.pk)
    assert {"notes", "position", "do_not_contact_at"} <= set(event.fields)
    assert "Curator" not in str(AuditEvent.objects.values_list("fields", flat=True))


# --- What stands in the way -------------------------------------------------------------------
def test_two_open_outreaches_are_not_made_one(alice, maria, twin):
    own = outreach_of(alice, Status.SENT, contact=maria)
    other = outreach_of(alice, Status.DRAFT, contact=twin)
    before = everything()
    with pytest.raises(TwoOpen) as refused:
        merge(maria, twin)
    assert (refused.value.kept, refused.value.dropped) == (own, other)
    assert everything() == before


@pytest.mark.parametrize("which", [0, 1])
def test_F23_a_contact_changed_since_the_page_was_made_is_not_merged(maria, twin, which):
    versions = [maria.version, twin.version]
    versions[which] -= 1
    before = everything()
    with pytest.raises(actions.Stale):
        merge(maria, twin, versions=tuple(versions))
    assert everything() == before


@pytest.mark.parametrize("which", ["maria", "twin"])
def test_nobody_in_the_trash_is_merged(request, maria, twin, which):
    Contact.objects.filter(pk=request.getfixturevalue(which).pk).update(trashed_at=MONTH_AGO)
    with pytest.raises(actions.Stale):
        merge(maria, twin)


def test_F23_what_was_planned_from_the_dropped_one_is_planned_anew(maria, twin):
    merge(maria, twin)
    assert Contact.objects.get(pk=twin.pk).version == twin.version + 1


def test_F21_a_second_click_gives_the_same_merge(maria, twin):
    first = merge(maria, twin)
    before = everything()
    assert merge(maria, twin) == first
    assert everything() == before


def test_the_other_way_round_comes_too_late(maria, twin):
    merge(maria, twin)
    with pytest.raises(actions.Stale):
        merge(twin, maria)


def test_F21_two_clicks_at_once_merge_once(file_database, alice, maria, twin):
    results = at_once(*[lambda: merge(maria, twin).pk] * 2)
    assert results == [Merge.objects.get().pk] * 2


# --- Undo -------------------------------------------------------------------------------------
def test_parting_gives_back_every_row(alice, maria, twin):
    outreach_of(alice, Status.SENT, contact=maria)
    before = everything()
    stays = part(merge(maria, twin, picks={"organization"}))
    assert everything() == before
    assert not stays


def test_parting_counts_the_version_on_so_that_an_old_page_is_refused(maria, twin):
    version = maria.version
    part(merge(maria, twin))
    maria.refresh_from_db()
    assert maria.version == version + 2


def test_what_was_changed_since_stays_with_the_kept_one(alice, maria, twin):
    made = merge(maria, twin)
    Contact.objects.filter(pk=maria.pk).update(position="Director")
    actions.record_encounter(contact=maria, kind="met", on=date(2026, 2, 1), by=alice)
    outreach_of(alice, Status.DRAFT, contact=maria)
    stays = part(made)
    maria.refresh_from_db()
    twin.refresh_from_db()
    assert (stays.fields, stays.encounters, stays.outreaches) == (["position"], 1, 1)
    assert (maria.position, maria.last_in_touch) == ("Director", date(2026, 2, 1))
    assert (twin.position, twin.last_in_touch) == ("Curator", date(2021, 7, 1))
    assert (maria.outreaches.count(), twin.outreaches.count()) == (1, 1)


def test_addresses_written_anew_since_go_back_too(alice, maria, twin):
    made = merge(maria, twin)
    maria.refresh_from_db()
    addresses = ("maria.santos@example.com", "new@example.org", "maria@example.org")
    details = Details(name="Maria Santos", emails=tuple(map(clean_email, addresses)))
    actions.update_contact(by=alice, contact=maria, version=maria.version, details=details)
    part(made)
    assert [email.address for email in twin.emails.all()] == ["maria.santos@example.com"]
    kept = {email.address for email in maria.emails.all()}
    assert kept == {"new@example.org", "maria@example.org"}


def test_an_answer_noted_since_goes_with_its_outreach(alice, maria, twin):
    made = merge(maria, twin)
    encounter = Encounter.objects.create(contact=maria, on=date(2026, 2, 1))
    OutreachEvent.objects.create(
        outreach=Outreach.objects.get(), old="closed", new="accepted", encounter=encounter
    )
    stays = part(made)
    encounter.refresh_from_db()
    assert encounter.contact_id == twin.pk
    assert stays.encounters == 0


def test_do_not_contact_stays_while_another_merged_one_has_it(alice, maria, twin):
    other = new_contact(alice, "Maria S.")
    actions.set_do_not_contact(contact=other, now=timezone.now(), by=alice)
    made = merge(maria, twin)
    maria.refresh_from_db()
    other.refresh_from_db()
    merge(maria, other)
    part(made)
    maria.refresh_from_db()
    assert maria.do_not_contact_at == other.do_not_contact_at


def test_F24_whoever_asked_since_not_to_be_contacted_neither_of_the_two_is(maria, alice):
    twin = new_contact(alice, "M. Santos")
    made = merge(maria, twin)
    actions.set_do_not_contact(contact=maria, now=timezone.now(), by=alice)
    part(made)
    twin.refresh_from_db()
    maria.refresh_from_db()
    assert twin.do_not_contact_at == maria.do_not_contact_at is not None


def test_F21_a_second_click_parts_nothing_more(alice, maria, twin):
    made = merge(maria, twin)
    part(made)
    maria.emails.create(address="maria.santos@example.com", key="maria.santos@example.com")
    before = everything()
    assert not part_contacts(merge=made, now=timezone.now(), by=alice)
    assert everything() == before


def test_merges_of_merges_part_in_the_reverse_order(alice, maria, twin):
    before = everything()
    inner = merge(twin, Contact.objects.get(name="Mario Santos"))
    twin.refresh_from_db()
    outer = merge(maria, twin)
    part(outer)
    part(inner)
    assert everything() == before


def test_after_30_days_it_is_too_late(maria, twin):
    made = merge(maria, twin)
    before = everything()
    with pytest.raises(TooLate):
        part(made, timezone.now() + timedelta(days=30, minutes=1))
    assert everything() == before


def test_P6_after_30_days_the_dropped_one_is_gone_and_the_kept_one_has_it_all(maria, twin):
    merge(maria, twin)
    actions.purge_trash(now=timezone.now() + timedelta(days=30, minutes=1))
    assert not Contact.objects.filter(pk=twin.pk).exists()
    assert Merge.objects.count() == 0
    assert maria.encounters.count() == 2
    assert maria.outreaches.get().promise.rhythm_months == 6

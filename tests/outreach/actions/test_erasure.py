"""Whoever asks to be removed is gone from every table at once (T14, P11)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from accounts.models import AuditEvent, User
from advising.models import (
    Advising,
    Comment,
    Emergency,
    EmergencyLook,
    Invitation,
    Look,
    Review,
    Share,
)
from contacts import removed
from contacts.models import (
    Contact,
    ContactEmail,
    ContactPhone,
    ContactWord,
    DuplicatePair,
    Encounter,
    ErasedAddress,
    ImportBatch,
    ImportFile,
    ImportRow,
    Merge,
    OptedOut,
    Tag,
)
from outreach.actions.erasure import erase
from outreach.actions.optouts import link_for
from outreach.actions.restoring import suppress_again
from outreach.models import (
    AccessCase,
    AccessItem,
    Contest,
    Correction,
    DataRequest,
    Delivery,
    Leaving,
    Message,
    OptOutLink,
    Outreach,
    OutreachEvent,
    Promise,
    Suggestion,
    SuppressedAddress,
    Takeout,
)
from outreach.progress import OPEN, Status
from outreach.suppression import hash_of, is_suppressed
from tests.contacts.people import new_contact
from tests.outreach.letters import letter_to, press
from tests.outreach.people import NOW, outreach_of, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "maria@example.org"
CANARY = "canary-7b1e"
REASONS_TO_STAY = {OptOutLink: "keyed hashes, and the link in a mail must work for ever"}
"""Models of whose columns nothing is emptied, and why."""
CODES = {"snoozed_step", "message_id", "reply_code", "groups"}
"""Columns that hold words of the program, never of people."""


# --- Everything that hangs on a contact -------------------------------------------------------
def hanging_on(root: type[models.Model]) -> set[type[models.Model]]:
    """Every model with a foreign key to a contact, or to something that has one."""
    found = {root}
    while True:
        more = {
            model
            for model in apps.get_models(include_auto_created=True)
            for field in model._meta.concrete_fields
            if field.is_relation and field.related_model in found
        }
        if more <= found:
            return found
        found |= more


MODELS = hanging_on(Contact)


def texts_of(model: type[models.Model]) -> Iterator[models.Field]:
    """The columns in which something about a person can stand."""
    for field in model._meta.concrete_fields:
        if field.is_relation or field.primary_key or field.choices or field.name in CODES:
            continue
        if isinstance(field, models.CharField | models.TextField | models.JSONField):
            yield field


def canary_for(field: models.Field) -> object:
    """As much of the canary as the column takes."""
    return {"says": CANARY} if isinstance(field, models.JSONField) else CANARY


def everything_about_maria(owner: User, advisor: User) -> Contact:
    """A row of every model that hangs on a contact."""
    maria = new_contact(owner, "Maria", email=ADDRESS)
    twin = new_contact(owner, "Maria's twin", email=ADDRESS)
    dropped = new_contact(owner, "Dropped")
    ContactPhone.objects.create(contact=maria, number="1", key="1")
    ContactWord.objects.create(owner=owner, contact=maria, word="maria")
    maria.tags.add(Tag.objects.create(owner=owner, name="museums"))
    Encounter.objects.create(contact=maria, on=NOW.date(), note="note")
    first, second = sorted([maria.pk, twin.pk])
    DuplicatePair.objects.create(
        owner=owner, first_id=first, second_id=second, reason="name", strength=1
    )
    Merge.objects.create(owner=owner, kept=maria, dropped=dropped)
    batch = ImportBatch.objects.create(owner=owner, status=ImportBatch.Status.DONE)
    ImportRow.objects.create(batch=batch, position=1, contact=maria, match=maria)
    ImportFile.objects.create(batch=batch, data=f"{CANARY},{ADDRESS}".encode())
    outreach = outreach_of(owner, Status.ACCEPTED, contact=maria)
    Promise.objects.create(outreach=outreach, rhythm_months=3)
    Suggestion.objects.create(owner=owner, contact=maria)
    theirs = Correction.objects.create(address=ADDRESS, key=ADDRESS, says={"name": CANARY})
    Contest.objects.create(correction=theirs, owner=owner, contact=maria, field="name")
    Leaving.objects.create(owner=owner, contact=maria, since=NOW, leaves_on=NOW.date())
    case = AccessCase.objects.create(address_hash=hash_of(ADDRESS), address=ADDRESS, key=ADDRESS)
    AccessItem.objects.create(
        case=case, owner=owner, contact=maria, kind="notes", row=maria.pk, decision="released"
    )
    message = text_of(outreach, sent_at=NOW, address=ADDRESS)
    link_for(message)
    _advised(owner, advisor, outreach, message)
    return maria


def _advised(owner: User, advisor: User, outreach: Outreach, message: Message) -> None:
    advising = Advising.objects.create(advisor=advisor, client=owner)
    ends_at = timezone.now() + timedelta(days=9)
    Share.objects.create(advising=advising, outreach=outreach, ends_at=ends_at)
    Look.objects.create(advising=advising, outreach=outreach)
    emergency = Emergency.objects.create(
        host=advisor, client=owner, reason="Stuck", opened_at=NOW, ends_at=NOW
    )
    EmergencyLook.objects.create(emergency=emergency, outreach=outreach, at=NOW)
    review = Review.objects.create(advising=advising, message=message)
    Comment.objects.create(review=review, author=advisor, body="Fine")
    Invitation.objects.create(advisor=advisor, email=ADDRESS)


def sown() -> set[str]:
    """The canary in every text column; gives the tables that have one."""
    tables = set()
    for model in MODELS - set(REASONS_TO_STAY):
        columns = {field.name: canary_for(field) for field in texts_of(model)}
        columns.pop("key", None) if model is ContactEmail else None
        if columns and model._default_manager.exists():
            model._default_manager.update(**columns)
            tables.add(model._meta.db_table)
    return tables


def found_in_tables(*needles: str) -> set[str]:
    """Every table of the database in which one of these words stands, in any column."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = " ".join(_plain(value) for row in cursor.fetchall() for value in row)
            if any(needle in rows for needle in needles):
                found.add(table)
    return found


def _plain(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return str(value)


@pytest.fixture
def anna(make_user) -> User:
    return make_user("anna@example.org", "Anna", is_staff=True)


@pytest.fixture
def maria(alice, anna) -> Contact:
    return everything_about_maria(alice, anna)


def test_T14_a_row_of_every_model_that_hangs_on_a_contact_is_in_the_trial(maria) -> None:
    assert {model for model in MODELS if not model._default_manager.exists()} == set()


def test_T14_afterwards_only_the_keyed_hash_is_in_the_database(maria) -> None:
    tables = sown()
    assert tables <= found_in_tables(CANARY)
    erase(key=ADDRESS, now=NOW)
    assert found_in_tables(CANARY, ADDRESS, "Maria") == set()
    kept = found_in_tables(hash_of(ADDRESS))
    assert kept == {
        model._meta.db_table for model in (SuppressedAddress, ErasedAddress, OptedOut, OptOutLink)
    }


def test_T14_in_every_account_and_in_the_trash(alice, charlie) -> None:
    new_contact(alice, "Maria Lopez", email=ADDRESS)
    trashed = new_contact(charlie, "M. Lopez", email=ADDRESS)
    Contact.objects.filter(pk=trashed.pk).update(trashed_at=NOW)
    assert erase(key=ADDRESS, now=NOW) == 2
    assert found_in_tables("Lopez", ADDRESS) == set()


def test_others_keep_what_they_have(alice) -> None:
    new_contact(alice, "Anna-Maria", email=f"anna-{ADDRESS}", notes="a note")
    batch = ImportBatch.objects.create(owner=alice, status=ImportBatch.Status.DONE)
    said = {"emails": [f"anna-{ADDRESS}", f"{ADDRESS}.example"]}
    ImportRow.objects.create(batch=batch, position=1, record=said)
    new_contact(alice, "Maria", email=ADDRESS)
    erase(key=ADDRESS, now=NOW)
    kept = Contact.objects.get(name="Anna-Maria")
    assert (kept.notes, kept.emails.count(), kept.do_not_contact) == ("a note", 1, False)
    assert ImportRow.objects.get().record == said


def test_P11_sending_stops_at_once(alice) -> None:
    message = letter_to(alice, "Maria")
    assert press(message, address=ADDRESS)
    erase(key=ADDRESS, now=NOW)
    message.refresh_from_db()
    assert (message.delivery, message.body, message.address) == (
        Delivery.CANCELLED,
        "Removed at their request",
        "",
    )
    assert is_suppressed(ADDRESS)


@pytest.mark.parametrize("status", sorted(OPEN))
def test_nothing_stays_open(alice, status) -> None:
    maria = new_contact(alice, "Maria", email=ADDRESS)
    outreach = outreach_of(alice, status, contact=maria, why_you="you know museums")
    erase(key=ADDRESS, now=NOW)
    outreach.refresh_from_db()
    closed = Status.DISCARDED if status == Status.DRAFT else Status.CLOSED
    assert (outreach.status, outreach.why_you, outreach.next_step) == (closed, "", "")
    assert outreach.events.last().new == closed


def test_twice_is_once(maria) -> None:
    erase(key=ADDRESS, now=NOW)
    events = AuditEvent.objects.count(), OutreachEvent.objects.count()
    assert erase(key=ADDRESS, now=NOW + timedelta(days=1)) == 0
    assert (AuditEvent.objects.count(), OutreachEvent.objects.count()) == events
    assert ErasedAddress.objects.get().at == NOW


def test_who_had_opted_out_before_is_known_as_removed(caplog, django_capture_on_commit_callbacks):
    SuppressedAddress.objects.create(address_hash=hash_of(ADDRESS), reason="opted_out")
    with caplog.at_level("INFO"), django_capture_on_commit_callbacks(execute=True):
        erase(key=ADDRESS, now=NOW)
    assert SuppressedAddress.objects.get().reason == SuppressedAddress.Reason.ERASED
    assert f"suppressed {hash_of(ADDRESS)}" in caplog.text


def test_the_trail_says_that_and_when_and_nothing_else(alice) -> None:
    maria = new_contact(alice, "Maria", email=ADDRESS)
    erase(key=ADDRESS, now=NOW)
    event = AuditEvent.objects.get(verb="erased")
    assert (event.object_id, event.actor, event.fields) == (str(maria.pk), None, [])


def test_open_links_to_the_data_end_with_it() -> None:
    DataRequest.objects.create(address=ADDRESS, key=ADDRESS)
    erase(key=ADDRESS, now=NOW)
    assert not DataRequest.objects.exists()


def test_the_owner_reads_the_stand_in_in_their_language(alice) -> None:
    User.objects.filter(pk=alice.pk).update(language="fr")
    maria = new_contact(alice, "Maria", email=ADDRESS)
    erase(key=ADDRESS, now=NOW)
    maria.refresh_from_db()
    assert maria.name == "Personne retirée à sa demande"


def test_F33_a_backup_that_is_put_back_knows_them_no_longer_either(alice) -> None:
    maria = new_contact(alice, "Maria", email=ADDRESS)
    new_contact(alice, "Ana", email="ana@example.org")
    line = f"2026-11-26 INFO suppressed {hash_of(ADDRESS)} abcd1234 erased"
    assert suppress_again(lines=[line], now=NOW) == 1
    maria.refresh_from_db()
    assert (maria.is_erased, maria.emails.count()) == (True, 0)
    assert Contact.objects.filter(erased_at=None).get().name == "Ana"


def test_F33_who_is_not_in_the_backup_is_refused_all_the_same() -> None:
    line = f"suppressed {hash_of(ADDRESS)} abcd1234 erased"
    suppress_again(lines=[line], now=NOW)
    assert removed.removed_among({ADDRESS}) == {ADDRESS}


def test_the_pages_of_what_was_written_still_open(alice, alice_client) -> None:
    outreach = outreach_of(alice, Status.SENT, contact=new_contact(alice, "Maria", email=ADDRESS))
    text_of(outreach, sent_at=NOW, address=ADDRESS)
    erase(key=ADDRESS, now=NOW)
    for page in (f"/outreach/{outreach.pk}/", f"/contacts/{outreach.contact_id}/", "/outreach/"):
        assert alice_client.get(page).status_code == 200


def test_T14_an_export_that_names_them_is_gone_and_those_of_others_stay(alice, charlie) -> None:
    new_contact(alice, "Maria", email=ADDRESS)
    for owner in (alice, charlie):
        Takeout.objects.create(owner=owner)
    erase(key=ADDRESS, now=NOW)
    assert Takeout.objects.get().owner == charlie

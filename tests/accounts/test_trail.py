"""The database itself keeps the trail: it is added to, and hardly anything else (ASVS 16.4)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent

EVENTS = AuditEvent._base_manager
"""Not the one of the model, which refuses by itself."""


@pytest.fixture
def event(alice, charlie) -> AuditEvent:
    """What Alice did just now."""
    audit.record(actor=alice, verb="changed", target=charlie, fields=["role"])
    return AuditEvent.objects.get()


def of_days_ago(days: int, **fields) -> AuditEvent:
    """An event that is so many days old."""
    at = timezone.now() - timedelta(days=days)
    return AuditEvent.objects.create(verb="old", object_type="x", object_id="1", at=at, **fields)


@pytest.mark.parametrize(
    "changed",
    [
        {"verb": "x"},
        {"object_type": "x"},
        {"object_id": "x"},
        {"fields": []},
        {"at": timezone.now() - timedelta(days=400)},
        {"verb": "x", "actor": None},
    ],
    ids=lambda changed: "+".join(changed),
)
def test_no_column_of_an_event_changes(event, changed) -> None:
    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        EVENTS.update(**changed)
    assert EVENTS.values().get() == {**EVENTS.values().get(), **vars_of(event)}


def vars_of(event: AuditEvent) -> dict[str, object]:
    """The columns as they were."""
    return {field.attname: getattr(event, field.attname) for field in event._meta.concrete_fields}


def test_nobody_else_has_done_it(event, charlie) -> None:
    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        EVENTS.update(actor=charlie)


def test_who_did_it_may_become_nobody(event, alice) -> None:
    alice.delete()
    assert (EVENTS.get().actor, EVENTS.get().verb) == (None, "changed")


def test_what_is_younger_than_30_days_is_not_deleted(event) -> None:
    of_days_ago(29)
    with pytest.raises(IntegrityError, match="cannot be deleted"), transaction.atomic():
        EVENTS.filter(verb="old").delete()
    with pytest.raises(IntegrityError, match="cannot be deleted"), transaction.atomic():
        EVENTS.all().delete()
    assert EVENTS.count() == 2


def test_P6_what_is_older_may_go(event) -> None:
    of_days_ago(31)
    EVENTS.filter(verb="old").delete()
    assert EVENTS.get() == event


def test_the_table_is_not_emptied_at_once(event) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    connection.check_constraints()  # what is deferred is done: PostgreSQL would refuse for that
    with pytest.raises(IntegrityError, match="cannot be deleted"), transaction.atomic():
        connection.cursor().execute("TRUNCATE accounts_auditevent")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", [1, 2])
def test_tests_with_transactions_of_their_own_begin_with_an_empty_trail(again) -> None:
    assert not EVENTS.exists()
    of_days_ago(0)


@pytest.mark.django_db(transaction=True)
def test_the_guard_stands_after_them(db) -> None:
    of_days_ago(0)
    with pytest.raises(IntegrityError, match="cannot be deleted"):
        EVENTS.all().delete()

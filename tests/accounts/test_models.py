"""Users and events."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError

from accounts import audit
from accounts.models import AuditEvent, User


def test_an_address_is_kept_in_small_letters(make_user):
    assert make_user("Zoe@Example.ORG", "Zoe").email == "zoe@example.org"


def test_two_accounts_never_share_an_address(alice):
    with pytest.raises(IntegrityError):
        User.objects.create(email="ALICE@example.org")


def test_a_user_needs_an_address(db):
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")


def test_the_local_date_follows_the_time_zone(alice):
    late = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
    assert alice.local_date(late) == date(2026, 2, 28)


@pytest.mark.parametrize("unknown", ["Mars/Olympus", "", "../etc/passwd", "America"])
def test_an_unknown_time_zone_falls_back_to_that_of_the_site(alice, unknown):
    alice.time_zone = unknown
    assert alice.zone.key == "America/Toronto"


def test_without_a_name_the_address_stands_in(alice):
    alice.display_name = ""
    assert (str(alice), alice.get_short_name()) == ("alice@example.org", "alice@example.org")


def test_an_event_keeps_names_of_fields_and_no_values(alice, charlie):
    audit.record(actor=alice, verb="changed", target=charlie, fields=["is_staff", "is_active"])
    event = AuditEvent.objects.get()
    assert (event.object_type, event.object_id) == ("user", str(charlie.pk))
    assert event.fields == ["is_active", "is_staff"]


def test_an_event_cannot_be_changed(alice):
    audit.record(actor=alice, verb="created", target=alice)
    with pytest.raises(TypeError):
        AuditEvent.objects.get().save()


def test_events_are_neither_changed_nor_deleted_together(alice):
    audit.record(actor=alice, verb="created", target=alice)
    with pytest.raises(TypeError):
        AuditEvent.objects.update(verb="x")
    with pytest.raises(TypeError):
        AuditEvent.objects.all().delete()
    with pytest.raises(TypeError):
        AuditEvent.objects.get().delete()
    assert AuditEvent.objects.get().verb == "created"


def test_an_event_outlives_who_did_it(alice, charlie):
    audit.record(actor=alice, verb="created", target=charlie)
    alice.delete()
    assert AuditEvent.objects.get().actor is None

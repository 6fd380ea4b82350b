"""How often data may be taken out, and how soon after a new password (T8, L11)."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.exports import NewPassword, TooManyExports, note_export, refusal
from accounts.models import AuditEvent
from tests.at_once import at_once

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def happened(user, verb: str, ago: timedelta, now: datetime = NOW, **fields) -> None:
    """Something in the trail, so long ago."""
    AuditEvent.objects.create(
        **{"actor": user, "object_type": "user", "object_id": str(user.pk), **fields},
        verb=verb,
        at=now - ago,
    )


def test_L11_the_fifth_passes_and_the_sixth_waits(alice) -> None:
    for hours in range(1, 5):
        happened(alice, "export", timedelta(hours=hours))
    assert refusal(alice, NOW) is None
    happened(alice, "export", timedelta(hours=23))
    refused = refusal(alice, NOW)
    assert type(refused) is TooManyExports
    assert refused.retry_at == NOW + timedelta(hours=1)


def test_L11_yesterday_does_not_count(alice) -> None:
    for _ in range(5):
        happened(alice, "export", timedelta(hours=24))
    assert refusal(alice, NOW) is None


def test_L11_what_others_do_does_not_count(alice, charlie) -> None:
    for _ in range(5):
        happened(charlie, "export", timedelta(hours=1))
        happened(alice, "export", timedelta(hours=1), actor=None)  # the host's command
        happened(alice, "update", timedelta(hours=1))
    assert refusal(alice, NOW) is None


def test_L11_the_host_may_allow_fewer(alice, settings) -> None:
    settings.EXPORTS_A_DAY = 1
    happened(alice, "export", timedelta(hours=1))
    assert type(refusal(alice, NOW)) is TooManyExports


def test_T8_a_new_password_by_mail_holds_exports_for_a_day(alice) -> None:
    happened(alice, "reset_password", timedelta(hours=23))
    refused = refusal(alice, NOW)
    assert type(refused) is NewPassword
    assert refused.retry_at == NOW + timedelta(hours=1)
    assert refusal(alice, NOW + timedelta(hours=1)) is None


def test_an_export_is_noted_without_content(alice) -> None:
    note_export(user=alice, now=NOW, what="contacts_csv")
    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.object_id) == (alice, "export", str(alice.pk))
    assert event.fields == ["contacts_csv"]


def test_what_is_refused_is_not_noted(alice) -> None:
    happened(alice, "reset_password", timedelta(hours=1))
    with pytest.raises(NewPassword):
        note_export(user=alice, now=NOW, what="account")
    assert AuditEvent.objects.filter(verb="export").count() == 0


def test_L11_of_eight_at_once_with_one_left_one_passes(file_database, alice) -> None:
    now, passed = timezone.now(), []
    for hours in range(1, 5):
        happened(alice, "export", timedelta(hours=hours), now)

    def export() -> None:
        with suppress(TooManyExports):
            note_export(user=alice, now=now, what="account")
            passed.append(1)

    at_once(*[export] * 8)
    assert passed == [1]

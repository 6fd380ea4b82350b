"""Pausing sending for everybody, or for one user (TRUST.md, L13)."""

import pytest

from accounts.models import AuditEvent
from outreach import pausing
from outreach.models import Sender, SiteSending
from tests.outreach.people import NOW

pytestmark = pytest.mark.django_db


def trail() -> list[tuple[str, str]]:
    """What the audit trail says of it."""
    return list(AuditEvent.objects.order_by("at").values_list("verb", "object_type"))


def test_L13_sending_is_open_at_first(alice):
    assert pausing.is_paused(alice) is False
    assert pausing.why_paused(alice) == ""


def test_L13_a_pause_of_the_site_is_one_of_everybody(alice, charlie):
    assert pausing.pause_all(by=charlie, now=NOW) is True

    assert pausing.is_paused(alice) is True
    assert pausing.why_paused(alice) == (
        "Sending from Reconnect is paused for everybody at the moment."
    )
    assert trail() == [("paused_sending", "sitesending")]


def test_L13_a_second_pause_changes_nothing(charlie):
    pausing.pause_all(by=charlie, now=NOW)

    assert pausing.pause_all(by=charlie, now=NOW) is False
    assert SiteSending.of_the_site().version == 1
    assert len(trail()) == 1


def test_L13_resuming_the_site_leaves_one_users_pause(alice, charlie):
    pausing.pause_all(by=None, now=NOW)
    pausing.pause_user(owner=alice, because=Sender.Paused.BOUNCES, by=None, now=NOW)

    assert pausing.resume_all(by=charlie) is True

    assert (pausing.is_paused(alice), pausing.is_paused(charlie)) == (True, False)
    assert pausing.why_paused(alice) == "Several of your messages came back."


def test_L13_the_first_reason_of_a_pause_stays(alice):
    pausing.pause_user(owner=alice, because=Sender.Paused.OPT_OUTS, by=None, now=NOW)

    again = pausing.pause_user(owner=alice, because=Sender.Paused.BY_HOST, by=None, now=NOW)

    assert again is False
    assert Sender.objects.get(owner=alice).paused_because == Sender.Paused.OPT_OUTS


def test_L13_a_user_is_released_with_a_trace(alice, charlie):
    pausing.pause_user(owner=alice, because=Sender.Paused.BY_HOST, by=charlie, now=NOW)

    assert pausing.resume_user(owner=alice, by=charlie) is True

    sender = Sender.objects.get(owner=alice)
    assert (sender.paused_at, sender.paused_because, sender.version) == (None, "", 2)
    assert trail() == [("paused_sending", "sender"), ("resumed_sending", "sender")]
    assert pausing.resume_user(owner=alice, by=charlie) is False

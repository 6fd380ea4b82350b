"""P6 and P20: the trail goes after twelve months, network addresses after thirty days."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts import retention
from accounts.models import AuditEvent, User
from accounts.periods import months_ago

NOW = timezone.now()


def event(at: datetime) -> AuditEvent:
    """Something done then."""
    return AuditEvent.objects.create(verb="see", object_type="contact", object_id="x", at=at)


@pytest.mark.parametrize(
    ("now", "months", "then"),
    [
        ((2027, 3, 31), 1, (2027, 2, 28)),
        ((2028, 2, 29), 12, (2027, 2, 28)),
        ((2029, 2, 28), 12, (2028, 2, 28)),
        ((2027, 1, 15), 12, (2026, 1, 15)),
    ],
)
def test_P6_months_are_those_of_the_calendar(now, months, then) -> None:
    assert months_ago(datetime(*now, 9, tzinfo=UTC), months) == datetime(*then, 9, tzinfo=UTC)


def test_P6_the_trail_is_forgotten_after_12_months(db) -> None:
    limit = months_ago(NOW, 12)
    event(limit - timedelta(seconds=1))
    young = event(limit)
    assert retention.forget_trail(now=NOW) == 1
    assert list(AuditEvent.objects.all()) == [young]
    assert retention.forget_trail(now=NOW) == 0


def test_P6_the_trail_goes_batch_by_batch(db, monkeypatch, django_assert_num_queries) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for days in range(5):
        event(NOW - timedelta(days=400 + days))
    with django_assert_num_queries(6):
        assert retention.forget_trail(now=NOW) == 5


def test_P17_a_host_may_keep_the_trail_for_a_shorter_time(db, settings) -> None:
    settings.KEEP_LOGS_MONTHS = 2
    event(NOW - timedelta(days=63))
    assert retention.forget_trail(now=NOW) == 1


def test_P6_so_is_the_log_of_the_panel(alice) -> None:
    of_users = ContentType.objects.get_for_model(User)
    for moment in (months_ago(NOW, 12) - timedelta(seconds=1), months_ago(NOW, 12)):
        LogEntry.objects.create(
            user=alice, content_type=of_users, action_flag=CHANGE, action_time=moment
        )
    assert retention.forget_panel_log(now=NOW) == 1
    assert LogEntry.objects.count() == 1


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="its planner says so in one word")
def test_P6_the_trail_is_found_by_age(db) -> None:
    old = AuditEvent._base_manager.filter(at__lt=NOW).order_by("at").values_list("pk")[:9]
    assert "audit_by_age" in old.explain()


def test_P20_network_addresses_are_cut_after_30_days(alice, settings) -> None:
    for key, days in (("old", 30), ("new", 29)):
        seen = NOW - timedelta(days=days)
        UserSession.objects.create(
            user=alice, session_key=key, ip="203.0.113.7", user_agent="x", last_seen_at=seen
        )
    assert retention.cut_addresses(now=NOW) == 1
    assert retention.cut_addresses(now=NOW) == 0
    kept = dict(UserSession.objects.values_list("session_key", "ip"))
    assert kept == {"old": retention.NO_ADDRESS, "new": "203.0.113.7"}


def test_P20_a_cut_address_is_not_shown_as_one(alice, alice_client) -> None:
    key = alice_client.session.session_key
    UserSession.objects.create(user=alice, session_key=key, ip="203.0.113.7", user_agent="x")
    assert "203.0.113.7" in alice_client.get("/account/sessions/").content.decode()
    UserSession.objects.update(ip=retention.NO_ADDRESS)
    page = alice_client.get("/account/sessions/").content.decode()
    assert "No longer kept" in page
    assert retention.NO_ADDRESS not in page


def test_P20_counters_that_have_expired_leave_the_table(db) -> None:
    cache.set("allauth:rl:login:ip:203.0.113.7", [1], 60)
    cache.set("lasts", 1, 3600)
    retention.clear_cache(now=timezone.now() + timedelta(minutes=5))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        assert [key for (key,) in cursor.fetchall()] == [":1:lasts"]

"""What is forgotten with time about those who sign in (TRUST.md, P6 and P20).

Network addresses stand in two places: with each sign-in, and in the keys by which attempts are
counted. Nothing else stores one.
"""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

from accounts.models import AuditEvent
from accounts.periods import months_ago

BATCH = 2000
NO_ADDRESS = "0.0.0.0"  # noqa: S104 (what stands where an address was)


def forget_trail(*, now: datetime) -> int:
    """Delete what was done so many months ago, by age alone; how many events.

    Batch by batch, so that whoever writes meanwhile does not wait for all of it.
    """
    old = AuditEvent._base_manager.filter(at__lt=months_ago(now, settings.KEEP_LOGS_MONTHS))
    forgotten = 0
    while some := list(old.order_by("at").values_list("pk", flat=True)[:BATCH]):
        deleted, _rows = AuditEvent._base_manager.filter(pk__in=some).delete()
        forgotten += deleted
        if len(some) < BATCH:
            break
    return forgotten


def forget_panel_log(*, now: datetime) -> int:
    """Delete the panel's own log as late as the trail; how many entries."""
    limit = months_ago(now, settings.KEEP_LOGS_MONTHS)
    deleted, _rows = LogEntry.objects.filter(action_time__lt=limit).delete()
    return int(deleted)


def cut_addresses(*, now: datetime) -> int:
    """Take the network address off sign-ins that still last; it was noted when they began."""
    limit = now - timedelta(days=settings.KEEP_IP_DAYS)
    noted = UserSession.objects.filter(last_seen_at__lte=limit).exclude(ip=NO_ADDRESS)
    return int(noted.update(ip=NO_ADDRESS))


def clear_cache(*, now: datetime) -> int:
    """What has expired in a cache that is a table: nobody reads it any more, but the names of
    counters hold network addresses. Redis does that by itself."""
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        return 0
    model = cache.cache_model_class
    connection = connections[router.db_for_write(model) or "default"]
    table = connection.ops.quote_name(model._meta.db_table)
    column = connection.ops.quote_name("expires")
    moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {column} < %s", [moment])  # noqa: S608 (ours)
        return max(int(cursor.rowcount), 0)

"""What load balancers and monitors ask; and how long work has been waiting."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from contacts.models import ImportBatch
from outreach.models import Delivery, Digest, DigestPlan
from reconnect_site import due
from tests.reconnect_site.test_background import noted

NOW = timezone.now()
MINUTE = timedelta(minutes=1)


def test_a_site_with_nothing_to_do_is_ready(client, db) -> None:
    response = client.get("/readyz")
    assert response.json() == {"status": "ok", "oldest_due_seconds": 0}


def test_it_is_ready_however_long_work_waits(client, in_queue) -> None:
    noted.enqueue("a")
    DBTaskResult.objects.update(enqueued_at=NOW - 90 * MINUTE)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["oldest_due_seconds"] >= 90 * 60


def test_with_migrations_to_come_it_is_not_ready(client, db, monkeypatch) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *arguments: ["one"])
    assert client.get("/readyz").status_code == 503


def an_import(alice, since) -> None:
    ImportBatch.objects.create(owner=alice, due_at=since)


def a_digest(alice, since) -> None:
    Digest.objects.create(
        owner=alice, local_date=NOW.date(), delivery=Delivery.QUEUED, due_at=since
    )


def a_plan(alice, since) -> None:
    DigestPlan.objects.create(owner=alice, due_at=since)


def a_task(alice, since) -> None:
    noted.enqueue("a")
    DBTaskResult.objects.update(enqueued_at=since)


@pytest.mark.parametrize("make", [an_import, a_digest, a_plan, a_task])
def test_the_oldest_work_counts_and_what_is_due_later_does_not(alice, in_queue, make) -> None:
    make(alice, NOW - 7 * MINUTE)
    assert due.oldest_age(now=NOW) == 420
    assert due.oldest_age(now=NOW - 8 * MINUTE) == 0


def test_what_is_done_is_not_due(alice, db) -> None:
    ImportBatch.objects.create(owner=alice, status=ImportBatch.Status.DONE, due_at=NOW - MINUTE)
    Digest.objects.create(
        owner=alice, local_date=NOW.date(), delivery=Delivery.SENT, due_at=NOW - MINUTE
    )
    assert due.oldest_age(now=NOW) == 0


def test_looking_is_cheap(db) -> None:
    with CaptureQueriesContext(connection) as queries:
        due.oldest_age(now=NOW)
    assert len(queries) == 5

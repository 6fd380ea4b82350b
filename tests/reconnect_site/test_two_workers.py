"""F5: several workers and several ticks on one database do everything once."""

from collections import Counter

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.models import AuditEvent
from contacts.imports import actions
from contacts.models import Contact, ImportBatch
from reconnect_site import tick as tick_module
from tests.at_once import at_once
from tests.outreach.delivery.mails import Clock, confirmed
from tests.outreach.people import contact_of, outreach_of
from tests.reconnect_site import chores
from tests.reconnect_site.processes import Process
from tests.smtp_server import Script, SmtpServer

TASKS = 40
CSV = b"Name,Email\nMaria Silva,maria@example.org\nOmar Haddad,omar@example.org\n"


@pytest.fixture
def workers(database_url, in_queue, tmp_path):
    """Two ``manage.py worker`` on one database."""
    command, here = ["-m", "django", "worker"], {"DATABASE_URL": database_url}
    with (
        Process(tmp_path / "one.log", *command, **here) as one,
        Process(tmp_path / "two.log", *command, **here) as other,
    ):
        yield one, other


def test_F5_two_workers_run_each_task_once_and_end_cleanly(workers, alice) -> None:
    for number in range(TASKS):
        chores.numbered.enqueue(str(alice.pk), number)
    batch = actions.start_import(owner=alice, data=CSV, filename="p.csv", now=timezone.now())
    workers[0].until(lambda: state_of(batch) == "ready" and not unfinished().exists())
    batch.refresh_from_db()
    actions.save_import(batch=batch, by=alice, now=timezone.now())
    workers[0].until(lambda: state_of(batch) == "done" and not unfinished().exists())
    done = AuditEvent.objects.filter(object_type="chore").values_list("verb", flat=True)
    assert Counter(done) == Counter(f"done {number}" for number in range(TASKS))
    assert Contact.objects.filter(owner=alice).count() == 2
    assert [worker.terminate() for worker in workers] == [0, 0]
    assert not unfinished().exists()


def test_F13_a_mail_server_that_hangs_holds_up_no_task(
    database_url, in_queue, alice, tmp_path
) -> None:
    confirmed(outreach_of(alice, contact=contact_of(alice)), Clock(timezone.now()))
    with SmtpServer(says=Script(silent_at="banner")) as server:
        here = {"DATABASE_URL": database_url, "EMAIL_URL": server.url}
        with Process(tmp_path / "log", "-m", "django", "worker", **here) as worker:
            worker.until(lambda: server.connections == 1)
            for number in range(5):
                chores.numbered.enqueue(str(alice.pk), number)
            worker.until(lambda: not unfinished().exists(), seconds=10)
            assert server.connections == 1  # it hangs still
    assert AuditEvent.objects.filter(object_type="chore").count() == 5


def unfinished():
    """Tasks that wait, run or failed."""
    return DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL)


def state_of(batch: ImportBatch) -> str:
    """The state of an import in the database."""
    return ImportBatch.objects.get(pk=batch.pk).status


def test_F5_four_ticks_at_once_do_the_work_of_a_day_once(file_database, monkeypatch) -> None:
    cache.clear()
    ran = []

    def daily(*, now) -> int:
        ran.append(now)
        return 1

    monkeypatch.setattr(tick_module, "DAILY", (daily,))

    now = timezone.now()
    at_once(*[lambda: tick_module.tick(now=now)] * 4)
    assert len(ran) == 1

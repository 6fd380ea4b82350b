"""F5: several workers and several ticks on one database do everything once."""

from collections import Counter

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.models import AuditEvent, User
from contacts.imports import actions
from contacts.models import Contact, ImportBatch
from outreach.models import Message
from reconnect_site import tick as tick_module
from tests.at_once import LONG, at_once
from tests.outreach.delivery.mails import Clock, confirmed, state
from tests.outreach.people import contact_of, outreach_of
from tests.reconnect_site import chores
from tests.reconnect_site.processes import Process
from tests.smtp_server import SmtpServer

TASKS = 40
PEOPLE = ("maria@example.org", "omar@example.org")
CSV = b"Name,Email\nMaria Silva,maria@example.org\nOmar Haddad,omar@example.org\n"


@pytest.fixture
def server():
    """The mail server of these workers."""
    with SmtpServer() as started:
        yield started


@pytest.fixture
def workers(database_url, in_queue, server, tmp_path):
    """Two ``manage.py worker`` on one database."""
    command = ["-m", "django", "worker"]
    here = {"DATABASE_URL": database_url, "EMAIL_URL": server.url}
    with (
        Process(tmp_path / "one.log", *command, **here) as one,
        Process(tmp_path / "two.log", *command, **here) as other,
    ):
        yield one, other


def test_F5_F34_two_workers_do_each_thing_once_and_end_cleanly(workers, server, alice) -> None:
    for number in range(TASKS):
        chores.numbered.enqueue(str(alice.pk), number)
    mails = mails_of(alice, 20)
    batch = actions.start_import(owner=alice, data=CSV, filename="p.csv", now=timezone.now())
    workers[0].until(lambda: state_of(batch) == "ready" and not unfinished().exists())
    batch.refresh_from_db()
    actions.save_import(batch=batch, by=alice, now=timezone.now())
    workers[0].until(lambda: state_of(batch) == "done" and not unfinished().exists())
    done = AuditEvent.objects.filter(object_type="chore").values_list("verb", flat=True)
    assert Counter(done) == Counter(f"done {number}" for number in range(TASKS))
    assert Contact.objects.filter(owner=alice, emails__address__in=PEOPLE).count() == 2
    assert server.wait_for(20)
    assert [worker.terminate() for worker in workers] == [0, 0]
    assert not unfinished().exists()
    assert Counter(server.recipients) == Counter(mails)
    assert set(Message.objects.values_list("delivery", flat=True)) == {"sent"}


def mails_of(user: User, count: int) -> list[str]:
    """So many messages that are due, and to whom."""
    clock, addresses = Clock(timezone.now()), [f"p{number}@example.org" for number in range(count)]
    for address in addresses:
        confirmed(outreach_of(user, contact=contact_of(user, address)), clock, address=address)
    return addresses


def test_F13_F34_a_mail_server_that_hangs_holds_up_no_task_and_is_waited_for_at_the_end(
    database_url, in_queue, server, alice, tmp_path
) -> None:
    message = confirmed(outreach_of(alice, contact=contact_of(alice)), Clock(timezone.now()))
    server.script(silent_at="done")
    here = {"DATABASE_URL": database_url, "EMAIL_URL": server.url}
    with Process(tmp_path / "log", "-m", "django", "worker", **here) as worker:
        assert server.wait_for(1)
        for number in range(5):
            chores.numbered.enqueue(str(alice.pk), number)
        worker.until(lambda: not unfinished().exists())
        assert state(message) == ("handing_over", "")  # it hangs still
        worker.process.terminate()
        server.behave()
        assert worker.process.wait(LONG) == 0
    assert state(message) == ("sent", "")
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

"""Tasks on Celery: a real worker process, a real Redis, the same database."""

import pytest
from django.utils import timezone

from accounts.models import AuditEvent, User
from contacts.imports import actions
from contacts.models import Contact, ImportBatch
from tests.at_once import LONG
from tests.reconnect_site import chores
from tests.reconnect_site.processes import Process

Status = ImportBatch.Status
CSV = b"Name,Email\nMaria Silva,maria@example.org\nSilva Maria,maria@museum.example\n"


def chores_of(user) -> list[str]:
    """What tasks noted for this user, in order."""
    notes = AuditEvent.objects.filter(object_type="chore", actor=user)
    return list(notes.order_by("at").values_list("verb", flat=True))


def status_of(batch: ImportBatch) -> str:
    """The state of an import in the database."""
    return ImportBatch.objects.get(pk=batch.pk).status


def test_one_worker_and_what_may_happen_to_it(celery_worker, alice) -> None:
    """One after the other with the same process: it takes long to start."""
    saves_an_import(celery_worker, alice)
    logs_a_failure_without_what_it_held(celery_worker, alice)
    does_again_what_was_killed(celery_worker, alice)
    finishes_the_task_in_hand_on_sigterm(celery_worker, alice)


def saves_an_import(worker: Process, alice: User) -> None:
    """Read, saved, and looked through for duplicates."""
    batch = actions.start_import(owner=alice, data=CSV, filename="p.csv", now=timezone.now())
    worker.until(lambda: status_of(batch) == Status.READY)
    batch.refresh_from_db()
    actions.save_import(batch=batch, by=alice, now=timezone.now())
    worker.until(lambda: status_of(batch) == Status.DONE)
    assert Contact.objects.filter(owner=alice).count() == 2
    worker.until(lambda: "contacts.tasks.find_duplicates begins" in worker.log.read_text())
    assert "maria" not in worker.log.read_text().lower()


def logs_a_failure_without_what_it_held(worker: Process, alice: User) -> None:
    """TRUST.md, P20."""
    chores.broken.enqueue(str(alice.pk))
    chores.done.enqueue(str(alice.pk))
    worker.until(lambda: chores_of(alice) == ["done"])
    assert "tests.reconnect_site.chores.broken: ValueError" in worker.log.read_text()
    assert alice.email not in worker.log.read_text()


def does_again_what_was_killed(worker: Process, alice: User) -> None:
    """TRUST.md, F3."""
    before = len(chores_of(alice))
    chores.killed_once.enqueue(str(alice.pk))
    chores.done.enqueue(str(alice.pk))
    worker.until(lambda: chores_of(alice)[before:].count("done") == 2)
    assert sorted(chores_of(alice)[before:]) == ["begun", "begun", "done", "done"]


def finishes_the_task_in_hand_on_sigterm(worker: Process, alice: User) -> None:
    """TRUST.md, F34: and takes no other."""
    before = len(chores_of(alice))
    chores.held.enqueue(str(alice.pk))
    chores.done.enqueue(str(alice.pk))
    worker.until(lambda: chores_of(alice)[before:] == ["begun"])
    worker.process.terminate()
    worker.until(lambda: "Warm shutdown" in worker.log.read_text())
    chores.trace(alice, "go on")
    assert worker.process.wait(LONG) == 0
    assert chores_of(alice)[before:] == ["begun", "go on", "done"]


@pytest.mark.django_db(transaction=True)
def test_only_tasks_are_run(on_celery) -> None:
    from reconnect_site.celery import run

    with pytest.raises(TypeError):
        run("os.getcwd", [], {})

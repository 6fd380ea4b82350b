"""Tasks on Celery: a real worker process, a real Redis, the same database."""

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from contacts.imports import actions
from contacts.models import Contact, ImportBatch
from tests.reconnect_site import chores

Status = ImportBatch.Status
CSV = b"Name,Email\nMaria Silva,maria@example.org\nSilva Maria,maria@museum.example\n"


def chores_of(user) -> list[str]:
    """What tasks noted for this user, in order."""
    notes = AuditEvent.objects.filter(object_type="chore", actor=user)
    return list(notes.order_by("at").values_list("verb", flat=True))


def status_of(batch: ImportBatch) -> str:
    """The state of an import in the database."""
    return ImportBatch.objects.get(pk=batch.pk).status


def test_an_import_is_read_saved_and_looked_through_on_celery(celery_worker, alice) -> None:
    log = celery_worker.log
    batch = actions.start_import(owner=alice, data=CSV, filename="p.csv", now=timezone.now())
    celery_worker.until(lambda: status_of(batch) == Status.READY)
    batch.refresh_from_db()
    actions.save_import(batch=batch, by=alice, now=timezone.now())
    celery_worker.until(lambda: status_of(batch) == Status.DONE)
    assert Contact.objects.filter(owner=alice).count() == 2
    celery_worker.until(lambda: "contacts.tasks.find_duplicates begins" in log.read_text())
    assert "maria" not in log.read_text().lower()


def test_F3_a_task_whose_process_was_killed_is_run_again(celery_worker, alice) -> None:
    chores.killed_once.enqueue(str(alice.pk))
    chores.done.enqueue(str(alice.pk))
    celery_worker.until(lambda: chores_of(alice).count("done") == 2)
    assert sorted(chores_of(alice)) == ["begun", "begun", "done", "done"]


def test_F34_on_sigterm_the_task_in_hand_is_finished(celery_worker, alice) -> None:
    chores.slow.enqueue(str(alice.pk))
    chores.done.enqueue(str(alice.pk))
    celery_worker.until(lambda: chores_of(alice) == ["begun"])
    assert celery_worker.terminate() == 0
    assert chores_of(alice) == ["begun", "done"]


def test_P20_a_failure_is_logged_without_what_it_held(celery_worker, alice) -> None:
    chores.broken.enqueue(str(alice.pk))
    chores.done.enqueue(str(alice.pk))
    log = celery_worker.log
    celery_worker.until(lambda: chores_of(alice) == ["done"])
    assert "tests.reconnect_site.chores.broken: ValueError" in log.read_text()
    assert alice.email not in log.read_text()


@pytest.mark.django_db(transaction=True)
def test_only_tasks_are_run(on_celery) -> None:
    from reconnect_site.celery import run

    with pytest.raises(TypeError):
        run("os.getcwd", [], {})

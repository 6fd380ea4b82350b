"""F31: whenever a worker is killed, all or nothing is saved; and two at once save once.

Real processes and threads over one database, on SQLite a file with the real settings.
"""

import os
import signal
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection

from contacts.exchange.record import Choices
from contacts.imports import actions, upkeep, work
from contacts.models import Contact, ContactWord, ImportBatch, ImportRow
from tests.at_once import at_once
from tests.contacts.imports.files import Clock, everything, outcomes, person, read_as, ready, saved
from tests.contacts.imports.test_saving import FULL

PEOPLE = [person(n, **{**FULL, "emails": (f"g{n}@example.org",)}) for n in range(1, 4)]


@pytest.fixture
def not_yet(settings) -> None:
    """Tasks are queued and wait."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def killed_at(job: Callable[..., None], batch: ImportBatch, statement: int, clock: Clock) -> bool:
    """Do the job in another process that is killed after so many statements; whether it was."""
    done = 0

    def kill(execute, sql, params, many, context) -> Any:
        nonlocal done
        result = execute(sql, params, many, context)
        done += 1
        if done == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    connection.close()
    child = os.fork()
    if child == 0:
        try:
            with connection.execute_wrapper(kill):
                job(batch.pk, clock=clock)
        finally:
            os._exit(0)
    _, ended = os.waitpid(child, 0)
    return os.WIFSIGNALED(ended)


def at_every_statement(job, batch: ImportBatch, clock: Clock, look: Callable[[], Any]) -> int:
    """Kill the job after its first statement, then after its second, until it comes to its end;
    what ``look`` sees must stay the same. How often it was killed."""
    before, status = look(), batch.status
    for statement in range(1, 500):
        if not killed_at(job, batch, statement, clock):
            return statement - 1
        batch.refresh_from_db()
        assert (batch.status, look()) == (status, before), f"killed at statement {statement}"
        ImportBatch.objects.update(attempts=0, due_at=clock())
    raise AssertionError("It never came to an end.")


def test_F31_a_killed_import_leaves_all_or_nothing(
    file_database, not_yet, alice, clock, monkeypatch
) -> None:
    read_as(monkeypatch, *PEOPLE)
    batch = ready(alice, clock)
    actions.save_import(batch=batch, by=alice, now=clock())
    assert at_every_statement(work.save, batch, clock, partial(everything, alice, but=())) > 15
    batch.refresh_from_db()
    assert (batch.status, outcomes(batch)) == ("done", ["added"] * 3)
    assert Contact.objects.filter(emails__isnull=False, words__word="greta").count() == 3
    assert outcomes(saved(alice, clock)) == ["unchanged"] * 3


def test_F31_a_killed_undo_leaves_all_or_nothing(
    file_database, not_yet, alice, clock, monkeypatch
) -> None:
    read_as(monkeypatch, PEOPLE[0])
    saved(alice, clock)
    read_as(monkeypatch, person(1, **FULL, organisation="Museum"), *PEOPLE[1:])
    batch = saved(alice, clock)
    actions.undo_import(batch=batch, by=alice, now=clock())
    assert at_every_statement(work.undo, batch, clock, partial(everything, alice, but=())) > 15
    batch.refresh_from_db()
    assert (batch.status, Contact.objects.count()) == ("undone", 1)


def test_F31_a_killed_reader_leaves_it_to_the_tick(
    file_database, alice, clock, monkeypatch
) -> None:
    read_as(monkeypatch, *PEOPLE)
    batch = actions.new_batch(owner=alice, data=b"", filename="", now=clock())
    assert at_every_statement(work.read, batch, clock, ImportRow.objects.count) > 3
    assert batch.rows.count() == 3
    ImportBatch.objects.update(status="reading", due_at=clock())
    assert killed_at(work.read, batch, 3, clock)
    upkeep.take_up_imports(now=clock.passes(minutes=2))
    batch.refresh_from_db()
    assert (batch.status, batch.rows.count()) == ("ready", 3)


# --- Two at once ----------------------------------------------------------------------------
def done_or_refused(job: Callable[[], ImportBatch]) -> ImportBatch | Exception:
    """What it gives, or how it is refused."""
    try:
        return job()
    except (actions.OneAtATime, actions.NotReady, actions.TooLate) as refused:
        return refused


def test_two_workers_save_once(file_database, not_yet, alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, *PEOPLE)
    batch = ready(alice, clock)
    actions.save_import(batch=batch, by=alice, now=clock())
    job = partial(work.save, batch.pk, clock=clock)
    assert at_once(job, job, job) == [None] * 3
    batch.refresh_from_db()
    assert (batch.status, Contact.objects.count()) == ("done", 3)
    assert not ContactWord.objects.filter(contact=None).exists()


def test_two_tabs_that_press_save_save_once(file_database, alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, *PEOPLE)
    batch = ready(alice, clock)

    def press() -> str:
        """One of the two, who has its own copy of the import."""
        mine = ImportBatch.objects.get(pk=batch.pk)
        return actions.save_import(batch=mine, by=alice, now=clock()).status

    assert set(at_once(press, press)) <= {"saving", "done"}
    batch.refresh_from_db()
    assert (batch.status, Contact.objects.count()) == ("done", 3)


def test_two_tabs_that_send_a_file_open_one_import(
    file_database, alice, clock, monkeypatch
) -> None:
    read_as(monkeypatch, *PEOPLE)

    send = partial(actions.start_import, owner=alice, data=b"x", filename="a.csv", now=clock())
    found = at_once(*[partial(done_or_refused, send)] * 3)
    batch = ImportBatch.objects.get()
    assert sum(isinstance(one, ImportBatch) for one in found) == 1
    refused = [one for one in found if isinstance(one, actions.OneAtATime)]
    assert [one.batch for one in refused] == [batch, batch]


@pytest.mark.parametrize("other", ["cancel", "read_again"])
def test_save_and_another_press_at_once_have_one_winner(
    other, file_database, not_yet, alice, clock, monkeypatch
) -> None:
    read_as(monkeypatch, *PEOPLE)
    batch = ready(alice, clock)
    mine = ImportBatch.objects.get(pk=batch.pk)
    save = partial(actions.save_import, batch=batch, by=alice, now=clock())
    again = partial(actions.read_again, choices=Choices(), now=clock())
    others = {"cancel": actions.cancel_import, "read_again": again}
    rival = partial(others[other], batch=mine, by=alice)
    found = at_once(partial(done_or_refused, save), partial(done_or_refused, rival))
    assert sum(isinstance(one, ImportBatch) for one in found) == 1
    batch.refresh_from_db()
    assert batch.status in {"saving", {"cancel": "cancelled", "read_again": "reading"}[other]}

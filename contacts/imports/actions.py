"""Writes: what a user does with an import. Doing any of it twice is doing it once.

Each function changes the state by a conditional update, notes itself in the audit trail and leaves
the work to a task; without a worker the tick takes it up later.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django_tasks.base import Task

from accounts.audit import record
from accounts.models import User
from contacts import tasks
from contacts.exchange.record import Choices
from contacts.exchange.text import one_line, storable
from contacts.imports import limits
from contacts.imports.facts import TAG_LIMIT
from contacts.imports.planning import chunks
from contacts.imports.preview import stored_choices
from contacts.models import Contact, ImportBatch, ImportFile

Status = ImportBatch.Status
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,9}$")


class OneAtATime(Exception):
    """The user has an import open already: ``batch``."""

    def __init__(self, batch: ImportBatch) -> None:
        super().__init__(str(batch.pk))
        self.batch = batch


class TooManyImports(Exception):
    """As many files within an hour as there may be; the next one from ``retry_at`` on."""

    def __init__(self, retry_at: datetime) -> None:
        super().__init__(retry_at.isoformat())
        self.retry_at = retry_at


class FileTooLarge(Exception):
    """The file has more than ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(str(limit))
        self.limit = limit


class TooManyContacts(Exception):
    """With this import the user would have ``would_be`` contacts, more than ``limit``."""

    def __init__(self, would_be: int, limit: int) -> None:
        super().__init__(f"{would_be} of {limit}")
        self.would_be, self.limit = would_be, limit


class NotReady(Exception):
    """The import is not in a state in which this can be done; ``state`` is the one it is in."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class FileGone(Exception):
    """The file itself was deleted, an hour after it came: it has to be chosen again."""


class TooLate(Exception):
    """This could be done once, and cannot any more; ``state`` is the one it is in."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


# --- A file comes in ------------------------------------------------------------------------
def start_import(*, owner: User, data: bytes, filename: str, now: datetime) -> ImportBatch:
    """Keep the file and have it read. Raises FileTooLarge, OneAtATime, TooManyImports."""
    if len(data) > limits.file_bytes():
        raise FileTooLarge(limits.file_bytes())
    _check_rate(owner, now)
    batch = new_batch(owner=owner, data=data, filename=filename, now=now)
    _later(tasks.read_import, batch)
    return batch


def new_batch(*, owner: User, data: bytes, filename: str, now: datetime) -> ImportBatch:
    """An import in its first state, for whoever does the work. Raises OneAtATime."""
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.create(owner=owner, due_at=now)
            ImportFile.objects.create(batch=batch, data=data, suffix=suffix_of(filename))
            record(actor=owner, verb="import_start", target=batch)
    except IntegrityError:
        open_one = ImportBatch.objects.owned_by(owner).open().first()
        if open_one is None:
            raise
        raise OneAtATime(open_one) from None
    return batch


def suffix_of(filename: str) -> str:
    """The ending of a file name; nothing else of it is kept (B57)."""
    found = _SUFFIX.search(filename)
    return found[0].lower() if found else ""


def _check_rate(owner: User, now: datetime) -> None:
    recent = ImportBatch.objects.owned_by(owner).filter(created_at__gt=now - limits.RATE_PERIOD)
    times = list(recent.order_by("created_at").values_list("created_at", flat=True))
    if open_one := ImportBatch.objects.owned_by(owner).open().first():
        raise OneAtATime(open_one)
    if len(times) >= limits.files_an_hour():
        raise TooManyImports(times[-limits.files_an_hour()] + limits.RATE_PERIOD)


def _later(task: "Task[[str], None]", batch: ImportBatch) -> None:
    transaction.on_commit(lambda: task.enqueue(str(batch.pk)))


@transaction.atomic
def read_again(*, batch: ImportBatch, choices: Choices, by: User, now: datetime) -> ImportBatch:
    """Have the same file read as the user says. Raises NotReady, FileGone, OneAtATime."""
    looked_at = ImportBatch.objects.filter(pk=batch.pk, status__in=[Status.READY, Status.REFUSED])
    if not ImportFile.objects.filter(batch=batch).exists():
        raise FileGone
    try:
        with transaction.atomic():
            again = looked_at.update(
                status=Status.READING,
                choices=stored_choices(choices),
                file_error="",
                attempts=0,
                due_at=now,
                progress_done=0,
                progress_total=0,
            )
    except IntegrityError:
        raise OneAtATime(ImportBatch.objects.owned_by(batch.owner).open().get()) from None
    batch.refresh_from_db()
    if again:
        record(actor=by, verb="import_read_again", target=batch)
        _later(tasks.read_import, batch)
    elif batch.status != Status.READING:
        raise NotReady(batch.status)
    return batch


# --- What the user decides ------------------------------------------------------------------
@transaction.atomic
def decide(
    *, batch: ImportBatch, known_choice: str, tag: str, choices: Mapping[int, str], by: User
) -> ImportBatch:
    """Keep what is to happen: with known people, with single rows by position ("": as the batch
    says), and a tag for everybody. Raises NotReady; ValueError for a choice there is none of."""
    if {known_choice, *choices.values()} - {"", *ImportBatch.Choice.values} or not known_choice:
        raise ValueError("There is no such choice.")
    kept = ImportBatch.objects.filter(pk=batch.pk, status=Status.READY).update(
        known_choice=known_choice, tag=one_line(storable(tag))[:TAG_LIMIT].strip()
    )
    batch.refresh_from_db()
    if not kept:
        raise NotReady(batch.status)
    positions = defaultdict(list)
    for position, choice in choices.items():
        positions[choice].append(position)
    for choice, where in positions.items():
        for some in chunks(where):
            batch.rows.filter(position__in=some).update(choice=choice)
    record(actor=by, verb="import_decide", target=batch)
    return batch


@transaction.atomic
def save_import(*, batch: ImportBatch, by: User, now: datetime) -> ImportBatch:
    """Have the people saved. Raises NotReady, TooManyContacts."""
    _check_room(batch)
    begun = ImportBatch.objects.filter(pk=batch.pk, status=Status.READY).update(
        status=Status.SAVING, attempts=0, due_at=now, progress_done=0, progress_total=0
    )
    batch.refresh_from_db()
    if begun:
        record(actor=by, verb="import_save", target=batch)
        _later(tasks.save_import, batch)
    elif batch.status not in (Status.SAVING, Status.DONE):
        raise NotReady(batch.status)
    return batch


def _check_room(batch: ImportBatch) -> None:
    would_be = Contact.objects.owned_by(batch.owner).kept().count() + batch.counts.get("new", 0)
    if batch.status == Status.READY and would_be > limits.most_contacts():
        raise TooManyContacts(would_be, limits.most_contacts())


@transaction.atomic
def cancel_import(*, batch: ImportBatch, by: User) -> ImportBatch:
    """Forget the file and its rows. Raises TooLate once it is being saved."""
    stoppable = [Status.READING, Status.READY, Status.REFUSED]
    stopped = ImportBatch.objects.filter(pk=batch.pk, status__in=stoppable).update(
        status=Status.CANCELLED, due_at=None
    )
    batch.refresh_from_db()
    if stopped:
        batch.rows.all().delete()
        ImportFile.objects.filter(batch=batch).delete()
        record(actor=by, verb="import_cancel", target=batch)
    elif batch.status != Status.CANCELLED:
        raise TooLate(batch.status)
    return batch


@transaction.atomic
def undo_import(*, batch: ImportBatch, by: User, now: datetime) -> ImportBatch:
    """Have a saved import taken back. Raises NotReady before, TooLate 30 days after saving."""
    begun = ImportBatch.objects.filter(
        pk=batch.pk, status=Status.DONE, saved_at__gt=now - limits.UNDO_FOR
    ).update(
        status=Status.UNDOING,
        file_error="",
        attempts=0,
        due_at=now,
        progress_done=0,
        progress_total=0,
    )
    batch.refresh_from_db()
    if begun:
        record(actor=by, verb="import_undo", target=batch)
        _later(tasks.undo_import, batch)
    elif batch.status == Status.DONE:
        raise TooLate(batch.status)
    elif batch.status not in (Status.UNDOING, Status.UNDONE):
        raise NotReady(batch.status)
    return batch

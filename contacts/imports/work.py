"""What the tasks do with an import: claim it, work, and finish only what is still theirs."""

import logging
import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation

from accounts.again import again, atomic_again, wait_after
from contacts.exchange.record import ReadFile
from contacts.imports import saving, undoing
from contacts.imports.lease import Clock, Hold, Lost, claim
from contacts.imports.limits import reading_limits
from contacts.imports.preview import as_insert, choices_of, counts_of, preview_rows, reading_of
from contacts.models import ImportBatch, ImportFile
from contacts.reading import ReaderEnded, read_apart

log = logging.getLogger(__name__)

Status = ImportBatch.Status

RETRY_AFTER = timedelta(seconds=10)


def read(batch_id: UUID, *, clock: Clock) -> None:
    """Read a file, find who of it is known, and keep that to look at."""
    _run(again(claim, batch_id, Status.READING, clock), _read_and_plan)


def save(batch_id: UUID, *, clock: Clock) -> None:
    """Make the people of an import contacts, all or none."""
    _run(again(claim, batch_id, Status.SAVING, clock), saving.save)


def undo(batch_id: UUID, *, clock: Clock) -> None:
    """Take an import back, all of it or nothing."""
    _run(again(claim, batch_id, Status.UNDOING, clock), undoing.undo)


def _run(hold: Hold | None, job: Callable[[Hold], None]) -> None:
    """Do the job in the language of its owner. A failure leaves the row to the next attempt."""
    if hold is None:
        return
    try:
        with translation.override(hold.batch.owner.language or settings.LANGUAGE_CODE):
            job(hold)
    except Lost:
        log.info("import %s is somebody else's now", hold.batch.pk)
    except Exception as error:
        # The text of an error may hold what a row holds (P20): its kind and place say enough.
        where = "".join(traceback.format_tb(error.__traceback__)[-3:])
        log.error("import %s: %s\n%s", hold.batch.pk, type(error).__name__, where)
        again(hold.put_off, wait_after(hold.batch.attempts, RETRY_AFTER))


def _read_and_plan(hold: Hold) -> None:
    batch = hold.batch
    try:
        found = _read(batch, hold.progress)
    except ImportFile.DoesNotExist:
        refuse(hold, "file_gone", reading={})
        return
    except ReaderEnded as ended:
        refuse(hold, ended.reason, reading={})
        return
    if found.file_error:
        refuse(hold, found.file_error.value, reading=reading_of(found))
        return
    # Planning is quick beside reading: it keeps the lease, and the bar stays full.
    rows = preview_rows(
        batch, found, now=hold.clock(), progress=lambda done, total: hold.progress(total, total)
    )
    written = as_insert(rows)

    def keep() -> None:
        hold.finish(
            Status.READY,
            file_error="",
            reading=reading_of(found),
            counts=counts_of(rows),
            attempts=0,
        )
        batch.rows.all().delete()
        written.write()

    atomic_again(keep)()


@atomic_again
def refuse(hold: Hold, code: str, *, reading: dict[str, Any]) -> None:
    """The file gives nobody; it is kept for a while, as other choices may help."""
    hold.finish(Status.REFUSED, file_error=code, reading=reading, counts={}, attempts=0)
    hold.batch.rows.all().delete()


def _read(batch: ImportBatch, progress: Callable[[int, int], None]) -> ReadFile:
    """The file as it was read. Raises ImportFile.DoesNotExist, ReaderEnded."""
    file = ImportFile.objects.get(batch=batch)
    return read_bytes(batch, bytes(file.data), file.suffix, progress)


def read_bytes(
    batch: ImportBatch, data: bytes, suffix: str, progress: Callable[[int, int], None]
) -> ReadFile:
    """The bytes of a file, read as the import says. Raises ReaderEnded."""
    return read_apart(
        data,
        f"file{suffix}",
        choices=choices_of(batch),
        limits=reading_limits(),
        progress=progress,
    )

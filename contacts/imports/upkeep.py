"""What the tick does for imports every minute. Doing it twice does no harm."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from contacts import tasks
from contacts.imports.lease import MOST_ATTEMPTS
from contacts.imports.limits import FILE_KEPT, OPEN_FOR, UNDO_FOR
from contacts.models import ImportBatch, ImportFile, ImportRow

log = logging.getLogger(__name__)

Status = ImportBatch.Status
Outcome = ImportRow.Outcome

TASKS: dict[str, Any] = {
    Status.READING: tasks.read_import,
    Status.SAVING: tasks.save_import,
    Status.UNDOING: tasks.undo_import,
}
GIVEN_UP: dict[str, tuple[str, str]] = {
    Status.READING: (Status.REFUSED, "not_read"),
    Status.SAVING: (Status.REFUSED, "not_saved"),
    Status.UNDOING: (Status.DONE, "not_undone"),
}
"""What becomes of work that failed too often; nothing of it was written (F31)."""


def take_up_imports(*, now: datetime) -> int:
    """Imports nobody has in hand: their worker was killed, or their task got lost."""
    left = ImportBatch.objects.filter(status__in=ImportBatch.AT_WORK, due_at__lte=now)
    for batch in left:
        if batch.attempts >= MOST_ATTEMPTS:
            give_up(batch)
        else:
            TASKS[batch.status].enqueue(str(batch.pk))
    return len(left)


def give_up(batch: ImportBatch) -> None:
    """Say that it did not work, unless somebody has begun it again."""
    status, reason = GIVEN_UP[batch.status]
    same = ImportBatch.objects.filter(
        pk=batch.pk, status=batch.status, attempts=batch.attempts, due_at=batch.due_at
    )
    if same.update(status=status, file_error=reason, due_at=None, attempts=0):
        log.error("import %s is given up after %d attempts", batch.pk, batch.attempts)


def delete_import_files(*, now: datetime) -> int:
    """The bytes of files, within an hour (P2); an import that still needs them says so then."""
    deleted, _ = ImportFile.objects.filter(created_at__lte=now - FILE_KEPT).delete()
    return deleted


def forget_imports(*, now: datetime) -> int:
    """Imports that were not saved within a day."""
    unsaved = [Status.READY, Status.REFUSED, Status.CANCELLED]
    # None of them was saved; saying so leads to the index.
    old = ImportBatch.objects.filter(saved_at__isnull=True, created_at__lte=now - OPEN_FOR)
    return _forget(old.filter(status__in=unsaved))


def forget_import_rows(*, now: datetime) -> int:
    """The rows of imports that can no longer be undone, and the first values of their columns:
    they hold what the file held. The counts stay."""
    old = ImportBatch.objects.filter(saved_at__lte=now - UNDO_FOR).exclude(
        status__in=ImportBatch.AT_WORK
    )
    deleted, _ = ImportRow.objects.filter(batch__in=old).delete()
    old.exclude(reading={}).update(reading={})
    return deleted


def forget_rows_not_imported(*, now: datetime) -> int:
    """Of imports that were saved or undone more than a day ago, the rows of which nothing is kept:
    those refused or skipped, and after undoing all but those whose contact stayed."""
    saved = ImportBatch.objects.filter(status=Status.DONE, saved_at__lte=now - OPEN_FOR)
    undone = ImportBatch.objects.filter(status=Status.UNDONE, undone_at__lte=now - OPEN_FOR)
    left_out = ImportRow.objects.filter(batch__in=saved, outcome__in=["", Outcome.SKIPPED])
    taken_out = ImportRow.objects.filter(batch__in=undone).exclude(before__has_key="kept")
    return int(left_out.delete()[0] + taken_out.delete()[0])


@transaction.atomic
def _forget(batches: "QuerySet[ImportBatch]") -> int:
    _, deleted = batches.delete()
    return deleted.get("contacts.ImportBatch", 0)

"""Reads for the pages of imports: rows by position, a page at a time, never counted."""

from django.db.models import QuerySet

from accounts.models import User
from contacts.imports.planning import choice_of
from contacts.models import ImportBatch, ImportFile, ImportRow

SIZE = 50
FIRST_ROWS = 10


def open_import(user: User) -> ImportBatch | None:
    """The one that is being read, looked at or saved."""
    return ImportBatch.objects.owned_by(user).open().first()


def can_be_read_again(batch: ImportBatch) -> bool:
    """Whether other choices can still be tried: the file itself is gone after an hour."""
    is_looked_at = batch.status in (ImportBatch.Status.READY, ImportBatch.Status.REFUSED)
    return is_looked_at and ImportFile.objects.filter(batch=batch).exists()


def first_rows(batch: ImportBatch, count: int = FIRST_ROWS) -> list[ImportRow]:
    """The first people of the file."""
    return list(_after(batch, 0).exclude(record={})[:count])


def kept_people(batch: ImportBatch, after: int = 0, size: int = SIZE) -> list[ImportRow]:
    """After undoing: what was touched since and so stayed; see ``kept_fields``."""
    return list(_after(batch, after).filter(before__has_key="kept")[:size])


def kept_fields(row: ImportRow) -> list[str]:
    """What of a contact stayed when the import was undone: names for ``words.field_label``."""
    return list(row.before.get("kept", ()))


def _after(batch: ImportBatch, position: int) -> QuerySet[ImportRow]:
    rows = batch.rows.filter(position__gt=position)
    return rows.select_related("match", "contact").order_by("position")


def choice_for(row: ImportRow, batch: ImportBatch) -> str:
    """What will be done with this row: as chosen for it, or as it goes without a choice."""
    if row.match is None:
        return row.choice or ImportBatch.Choice.ADD
    return choice_of(
        row.choice,
        batch.known_choice,
        reason=row.match_reason,
        says_more=bool(row.changes),
        in_trash=row.match.trashed_at is not None,
    )


def outcome_for(row: ImportRow, batch: ImportBatch) -> str:
    """What would become of a person of the file, as it stands."""
    choice = choice_for(row, batch)
    if choice != ImportBatch.Choice.UPDATE:
        is_added = choice == ImportBatch.Choice.ADD
        return ImportRow.Outcome.ADDED if is_added else ImportRow.Outcome.SKIPPED
    return ImportRow.Outcome.UPDATED if row.changes else ImportRow.Outcome.UNCHANGED

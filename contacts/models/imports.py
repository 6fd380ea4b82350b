"""A file of contacts on its way in: read, shown, saved, and for 30 days to be undone.

The rows of the database hold the truth, never a task queue: a killed worker leaves a batch whose
lease (``due_at``) runs out, and the next tick takes it up again.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contacts.models.people import Contact

UNDO_DAYS = 30


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Reads, named for the domain."""

    def owned_by(self, user: User) -> "ImportBatchQuerySet":
        """This user's imports."""
        return self.filter(owner=user)

    def open(self) -> "ImportBatchQuerySet":
        """Being read, looked at or saved: at most one of a user."""
        return self.filter(status__in=ImportBatch.OPEN)


class ImportBatch(models.Model):
    """One file of contacts, from choosing it to the end of the 30 days to undo it."""

    class Status(models.TextChoices):
        READING = "reading", _("Being read")
        READY = "ready", _("Ready to look at")
        SAVING = "saving", _("Being saved")
        DONE = "done", _("Imported")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        REFUSED = "refused", _("Could not be read")
        CANCELLED = "cancelled", _("Cancelled")

    class Choice(models.TextChoices):
        """What happens with somebody who is known already."""

        UPDATE = "update", _("Add what is new to them")
        SKIP = "skip", _("Leave them as they are")
        ADD = "add", _("Add as somebody else")

    OPEN = (Status.READING, Status.READY, Status.SAVING)
    AT_WORK = (Status.READING, Status.SAVING, Status.UNDOING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imports"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.READING, editable=False)
    # How the user wants the file read (contacts.exchange.record.Choices), where we guessed wrong.
    choices = models.JSONField(default=dict, blank=True)
    # How it was read: format, encoding, delimiter, header_line, columns, sheets, sheet, warnings,
    # not_kept, day_first, date_example of contacts.exchange.record.ReadFile.
    reading = models.JSONField(default=dict, blank=True)
    # A FileProblem, or "child_died" / "took_too_long" where the reader itself was ended.
    file_error = models.CharField(max_length=30, blank=True, default="")
    known_choice = models.CharField(max_length=6, choices=Choice, default=Choice.UPDATE)
    # A tag for everybody of this file, such as "linkedin"; empty for none.
    tag = models.CharField(max_length=60, blank=True, default="")
    # Counts, written once when they are known: persons, known, errors, warnings; after saving
    # added, updated, unchanged, skipped; after undoing removed, restored, kept.
    counts = models.JSONField(default=dict, blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    # Work on a batch: how often it was begun, and until when whoever began it has it for himself.
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(status__in=["reading", "ready", "saving"]),
                name="one_open_import_per_owner",
            ),
        ]
        indexes = [
            # The imports of a user, the latest first; and how many in the last hour (L11).
            models.Index(fields=["owner", "-created_at"], name="imports_of_an_owner"),
            # The tick: work whose lease has run out.
            models.Index(
                fields=["due_at"],
                name="imports_at_work",
                # Not "status IN": SQLite would not see that a query with parameters asks for it.
                condition=Q(due_at__isnull=False),
            ),
            # The tick: imports that nobody saved; and those saved or undone lately, or long ago.
            models.Index(
                fields=["created_at"], name="imports_not_saved", condition=Q(saved_at__isnull=True)
            ),
            models.Index(
                fields=["saved_at"], name="imports_saved", condition=Q(saved_at__isnull=False)
            ),
            models.Index(
                fields=["undone_at"], name="imports_undone", condition=Q(undone_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.status}"

    @property
    def is_at_work(self) -> bool:
        """Whether a page should look again in a moment."""
        return self.status in self.AT_WORK


class ImportFile(models.Model):
    """The bytes as they came, on no node's disk; gone when saved or cancelled, at most an hour
    later in any case (TRUST.md, P2). Of the name only the ending is kept (B57)."""

    batch = models.OneToOneField(
        ImportBatch, primary_key=True, on_delete=models.CASCADE, related_name="file"
    )
    data = models.BinaryField()
    suffix = models.CharField(max_length=10, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            # The tick: those an hour old, without reading through the bytes of the others.
            models.Index(fields=["created_at"], name="import_files_by_age"),
        ]

    def __str__(self) -> str:
        return str(self.batch_id)


class ImportRow(models.Model):
    """One person of a file (``record`` filled), or one row that cannot be imported (empty)."""

    class Outcome(models.TextChoices):
        """What became of the row."""

        ADDED = "added", _("Added")
        UPDATED = "updated", _("Updated")
        UNCHANGED = "unchanged", _("Nothing new")
        SKIPPED = "skipped", _("Left as they are")

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    # contacts.exchange.record.RowError.record and .line; ``position`` orders and names the row.
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField(default=0)
    record = models.JSONField(default=dict, blank=True)
    # What was wrong with it: [{"code", "severity", "column", "value"}]; and the cells of a row that
    # was refused, so that it can be fixed and sent again.
    problems = models.JSONField(default=list, blank=True)
    cells = models.JSONField(default=list, blank=True)
    has_problems = models.BooleanField(default=False)
    # Somebody the user knows already, why we think so, and what would change: [field, was, now].
    match = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    match_reason = models.CharField(max_length=24, blank=True, default="")
    changes = models.JSONField(default=list, blank=True)
    # Empty: as the batch says.
    choice = models.CharField(max_length=6, choices=ImportBatch.Choice, blank=True, default="")
    # After saving: what became of it, the contact, and that contact as it was before (only what
    # was changed; with the version it had afterwards).
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="")
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="imported_as"
    )
    before = models.JSONField(default=dict, blank=True)
    # "When were you last in touch?" was answered or put aside for this person.
    was_asked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="a_row_once_per_import"),
        ]
        indexes = [
            models.Index(
                fields=["batch", "position"],
                name="import_rows_with_problems",
                condition=Q(has_problems=True),
            ),
            models.Index(
                fields=["batch", "position"],
                name="import_rows_of_known_people",
                condition=Q(match__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.position}"

    @property
    def person(self) -> dict[str, Any]:
        """The record as plain data."""
        return dict(self.record)

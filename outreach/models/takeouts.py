"""The archive of everything a user typed, being made and then kept for a day."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Takeout(models.Model):
    """The latest archive a user asked for: one at a time, as a new one takes its place.

    The row holds the truth, as an import's does: a killed worker leaves a lease (``due_at``) that
    runs out, and the tick has the archive made again.
    """

    class Status(models.TextChoices):
        MAKING = "making", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")

    class Problem(models.TextChoices):
        STOPPED = "stopped", _("The site was interrupted each time it made the file.")
        NO_ROOM = "no_room", _("There was no room for the file.")
        DATABASE = "database", _("The database did not answer.")
        MISTAKE = "mistake", _("Something in Reconnect went wrong. It is noted for the host.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="takeout"
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.MAKING, editable=False)
    problem = models.CharField(
        max_length=10, choices=Problem, blank=True, default="", editable=False
    )
    # How many files of it are made, and its size in the end, in bytes.
    files = models.PositiveIntegerField(default=0, editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When it was ready, or given up; a day later it goes.
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        indexes = [
            models.Index(fields=["due_at"], name="takeouts_due", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["ended_at"], name="takeouts_ended", condition=Q(ended_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.status


class TakeoutFile(models.Model):
    """The bytes of an archive, on no node's disk; read by their owner alone."""

    takeout = models.OneToOneField(
        Takeout, primary_key=True, on_delete=models.CASCADE, related_name="file"
    )
    data = models.BinaryField()

    def __str__(self) -> str:
        return str(self.takeout_id)

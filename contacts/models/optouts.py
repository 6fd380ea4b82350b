"""Whom a user is not to write to, whatever becomes of the contact."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class OptedOut(models.Model):
    """Somebody asked this user to be left alone: known again by a keyed hash of the address.

    It outlives the contact, so that adding or importing the same person again changes nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "address_hash"], name="an_address_opts_out_once_per_owner"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

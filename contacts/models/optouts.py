"""Whom a user is not to write to, whatever becomes of the contact."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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


class ErasedAddress(models.Model):
    """The address of somebody who asked to be removed, as a keyed hash: nobody keeps it again.

    For the whole site, unlike ``OptedOut``: adding or importing it is refused (TRUST.md, P11).
    """

    address_hash = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("address of a person who was removed")
        verbose_name_plural = _("addresses of people who were removed")

    def __str__(self) -> str:
        return self.at.isoformat()

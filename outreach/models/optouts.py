"""People who asked not to be written to: what is kept of them is a keyed hash (TRUST.md, P9).

And people who ask what is held about them, for the hour in which their link works (P10).
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outreach.models.labels import MessageLanguage
from outreach.models.outreaches import Message


class SuppressedAddress(models.Model):
    """An address that nobody on this site may mail, known by its keyed hash alone."""

    class Reason(models.TextChoices):
        OPTED_OUT = "opted_out", _("They asked not to be contacted")
        ERASED = "erased", _("They asked to be removed")

    address_hash = models.CharField(max_length=64, primary_key=True)
    reason = models.CharField(max_length=10, choices=Reason)
    at = models.DateTimeField(default=timezone.now)
    # Which key made the hash (contacts.hashing.key_ids): a check says when that key is missing.
    key_id = models.CharField(max_length=8, default="")

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self) -> str:
        return self.reason


class OptOutLink(models.Model):
    """The link at the end of one message, for ever: it outlives the message and its sender."""

    # SHA-256 of the token; the token itself is only in the mail.
    token_hash = models.CharField(max_length=64, primary_key=True)
    address_hash = models.CharField(max_length=64)
    key_id = models.CharField(max_length=8, default="")
    # Of the message, for the page must speak to its reader when the message is gone.
    language = models.CharField(max_length=8, choices=MessageLanguage, blank=True, default="")
    message = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="opt_out_links"
    )
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("opt-out link")
        verbose_name_plural = _("opt-out links")
        indexes = [
            # How many people opted out of one sender's messages lately (L10).
            models.Index(fields=["sender", "used_at"], name="opt_outs_of_a_sender"),
        ]

    def __str__(self) -> str:
        return "used" if self.used_at else "open"


class DataRequest(models.Model):
    """Somebody typed an address to see what is held about it. The link that is mailed holds the
    id, signed; an hour later the row is deleted, and the address with it (TRUST.md, P10)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.EmailField(max_length=254)
    # The address folded for comparing, as contacts have it.
    key = models.CharField(max_length=254)
    # Of the page it was typed on: the mail begins with that language.
    language = models.CharField(max_length=8, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("request for one’s data")
        verbose_name_plural = _("requests for one’s data")
        indexes = [
            # The tick: those whose link works no longer.
            models.Index(fields=["created_at"], name="data_requests_by_age"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

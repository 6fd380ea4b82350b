"""Emergency access: that somebody read what a client wrote, why, and what."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outreach.models import Outreach
from outreach.models.telling import Telling


class EmergencyQuerySet(models.QuerySet["Emergency"]):
    """Reads, named for the domain."""

    def open(self, now: datetime) -> "EmergencyQuerySet":
        """Those that show something now: by somebody who runs the site still, of a client still."""
        return self.filter(
            ended_at=None,
            ends_at__gt=now,
            host__is_active=True,
            host__is_staff=True,
            host__is_superuser=True,
            client__is_active=True,
            client__is_staff=False,
            client__is_superuser=False,
        )


class Emergency(Telling):
    """Somebody who runs the site may read one client's messages for an hour (TRUST.md, T10, P16).

    The client sees it for ever: who, why, until when, and what was looked at.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    client = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="emergencies"
    )
    reason = models.TextField(max_length=500)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # When the mail to the client was handed over; the tick tries again until then.
    told_at = models.DateTimeField(null=True, blank=True)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency access")
        verbose_name_plural = _("emergency accesses")
        constraints = [
            models.UniqueConstraint(
                fields=["host", "client"],
                condition=Q(ended_at=None),
                name="one_emergency_per_host_and_client",
            ),
            models.CheckConstraint(
                condition=~Q(host=models.F("client")), name="nobody_is_their_own_emergency"
            ),
        ]
        indexes = [
            # What the client sees, the newest first; how many somebody opened of late.
            models.Index(fields=["client", "-opened_at"], name="emergencies_of_a_client"),
            models.Index(fields=["host", "-opened_at"], name="emergencies_by_a_host"),
            # What the tick ends.
            models.Index(fields=["ends_at"], name="emergencies_open", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return self.opened_at.isoformat()

    @property
    def until(self) -> datetime:
        """When it ended, or will."""
        return self.ended_at or self.ends_at


class EmergencyLook(models.Model):
    """What was looked at in an emergency. It stays when the outreach goes."""

    id = models.BigAutoField(primary_key=True)  # never shown
    emergency = models.ForeignKey(Emergency, on_delete=models.CASCADE, related_name="looks")
    outreach = models.ForeignKey(Outreach, null=True, on_delete=models.SET_NULL, related_name="+")
    is_list = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("look in an emergency")
        verbose_name_plural = _("looks in an emergency")
        indexes = [models.Index(fields=["emergency", "-id"], name="looks_of_an_emergency")]

    def __str__(self) -> str:
        return self.at.isoformat()

"""Contacts about whom nothing was done for long: their user is told, and then they leave."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from outreach.models.outreaches import Message, Outreach
from outreach.models.posting import Digest
from outreach.models.rights import Contest


class LeavingQuerySet(models.QuerySet["Leaving"]):
    """Reads, named for the domain."""

    def still(self) -> "LeavingQuerySet":
        """Those about whom nothing was done since, as far as columns tell at a glance."""
        since = {"updated_at__gt": OuterRef("since")}
        wrote = Outreach.objects.filter(contact=OuterRef("contact"), **since)
        edited = Message.objects.filter(outreach__contact=OuterRef("contact"), **since)
        return self.filter(
            ~Exists(wrote),
            ~Exists(edited),
            ~Exists(Contest.objects.filter(contact=OuterRef("contact"), decided_at=None)),
            contact__trashed_at=None,
            contact__rhythm_months=None,
            contact__idle_since__lte=F("since"),
        )

    def untold(self) -> "LeavingQuerySet":
        """Those of whom no mail was handed over yet."""
        return self.filter(told_at=None)


class Leaving(models.Model):
    """Somebody who leaves on a day, unless their user keeps them (TRUST.md, P6).

    One row for a contact at most, so that nobody is told of the same person twice; it goes when
    the contact does, or when something is done about them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="leaving")
    # Since when nothing was done about them, and the day they leave: never sooner than four weeks
    # after the user was told.
    since = models.DateTimeField()
    leaves_on = models.DateField()
    # The mail that tells the user, and when it was handed over.
    digest = models.ForeignKey(Digest, null=True, on_delete=models.SET_NULL, related_name="+")
    told_at = models.DateTimeField(null=True)

    objects = LeavingQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact who leaves")
        verbose_name_plural = _("contacts who leave")
        indexes = [
            # The page, and the line on "Today".
            models.Index(fields=["owner", "leaves_on", "id"], name="leaving_by_day"),
            # The tick: who leaves now, and whose user is still to be told.
            models.Index(
                fields=["leaves_on", "id"],
                name="leaving_and_told",
                condition=Q(told_at__isnull=False),
            ),
            models.Index(
                fields=["owner"], name="leaving_untold", condition=Q(told_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.leaves_on}"

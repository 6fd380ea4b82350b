"""What people without an account ask for beside being removed (TRUST.md, P10 and P12).

They have shown that a mailbox is theirs; whoever noted its address is asked, and decides.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact


class Field(models.TextChoices):
    """The kinds of data a person may call wrong."""

    NAME = "name", _("Name")
    EMAIL = "email", _("E-mail address")
    PHONE = "phone", _("Phone number")
    ORGANIZATION = "organization", _("Organization")
    POSITION = "position", _("Job title")
    CITY = "city", _("City")
    RELATIONSHIP = "relationship", _("How you know each other")


class Correction(models.Model):
    """Somebody says what is wrong about them, and what is right. Deleted once it is answered and
    everybody has decided; the address in it goes with the answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.EmailField(max_length=254, blank=True, default="")
    # The address folded for comparing, as contacts have it.
    key = models.CharField(max_length=254)
    language = models.CharField(max_length=8, blank=True, default="")
    # The right values by field, as they typed them.
    says = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=timezone.now)
    # When it was brought to those who hold the address: not while the person waits, so that the
    # page takes as long for an address that nobody holds.
    spread_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("request to correct something")
        verbose_name_plural = _("requests to correct something")
        indexes = [
            # What is open for one address; and the tick: what is to be brought, or answered.
            models.Index(
                fields=["key"], name="corrections_of_an_address", condition=Q(answered_at=None)
            ),
            models.Index(fields=["answered_at", "asked_at"], name="corrections_to_answer"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Contest(models.Model):
    """One field of one contact that the person calls wrong. Until its owner has decided it is used
    in no new message, and advisors read it as contested."""

    class Decision(models.TextChoices):
        TAKEN = "taken", _("Taken over")
        KEPT = "kept", _("Kept")

    class Reason(models.TextChoices):
        CHECKED = "checked", _("I have checked it, and mine is right")
        THEN = "then", _("It was right when we were in touch")
        SOMEBODY_ELSE = "somebody_else", _("I mean somebody else who uses this address")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="contests")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="contests")
    field = models.CharField(max_length=12, choices=Field)
    decision = models.CharField(max_length=5, choices=Decision, blank=True, default="")
    reason = models.CharField(max_length=13, choices=Reason, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("contested detail")
        verbose_name_plural = _("contested details")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decision="")
                | (Q(decided_at__isnull=False) & ~Q(decision="")),
                name="a_decision_about_a_detail_has_its_moment",
            ),
        ]
        indexes = [
            # "Today" and the digest: what waits for its owner.
            models.Index(
                fields=["owner", "contact"],
                name="contests_to_decide",
                condition=Q(decided_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.field

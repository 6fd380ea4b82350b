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
from outreach.models.telling import Telling


class Field(models.TextChoices):
    """The kinds of data a person may call wrong."""

    NAME = "name", _("Name")
    EMAIL = "email", _("E-mail address")
    PHONE = "phone", _("Phone number")
    ORGANIZATION = "organization", _("Organization")
    POSITION = "position", _("Job title")
    CITY = "city", _("City")
    RELATIONSHIP = "relationship", _("How you know each other")


class Correction(Telling):
    """Somebody says what is wrong about them, and what is right. Deleted once all is decided
    and the person was told; until then its key tells which of several addresses is wrong."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # To write to; empty once the last mail has left.
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
    # The first answer. Where somebody had not decided by then, a last one follows.
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
    in no new message, and advisors read it as contested. It does not wait for ever."""

    class Decision(models.TextChoices):
        TAKEN = "taken", _("Taken over")
        KEPT = "kept", _("Kept")
        # The word of the person, for nobody else said one in time.
        TIME = "time", _("Corrected when nobody had decided in time")

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


class AccessCase(Telling):
    """Somebody asks to see the notes and messages that speak of them; the host looks at it.

    The address is kept as long as the case is open, and the keyed hash of it until everything is
    deleted, 30 days after the answer.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        ASKED = "asked", _("The people who wrote are asked")
        ANSWERED = "answered", _("Answered")
        REFUSED = "refused", _("Refused")

    class Refusal(models.TextChoices):
        NOT_SURE = "not_sure", _("It is not sure that it is about this person")
        LATELY = "lately", _("The same was answered not long ago")
        OTHERS = "others", _("It would harm other people")
        LAW = "law", _("The law does not allow it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address_hash = models.CharField(max_length=64, db_index=True)
    address = models.EmailField(max_length=254, blank=True, default="")
    key = models.CharField(max_length=254, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.RECEIVED)
    refusal = models.CharField(max_length=8, choices=Refusal, blank=True, default="")
    asked_at = models.DateTimeField(default=timezone.now)
    # When what is held was listed: not while the person waits (see Correction.spread_at).
    listed_at = models.DateTimeField(null=True, blank=True)
    # Until when those who wrote may decide; None until the host asks them.
    holders_until = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("request to see notes and messages")
        verbose_name_plural = _("requests to see notes and messages")
        constraints = [
            models.UniqueConstraint(
                fields=["address_hash"],
                condition=Q(closed_at=None),
                name="one_open_case_per_address",
            ),
        ]
        indexes = [
            # The tick: what is to be listed, answered by itself, or told.
            models.Index(fields=["told_at", "closed_at", "asked_at"], name="cases_to_go_on_with"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AccessItem(models.Model):
    """One text that speaks of the person, by whoever wrote it: they may have it, or not.

    The text is copied when it is released, and only then; nobody but its owner reads it before. The
    copy stays as long as the case, whatever becomes of the contact.
    """

    class Kind(models.TextChoices):
        NOTES = "notes", _("Notes")
        HISTORY = "history", _("What was done together")
        ENCOUNTER = "encounter", _("A note on a time in touch")
        WHY = "why", _("Why this person")
        ANSWERS = "answers", _("What was typed on the way to a message")
        MESSAGE = "message", _("A message")
        # From the layer above; its name tells the person nothing of who wrote it (P4).
        COMMENT = "comment", _("What was said of a message")
        ADVISOR = "advisor", _("Another note")

    class Decision(models.TextChoices):
        RELEASED = "released", _("Released")
        HELD = "held", _("Held back")

    class Reason(models.TextChoices):
        OTHERS = "others", _("It speaks of other people")
        CONFIDENCE = "confidence", _("Somebody else told it in confidence")
        OTHER = "other", _("Another reason")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(AccessCase, on_delete=models.CASCADE, related_name="items")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # None once the contact is gone for good: then only what was decided before is left.
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind)
    # The row that has the text, of the table that its kind says.
    row = models.UUIDField()
    decision = models.CharField(max_length=8, choices=Decision, blank=True, default="")
    reason = models.CharField(max_length=10, choices=Reason, blank=True, default="")
    text = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("text about a person who asks")
        verbose_name_plural = _("texts about a person who asks")
        constraints = [
            models.CheckConstraint(
                condition=Q(text="") | Q(decision="released"),
                name="only_what_is_released_is_copied",
            ),
        ]
        indexes = [
            # "Today" and the digest: what waits for its owner.
            models.Index(
                fields=["owner", "case"], name="items_to_decide", condition=Q(decided_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.kind

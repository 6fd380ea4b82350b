"""Who advises whom, what the client shares with them and until when, and who looked at it."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from outreach.models import Message, Outreach
from outreach.models.telling import Telling


class FieldGroup(models.TextChoices):
    """What a share can show of an outreach; each is a consent of its own (TRUST.md, T3)."""

    TEXT = "text", _("The text of your messages")
    PERSON = "person", _("The person’s name and work, and how you know each other")
    DETAILS = "details", _("How to reach them")
    HISTORY = "history", _("When you were in touch, and what happened")
    NOTES = "notes", _("Your notes about them")


SHARED_AT_FIRST = (FieldGroup.TEXT, FieldGroup.PERSON, FieldGroup.DETAILS)
"""What the form offers; history and notes are for the client to add."""


def advises(user: str = "") -> dict[str, Any]:
    """Somebody who may have clients, as ``User.advises`` says it: for ``filter``.

    ``user`` is the way there from the rows that are filtered, such as "advisor__".
    """
    return {
        f"{user}is_active": True,
        f"{user}is_staff": True,
        f"{user}role__in": User.ADVISING_ROLES,
    }


def goes_on(advising: str = "") -> dict[str, Any]:
    """Neither side has ended it, and the advisor is one still: for ``filter``.

    ``advising`` is the way there from the rows that are filtered, such as "advising__".
    """
    return {f"{advising}ended_at": None, **advises(f"{advising}advisor__")}


class AdvisingQuerySet(models.QuerySet["Advising"]):
    """Reads, named for the domain."""

    def going_on(self) -> "AdvisingQuerySet":
        """Neither side has ended it, and the advisor is one still."""
        return self.filter(**goes_on())


class Counting(models.TextChoices):
    """Whether a client is counted in the figures of their advisor (advising.counting)."""

    WAITS = "waits"
    COUNTED = "counted"
    RESTS = "rests"


class Advising(models.Model):
    """One advisor and one client, from the client's yes until either side ends it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="clients"
    )
    client = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="advisors"
    )
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    counting = models.CharField(
        max_length=7, choices=Counting, default=Counting.WAITS, editable=False
    )

    objects = AdvisingQuerySet.as_manager()

    class Meta:
        verbose_name = _("advising relationship")
        verbose_name_plural = _("advising relationships")
        constraints = [
            models.UniqueConstraint(
                fields=["advisor", "client"],
                condition=Q(ended_at=None),
                name="an_advisor_has_a_client_once",
            ),
            models.CheckConstraint(
                condition=~Q(advisor=models.F("client")), name="nobody_advises_themselves"
            ),
        ]
        indexes = [
            # The list of an advisor's clients, the newest first.
            models.Index(
                fields=["advisor", "-began_at", "-id"],
                name="clients_of_an_advisor",
                condition=Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return "ended" if self.ended_at else "going on"


class Invitation(Telling):
    """An advisor's invitation by mail, until it is accepted, withdrawn or 30 days old.

    The link holds the id, signed; the row goes when it was accepted, and the address with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(max_length=254)
    created_at = models.DateTimeField(default=timezone.now)
    # When it was mailed, or when that was given up (advising.inviting).
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    # Where a client is handed over: what ends with their yes. Only this client may say it.
    replaces = models.ForeignKey(
        Advising, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["advisor", "email"], name="one_invitation_per_advisor_and_address"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AdvisorCode(models.Model):
    """What an advisor prints on a flyer: it tells who they are, and opens nothing else."""

    advisor = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="advisor_code",
    )
    code = models.CharField(max_length=12, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("advisor code")
        verbose_name_plural = _("advisor codes")

    def __str__(self) -> str:
        return self.code


class ShareQuerySet(models.QuerySet["Share"]):
    """Reads, named for the domain."""

    def open(self, now: datetime) -> "ShareQuerySet":
        """Neither revoked nor past their date, of an advising that goes on."""
        goes_on_now = goes_on("advising__")
        return self.standing(now).filter(advising__client__is_active=True, **goes_on_now)

    def standing(self, now: datetime) -> "ShareQuerySet":
        """Neither revoked nor past their date. Whether the advising goes on is not asked."""
        return self.filter(ended_at=None, ends_at__gt=now)

    def for_advisor(self, advisor: User) -> "ShareQuerySet":
        """What is shared with this advisor."""
        return self.filter(advising__advisor=advisor)


class Share(models.Model):
    """A client's consent that one advisor sees one outreach, or all of them, until a date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    advising = models.ForeignKey(Advising, on_delete=models.CASCADE, related_name="shares")
    # None: every outreach of the client, those to come as well.
    outreach = models.ForeignKey(
        Outreach, null=True, blank=True, on_delete=models.CASCADE, related_name="shares"
    )
    text = models.BooleanField(default=False)
    person = models.BooleanField(default=False)
    details = models.BooleanField(default=False)
    history = models.BooleanField(default=False)
    notes = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [
            models.UniqueConstraint(
                fields=["advising", "outreach"],
                condition=Q(ended_at=None, outreach__isnull=False),
                name="one_share_per_advising_and_outreach",
            ),
            models.UniqueConstraint(
                fields=["advising"],
                condition=Q(ended_at=None, outreach=None),
                name="one_share_of_everything_per_advising",
            ),
        ]

    def __str__(self) -> str:
        return "everything" if self.outreach_id is None else "one outreach"

    @property
    def last_day(self) -> date:
        """The last day on which it shows something, where the client lives."""
        return self.advising.client.local_date(self.ends_at - timedelta(microseconds=1))

    @property
    def groups(self) -> frozenset[FieldGroup]:
        """What it shows."""
        return frozenset(group for group in FieldGroup if getattr(self, group.value))


class Look(models.Model):
    """That an advisor looked at something of a client, for the client to see (TRUST.md, P5)."""

    id = models.BigAutoField(primary_key=True)  # never shown
    advising = models.ForeignKey(Advising, on_delete=models.CASCADE, related_name="looks")
    # None: the list of what the client shares.
    outreach = models.ForeignKey(Outreach, null=True, on_delete=models.CASCADE, related_name="+")
    groups = models.JSONField(default=list)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        indexes = [models.Index(fields=["advising", "-id"], name="looks_of_an_advising")]

    def __str__(self) -> str:
        return self.at.isoformat()


class Review(models.Model):
    """A client asks an advisor to read one draft."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        AGAIN = "again", _("One more look")
        READY = "ready", _("Ready")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    advising = models.ForeignKey(Advising, on_delete=models.CASCADE, related_name="reviews")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reviews")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    question = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    # The client lets the message wait for this advisor's "ready"; and when that ended because the
    # advisor could not see the text any more (advising.waiting).
    waits = models.BooleanField(default=False)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    # Of the text that was called ready, to tell whether it was changed since.
    ready_hash = models.CharField(max_length=64, blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "again", "ready", "withdrawn"]),
                name="a_review_has_a_known_state",
            ),
            # Asking once more goes on with the same review, so that what was said stands together.
            models.UniqueConstraint(
                fields=["advising", "message"], name="one_review_per_advisor_and_message"
            ),
        ]
        indexes = [
            # The queue: what waits, the oldest first.
            models.Index(
                fields=["advising", "asked_at", "id"],
                name="reviews_that_wait",
                condition=Q(state="asked"),
            ),
            # What is waited for, for the tick.
            models.Index(fields=["message"], name="reviews_waited_for", condition=Q(waits=True)),
        ]

    def __str__(self) -> str:
        return self.state


class Comment(models.Model):
    """What the advisor or the client says in a review: of one passage, or of the whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The words it is about, as they stood; empty for the whole text.
    passage = models.TextField(max_length=2000, blank=True)
    body = models.TextField(max_length=2000, blank=True)
    # What the advisor would write there; the client takes it with one press, or not.
    suggestion = models.TextField(max_length=2000, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class AdvisorNote(models.Model):
    """What an advisor notes for themselves about a client; the client does not see it.

    It is about the client, so the client gets it on asking for their data (TRUST.md, P10).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    advising = models.ForeignKey(Advising, on_delete=models.CASCADE, related_name="notes")
    body = models.TextField(max_length=5000)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.pk)

"""What leaves the site by mail: the states of a delivery, and who may send how much.

The rows hold the truth (LIBRARIES.md, section 4; TRUST.md, R1–R3): a worker claims a row by a
conditional update, says durably that it is handing it over just before DATA, and only then sends.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Delivery(models.TextChoices):
    """Where one text stands on its way out (TRUST.md, R3)."""

    DRAFT = "draft", _("Draft")
    HELD = "held", _("Waiting 30 seconds")
    QUEUED = "queued", _("Waiting to be sent")
    HANDING_OVER = "handing_over", _("Being handed over")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
    UNCONFIRMED = "unconfirmed", _("Perhaps sent")
    BOUNCED = "bounced", _("Did not arrive")
    CANCELLED = "cancelled", _("Not sent")


ON_ITS_WAY = frozenset({Delivery.HELD, Delivery.QUEUED, Delivery.HANDING_OVER})
"""The user has confirmed it, and the site has not finished with it."""
MAY_BE_CALLED_OFF = frozenset({Delivery.HELD, Delivery.QUEUED})
"""Nothing has left yet: an undo, an edit, an answer or an opt-out still stops it."""
IN_HAND = frozenset({Delivery.DRAFT, Delivery.FAILED, Delivery.UNCONFIRMED}) | ON_ITS_WAY
"""The user or the site still has something to do with it."""


class Problem(models.TextChoices):
    """Why a text did not go out, or not yet. Said in plain words where the user reads it."""

    NO_SERVER = "no_server", _("The mail server does not answer.")
    TRY_LATER = "try_later", _("The mail server asked us to try again later.")
    NO_SUCH_ADDRESS = "no_such_address", _("This address does not exist.")
    REFUSED = "refused", _("The mail server refused the message.")
    GAVE_UP = "gave_up", _("The mail server could not be reached for a whole day.")
    SILENCE = "silence", _("The mail server took the message and then said nothing.")
    STOPPED = "stopped", _("The site was interrupted while it handed the message over.")
    CALLED_OFF = "called_off", _("You called it off.")
    CHANGED = "changed", _("The text was changed after you confirmed it.")
    ANSWERED = "answered", _("They were in touch before it went out.")
    OPTED_OUT = "opted_out", _("This person is not to be written to.")
    NOT_ACCEPTED = "not_accepted", _("This address takes no mail from Reconnect.")
    ADDRESS_GONE = "address_gone", _("This contact no longer has that address.")
    NO_REPLY_ADDRESS = "no_reply_address", _("Your own address is not confirmed.")
    ACCOUNT_CLOSED = "account_closed", _("The account was closed before it went out.")
    CONTESTED = "contested", _("This person says that something the message uses is wrong.")
    CONTACT_GONE = "contact_gone", _("This contact is no longer in your list.")
    MAILBOX_FULL = "mailbox_full", _("Their mailbox is full.")
    BOUNCED = "bounced", _("It came back.")
    NOTHING_TO_SAY = "nothing_to_say", _("There was nothing to tell.")
    AWAITED = "awaited", _("You wanted to wait with sending it.")
    RESTORED = "restored", _("The site was restored from a backup. Look before you send it again.")


PERHAPS_SENT = frozenset({Problem.SILENCE, Problem.STOPPED, Problem.RESTORED})
"""After these a copy may have arrived, whatever became of the message since."""


AS_A_DRAFT: dict[str, Any] = {
    "delivery": Delivery.DRAFT,
    "due_at": None,
    "attempts": 0,
    "message_id": "",
    "problem": "",
    "reply_code": "",
    "queued_at": None,
    "address": "",
    "text_hash": "",
}
"""A text that nobody has confirmed."""


class Posted(models.Model):
    """A text that the worker sends: what it needs to claim it, to retry it and to tell of it."""

    delivery = models.CharField(
        max_length=12, choices=Delivery, default=Delivery.DRAFT, editable=False
    )
    # When the worker looks at it next: the end of the undo, the next attempt, the end of a lease.
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    # The Message-ID header (RFC 5322), the same at every attempt.
    message_id = models.CharField(max_length=200, blank=True, default="", editable=False)
    problem = models.CharField(
        max_length=16, choices=Problem, blank=True, default="", editable=False
    )
    # Code and enhanced code of the mail server, such as "550 5.1.1"; never its text (P20).
    reply_code = models.CharField(max_length=20, blank=True, default="", editable=False)
    queued_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Digest(Posted):
    """The mail of one local day to one user, at most one (TRUST.md, F30 and L14).

    Its text is made when it is sent, and not kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    local_date = models.DateField()

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "local_date"], name="one_digest_per_user_and_local_date"
            ),
        ]
        indexes = [
            # What the worker looks at every second.
            models.Index(
                fields=["due_at"],
                name="digests_on_their_way",
                # Not "delivery IN": SQLite would not see that a query with parameters asks for it.
                condition=Q(due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_date} {self.delivery}"


class DigestPlan(models.Model):
    """When a user wants to hear from the site, and when that is next."""

    class Rhythm(models.TextChoices):
        OFF = "off", _("Never")
        DAILY = "daily", _("Every day")
        WEEKDAYS = "weekdays", _("On certain days")
        WEEKLY = "weekly", _("Once a week")

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="digest_plan",
    )
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.WEEKDAYS)
    # One bit per day, Monday is 1: the days of "certain days", or the one day of "once a week".
    days = models.PositiveSmallIntegerField(default=0b0011111)
    hour = models.PositiveSmallIntegerField(default=8)
    # What it was before the user stopped it, so that one tap brings it back.
    rhythm_before = models.CharField(
        max_length=8, choices=Rhythm, blank=True, default="", editable=False
    )
    # The next moment at which a digest is due; moved on in the transaction that writes its row.
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The time zone in which that was reckoned: when the user moves, the day stays (F29).
    time_zone = models.CharField(max_length=64, blank=True, default="", editable=False)
    # And when: a clock that is earlier than that by far was ahead then, and has come back (F27).
    reckoned_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The day of the first one that was promised: nothing is told of a day before it.
    first_day = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("digest plan")
        verbose_name_plural = _("digest plans")
        constraints = [
            models.CheckConstraint(condition=Q(hour__lte=23), name="a_digest_hour_is_of_a_day"),
            models.CheckConstraint(condition=Q(days__lte=127), name="a_digest_has_seven_days"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="digest_plans_due", condition=Q(due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rhythm} {self.hour}:00"


class Sender(models.Model):
    """How much a user has sent lately, and whether sending is paused (TRUST.md, L1, L9–L13)."""

    class Paused(models.TextChoices):
        BY_HOST = "by_host", _("The host has paused your sending.")
        BOUNCES = "bounces", _("Several of your messages came back.")
        OPT_OUTS = "opt_outs", _("Several people asked not to be contacted.")

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="sender",
    )
    # The latest sends, oldest first, as [moment (ISO, UTC), id of the message]: never more than a
    # week allows (outreach.counts).
    recent = models.JSONField(default=list, editable=False)
    # Raised by every change, so that of fifty at once each counts (L12).
    version = models.PositiveIntegerField(default=0, editable=False)
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)
    paused_because = models.CharField(
        max_length=10, choices=Paused, blank=True, default="", editable=False
    )

    class Meta:
        verbose_name = _("sender")
        verbose_name_plural = _("senders")

    def __str__(self) -> str:
        return str(self.owner_id)


class SiteSending(models.Model):
    """The one row about sending from this site as a whole (TRUST.md, L2 and L13)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    # Sends by hour (UTC): {"2026-11-26T09": 12}, of the latest hours in which any were.
    by_hour = models.JSONField(default=dict, editable=False)
    # The day (UTC) on which the log last said that most of a day's sends are used up.
    warned_on = models.DateField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)
    # After a failed connection nobody knocks before this moment.
    try_again_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Failed connections in a row, and when the first of them was.
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("sending")
        verbose_name_plural = _("sending")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="sending_of_the_site_is_one_row"),
        ]

    def __str__(self) -> str:
        return "paused" if self.paused_at else "open"

    @classmethod
    def of_the_site(cls) -> "SiteSending":
        """The row, made on first use."""
        found: Any = cls.objects.get_or_create(pk=1)
        row: SiteSending = found[0]
        return row

"""Attempts to get back in touch: motive, request, messages, outcome, and what was promised."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contacts.models import Contact, Encounter
from outreach.models.curated import RequestType
from outreach.models.labels import Address, Approach, Channel, Kind, MessageLanguage, Tone
from outreach.models.posting import IN_HAND, Delivery, Posted
from outreach.progress import OPEN, WAITING, Status, Step

STATUS_LABELS: dict[str, Any] = {
    Status.DRAFT: _("Draft"),
    Status.DISCARDED: _("Discarded"),
    Status.SENT: _("Sent"),
    Status.NUDGED: _("Nudged"),
    Status.BOUNCED: _("Did not arrive"),
    Status.DEFERRED: _("Later"),
    Status.ACCEPTED: _("They said yes"),
    Status.HELPED: _("They helped"),
    Status.THANKED: _("Thanked"),
    Status.DECLINED: _("They said no"),
    Status.ANSWERED: _("Answered kindly"),
    Status.NO_ANSWER: _("No answer"),
    Status.CLOSED: _("Closed"),
}
STEP_LABELS: dict[str, Any] = {
    Step.FINISH_DRAFT: _("Finish your message"),
    Step.NUDGE: _("Send a nudge"),
    Step.LAST_NUDGE: _("Send the last nudge"),
    Step.CLOSE: _("Close it kindly"),
    Step.WAS_IT_AN_ANSWER: _("Say whether that was their answer"),
    Step.FIX_ADDRESS: _("Find another way to reach them"),
    Step.REPLY_YES: _("Reply to their yes"),
    Step.ASK_WHETHER_HELPED: _("Tell us whether they helped"),
    Step.REMIND: _("Remind them once"),
    Step.THANK: _("Thank them"),
    Step.RESULT_NOTE: _("Tell them what came of it"),
    Step.ANSWER_NO: _("Answer their no with grace"),
    Step.STAY_IN_TOUCH: _("Keep your promise: write back"),
    Step.WAIT_FOR_DELIVERY: _("On its way"),
    Step.TRY_AGAIN: _("Send it again"),
    Step.FIND_OUT: _("Find out whether it arrived"),
}


class OutreachQuerySet(models.QuerySet["Outreach"]):
    """Reads, named for the domain."""

    def owned_by(self, user: User) -> "OutreachQuerySet":
        """This user's outreaches to contacts that are not in the trash."""
        return self.filter(owner=user, contact__trashed_at=None)

    def open(self) -> "OutreachQuerySet":
        """Neither closed nor discarded."""
        return self.filter(status__in=sorted(OPEN))

    def waiting(self) -> "OutreachQuerySet":
        """An answer is awaited."""
        return self.filter(status__in=sorted(WAITING))

    def due(self, today: date) -> "OutreachQuerySet":
        """With a next step today or earlier."""
        return self.filter(due_on__lte=today)


class Outreach(models.Model):
    """One attempt to get back in touch with one contact: its motive, request, messages, outcome."""

    class Hope(models.TextChoices):
        HELP = "help", _("Their help with something")
        BOTH = "both", _("Their help, and to be back in touch")
        RELATIONSHIP = "relationship", _("To be back in touch; I need nothing")

    class StillWrite(models.TextChoices):
        YES = "yes", _("Yes, I would write all the same")
        UNSURE = "unsure", _("I don’t know if I’ll stay in touch")
        NO = "no", _("Probably not")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outreaches"
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="outreaches")
    status = models.CharField(
        max_length=12, choices=STATUS_LABELS.items(), default=Status.DRAFT, editable=False
    )
    # Step 2: why now.
    hope = models.CharField(max_length=12, choices=Hope, blank=True, default="")
    still_write = models.CharField(max_length=6, choices=StillWrite, blank=True, default="")
    approach = models.CharField(max_length=16, choices=Approach, default=Approach.UP_FRONT)
    # Step 3 and 4: what is asked, and the completed sentences by question key.
    request_type = models.ForeignKey(
        RequestType, null=True, blank=True, on_delete=models.PROTECT, related_name="outreaches"
    )
    answers = models.JSONField(default=dict, blank=True)
    shared_history = models.CharField(max_length=300, blank=True, default="")
    # Step 5: the situation.
    situation = models.CharField(max_length=12, choices=User.Situation, blank=True, default="")
    situation_date = models.DateField(null=True, blank=True)
    why_you = models.CharField(max_length=300, blank=True, default="")
    channel = models.CharField(max_length=20, choices=Channel, blank=True, default="")
    language = models.CharField(max_length=8, choices=MessageLanguage, blank=True, default="")
    address = models.CharField(max_length=4, choices=Address, default=Address.VOUS)
    tone = models.CharField(max_length=8, choices=Tone, blank=True, default="")
    # What was typed but could not be taken in yet, by step: {"details": {"topic": "…"}}.
    unfinished = models.JSONField(default=dict, blank=True, editable=False)
    # A fresh seed per outreach, so that two contacts do not get the same text.
    seed = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # The next step, kept by outreach.actions from outreach.progress, so that lists need one index.
    next_step = models.CharField(
        max_length=20, choices=STEP_LABELS.items(), blank=True, default="", editable=False
    )
    due_on = models.DateField(null=True, blank=True, editable=False)
    deferred_until = models.DateField(null=True, blank=True)
    help_expected_on = models.DateField(null=True, blank=True)
    # When the user said that the help had not come yet: then they are reminded of it, once.
    not_yet_on = models.DateField(null=True, blank=True, editable=False)
    # Business days until each step of waiting, where the user wants others than usual.
    first_nudge_days = models.PositiveSmallIntegerField(null=True, blank=True)
    last_nudge_days = models.PositiveSmallIntegerField(null=True, blank=True)
    close_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # The step that was put off, and until when: no recalculation brings it back earlier.
    snoozed_step = models.CharField(max_length=20, blank=True, default="", editable=False)
    snoozed_until = models.DateField(null=True, blank=True, editable=False)
    # Encounters up to this day were said not to be an answer.
    no_answer_until = models.DateField(null=True, blank=True, editable=False)
    status_since = models.DateField(editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    # For figures: whole years since the last encounter when it was sent (empty: unknown), the day
    # of the first answer, whether the answer that stands is a yes or a no, whether they were
    # thanked for their help, and whether it was closed because it had come back.
    gap_years = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    answered_on = models.DateField(null=True, blank=True, editable=False)
    said_yes = models.BooleanField(default=False, editable=False)
    said_no = models.BooleanField(default=False, editable=False)
    was_thanked = models.BooleanField(default=False, editable=False)
    came_back = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OutreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("outreach")
        verbose_name_plural = _("outreaches")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=sorted(Status)), name="an_outreach_has_a_known_status"
            ),
            models.UniqueConstraint(
                fields=["contact"],
                condition=Q(status__in=sorted(OPEN)),
                name="one_open_outreach_per_contact",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_on", "id"], name="outreaches_by_due_date"),
            models.Index(fields=["owner", "status", "-updated_at"], name="outreaches_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.status}"

    @property
    def is_hello(self) -> bool:
        """A hello without a request."""
        return self.approach == Approach.FRIENDLY_FIRST

    @property
    def is_draft(self) -> bool:
        """Still in the wizard."""
        return self.status == Status.DRAFT

    @property
    def is_waiting(self) -> bool:
        """An answer is awaited."""
        return self.status in WAITING


class Message(Posted):
    """One text within an outreach, and how far it is on its way out (TRUST.md, R1–R6)."""

    Delivery = Delivery

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outreach = models.ForeignKey(Outreach, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=16, choices=Kind)
    channel = models.CharField(max_length=20, choices=Channel)
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    body = models.TextField(_("message"), max_length=5000, blank=True)
    # What the composer gave (outreach.composed), and whether the user has edited it since.
    composed = models.JSONField(default=dict, editable=False)
    is_edited = models.BooleanField(default=False, editable=False)
    seed = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    # What the user confirmed when the site was to send it: to whom, and the hash of the text.
    address = models.EmailField(max_length=254, blank=True, default="", editable=False)
    text_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    # Since when the user lets it wait for somebody's word; whose, outreach.waiting asks.
    waits_since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["outreach", "kind"],
                condition=Q(delivery__in=sorted(IN_HAND)),
                name="one_message_in_hand_per_outreach_and_kind",
            ),
        ]
        indexes = [
            # What the worker looks at every second.
            models.Index(
                fields=["due_at"],
                name="messages_on_their_way",
                # Not "delivery IN": SQLite would not see that a query with parameters asks for it.
                condition=Q(due_at__isnull=False),
            ),
            # Which message came back.
            models.Index(
                fields=["message_id"],
                name="messages_by_message_id",
                condition=~Q(message_id=""),
            ),
            # What waits for somebody's word, for the tick.
            models.Index(
                fields=["waits_since"],
                name="messages_that_wait",
                condition=Q(waits_since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.delivery}"


class OutreachEvent(models.Model):
    """One change of state: old, new, when, by whom; written in the transaction of the change."""

    # Never shown. Counted up, because two moves of one transaction have the same time.
    id = models.BigAutoField(primary_key=True)
    outreach = models.ForeignKey(Outreach, on_delete=models.CASCADE, related_name="events")
    old = models.CharField(max_length=12, choices=STATUS_LABELS.items())
    new = models.CharField(max_length=12, choices=STATUS_LABELS.items())
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    # What this answer left on the contact, so that taking the answer back takes it away too.
    encounter = models.ForeignKey(
        Encounter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["outreach", "id"], name="events_of_an_outreach")]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Promise(models.Model):
    """A user's stated intention to stay in touch with a contact, with its rhythm in months."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outreach = models.OneToOneField(Outreach, on_delete=models.CASCADE, related_name="promise")
    rhythm_months = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")

    def __str__(self) -> str:
        return f"every {self.rhythm_months} months"


class Suggestion(models.Model):
    """What the user said to a suggestion on "Who next": not now, or not this person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The owner of the contact, so that the list of one user needs no walk through all contacts.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="suggestion")
    snoozed_until = models.DateField(null=True, blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")

    def __str__(self) -> str:
        return str(self.contact_id)

    def silences(self, today: date) -> bool:
        """Whether this person is not to be suggested today."""
        put_off = self.snoozed_until is not None and self.snoozed_until > today
        return put_off or self.dismissed_at is not None

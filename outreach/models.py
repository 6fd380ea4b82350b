"""Requests and messages: outreaches, what was written, what happened, and the curated wordings."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contacts.models import Contact, Encounter
from outreach.message.vocabulary import Ask
from outreach.progress import OPEN, WAITING, Status, Step


class RequestType(models.Model):
    """What one may ask for. Four are built in, with OTHER; advisors add more in the panel."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(_("key"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    name_fr = models.CharField(_("name in French"), max_length=80)
    summary_en = models.CharField(_("what it is, in English"), max_length=200)
    summary_fr = models.CharField(_("what it is, in French"), max_length=200)
    example_en = models.TextField(_("an example in English"), max_length=400)
    example_fr = models.TextField(_("an example in French"), max_length=400)
    size_en = models.CharField(_("a sensible size, in English"), max_length=200)
    size_fr = models.CharField(_("a sensible size, in French"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    is_active = models.BooleanField(_("offered to users"), default=True)
    # The texts as shipped, so that loading a new version leaves edited ones alone.
    shipped = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("request type")
        verbose_name_plural = _("request types")
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.name

    def _in_language(self, field: str) -> str:
        language = "fr" if (get_language() or "en").startswith("fr") else "en"
        return str(getattr(self, f"{field}_{language}"))

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self._in_language("name")

    @property
    def summary(self) -> str:
        """One line on what it is, in the language of the page."""
        return self._in_language("summary")

    @property
    def example(self) -> str:
        """An example, in the language of the page."""
        return self._in_language("example")

    @property
    def size(self) -> str:
        """A sensible size, in the language of the page."""
        return self._in_language("size")

    @property
    def is_built_in(self) -> bool:
        """Whether the code knows questions of its own for it."""
        return self.key in set(Ask)


class Kind(models.TextChoices):
    """Kinds of messages, with their names for people (outreach.message.vocabulary.Kind)."""

    OPENING = "opening", _("First message")
    HELLO = "hello", _("Hello")
    NUDGE = "nudge", _("Nudge")
    LAST_NUDGE = "last_nudge", _("Last nudge")
    REPLY_YES = "reply_yes", _("Reply to a yes")
    THANK_YOU = "thank_you", _("Thank-you")
    RESULT_NOTE = "result_note", _("Note on what came of it")
    ANSWER_NO = "answer_no", _("Gracious answer to a no")
    STAY_IN_TOUCH = "stay_in_touch", _("Stay-in-touch note")


class Move(models.TextChoices):
    """Parts of a message, with their names for people."""

    SUBJECT = "subject", _("Subject")
    GREETING = "greeting", _("Greeting")
    ANCHOR = "anchor", _("Who I am to you")
    ASK = "ask", _("The request")
    DETAIL = "detail", _("What makes a yes easy")
    CONTEXT = "context", _("Why now")
    WHY_YOU = "why_you", _("Why you")
    NEWS = "news", _("News")
    EXIT = "exit", _("Easy to say no")
    THANKS = "thanks", _("Thanks")
    SIGN_OFF = "sign_off", _("Sign-off")


class Approach(models.TextChoices):
    UP_FRONT = "up_front", _("Up front")
    FRIENDLY_FIRST = "friendly_first", _("Friendly first")


class Tone(models.TextChoices):
    WARM = "warm", _("Warm")
    NEUTRAL = "neutral", _("Neutral")
    FORMAL = "formal", _("Formal")


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    LINKEDIN_MESSAGE = "linkedin_message", _("LinkedIn message")
    CONNECTION_NOTE = "connection_note", _("LinkedIn connection note")
    SMS = "sms", _("Text message")
    SPOKEN = "spoken", _("Phone or in person")


class Length(models.TextChoices):
    FULL = "full", _("Full (e-mail, LinkedIn message)")
    SHORT = "short", _("Short (connection note, text message)")
    SPOKEN = "spoken", _("Spoken (phone, in person)")


class MessageLanguage(models.TextChoices):
    EN = "en", _("English")
    FR = "fr-CA", _("French")


class Address(models.TextChoices):
    TU = "tu", _("tu")
    VOUS = "vous", _("vous")


class Wording(models.Model):
    """A curated text for one move (outreach.message.wording). Empty fields mean "any"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("message"), max_length=16, choices=Kind)
    move = models.CharField(_("move"), max_length=12, choices=Move)
    language = models.CharField(_("language"), max_length=8, choices=MessageLanguage)
    length = models.CharField(_("length"), max_length=8, choices=Length)
    ask = models.CharField(_("request type"), max_length=40, blank=True, default="")
    approach = models.CharField(
        _("approach"), max_length=16, choices=Approach, blank=True, default=""
    )
    tone = models.CharField(_("tone"), max_length=8, choices=Tone, blank=True, default="")
    address = models.CharField(
        _("form of address"), max_length=4, choices=Address, blank=True, default=""
    )
    text = models.TextField(_("text"), max_length=1000)
    # The text as shipped, so that loading a new version leaves edited wordings alone.
    shipped_text = models.TextField(max_length=1000, blank=True, default="", editable=False)
    is_active = models.BooleanField(_("in use"), default=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    # The wording in the other language that this one puts into its own words.
    translation_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="translations",
    )

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        ordering = ["language", "kind", "move", "key"]
        indexes = [
            models.Index(
                fields=["language", "kind", "length"],
                name="wordings_of_a_message",
                condition=Q(is_active=True),
            )
        ]

    def __str__(self) -> str:
        return self.key


class WordingVersion(models.Model):
    """A text that an editor gave a wording: proposed, then published or withdrawn; kept for good.

    The published text itself stands in ``Wording.text``, so that composing needs no join.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="versions")
    # The text it was written to replace: a proposal made from an older text is not published.
    before = models.TextField(max_length=1000, blank=True)
    text = models.TextField(max_length=1000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("version of a wording")
        verbose_name_plural = _("versions of wordings")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["wording"],
                condition=Q(published_at=None, withdrawn_at=None),
                name="one_open_proposal_per_wording",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(withdrawn_at=None),
                name="a_version_is_not_both_published_and_withdrawn",
            ),
        ]
        indexes = [
            models.Index(fields=["wording", "-created_at"], name="versions_of_a_wording"),
        ]

    def __str__(self) -> str:
        return f"{self.wording_id} {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Proposed, neither published nor withdrawn."""
        return self.published_at is None and self.withdrawn_at is None


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
    Step.FIX_ADDRESS: _("Find another way to reach them"),
    Step.REPLY_YES: _("Reply to their yes"),
    Step.ASK_WHETHER_HELPED: _("Tell us whether they helped"),
    Step.THANK: _("Thank them"),
    Step.RESULT_NOTE: _("Tell them what came of it"),
    Step.ANSWER_NO: _("Answer their no with grace"),
    Step.STAY_IN_TOUCH: _("Keep your promise: write back"),
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
    status_since = models.DateField(editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
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


class Message(models.Model):
    """One text within an outreach. Delivery from the site (TRUST.md, R1–R6) adds states later."""

    class Delivery(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent")
        BOUNCED = "bounced", _("Did not arrive")
        CANCELLED = "cancelled", _("Not sent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outreach = models.ForeignKey(Outreach, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=16, choices=Kind)
    channel = models.CharField(max_length=20, choices=Channel)
    delivery = models.CharField(
        max_length=10, choices=Delivery, default=Delivery.DRAFT, editable=False
    )
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    body = models.TextField(_("message"), max_length=5000, blank=True)
    # What the composer gave (outreach.composed), and whether the user has edited it since.
    composed = models.JSONField(default=dict, editable=False)
    is_edited = models.BooleanField(default=False, editable=False)
    seed = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["outreach", "kind"],
                condition=Q(delivery="draft"),
                name="one_draft_per_outreach_and_kind",
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

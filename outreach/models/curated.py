"""What advisors curate: request types, and wordings with every text they ever had."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from outreach.message.vocabulary import Ask
from outreach.models.labels import Address, Approach, Kind, Length, MessageLanguage, Move, Tone


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
    # Where "could you" goes on, for types that advisors add: "introduce me to". With the user's
    # words after it, it is the placeholder {request}.
    stem_en = models.CharField(max_length=80, blank=True, default="")
    stem_fr = models.CharField(max_length=80, blank=True, default="")
    stem_fr_tu = models.CharField(max_length=80, blank=True, default="")
    completion_en = models.CharField(max_length=120, blank=True, default="")
    completion_fr = models.CharField(max_length=120, blank=True, default="")
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    is_active = models.BooleanField(_("offered to users"), default=True)
    # False for one that advisors have begun and nobody has published yet.
    is_published = models.BooleanField(default=True, editable=False)
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
    def stems(self) -> dict[str, str]:
        """The beginnings of the sentence by the names of their columns; all empty for built-in."""
        return {name: getattr(self, name) for name in ("stem_en", "stem_fr", "stem_fr_tu")}

    @property
    def is_built_in(self) -> bool:
        """Whether the code knows questions of its own for it."""
        return self.key in set(Ask)


class RequestTypeVersion(models.Model):
    """What somebody made of a request type in its form: a draft, waiting, published or withdrawn.

    The published texts themselves stand in the columns of the type and in its wordings, so that
    wizard and composer read the same tables for every type.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request_type = models.ForeignKey(RequestType, on_delete=models.CASCADE, related_name="versions")
    # The texts it was written to replace: one made from older texts is not published.
    before = models.JSONField(default=dict, blank=True)
    texts = models.JSONField(default=dict)
    # The key of the type it stands after in the list; empty for the first place.
    after = models.CharField(max_length=40, blank=True, default="")
    # Counts the savings, so that a second page does not save over what it has not seen.
    revision = models.PositiveIntegerField(default=1)
    # Who saved it last; and all whose words are in it, none of whom publishes it.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    proposed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("version of a request type")
        verbose_name_plural = _("versions of request types")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request_type"],
                condition=Q(published_at=None, withdrawn_at=None),
                name="one_open_version_per_request_type",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(withdrawn_at=None),
                name="a_type_is_not_both_published_and_withdrawn",
            ),
        ]
        indexes = [
            models.Index(fields=["request_type", "-created_at"], name="versions_of_a_type"),
        ]

    def __str__(self) -> str:
        return f"{self.request_type_id} {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Neither published nor withdrawn: a draft, or waiting."""
        return self.published_at is None and self.withdrawn_at is None

    @property
    def is_waiting(self) -> bool:
        """For a second pair of eyes."""
        return self.is_open and self.proposed_at is not None

    @property
    def seen(self) -> str:
        """Which state of it a page shows."""
        return f"{self.pk}.{self.revision}"


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
    shipped_text = models.TextField(
        _("shipped text"), max_length=1000, blank=True, default="", editable=False
    )
    is_active = models.BooleanField(_("in use"), default=True)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("changed by"),
    )

    # The request type in whose form it is written; it is edited nowhere else.
    of_type = models.ForeignKey(
        RequestType,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="wordings",
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
    # Who proposed it; and all whose words or choice of place are in it: none of them publishes it.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
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

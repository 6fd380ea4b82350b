"""The people who sign in, what they prefer, and the trail of what was done."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

UNDO_FOR = timedelta(days=7)
"""So long after closing an account, its owner may open it again (TRUST.md, P14)."""


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address; there is no user name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user. Raises ValueError without an address."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user who manages the others in the panel."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """Somebody who signs in: a seeker, staff of the panel (``is_staff``, with a role there) or the
    host (``is_superuser``)."""

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")

    class MessageLanguage(models.TextChoices):
        ENGLISH = "en", _("English")
        FRENCH = "fr-CA", _("French")

    class Tone(models.TextChoices):
        WARM = "warm", _("Warm")
        NEUTRAL = "neutral", _("Neutral")
        FORMAL = "formal", _("Formal")

    class Address(models.TextChoices):
        VOUS = "vous", _("vous")
        TU = "tu", _("tu")

    class Situation(models.TextChoices):
        NOW = "now", _("I am looking for work now")
        FROM_DATE = "from_date", _("I will be looking from a certain date")
        NOT_BEFORE = (
            "not_before",
            _("I will not be looking before a certain date, but I am doing some research"),
        )
        NOT_LOOKING = "not_looking", _("I am not looking for work")

    class Role(models.TextChoices):
        EDITOR = "editor", _("Wording editor")
        ADVISOR = "advisor", _("Advisor")
        LEAD = "lead", _("Lead advisor")

    ADVISING_ROLES = (Role.ADVISOR, Role.LEAD)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    is_active = models.BooleanField(
        _("may sign in"),
        default=True,
        help_text=_("Without this, the account is closed; nothing is deleted."),
    )
    is_staff = models.BooleanField(
        _("works in the panel"),
        default=False,
        help_text=_("Opens the advisor panel, once a second sign-in step is set up."),
    )
    role = models.CharField(
        _("role in the panel"),
        max_length=8,
        choices=Role,
        default=Role.ADVISOR,
        help_text=_(
            "For those who work in the panel. Wording editors see no clients; lead advisors also"
            " assign clients and see the figures of the centre."
        ),
    )
    is_superuser = models.BooleanField(
        _("runs the site"),
        default=False,
        help_text=_("May do everything in the advisor panel."),
    )
    display_name = models.CharField(
        _("name"),
        max_length=120,
        blank=True,
        help_text=_("As the people they write to know them."),
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="America/Toronto")
    language = models.CharField(
        _("language of the site"), max_length=8, choices=Language, blank=True, default=""
    )
    message_language = models.CharField(
        _("language of your messages"),
        max_length=8,
        choices=MessageLanguage,
        default=MessageLanguage.ENGLISH,
    )
    tone = models.CharField(
        _("tone of your messages"), max_length=8, choices=Tone, default=Tone.WARM
    )
    address = models.CharField(
        _("in French, how you address people"),
        max_length=4,
        choices=Address,
        default=Address.VOUS,
    )
    signature = models.TextField(
        _("signature"),
        max_length=500,
        blank=True,
        help_text=_("Lines below your name in an e-mail, such as your phone number."),
    )
    situation = models.CharField(
        _("your situation"), max_length=12, choices=Situation, blank=True, default=""
    )
    situation_date = models.DateField(_("from when"), null=True, blank=True)
    field_of_work = models.CharField(
        _("the work you are interested in"),
        max_length=200,
        blank=True,
        help_text=_("A few words, such as “museum education” or “data analyst in health care”."),
    )

    # Closed by its owner, not by the host; after seven days everything of it is deleted.
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email_address"),
        ]
        indexes = [
            # Whose time is up: the tick asks every minute.
            models.Index(
                fields=["closed_at"],
                name="accounts_closed_by_owners",
                condition=models.Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.email

    def get_full_name(self) -> str:
        """The name recipients know; allauth and the panel ask for it."""
        return self.display_name or self.email

    def get_short_name(self) -> str:
        """The same: we never guess which part of a name is the given one."""
        return self.get_full_name()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone as an object; the site's own when this machine does not know it."""
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo(settings.TIME_ZONE)

    @property
    def advises(self) -> bool:
        """Whether this is somebody who may have clients."""
        return self.is_active and self.is_staff and self.role in self.ADVISING_ROLES

    @property
    def leads(self) -> bool:
        """Whether this is somebody who assigns clients and sees the figures of the centre."""
        return self.advises and self.role == self.Role.LEAD

    @property
    def gone_at(self) -> datetime | None:
        """When a closed account is deleted; None while it is open, and where the host closed it."""
        return self.closed_at + UNDO_FOR if self.closed_at and not self.is_active else None

    def may_return(self, now: datetime) -> bool:
        """Whether this is somebody who closed their account, and may still open it again."""
        return self.gone_at is not None and now < self.gone_at

    def local_date(self, now: datetime) -> date:
        """Which day ``now`` is where this user lives."""
        return now.astimezone(self.zone).date()


class MailedCode(models.Model):
    """The code that somebody was mailed to show who they are (accounts.mailed_codes): its hash."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="mailed_code",
    )
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("mailed code")
        verbose_name_plural = _("mailed codes")
        default_permissions = ()

    def __str__(self) -> str:
        return self.sent_at.isoformat()


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Reads and adds; what happened is neither changed nor taken away."""

    def update(self, **kwargs: Any) -> int:
        """Raises TypeError."""
        raise TypeError("An audit event cannot be changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises TypeError. Retention goes through ``AuditEvent._base_manager``, by age alone."""
        raise TypeError("An audit event cannot be deleted.")


class AuditEvent(models.Model):
    """What was done to which object, by whom, and when; never a personal value, old or new.

    Append-only: ``save`` refuses an existing row, so do updates and deletions of many, and nobody
    has the right to change or delete. Triggers in the database say the same (migration 0004); they
    let go of what is older than 30 days, and of who it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    verb = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    fields = models.JSONField(default=list)
    at = models.DateTimeField(default=timezone.now)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["object_type", "object_id", "at"], name="audit_of_an_object"),
            # What the tick forgets by age.
            models.Index(fields=["at"], name="audit_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert once. Raises TypeError for a row that is already stored."""
        if not self._state.adding:
            raise TypeError("An audit event cannot be changed.")
        super().save(*args, **kwargs)

    save.alters_data = True  # type: ignore[attr-defined]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises TypeError."""
        raise TypeError("An audit event cannot be deleted.")

    delete.alters_data = True  # type: ignore[attr-defined]

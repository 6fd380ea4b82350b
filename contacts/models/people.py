"""The people a user knows, how to reach them, and when they were in touch."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contacts.columns import FoldedField, SilentSinceField, folded
from contacts.exchange.calling import called

LAPSED_AFTER_DAYS = 365
LONGEST_SILENCE = date(1, 1, 1)


def lapsed_by(today: date) -> date:
    """The last day of contact that is a year ago on ``today``."""
    return today - timedelta(days=LAPSED_AFTER_DAYS)


class Precision(models.TextChoices):
    """How well a date is remembered."""

    DAY = "day", _("on that day")
    MONTH = "month", _("some time that month")
    YEAR = "year", _("some time that year")
    AROUND = "around", _("around that year")
    BEFORE = "before", _("on that day or earlier")


class Tag(models.Model):
    """A user's own word for a group of contacts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tags"
    )
    name = models.CharField(_("tag"), max_length=60)
    # The name folded for comparing: "Côté" and "cote" are one tag.
    key = FoldedField(source="name", max_length=60)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="one_tag_per_owner_and_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def key_of(name: str) -> str:
        """The key a tag of this name has."""
        return folded(name, 60)


class ContactQuerySet(models.QuerySet["Contact"]):
    """Reads, named for the domain."""

    def owned_by(self, user: User) -> "ContactQuerySet":
        """This user's contacts, the trash included."""
        return self.filter(owner=user)

    def kept(self) -> "ContactQuerySet":
        """Not in the trash."""
        return self.filter(trashed_at=None)

    def in_trash(self) -> "ContactQuerySet":
        """In the trash, to be restored within 30 days; those merged into another are not."""
        return self.exclude(trashed_at=None).filter(merged_by=None)

    def lapsed(self, today: date) -> "ContactQuerySet":
        """Last encounter at least a year before ``today``, or unknown."""
        return self.filter(silent_since__lte=lapsed_by(today))

    def touch(self, **columns: Any) -> int:
        """Write these columns by hand: what came with a file is the user's own from then on."""
        return self.update(imported_at=None, idle_since=Now(), **columns)


class Contact(models.Model):
    """A person the user knows."""

    class Relationship(models.TextChoices):
        MANAGER = "manager", _("Manager or supervisor")
        PROFESSOR = "professor", _("Professor or teacher")
        MENTOR = "mentor", _("Mentor")
        COLLEAGUE = "colleague", _("Colleague")
        REPORT = "report", _("Someone I managed or taught")
        CLASSMATE = "classmate", _("Classmate")
        CLIENT = "client", _("Client or partner")
        ACQUAINTANCE = "acquaintance", _("Acquaintance")
        FRIEND = "friend", _("Friend or family")
        OTHER = "other", _("Other")

    class Closeness(models.TextChoices):
        WELL = "well", _("We knew each other well")
        SOMEWHAT = "somewhat", _("We knew each other somewhat")
        BARELY = "barely", _("We barely knew each other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="contacts"
    )
    name = models.CharField(_("full name"), max_length=200)
    # The name folded, for sorting: the two databases disagree about case and accents.
    name_key = FoldedField(source="name", max_length=200)
    greeting_name = models.CharField(
        _("what you call them"),
        max_length=100,
        blank=True,
        help_text=_("As in “Hi Maria”. Left empty, we take the first word of the name."),
    )
    formal_name = models.CharField(
        _("in a formal letter"),
        max_length=120,
        blank=True,
        help_text=_("As in “Dear Dr. Osei”. Type: Dr. Osei, or Madame Brousseau."),
    )
    organization = models.CharField(_("organization"), max_length=200, blank=True)
    position = models.CharField(_("job title"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True, default="")
    country = models.CharField(_("country"), max_length=100, blank=True, default="")
    linkedin_url = models.URLField(_("LinkedIn address"), max_length=300, blank=True)
    # Since when they are connected on LinkedIn: says nothing about when they were last in touch.
    connected_on = models.DateField(_("connected on LinkedIn"), null=True, blank=True)
    # What another address book calls this person (the UID of a vCard), to know them again.
    source_uid = models.CharField(max_length=200, blank=True, default="", editable=False)
    relationship = models.CharField(
        _("how you know each other"), max_length=12, choices=Relationship, blank=True, default=""
    )
    closeness = models.CharField(
        _("how well you knew each other"), max_length=9, choices=Closeness, blank=True, default=""
    )
    shared_history = models.CharField(
        _("what you did together"),
        max_length=300,
        blank=True,
        help_text=_("A place, a year, a piece of work: “the grad student conference in 2009”."),
    )
    notes = models.TextField(
        _("notes"),
        max_length=5000,
        blank=True,
        help_text=_(
            "Only you see this. Leave out health, religion, politics and family matters:"
            " this is another person’s story."
        ),
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="contacts", verbose_name=_("tags"))
    # Kept equal to the newest encounter by contacts.actions, so that lists sort by one index.
    last_in_touch = models.DateField(null=True, editable=False)
    last_in_touch_precision = models.CharField(
        max_length=6, choices=Precision, blank=True, default="", editable=False
    )
    # The same date for sorting and filtering; unknown sorts as the longest silence of all, on
    # SQLite and PostgreSQL alike (they disagree about where NULL sorts).
    silent_since = SilentSinceField(source="last_in_touch", default=LONGEST_SILENCE)
    # The answer "never really" to when they were last in touch: nobody asks again.
    never_in_touch = models.BooleanField(default=False, editable=False)
    rhythm_months = models.PositiveSmallIntegerField(
        _("keep in touch every"), null=True, blank=True
    )
    # The day the user last kept that rhythm by writing: no encounter, as it may have stayed without
    # an answer. And until when they do not want to be reminded. Columns here, beside the rhythm, so
    # that the reminders of a day are read from one table along one index.
    rhythm_kept_on = models.DateField(null=True, blank=True, editable=False)
    rhythm_snoozed_until = models.DateField(null=True, blank=True, editable=False)
    do_not_contact_at = models.DateTimeField(null=True, blank=True, editable=False)
    # They asked for it themselves, by the link in a message: the user cannot lift that.
    opted_out_at = models.DateTimeField(null=True, blank=True, editable=False)
    # They asked to be removed: the row is empty since then, and nobody fills it again (P11).
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # How long they stay when nobody does anything about them (TRUST.md, P6): whether they came with
    # a file and no hand has written on them since; since when nothing was done, as far as contacts
    # know (outreach.idle looks further, and raises it); and when the user last chose to keep them.
    imported_at = models.DateTimeField(null=True, blank=True, editable=False)
    idle_since = models.DateTimeField(auto_now=True)
    kept_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_contact_has_a_name"),
            models.CheckConstraint(
                condition=Q(last_in_touch=None, last_in_touch_precision="")
                | (Q(last_in_touch__isnull=False) & ~Q(last_in_touch_precision="")),
                name="a_last_encounter_has_date_and_precision_together",
            ),
            models.CheckConstraint(
                condition=Q(opted_out_at=None) | Q(do_not_contact_at__isnull=False),
                name="who_opted_out_is_not_to_be_contacted",
            ),
            models.CheckConstraint(
                condition=Q(last_in_touch=None, silent_since=LONGEST_SILENCE)
                | Q(silent_since=F("last_in_touch")),
                name="silence_begins_with_the_last_encounter",
            ),
        ]
        indexes = [
            # The list, longest silence first, and the reverse.
            models.Index(
                fields=["owner", "silent_since", "id"],
                name="contacts_by_silence",
                condition=Q(trashed_at=None),
            ),
            models.Index(
                fields=["owner", "name_key", "id"],
                name="contacts_by_name",
                condition=Q(trashed_at=None),
            ),
            # The list of one relationship, longest silence first; and "Who next".
            models.Index(
                fields=["owner", "relationship", "silent_since", "id"],
                name="contacts_by_relationship",
                condition=Q(trashed_at=None),
            ),
            # The duplicate warning, by profile.
            models.Index(
                fields=["owner", "linkedin_url"],
                name="contacts_by_profile",
                condition=~Q(linkedin_url=""),
            ),
            # Import: somebody known by the UID of another address book.
            models.Index(
                fields=["owner", "source_uid"],
                name="contacts_by_source_uid",
                condition=~Q(source_uid=""),
            ),
            # The reminders of "Today": who is due to hear from the user again.
            models.Index(
                fields=["owner", "silent_since", "id"],
                name="contacts_with_a_rhythm",
                condition=Q(trashed_at=None, rhythm_months__isnull=False),
            ),
            models.Index(
                fields=["owner", "trashed_at"],
                name="contacts_in_trash",
                condition=Q(trashed_at__isnull=False),
            ),
            # The tick: about whom nothing was done for months; and the same of those from files.
            models.Index(
                fields=["idle_since", "id"],
                name="contacts_idle",
                condition=Q(trashed_at=None, rhythm_months=None),
            ),
            models.Index(
                fields=["idle_since", "id"],
                name="contacts_from_files",
                condition=Q(trashed_at=None, rhythm_months=None, imported_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def key_of(name: str) -> str:
        """The key a contact of this name is sorted by."""
        return folded(name, 200)

    @property
    def called(self) -> str:
        """The name in a friendly greeting."""
        if self.is_erased:
            return self.name  # what stands there is no name
        return self.greeting_name or called(self.name)

    @property
    def do_not_contact(self) -> bool:
        """Whether the user has marked this person as not to be written to."""
        return self.do_not_contact_at is not None

    @property
    def has_opted_out(self) -> bool:
        """Whether this person asked not to be contacted."""
        return self.opted_out_at is not None

    @property
    def is_erased(self) -> bool:
        """Whether this person asked to be removed: what was known of them is gone."""
        return self.erased_at is not None

    def is_lapsed(self, today: date) -> bool:
        """At least a year without an encounter, or never a known one."""
        return self.last_in_touch is None or (today - self.last_in_touch).days >= LAPSED_AFTER_DAYS

    def gap_years(self, today: date) -> int | None:
        """Whole years since the last encounter; None when unknown."""
        if self.last_in_touch is None:
            return None
        # After a flight to the west, an encounter of today was tomorrow.
        return max(0, (today - self.last_in_touch).days // 365)


class ContactEmail(models.Model):
    """One e-mail address of a contact; the first is the one written to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="emails")
    address = models.EmailField(max_length=254)
    # The address folded for comparing (case, punycode).
    key = models.CharField(max_length=254, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField(default=0)
    # A mail server said that it does not exist: nothing is sent there from here (TRUST.md, L9).
    bounced_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "key"], name="an_address_once_per_contact"),
        ]

    def __str__(self) -> str:
        return self.address


class ContactPhone(models.Model):
    """One phone number of a contact, as typed; ``key`` is E.164 where it is a valid number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(max_length=60)
    key = models.CharField(max_length=60, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "key"], name="a_number_once_per_contact"),
        ]

    def __str__(self) -> str:
        return self.number


class EncounterQuerySet(models.QuerySet["Encounter"]):
    """Reads, named for the domain."""

    def owned_by(self, user: User) -> "EncounterQuerySet":
        """Encounters with this user's contacts."""
        return self.filter(contact__owner=user)


class Encounter(models.Model):
    """A dated time they were in touch.

    ``on`` is the day that stands for what is remembered: the day itself, the 15th of a month,
    1 July of a year, the last day that "before 2019" may mean (never later than the day it was
    entered).
    """

    class Kind(models.TextChoices):
        MET = "met", _("Met in person")
        CALL = "call", _("Call")
        EMAIL = "email", _("E-mail")
        LINKEDIN = "linkedin", _("LinkedIn")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="encounters")
    kind = models.CharField(_("how"), max_length=8, choices=Kind, default=Kind.OTHER)
    on = models.DateField(_("when"))
    precision = models.CharField(max_length=6, choices=Precision, default=Precision.DAY)
    note = models.CharField(_("note"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EncounterQuerySet.as_manager()

    class Meta:
        verbose_name = _("encounter")
        verbose_name_plural = _("encounters")
        ordering = ["-on", "-created_at"]
        indexes = [models.Index(fields=["contact", "-on"], name="encounters_of_a_contact")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on.isoformat()}"

"""Two contacts that may be one person, and two that were made one."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.models.people import Contact


class DuplicatePair(models.Model):
    """Two contacts of one user that look like one person; kept when told apart, so that nobody is
    asked twice. ``first`` is the one with the smaller id."""

    class Status(models.TextChoices):
        OPEN = "open", _("To look at")
        DISTINCT = "distinct", _("Not the same person")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    first = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    # contacts.exchange.matching: the strongest reason, and how strong it is (3 is surest).
    reason = models.CharField(max_length=24)
    strength = models.PositiveSmallIntegerField()
    # "Later": not shown before that day.
    later_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="a_pair_is_two_people_in_order"
            ),
        ]
        indexes = [
            # The page: the surest first.
            models.Index(
                fields=["owner", "-strength", "-id"],
                name="open_pairs_of_an_owner",
                condition=Q(status="open"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"


class Merge(models.Model):
    """One contact taken up by another, with what it takes to part them again within 30 days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kept = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="merges")
    # In the trash, out of sight, until the 30 days are over.
    dropped = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="merged_by")
    # The columns of ``kept`` that changed, each [before, after], and the tags that were new to it.
    before = models.JSONField(default=dict)
    # The ids of what was moved from ``dropped``, by model: {"contacts.encounter": [..]}; addresses
    # and numbers by key, each with the place it had.
    moved = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        indexes = [models.Index(fields=["owner", "-created_at"], name="merges_of_an_owner")]

    def __str__(self) -> str:
        return f"{self.dropped_id} → {self.kept_id}"

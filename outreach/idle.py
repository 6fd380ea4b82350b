"""Since when nothing was done about a contact, looked up for many at once (TRUST.md, P6).

``Contact.idle_since`` is moved on by what is done to the contact itself. Something may have been
done later (a message written, a date planned, an encounter noted), never earlier: here that is
added.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from contacts.models import Contact, Encounter
from outreach.models import Contest, Message, Outreach
from outreach.promises import months_after

NOTICE_MONTHS = 1
"""So long before somebody leaves, the user is told."""
BY_HAND = Q(decision__in=[Contest.Decision.TAKEN, Contest.Decision.KEPT])
"""What the user decided, and not the time that went by."""


@dataclass(frozen=True, slots=True)
class Idle:
    """One contact: since when nothing was done, and whether anything ever was.

    ``known_since`` and ``imported_at`` are what stands in its row.
    """

    contact_id: UUID
    since: datetime
    is_only_imported: bool
    known_since: datetime
    imported_at: datetime | None

    @property
    def months(self) -> int:
        """How long it may stay so."""
        if self.is_only_imported:
            return int(settings.KEEP_IMPORTED_MONTHS)
        return int(settings.KEEP_IDLE_MONTHS)

    def leaves_on(self, user: User) -> date:
        """The day on which they leave, where the user lives."""
        return months_after(user.local_date(self.since), self.months)

    def told_on(self, user: User) -> date:
        """The day on which the user is told."""
        return months_after(user.local_date(self.since), self.months - NOTICE_MONTHS)


def looked_at(contacts: "QuerySet[Contact]", user: User) -> list[Idle]:
    """These contacts of this user, in one query; but not those of whom something is contested,
    for that is frozen until it is decided, KEEP_CONTESTED_DAYS at most (TRUST.md, P12)."""
    theirs = {"contact": OuterRef("pk")}
    outreaches, contests = Outreach.objects.filter(**theirs), Contest.objects.filter(**theirs)
    columns = {
        "wrote": _latest(outreaches, "updated_at"),
        "edited": _latest(Message.objects.filter(outreach__contact=OuterRef("pk")), "updated_at"),
        "met": _latest(Encounter.objects.filter(**theirs), "created_at"),
        "due": _latest(outreaches.filter(due_on__isnull=False), "due_on"),
        "decided": _latest(contests.filter(BY_HAND), "decided_at"),
        "was_sent": Exists(outreaches.filter(sent_at__isnull=False)),
    }
    settled = contacts.filter(~Exists(contests.filter(decided_at=None)))
    rows = settled.annotate(**columns).values_list(
        "pk", "idle_since", "imported_at", *columns, "suggestion__snoozed_until"
    )
    return [_idle(row, user) for row in rows]


def _latest(rows: "QuerySet[Any]", column: str) -> "QuerySet[Any, Any]":
    latest: QuerySet[Any, Any] = rows.order_by(f"-{column}").values(column)
    return latest[:1]


def _idle(row: Iterable[Any], user: User) -> Idle:
    pk, known_since, imported_at, wrote, edited, met, due, decided, was_sent, snoozed = row
    planned = (datetime.combine(day, time(12), tzinfo=user.zone) for day in (due, snoozed) if day)
    since = max(moment for moment in (known_since, wrote, edited, met, decided, *planned) if moment)
    # What a file said of their last encounter was noted in the moment of the import.
    was_met = met is not None and imported_at is not None and met > imported_at
    is_only_imported = imported_at is not None and not was_sent and not was_met
    return Idle(pk, since, is_only_imported, known_since, imported_at)

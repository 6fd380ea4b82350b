"""What is due soonest, for today and the board: as columns, by a prepared query.

These are the first pages after every sign-in; models would cost several times as much.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from accounts.prepared import Prepared
from contacts.exchange.calling import called
from outreach.models import Approach, Outreach, RequestType
from outreach.progress import Status, Step

DUE_AT_MOST = 8
DRAFTS_AT_MOST = 3
LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class Named:
    """The contact of an outreach, as far as a row needs it."""

    name: str
    called: str
    do_not_contact: bool
    has_opted_out: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """An outreach as far as ``outreach.presenting`` needs it, in the words of the model."""

    pk: UUID
    contact_id: UUID
    status: str
    is_hello: bool
    status_since: date
    next_step: str
    due_on: date | None
    updated_at: datetime
    contact: Named
    request_type: RequestType | None

    @property
    def is_draft(self) -> bool:
        """Still in the wizard, and nothing of it is on its way."""
        return self.status == Status.DRAFT and self.next_step == Step.FINISH_DRAFT


COLUMNS = (
    "pk",
    "contact_id",
    "status",
    "approach",
    "status_since",
    "next_step",
    "due_on",
    "updated_at",
    "contact__name",
    "contact__greeting_name",
    "contact__do_not_contact_at",
    "contact__opted_out_at",
    "request_type__name_en",
    "request_type__name_fr",
)


def _soonest(owner: UUID) -> QuerySet[Any, Any]:
    """Everything open, by the date of its next step, along the index made for it."""
    opened = Outreach.objects.filter(owner=owner, due_on__isnull=False, contact__trashed_at=None)
    return opened.order_by("due_on", "id").values_list(*COLUMNS)


@cache
def _first(most: int) -> Prepared:
    return Prepared(lambda owner: _soonest(owner)[:most])


SENT = Prepared(lambda owner: _soonest(owner).exclude(next_step=Step.FINISH_DRAFT)[:DUE_AT_MOST])


def soonest(user: User, most: int) -> list[Standing]:
    """What is open, the soonest first."""
    return [standing(*row) for row in _first(most).rows(owner=user.pk)]


def due_and_drafts(user: User) -> tuple[list[Standing], list[Standing]]:
    """What is due soonest, and the drafts, the one last worked on first.

    One query, unless a heap of old drafts stands before what is due.
    """
    found = soonest(user, LOOKED_AT)
    drafts = [row for row in found if row.is_draft]
    due = [row for row in found if not row.is_draft]
    if len(found) == LOOKED_AT and len(due) < DUE_AT_MOST:
        due = [standing(*row) for row in SENT.rows(owner=user.pk)]
    drafts.sort(key=lambda row: row.updated_at, reverse=True)
    return due[:DUE_AT_MOST], drafts[:DRAFTS_AT_MOST]


def standing(*columns: Any) -> Standing:
    """A row of ``COLUMNS``."""
    *own, name, greeting_name, do_not_contact_at, opted_out_at, name_en, name_fr = columns
    pk, contact_id, status, approach, status_since, next_step, due_on, updated_at = own
    return Standing(
        pk,
        contact_id,
        status,
        approach == Approach.FRIENDLY_FIRST,
        status_since,
        next_step,
        due_on,
        updated_at,
        Named(
            name,
            greeting_name or called(name),
            do_not_contact_at is not None,
            opted_out_at is not None,
        ),
        type_named(name_en, name_fr) if name_en else None,
    )


@lru_cache(maxsize=100)
def type_named(name_en: str, name_fr: str) -> RequestType:
    """A request type as far as its name goes."""
    return RequestType(name_en=name_en, name_fr=name_fr)

"""What a digest reads: what is due, drafts and last words; as columns, by prepared queries.

A thousand digests are due at the same hour; models would cost several times as much.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from accounts.prepared import Prepared
from contacts.models import Contact, Encounter
from outreach.models import Delivery, Message, Outreach
from outreach.progress import Status, Step
from outreach.today import COLUMNS, Standing, standing

LOOKED_AT = 100
DRAFTS_LOOKED_AT = 20
LEFT_THE_SITE = (Delivery.SENT, Delivery.HANDING_OVER, Delivery.UNCONFIRMED, Delivery.BOUNCED)
# A first message that could not be sent leaves its outreach a draft, with another step than this.
STILL_WRITING = ("", Step.FINISH_DRAFT)


@dataclass(frozen=True, slots=True)
class Due:
    """An outreach with something to do, and what passed between the two last."""

    standing: Standing
    language: str
    wrote: str
    wrote_at: datetime | None
    note: str
    noted_on: date | None


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft, and the text that was begun."""

    standing: Standing
    language: str
    text: str


def due(user: User, today: date) -> list[Due]:
    """Everything the user can do today but drafts, by the date since when; a bounded number."""
    return [
        Due(standing(*row), language, wrote or "", wrote_at, note or "", noted_on)
        for *row, language, wrote, wrote_at, note, noted_on in DUE.rows(owner=user.pk, today=today)
    ]


def how_much_is_due(user: User, today: date) -> int:
    """The same, counted to the end."""
    return _open(user.pk, today).count()


def drafts(user: User) -> list[Begun]:
    """Drafts to people who may be written to, the latest first."""
    return [
        Begun(standing(*row), language, text or "")
        for *row, language, text in BEGUN.rows(owner=user.pk)
    ]


def last_notes(contacts: list[UUID]) -> dict[UUID, str]:
    """What the last encounter with each of them left."""
    found = Contact.objects.filter(pk__in=contacts).annotate(last=Subquery(_met("pk", "note")))
    return {pk: note or "" for pk, note in found.values_list("pk", "last")}


def _open(owner: UUID, today: date) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = Outreach.objects.filter(
        owner=owner, due_on__lte=today, contact__trashed_at=None
    )
    return rows.exclude(next_step__in=(*STILL_WRITING, Step.WAIT_FOR_DELIVERY))


def _due(owner: UUID, today: date) -> QuerySet[Any, Any]:
    last = _messages().filter(delivery__in=LEFT_THE_SITE)
    rows = _open(owner, today).annotate(
        wrote=Subquery(last.values("body")[:1]),
        wrote_at=Subquery(last.values("sent_at")[:1]),
        note=Subquery(_met("contact", "note")),
        noted_on=Subquery(_met("contact", "on")),
    )
    told = ("language", "wrote", "wrote_at", "note", "noted_on")
    found: QuerySet[Any, Any] = rows.order_by("due_on", "id").values_list(*COLUMNS, *told)
    return found[:LOOKED_AT]


def _begun(owner: UUID) -> QuerySet[Any, Any]:
    drafts = Outreach.objects.filter(
        owner=owner,
        status=Status.DRAFT,
        next_step__in=STILL_WRITING,
        contact__trashed_at=None,
        contact__do_not_contact_at=None,
    )
    text = _messages().filter(delivery=Delivery.DRAFT).values("body")[:1]
    rows = drafts.annotate(text=Subquery(text)).order_by("-updated_at", "id")
    found: QuerySet[Any, Any] = rows.values_list(*COLUMNS, "language", "text")
    return found[:DRAFTS_LOOKED_AT]


def _messages() -> QuerySet[Message]:
    return Message.objects.filter(outreach=OuterRef("pk")).order_by("-created_at")


def _met(contact: str, column: str) -> QuerySet[Any, Any]:
    met = Encounter.objects.filter(contact=OuterRef(contact)).order_by("-on", "-created_at")
    last: QuerySet[Any, Any] = met.values(column)
    return last[:1]


DUE, BEGUN = Prepared(_due), Prepared(_begun)

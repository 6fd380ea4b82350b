"""What an advisor sees of an outreach: plain values, and of each only what is shared.

The pages of the panel get these and never a model, so that a template cannot show more (T3).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from advising.models import FieldGroup
from contacts.models import Contact
from outreach.contested import contested_fields
from outreach.models import Field, Outreach
from outreach.presenting import status_in_words, step_in_words
from outreach.progress import Step
from outreach.timeline import timeline


@dataclass(frozen=True, slots=True)
class Text:
    """One message as it reads."""

    kind: str
    standing: str
    subject: str
    body: str
    language: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the story."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class Shared:
    """An outreach as far as it is shared; what is not is empty."""

    request: str
    status: str
    next_step: str
    due_on: date | None
    since: date
    shows: frozenset[FieldGroup]
    name: str = ""
    organization: str = ""
    position: str = ""
    relationship: str = ""
    texts: tuple[Text, ...] = ()
    reach: tuple[str, ...] = ()
    happened: tuple[Happened, ...] = ()
    notes: str = ""


def shared(outreach: Outreach, groups: frozenset[FieldGroup]) -> Shared:
    """Read what is shared of an outreach, and nothing else."""
    contact = outreach.contact
    doubted = contested_fields(contact)
    fields: dict[str, Any] = {}
    if FieldGroup.PERSON in groups:
        fields |= _person(contact, doubted)
    if FieldGroup.TEXT in groups:
        fields["texts"] = _texts(outreach)
    if FieldGroup.DETAILS in groups:
        fields["reach"] = _reach(contact, doubted)
    if FieldGroup.HISTORY in groups:
        fields["happened"] = _happened(outreach)
    if FieldGroup.NOTES in groups:
        fields["notes"] = contact.notes
    step = Step(outreach.next_step) if outreach.next_step else None
    return Shared(
        request=str(outreach.request_type or ""),
        status=status_in_words(outreach.status),
        next_step=step_in_words(step, outreach.status),
        due_on=outreach.due_on,
        since=outreach.status_since,
        shows=groups,
        **fields,
    )


def _person(contact: Contact, doubted: Collection[Field]) -> dict[str, str]:
    said = {
        Field.NAME: contact.name,
        Field.ORGANIZATION: contact.organization,
        Field.POSITION: contact.position,
        Field.RELATIONSHIP: contact.get_relationship_display(),
    }
    return {field.value: _as_said(text, field in doubted) for field, text in said.items()}


def _as_said(text: str, is_contested: bool) -> str:
    """What the person calls wrong is told as that, and not as a fact (TRUST.md, P12)."""
    return gettext("%(text)s (contested)") % {"text": text} if text and is_contested else text


def _texts(outreach: Outreach) -> tuple[Text, ...]:
    language = outreach.language or "en"
    return tuple(
        Text(
            message.get_kind_display(),
            message.get_delivery_display(),
            message.subject,
            message.body,
            language,
        )
        for message in outreach.messages.all()
        if message.body
    )


def _reach(contact: Contact, doubted: Collection[Field]) -> tuple[str, ...]:
    emails, phones = contact.emails.all(), contact.phones.all()
    addresses = [_as_said(one.address, Field.EMAIL in doubted) for one in emails]
    numbers = [_as_said(one.number, Field.PHONE in doubted) for one in phones]
    return tuple(text for text in (*addresses, *numbers, contact.linkedin_url) if text)


def _happened(outreach: Outreach) -> tuple[Happened, ...]:
    """Encounters and what became of the outreach, oldest first; no notes of encounters."""
    met = [Happened(e.on, e.get_kind_display()) for e in outreach.contact.encounters.all()]
    moves = timeline(outreach, outreach.events.all(), ())
    told = [Happened(_day(outreach, entry.at), str(entry.title)) for entry in moves]
    return tuple(sorted([*met, *told], key=lambda one: one.on))


def _day(outreach: Outreach, at: datetime) -> date:
    return outreach.owner.local_date(at)

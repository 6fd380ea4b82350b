"""Plain helpers for tests of the wizard: a contact, a draft, one posted step."""

from datetime import date
from uuid import uuid4

from django.test import Client

from accounts.models import User
from contacts.models import Contact, ContactEmail, ContactPhone, Precision
from outreach.actions.drafts import start_outreach
from outreach.models import Message, Outreach, RequestType
from tests.outreach.shipped import load_types

TODAY = date(2026, 11, 23)


def contact_of(owner: User, name: str = "Maria Santos", **fields) -> Contact:
    """A former supervisor with an address, last in touch in 2009."""
    usual = {
        "relationship": Contact.Relationship.MANAGER,
        "shared_history": "planning the grad student conference in 2009",
        "last_in_touch": date(2009, 7, 1),
        "last_in_touch_precision": Precision.YEAR,
    }
    contact = Contact.objects.create(owner=owner, name=name, **{**usual, **fields})
    ContactEmail.objects.create(
        contact=contact, address="maria@example.org", key="maria@example.org"
    )
    ContactPhone.objects.create(contact=contact, number="613 555 0100", key="+16135550100")
    return contact


def draft_of(owner: User, contact: Contact | None = None, **columns) -> Outreach:
    """A draft just begun, with some columns set."""
    load_types()
    contact = contact or contact_of(owner)
    outreach = start_outreach(user=owner, contact=contact, key=uuid4(), today=TODAY)
    ask = columns.pop("ask", None)
    if ask:
        columns["request_type"] = RequestType.objects.get(key=ask)
    Outreach.objects.filter(pk=outreach.pk).update(**columns)
    outreach.refresh_from_db()
    return outreach


READY = {
    "hope": "help",
    "still_write": "unsure",
    "ask": "recommendation",
    "answers": {"work": "planning the grad student conference in 2009"},
    "situation": "now",
    "tone": "warm",
    "language": "en",
    "channel": "email",
}
"""Columns of a draft in which only the last steps are left."""


def url(outreach: Outreach, step: str) -> str:
    """The address of a step."""
    return f"/outreach/{outreach.pk}/{step}/"


def post(client: Client, outreach: Outreach, step: str, then: str = "on", **fields):
    """Post one step from the version that is stored now."""
    version = Outreach.objects.get(pk=outreach.pk).version
    return client.post(url(outreach, step), {"version": version, "then": then, **fields})


SITUATION = {
    "situation": "now",
    "channel": "email",
    "message_language": "en",
    "address": "vous",
    "tone": "warm",
    "say_why_you": "you saw how I work when plans change",
}


def opening_of(client: Client, outreach: Outreach) -> Message:
    """The first message, composed through the page of the situation."""
    post(client, outreach, "situation", **SITUATION)
    return Message.objects.get(outreach=outreach, delivery="draft")

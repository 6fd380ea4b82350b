"""Messages that are ready to be sent from Reconnect, and pressing the button in a test."""

from datetime import UTC, datetime, timedelta

from accounts.models import User
from contacts.models import ContactEmail
from outreach.actions.sending import send_from_here
from outreach.models import Delivery, Kind, Message
from tests.outreach.people import contact_of, outreach_of, text_of

NOW = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)  # a Thursday, 10:00 in Toronto
OLD_ENOUGH = NOW - timedelta(days=30)


def letter_to(
    owner: User, name: str = "Maria Lopez", *, kind: str = Kind.OPENING, **text
) -> Message:
    """A first message to somebody known, with an address made of the first name."""
    contact = contact_of(owner, name, relationship="manager")
    address = f"{name.split()[0].lower()}@example.org"
    ContactEmail.objects.create(contact=contact, address=address, key=address)
    outreach = outreach_of(owner, contact=contact, now=NOW)
    return text_of(outreach, kind, **text)


def press(message: Message, *, now: datetime = NOW, **more) -> bool:
    """The user presses "Send"; the message is read anew, as a page does."""
    fresh = Message.objects.select_related("outreach__contact", "outreach__owner").get(
        pk=message.pk
    )
    address = fresh.outreach.contact.emails.values_list("address", flat=True).first() or ""
    given = {"version": fresh.version, "address": address, "user": fresh.outreach.owner, **more}
    return send_from_here(message=fresh, now=now, **given)


def brought_to(message: Message, delivery: Delivery, **columns) -> Message:
    """As the worker leaves it."""
    Message.objects.filter(pk=message.pk).update(delivery=delivery, **columns)
    message.refresh_from_db()
    return message

"""Messages on their way, made as outreach.actions.sending does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from contacts.models import ContactEmail
from outreach.delivery.identity import fingerprint, new_message_id
from outreach.delivery.work import deliver_one
from outreach.models import Delivery, Kind, Message, Outreach

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # a Monday, in Toronto too


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        return self.now


def confirmed(
    outreach: Outreach,
    clock: Clock,
    *,
    kind: Kind = Kind.OPENING,
    address: str = "maria@example.org",
    subject: str = "A question about your time at the museum",
    body: str = "Hi Maria,\n\nIt has been a while.\n\nAlice",
) -> Message:
    """Confirmed 30 seconds ago, and due now."""
    contact = outreach.contact
    if not contact.emails.filter(address=address).exists():
        ContactEmail.objects.create(contact=contact, address=address, key=address)
    message = Message(outreach=outreach, kind=kind, channel="email", subject=subject, body=body)
    message.address = address
    message.message_id = new_message_id(message.pk)
    message.text_hash = fingerprint(address=address, subject=subject, body=body)
    message.delivery, message.due_at = Delivery.HELD, clock()
    message.queued_at = clock() - timedelta(seconds=30)
    message.save()
    return message


def drain(clock: Callable[[], datetime]) -> int:
    """Send until nothing is due; how many were taken in hand."""
    count = 0
    while deliver_one(clock=clock):
        count += 1
    return count


def state(message: Message) -> tuple[str, str]:
    """Where it stands now, and why."""
    message.refresh_from_db()
    return message.delivery, message.problem

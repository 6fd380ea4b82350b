"""Contacts about whom nothing was done for long, with the clock in the test's hand."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from accounts.models import User
from contacts.models import Contact
from outreach.models import Leaving

TORONTO = ZoneInfo("America/Toronto")


def at(*day: int, hour: int = 12) -> datetime:
    """That day, at noon where Alice lives."""
    return datetime.combine(date(*day), time(hour), tzinfo=TORONTO)


def idle(owner: User, since: datetime, name: str = "Maria Santos", **columns) -> Contact:
    """Somebody typed in then, and never touched again."""
    contact = Contact.objects.create(owner=owner, name=name)
    Contact.objects.filter(pk=contact.pk).update(
        **{"idle_since": since, "created_at": since, "updated_at": since, **columns}
    )
    return contact


def imported(owner: User, since: datetime, name: str = "Maria Santos", **columns) -> Contact:
    """Somebody who came with a file then."""
    return idle(owner, since, name, imported_at=since, **columns)


def leaving(owner: User, contact: Contact, *, since: datetime, leaves_on: date, told_at=None):
    """Somebody who is noted to leave on a day."""
    return Leaving.objects.create(
        owner=owner, contact=contact, since=since, leaves_on=leaves_on, told_at=told_at
    )

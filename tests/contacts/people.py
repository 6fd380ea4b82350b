"""Plain helpers: contacts as the actions make them."""

from datetime import date
from typing import Any

from contacts import actions
from contacts.details import Details
from contacts.exchange.dates import parse_remembered
from contacts.exchange.normalise import clean_email, clean_phone
from contacts.models import Contact

TODAY = date(2026, 11, 23)


def new_contact(
    owner,
    name: str = "Maria Santos",
    *,
    last: str = "",
    email: str = "",
    phone: str = "",
    **details: Any,
) -> Contact:
    """A contact with its encounter, addresses and words, as stored."""
    if email:
        details["emails"] = (clean_email(email),)
    if phone:
        details["phones"] = (clean_phone(phone),)
    contact = actions.create_contact(
        owner=owner,
        details=Details(name=name, **details),
        last_in_touch=parse_remembered(last, TODAY) if last else None,
    )
    return Contact.objects.get(pk=contact.pk)


def stored(contact: Contact) -> dict[str, Any]:
    """Every column of the row as it is now, to compare before and after.

    But for when somebody was last at work on it: an undo does not make a contact idle (P6).
    """
    columns = Contact.objects.filter(pk=contact.pk).values().get()
    return {name: value for name, value in columns.items() if name != "idle_since"}

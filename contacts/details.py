"""What is known of a contact, as one value between the forms and the actions."""

from dataclasses import dataclass
from typing import ClassVar

from contacts.exchange.normalise import Email, LinkedIn, Phone
from contacts.models import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Everything a user types about a person; the history of encounters is kept apart."""

    name: str
    greeting_name: str = ""
    formal_name: str = ""
    organization: str = ""
    position: str = ""
    city: str = ""
    country: str = ""
    linkedin_url: str = ""
    relationship: str = ""
    closeness: str = ""
    shared_history: str = ""
    notes: str = ""
    rhythm_months: int | None = None
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    tags: tuple[str, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "name",
        "greeting_name",
        "formal_name",
        "organization",
        "position",
        "city",
        "country",
        "linkedin_url",
        "relationship",
        "closeness",
        "shared_history",
        "notes",
        "rhythm_months",
    )
    """The names of the values that are columns of ``Contact``; the others are rows of their own."""


def reach_as_details(reach: Email | Phone | LinkedIn | None) -> dict[str, object]:
    """One way to reach somebody, as arguments of ``Details``."""
    match reach:
        case Email():
            return {"emails": (reach,)}
        case Phone():
            return {"phones": (reach,)}
        case LinkedIn():
            return {"linkedin_url": reach.url}
        case None:
            return {}


def details_of(contact: Contact) -> Details:
    """A stored contact as the edit form gives it back, to change some of it."""
    return Details(
        **{name: getattr(contact, name) for name in Details.COLUMNS},
        emails=tuple(Email(one.address, one.key) for one in contact.emails.all()),
        phones=tuple(Phone(one.number, one.key) for one in contact.phones.all()),
        tags=tuple(tag.name for tag in contact.tags.all()),
    )

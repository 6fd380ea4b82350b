"""What people call wrong is frozen until its owner decides: no new message uses it (P12)."""

from contacts.exchange.text import fold, words
from contacts.models import Contact
from outreach.message.vocabulary import Channel
from outreach.models import Field, Message

SHORTEST = 2
"""Letters of a word of a name that is looked for in a text."""


class Contested(Exception):
    """The message uses what the person calls wrong."""


def contested_fields(contact: Contact) -> frozenset[Field]:
    """What is contested of a contact now; looks at its prefetched contests."""
    rows = contact.contests.all()
    return frozenset(Field(one.field) for one in rows if one.decided_at is None)


def contested_in(message: Message) -> frozenset[Field]:
    """What is contested of its person and used by this message: by its channel, or its text."""
    found = contested_fields(message.outreach.contact)
    return frozenset(field for field in found if _uses(message, field))


def _uses(message: Message, field: Field) -> bool:
    contact, channel = message.outreach.contact, message.channel
    match field:
        case Field.EMAIL:
            return channel == Channel.EMAIL
        case Field.PHONE:
            by_number = channel in (Channel.SMS, Channel.SPOKEN)
            return by_number and contact.phones.exists()
        case Field.RELATIONSHIP:
            return True  # every message rests on it
        case Field.NAME:
            return _names(message, contact)
        case _:
            value = fold(getattr(contact, field))
            return bool(value) and value in fold(f"{message.subject}\n{message.body}")


def _names(message: Message, contact: Contact) -> bool:
    """Whether a word of the name stands in the text."""
    named = " ".join((contact.name, contact.greeting_name, contact.formal_name))
    theirs = {word for word in words(named) if len(word) >= SHORTEST}
    return not theirs.isdisjoint(words(f"{message.subject}\n{message.body}"))

"""How a contact can be reached: the channels that are possible now come first."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from outreach.message.vocabulary import Channel
from outreach.models import Channel as ChannelLabels

MISSING: dict[Channel, Any] = {
    Channel.EMAIL: _("you have no e-mail address for them yet"),
    Channel.LINKEDIN_MESSAGE: _("you have no LinkedIn address for them yet"),
    Channel.CONNECTION_NOTE: _("you have no LinkedIn address for them yet"),
    Channel.SMS: _("you have no phone number for them yet"),
}


def is_possible(channel: Channel, contact: Contact) -> bool:
    """Whether what the channel needs is known. Speaking to somebody needs nothing.

    Looks at the prefetched addresses and numbers.
    """
    match channel:
        case Channel.EMAIL:
            return bool(contact.emails.all())
        case Channel.LINKEDIN_MESSAGE | Channel.CONNECTION_NOTE:
            return bool(contact.linkedin_url)
        case Channel.SMS:
            return bool(contact.phones.all())
        case Channel.SPOKEN:
            return True


def channels_for(contact: Contact) -> list[tuple[str, Any]]:
    """All channels as choices: the possible ones first, the others with what is missing."""
    possible = [one for one in Channel if is_possible(one, contact)]
    others = [one for one in Channel if one not in possible]
    labels = {one: ChannelLabels(one.value).label for one in Channel}
    return [(one.value, labels[one]) for one in possible] + [
        (one.value, format_lazy("{label} ({missing})", label=labels[one], missing=MISSING[one]))
        for one in others
    ]


def usual_channel(contact: Contact) -> Channel:
    """The first possible one, in the order of the list."""
    return next(one for one in Channel if is_possible(one, contact))

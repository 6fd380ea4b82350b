"""A message as a mail: its headers, and the lines under its text (TRUST.md, T13, P7, P8, B22).

From is the site with the user's name, Reply-To the user's proven address, the text plain. Nothing
that anybody typed makes a header, an address or a second recipient.
"""

import re
from collections.abc import Sequence
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.exchange.text import cut
from outreach.actions.optouts import link_for
from outreach.delivery.gate import verified_address
from outreach.handover import header, recipient
from outreach.models import Delivery, Message

LONGEST_NAME = 60
MOST_REFERENCES = 10
# What would look like an address in a name: "pay@bank.example", "https://…", "bank.example".
LIKE_AN_ADDRESS = re.compile(r"[@/\\<>\"]|https?:|www\.", re.IGNORECASE)
DOT_IN_A_WORD = re.compile(r"\.(?=\w{2})")


# One plain address, and nothing that a header reads as anything else.
ONE_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\"\\]+@[^\s@,;:<>()\[\]\"\\]+")
IDS = {"message-id", "in-reply-to", "references"}


class Lines(EmailPolicy):
    """Ids stay on the line of their header's name: not every server looks for them below it."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """One header as lines."""
        if name.lower() not in IDS:
            return bytes(super().fold_binary(name, value))
        return (f"{name}: " + "\r\n ".join(str(value).split()) + "\r\n").encode("ascii")


LINES = Lines(linesep="\r\n")


class Unwritable(Exception):
    """The address cannot stand in a header."""


def letter_for(message: Message) -> EmailMessage:
    """The mail of a message, the same at each attempt. Raises Unwritable."""
    outreach = message.outreach
    owner = outreach.owner
    letter = EmailMessage(policy=LINES)
    letter["From"] = sender(owner)
    letter["Reply-To"] = mailbox(verified_address(owner), plain_name(owner.display_name))
    letter["To"] = mailbox(message.address, literal(outreach.contact.name))
    earlier = earlier_ids(message)
    letter["Subject"] = _subject(message, earlier)
    # When the user sent it; the site's clock at the third attempt would mean nothing.
    letter["Date"] = format_datetime((message.queued_at or message.created_at).astimezone(UTC))
    letter["Message-ID"] = message.message_id
    _thread(letter, earlier)
    text = f"{message.body.rstrip()}\n\n-- \n{closing_lines(message, link=link_for(message))}\n"
    letter.set_content(text, cte="quoted-printable")
    letter["Content-Language"] = outreach.language or owner.message_language
    return letter


def sender(user: User) -> Address:
    """The site's own address, with the user's name so far as it is one (T13)."""
    _site, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    name = plain_name(user.display_name)
    shown = f"{name} via Reconnect" if name else "Reconnect"
    return Address(display_name=shown, addr_spec=address)


def plain_name(text: str) -> str:
    """A name without anything that looks like an address or leads anywhere."""
    words = LIKE_AN_ADDRESS.sub(" ", literal(text))
    return cut(" ".join(DOT_IN_A_WORD.sub(". ", words).split()), LONGEST_NAME)


def literal(text: str) -> str:
    """Text for a header; what was typed like an encoded word is none (RFC 2047)."""
    return header(text).replace("=?", "= ?")


def subject_of(message: Message) -> str:
    """The subject as it goes out: what follows an earlier message from here says so."""
    return _subject(message, earlier_ids(message))


def _subject(message: Message, earlier: Sequence[str]) -> str:
    subject = literal(message.subject)
    return f"Re: {subject}" if earlier and not subject.lower().startswith("re:") else subject


def closing_lines(message: Message, *, link: str) -> str:
    """Who sends it, by whom, where the address is from, and how to end it: in its language.

    The user reads these lines too, before sending, with ``link`` in words.
    """
    outreach = message.outreach
    language = (outreach.language or outreach.owner.message_language)[:2]
    with translation.override(language):
        return "\n".join(_closing(outreach.owner, link))


def _closing(owner: User, link: str) -> list[str]:
    site = settings.SITE_URL.rstrip("/")
    name = plain_name(owner.display_name) or verified_address(owner)
    lines = [
        _("Written by %(name)s, and sent through Reconnect: %(site)s")
        % {"name": name, "site": site}
    ]
    run_by = ", ".join(part for part in (settings.SITE_OWNER, settings.SITE_ADDRESS) if part)
    if run_by:
        lines.append(_("Reconnect is offered by %(host)s.") % {"host": header(run_by).rstrip(".")})
    notice = site + reverse("site_privacy")
    lines += [
        _("Your address is from the contacts of %(name)s.") % {"name": name},
        _("What happens with it: %(notice)s") % {"notice": notice},
        _("No more messages from Reconnect: %(link)s") % {"link": link},
    ]
    return lines


def earlier_ids(message: Message) -> list[str]:
    """Message-IDs of what went to them from here before, within this outreach; oldest first."""
    sent = Message.objects.filter(outreach=message.outreach_id, delivery=Delivery.SENT)
    from_here = sent.exclude(message_id="").exclude(pk=message.pk).filter(sent_at__isnull=False)
    return list(from_here.order_by("sent_at").values_list("message_id", flat=True))


def _thread(letter: EmailMessage, earlier: Sequence[str]) -> None:
    if earlier:
        letter["In-Reply-To"] = earlier[-1]
        letter["References"] = " ".join(earlier[-MOST_REFERENCES:])


def mailbox(address: str, name: str = "") -> Address:
    """A name and an address that every server takes, its domain in ASCII. Raises Unwritable."""
    found = recipient(address, name) if ONE_ADDRESS.fullmatch(address) else None
    if found is None or not found.addr_spec.isascii():
        raise Unwritable
    return found

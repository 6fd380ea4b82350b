"""What the page offers when the site itself can send: the mail as it arrives, and one button."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from outreach.actions.sending import UNDO
from outreach.delivery.account import can_send
from outreach.delivery.gate import verified_address
from outreach.delivery.letters import closing_lines, sender, subject_of
from outreach.forms.sending import SendForm, addresses_of
from outreach.limits import Limit, Obstacle, obstacles
from outreach.message.vocabulary import Channel
from outreach.models import PERHAPS_SENT, Message
from outreach.obstacles import PASSED_BY_SAYING_SO, Told, told
from outreach.texts import language_tag
from outreach.waiting import Awaited, awaited


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything about sending this message from here."""

    form: SendForm
    told: list[Told]
    may_press: bool
    sender: str
    reply_to: str
    subject: str
    closing: list[str]
    undo_seconds: int
    perhaps_sent: bool
    awaited: Awaited | None = None

    @property
    def only_address(self) -> str:
        """The address it goes to where there is no choice."""
        addresses = [value for value, _label in self.form.fields["address"].choices]  # type: ignore[attr-defined]
        return str(addresses[0]) if len(addresses) == 1 else ""


def is_offered(message: Message) -> bool:
    """Whether this message could leave from here at all: an e-mail to somebody with an address."""
    contact = message.outreach.contact
    may_be_written_to = not (contact.do_not_contact or contact.has_opted_out)
    is_mail = message.channel == Channel.EMAIL and any(contact.emails.all())
    return can_send() and is_mail and may_be_written_to


def form_for(message: Message, data: Mapping[str, Any], *, now: datetime) -> SendForm:
    """The posted form, which asks for what is missing now."""
    return _form(message, obstacles(message, now=now), data)


def offer_of(
    message: Message,
    form: SendForm | None,
    refused: Obstacle | None,
    *,
    edit_url: str,
    now: datetime,
) -> Offer | None:
    """The offer, with what stands in its way; None where there is none."""
    if not is_offered(message):
        return None
    found = obstacles(message, now=now)
    if not addresses_of(message.outreach.contact):
        found.insert(0, Obstacle(Limit.NO_ADDRESS))
    limits = {one.limit for one in found}
    if refused and refused.limit not in limits:
        found.insert(0, refused)
    return Offer(
        form=form or _form(message, found),
        told=told(found, message, edit_url=edit_url, now=now),
        may_press=limits <= PASSED_BY_SAYING_SO,
        sender=str(sender(message.outreach.owner)),
        reply_to=verified_address(message.outreach.owner),
        subject=subject_of(message),
        closing=_closing(message),
        undo_seconds=int(UNDO.total_seconds()),
        perhaps_sent=message.problem in PERHAPS_SENT,
        awaited=awaited(message, now=now) if Limit.AWAITED in limits else None,
    )


def _form(
    message: Message, found: list[Obstacle], data: Mapping[str, Any] | None = None
) -> SendForm:
    contact = message.outreach.contact
    asked = {one.limit for one in found}
    return SendForm(data, message=message, addresses=addresses_of(contact), asked=asked)


def _closing(message: Message) -> list[str]:
    """The lines under the text, in its language; the link is made when it is sent."""
    with override(language_tag(message.outreach)[:2]):
        link = _("[a link of their own]")
    return closing_lines(message, link=link).splitlines()

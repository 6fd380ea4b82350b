"""What is looked at once more when a message is claimed (TRUST.md, F20, F24, T12).

Hours may have passed since it was confirmed: whoever asked to be left alone meanwhile is.
"""

from datetime import datetime

from allauth.account.models import EmailAddress

from accounts.models import User
from outreach.actions.moves import in_touch_on
from outreach.contested import contested_in
from outreach.delivery.identity import fingerprint
from outreach.models import Message, Problem
from outreach.progress import NUDGES
from outreach.suppression import is_suppressed
from outreach.waiting import awaited

BACK_TO_THE_USER = frozenset({Problem.AWAITED, Problem.CONTESTED})
"""Nothing has happened that speaks against it: it is a draft again, for the user to decide."""


def obstacle(message: Message, now: datetime) -> Problem | None:
    """Why this message may not go out any more; None when it may."""
    contact, owner = message.outreach.contact, message.outreach.owner
    if not owner.is_active:
        return Problem.ACCOUNT_CLOSED
    if contact.trashed_at:
        return Problem.CONTACT_GONE
    if contact.do_not_contact:
        return Problem.OPTED_OUT
    if is_suppressed(message.address):
        return Problem.NOT_ACCEPTED
    if not is_confirmed(message):
        return Problem.CHANGED
    if message.kind in NUDGES and in_touch_on(message.outreach):
        return Problem.ANSWERED
    if not verified_address(owner):
        return Problem.NO_REPLY_ADDRESS
    if contested_in(message):
        return Problem.CONTESTED
    if awaited(message, now=now):
        return Problem.AWAITED
    return _with_the_address(message)


def _with_the_address(message: Message) -> Problem | None:
    known = message.outreach.contact.emails.filter(address=message.address).first()
    if known is None:
        return Problem.ADDRESS_GONE
    return Problem.NO_SUCH_ADDRESS if known.bounced_at else None


def is_confirmed(message: Message) -> bool:
    """Whether it is letter by letter what the user confirmed."""
    found = fingerprint(address=message.address, subject=message.subject, body=message.body)
    return message.text_hash == found


def verified_address(user: User) -> str:
    """The user's own address that answers go to, proven to be theirs; empty without one (T13)."""
    proven = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    return proven.values_list("email", flat=True).first() or ""

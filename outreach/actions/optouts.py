"""People who ask to be left alone: their link, and what it does (TRUST.md, T14, T15, P9)."""

import hmac
from base64 import b32encode
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from accounts.again import atomic_again
from accounts.models import User
from contacts import optouts
from contacts.hashing import hash_of, key_ids
from outreach.actions.moves import refresh_next_step
from outreach.actions.sending import cancel_waiting
from outreach.models import (
    Delivery,
    Message,
    OptOutLink,
    Outreach,
    Problem,
    Sender,
    SuppressedAddress,
)
from outreach.pausing import pause_user
from outreach.suppression import suppress_hash

PURPOSE = b"reconnect: the link that stops mail"
TOKEN_BYTES = 20  # 160 bits, as 32 letters and digits that no mail program breaks
LATELY = timedelta(days=30)
ENOUGH_TO_PAUSE = 2


def link_for(message: Message) -> str:
    """The link under a message to its confirmed address: the same at every attempt.

    The row is what makes it work for ever: it outlives the message, the contact, the account of the
    sender and the key that the token was made with.
    """
    address_hash = hash_of(message.address)
    token = _token(message, address_hash)
    OptOutLink.objects.get_or_create(
        token_hash=stored_form(token),
        defaults={
            "address_hash": address_hash,
            "key_id": key_ids()[0],
            "message": message,
            "sender_id": message.outreach.owner_id,
            "language": message.outreach.language,
        },
    )
    return settings.SITE_URL.rstrip("/") + reverse("outreach_opt_out", args=[token])


def stored_form(token: str) -> str:
    """What is kept of a token: enough to know it again, too little to use it."""
    return sha256(token.encode()).hexdigest()


def _token(message: Message, address_hash: str) -> str:
    """For one message to one address: made again at the next attempt, guessed by nobody."""
    key = hmac.new(settings.SECRET_KEY.encode(), PURPOSE, sha256).digest()
    made = hmac.new(key, f"{message.pk.hex}:{address_hash}".encode(), sha256).digest()
    return b32encode(made[:TOKEN_BYTES]).decode().lower()


def link_of(token: str) -> OptOutLink | None:
    """The link with this token, however old."""
    return OptOutLink.objects.filter(token_hash=stored_form(token)).first()


@atomic_again
def stop(*, link: OptOutLink, now: datetime) -> None:
    """No more mail to that address, from anybody here. Doing it twice changes nothing.

    The sender's contact is marked, and what waits for them is called off, in one transaction with
    it. What others have on its way to the address is stopped when the worker claims it: nobody but
    the sender learns of this (TRUST.md, P4).
    """
    suppress_hash(
        address_hash=link.address_hash,
        key_id=link.key_id,
        reason=SuppressedAddress.Reason.OPTED_OUT,
        now=now,
    )
    if not OptOutLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        return
    contacts = _contacts_of(link, now)
    # Locked first, as in every action on an outreach, so that none waits for the other.
    outreaches = Outreach.objects.select_for_update().filter(contact__in=contacts).order_by("pk")
    list(outreaches.values_list("pk", flat=True))
    optouts.mark(contacts, at=now)
    _call_off(contacts, now)
    if link.sender and _opted_out_lately(link.sender, now) >= ENOUGH_TO_PAUSE:
        pause_user(owner=link.sender, because=Sender.Paused.OPT_OUTS, by=None, now=now)


def _contacts_of(link: OptOutLink, now: datetime) -> set[UUID]:
    """Whom the sender wrote to, and whoever else has that address among the sender's contacts."""
    found = {link.message.outreach.contact_id} if link.message else set()
    if link.sender:
        optouts.remember(owner=link.sender, address_hash=link.address_hash, now=now)
        found |= optouts.those_who_asked(link.sender).keys()
    return found


def _call_off(contacts: Collection[UUID], now: datetime) -> None:
    """Nothing that has not left the site goes to them; the texts stay where they were written."""
    theirs = Message.objects.filter(outreach__contact__in=contacts)
    cancel_waiting(messages=theirs, problem=Problem.OPTED_OUT, by=None, now=now)
    theirs.filter(delivery=Delivery.DRAFT).update(
        delivery=Delivery.CANCELLED, problem=Problem.OPTED_OUT, due_at=None, updated_at=now
    )
    opened = Outreach.objects.filter(contact__in=contacts).open()
    for outreach in opened.select_related("contact", "owner").order_by("pk"):
        refresh_next_step(outreach)


def _opted_out_lately(sender: User, now: datetime) -> int:
    """How many people asked this sender to stop within 30 days, each counted once (L10)."""
    used = OptOutLink.objects.filter(sender=sender, used_at__gt=now - LATELY)
    return used.values("address_hash").distinct().count()

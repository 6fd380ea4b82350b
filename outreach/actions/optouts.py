"""People who ask to be left alone: their link, and what it does (TRUST.md, T14, T15, P9)."""

import hmac
from base64 import b32encode
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from contacts.hashing import hash_of, key_ids
from outreach.models import Message, OptOutLink, SuppressedAddress
from outreach.suppression import suppress_hash

PURPOSE = b"reconnect: the link that stops mail"
TOKEN_BYTES = 20  # 160 bits, as 32 letters and digits that no mail program breaks


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


@transaction.atomic
def stop(*, link: OptOutLink, now: datetime) -> None:
    """No more mail to that address, from anybody here. Doing it twice changes nothing."""
    suppress_hash(
        address_hash=link.address_hash,
        key_id=link.key_id,
        reason=SuppressedAddress.Reason.OPTED_OUT,
        now=now,
    )
    OptOutLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now)

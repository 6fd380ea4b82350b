"""Addresses that nobody on this site may mail (TRUST.md, L10, P9, T12)."""

from datetime import datetime

from contacts.hashing import hash_of, hashes_of, key_ids
from outreach.models import SuppressedAddress

__all__ = ["hash_of", "is_suppressed", "suppress", "suppress_hash"]


def is_suppressed(address: str) -> bool:
    """Whether this address takes no mail from here: one look-up, whatever the answer (P4)."""
    return SuppressedAddress.objects.filter(address_hash__in=hashes_of(address)).exists()


def suppress(*, address: str, reason: SuppressedAddress.Reason, now: datetime) -> SuppressedAddress:
    """No mail to this address from now on, by anybody. Doing it twice keeps the first moment."""
    return suppress_hash(address_hash=hash_of(address), key_id=key_ids()[0], reason=reason, now=now)


def suppress_hash(
    *, address_hash: str, key_id: str, reason: SuppressedAddress.Reason, now: datetime
) -> SuppressedAddress:
    """The same, where only the hash is known, and the name of the key it was made with."""
    kept, _created = SuppressedAddress.objects.get_or_create(
        address_hash=address_hash, defaults={"reason": reason, "at": now, "key_id": key_id}
    )
    return kept

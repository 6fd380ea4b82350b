"""Addresses that nobody on this site may mail (TRUST.md, L10, P9, T12)."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from contacts.hashing import hash_of, hashes_of, key_ids
from outreach.models import SuppressedAddress

__all__ = ["hash_of", "is_suppressed", "suppress", "suppress_hash"]

log = logging.getLogger(__name__)

LOGGED_AS = "suppressed %s %s %s"
"""Hash, key and reason: from the log, ``after_restore`` puts back what a backup does not know."""

_OPTED_OUT, _ERASED = SuppressedAddress.Reason.OPTED_OUT, SuppressedAddress.Reason.ERASED


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
    kept, is_new = SuppressedAddress.objects.get_or_create(
        address_hash=address_hash, defaults={"reason": reason, "at": now, "key_id": key_id}
    )
    if not is_new and (kept.reason, reason) == (_OPTED_OUT, _ERASED):
        # More than not being written to: it is to be known after a backup was put back, too.
        kept.reason, is_new = reason, True
        kept.save(update_fields=["reason"])
    if is_new:
        transaction.on_commit(partial(log.info, LOGGED_AS, address_hash, key_id, reason))
    return kept

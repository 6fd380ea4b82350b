"""Addresses as keyed hashes: to know one again without keeping it (TRUST.md, P9).

A plain hash of an address is no secret: whoever has the table can try all addresses there are.
With a key, only this site can. Old keys are tried as well, so that a new key forgets nobody.
"""

import hmac
from collections.abc import Iterator
from hashlib import sha256

from django.conf import settings

from contacts.exchange.normalise import NotUsable, clean_email

PURPOSE = b"reconnect: people who asked not to be contacted"


def hash_of(address: str) -> str:
    """The hash under which an address is kept from now on."""
    return _hash(_purposed(_secrets()[0]), _key_of(address))


def hashes_of(address: str) -> set[str]:
    """The hashes under which it may be kept: by the key of today, and by those before it."""
    return hashes_of_key(_key_of(address))


def hashes_of_key(key: str) -> set[str]:
    """The same for an address as ``ContactEmail.key`` has it."""
    return {_hash(_purposed(secret), key) for secret in _secrets()}


def key_ids() -> list[str]:
    """Short names of the keys in use, today's first: they tell keys apart and reveal none."""
    return [sha256(_purposed(secret)).hexdigest()[:8] for secret in _secrets()]


def _secrets() -> list[str]:
    """Today's first. A host who keeps SUPPRESSION_KEY may change SECRET_KEY at will."""
    return list(dict.fromkeys(_in_order()))


def _in_order() -> Iterator[str]:
    if settings.SUPPRESSION_KEY:
        yield settings.SUPPRESSION_KEY
        yield from settings.SUPPRESSION_KEY_FALLBACKS
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS
    yield from settings.SUPPRESSION_KEY_FALLBACKS


def _purposed(secret: str) -> bytes:
    """A key for this purpose alone."""
    return hmac.new(secret.encode(), PURPOSE, sha256).digest()


def _hash(key: bytes, address: str) -> str:
    return hmac.new(key, address.encode(), sha256).hexdigest()


def _key_of(address: str) -> str:
    """What two spellings of one address have in common: case, punycode, what sticks to it."""
    try:
        return clean_email(address).key
    except NotUsable:
        return address.strip().casefold()

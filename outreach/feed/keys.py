"""The token in a calendar's address: made from 256 random bits, and stored only as its hash."""

import secrets
from hashlib import sha256

from django.conf import settings
from django.urls import reverse

from outreach.models import FeedKey


def new_token() -> str:
    """A token nobody can guess (TRUST.md, T11: at least 128 bits)."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is stored of a token; a slow hash would add nothing to that many random bits."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def address_of(token: str) -> str:
    """The address to paste into a calendar; its host never comes from a request (T18)."""
    path = reverse("outreach_feed", kwargs={"token": token})
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def mark_of(key: FeedKey | None) -> str:
    """Which address a page was made for, so that a form sent twice acts once."""
    return key.created_at.isoformat() if key else ""

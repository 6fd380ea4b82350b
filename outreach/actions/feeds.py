"""The calendar address of a user: made anew, removed, and what is noted when it is read."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import User
from outreach.feed.keys import hash_of, mark_of, new_token
from outreach.models import FeedKey

NOTED_EVERY = timedelta(hours=1)


class AnotherKey(Exception):
    """The address has been made or removed meanwhile: another tab, or the same form again."""


@transaction.atomic
def make_key(*, owner: User, instead_of: str, now: datetime) -> str:
    """A new token, to be shown this once; the old address ends in the same moment.

    ``instead_of`` is the mark of the address that the user saw. Raises AnotherKey.
    """
    _check(owner, instead_of)
    token = new_token()
    fresh: dict[str, Any] = {"token_hash": hash_of(token), "created_at": now, "last_used_at": None}
    key, _is_new = FeedKey.objects.update_or_create(owner=owner, defaults=fresh)
    audit.record(actor=owner, verb="make_feed", target=key, fields=["token_hash"])
    return token


@transaction.atomic
def remove_key(*, owner: User, instead_of: str) -> None:
    """The address ends, and no other takes its place. Raises AnotherKey."""
    key = _check(owner, instead_of)
    if key is not None:
        audit.record(actor=owner, verb="remove_feed", target=key)
        key.delete()


def _check(owner: User, instead_of: str) -> FeedKey | None:
    # Two at the same moment go one after the other (PostgreSQL; SQLite writes one at a time).
    User.objects.select_for_update().filter(pk=owner.pk).values_list("pk").first()
    key = FeedKey.objects.filter(owner=owner).first()
    if mark_of(key) != instead_of:
        raise AnotherKey
    return key


def note_reading(*, key: FeedKey, content_hash: str, now: datetime) -> datetime:
    """A calendar reads; since when it reads what it reads now.

    Writes only when that has changed, or when the last use was noted an hour ago or earlier.
    """
    changed: dict[str, Any] = {}
    if key.changed_at is None or key.content_hash != content_hash:
        # Never back, and a second later at least: dates in headers have no smaller parts.
        later = key.changed_at + timedelta(seconds=1) if key.changed_at else now
        changed = {"content_hash": content_hash, "changed_at": max(now, later)}
    if key.last_used_at is None or abs(now - key.last_used_at) >= NOTED_EVERY:
        changed["last_used_at"] = now
    if changed and not _write(key, changed):
        # Another reading has written since, and its word counts.
        key.changed_at = (
            FeedKey.objects.filter(pk=key.pk).values_list("changed_at", flat=True).first()
        )
    return key.changed_at or now


def _write(key: FeedKey, changed: dict[str, Any]) -> bool:
    same = FeedKey.objects.filter(
        pk=key.pk, token_hash=key.token_hash, content_hash=key.content_hash
    )
    if not same.update(**changed):
        return False
    for name, value in changed.items():
        setattr(key, name, value)
    return True

"""The account itself: what was set, where it is signed in, and what was done in it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q

from accounts.models import AuditEvent, User
from contacts.models import ImportBatch, Tag
from contacts.records import AT_ONCE
from outreach.archive.writing import VERSION, Columns, as_json, as_list, values
from outreach.digest.plans import plan_of
from outreach.models import Digest, DigestPlan, FeedKey, Sender

_PROFILE = (
    "email",
    "display_name",
    "language",
    "time_zone",
    "message_language",
    "tone",
    "address",
    "signature",
    "situation",
    "situation_date",
    "field_of_work",
    "is_staff",
    "role",
    "date_joined",
    "last_login",
)
COLUMNS: Columns = {
    User: _PROFILE,
    DigestPlan: ("rhythm", "days", "hour", "rhythm_before", "due_at", "time_zone"),
    Digest: ("local_date", "delivery", "sent_at"),
    Sender: ("paused_at", "paused_because", "recent"),
    FeedKey: ("created_at", "last_used_at"),
    Tag: ("name",),
    EmailAddress: ("email", "verified", "primary"),
    Authenticator: ("type", "created_at", "last_used_at"),
    UserSession: ("created_at", "last_seen_at", "ip", "user_agent"),
    ImportBatch: ("status", "tag", "known_choice", "counts", "created_at", "saved_at", "undone_at"),
    AuditEvent: ("verb", "object_type", "object_id", "fields", "at"),
}


def account_file(user: User) -> tuple[str, bytes]:
    """What they set about themselves, and by which ways they sign in; no secret of any of them."""
    profile = {
        "version": VERSION,
        **values(user, _PROFILE),
        "reminders_by_mail": {
            **values(plan_of(user), COLUMNS[DigestPlan]),
            "mails": _rows(Digest.objects.filter(owner=user).order_by("local_date")),
        },
        "sending": _rows(Sender.objects.filter(owner=user)),
        "calendar_link": _rows(FeedKey.objects.filter(owner=user)),
        "tags": list(Tag.objects.filter(owner=user).values_list("name", flat=True)),
        "addresses": _rows(EmailAddress.objects.filter(user=user).order_by("pk")),
        "second_steps": _rows(Authenticator.objects.filter(user=user).order_by("pk")),
        "signed_in_on": _rows(UserSession.objects.filter(user=user).order_by("pk")),
    }
    return "profile.json", as_json(profile)


def trail_file(user: User, now: datetime) -> tuple[str, bytes]:
    """Their imports, and what they did, or others did with their account, the oldest first."""
    imports = ImportBatch.objects.owned_by(user).order_by("created_at", "id")
    theirs = Q(actor=user) | Q(object_type="user", object_id=str(user.pk))
    done = AuditEvent.objects.filter(theirs).order_by("at", "id")
    rows = chain(
        ({"import": row} for row in _rows(imports)),
        (
            {**values(event, COLUMNS[AuditEvent]), "by_you": event.actor_id == user.pk}
            for event in done.iterator(chunk_size=AT_ONCE)
        ),
    )
    head = {"version": VERSION, "exported_at": now}
    return "trail.json", as_list(head, "trail", rows)


def _rows(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return list(_each(rows))


def _each(rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield values(row, COLUMNS[type(row)])

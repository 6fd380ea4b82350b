"""Writing the audit trail: one function, called inside the transaction of the change it records."""

from collections.abc import Iterable
from uuid import uuid4

from django.db import models

from accounts.bulk import Insert
from accounts.models import AuditEvent, User


def record(
    *, actor: User | None, verb: str, target: models.Model, fields: Iterable[str] = ()
) -> None:
    """Note that ``actor`` did ``verb`` to ``target``; ``fields`` are names, never values."""
    AuditEvent.objects.create(
        actor=actor,
        verb=verb,
        object_type=target._meta.model_name or "",
        object_id=str(target.pk),
        fields=sorted(fields),
    )


def record_all(
    *, actor: User | None, verb: str, targets: Iterable[tuple[models.Model, Iterable[str]]]
) -> None:
    """The same for many objects at once, each with the names of its fields."""
    events = Insert(AuditEvent, "id", "actor", "verb", "object_type", "object_id", "fields", "at")
    at = AuditEvent._meta.get_field("at").get_default()
    for target, fields in targets:
        kind = target._meta.model_name or ""
        who = actor.pk if actor else None
        events.add(uuid4(), who, verb, kind, str(target.pk), sorted(fields), at)
    events.write()

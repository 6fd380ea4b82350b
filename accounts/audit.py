"""Writing the audit trail: one function, called inside the transaction of the change it records."""

from collections.abc import Iterable

from django.db import models

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

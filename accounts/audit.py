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


def record_all(
    *, actor: User | None, verb: str, targets: Iterable[tuple[models.Model, Iterable[str]]]
) -> None:
    """The same for many objects at once, each with the names of its fields."""
    AuditEvent.objects.bulk_create(
        (
            AuditEvent(
                actor=actor,
                verb=verb,
                object_type=target._meta.model_name or "",
                object_id=str(target.pk),
                fields=sorted(fields),
            )
            for target, fields in targets
        ),
        batch_size=500,
    )

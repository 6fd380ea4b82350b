"""Promises to stay in touch: kept by writing, put off, given another rhythm, or let go."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from accounts import audit
from accounts.models import User
from contacts.models import Contact


def note_written(*, contact_id: UUID, on: date) -> None:
    """The user wrote to them: no encounter, but their own promise rests from that day on."""
    earlier = Q(rhythm_kept_on=None) | Q(rhythm_kept_on__lt=on)
    Contact.objects.filter(earlier, pk=contact_id).update(
        rhythm_kept_on=on, rhythm_snoozed_until=None
    )


@transaction.atomic
def put_off(*, contact: Contact, until: date, by: User) -> None:
    """No reminder before ``until``."""
    Contact.objects.filter(pk=contact.pk).touch(rhythm_snoozed_until=until)
    audit.record(actor=by, verb="put_off", target=contact, fields=["rhythm_snoozed_until"])


@transaction.atomic
def back_to_usual(*, contact: Contact, by: User) -> None:
    """The date that the rhythm gives counts again."""
    waits = Contact.objects.filter(pk=contact.pk, rhythm_snoozed_until__isnull=False)
    if waits.touch(rhythm_snoozed_until=None):
        audit.record(actor=by, verb="back_to_usual", target=contact)


@transaction.atomic
def change_rhythm(*, contact: Contact, months: int, by: User) -> None:
    """Another rhythm, from the same day on; what was put off comes by the new one."""
    _set(contact, months, by=by, verb="change_rhythm")


@transaction.atomic
def let_go(*, contact: Contact, by: User) -> None:
    """No promise any more. Nobody is told; the contact stays."""
    _set(contact, None, by=by, verb="let_go")


def _set(contact: Contact, months: int | None, *, by: User, verb: str) -> None:
    """The version counts on: a form that was opened before must not bring the old rhythm back."""
    changed = Contact.objects.filter(pk=contact.pk).touch(
        rhythm_months=months, rhythm_snoozed_until=None, version=F("version") + 1
    )
    if changed:
        audit.record(actor=by, verb=verb, target=contact, fields=["rhythm_months"])

"""What the user says to a suggestion: not now, not this person, or suggest them again."""

from datetime import date, datetime

from django.db import transaction

from accounts import audit
from accounts.models import User
from contacts.models import Contact
from outreach.models import Suggestion


@transaction.atomic
def snooze(*, contact: Contact, until: date, by: User) -> None:
    """Do not suggest this person before ``until``."""
    Suggestion.objects.update_or_create(
        contact=contact, defaults={"owner": by, "snoozed_until": until, "dismissed_at": None}
    )
    audit.record(actor=by, verb="snooze", target=contact)


@transaction.atomic
def dismiss(*, contact: Contact, by: User, now: datetime) -> None:
    """Do not suggest this person any more; they stay among the contacts."""
    Suggestion.objects.update_or_create(
        contact=contact, defaults={"owner": by, "snoozed_until": None, "dismissed_at": now}
    )
    audit.record(actor=by, verb="dismiss", target=contact)


@transaction.atomic
def suggest_again(*, contact: Contact, by: User) -> None:
    """Forget what was said about this person."""
    if Suggestion.objects.filter(contact=contact).delete()[0]:
        audit.record(actor=by, verb="suggest_again", target=contact)

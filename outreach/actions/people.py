"""A contact is not to be written to any more, or goes: what is on its way to them stops with it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from contacts import actions
from contacts.models import Contact
from outreach.actions.sending import cancel_waiting
from outreach.models import Message, Problem


@transaction.atomic
def set_do_not_contact(*, contact: Contact, now: datetime, by: User) -> None:
    """Nobody is to write to this person, and nothing that waits goes out."""
    actions.set_do_not_contact(contact=contact, now=now, by=by)
    _stop(contact, Problem.OPTED_OUT, now, by)


@transaction.atomic
def move_to_trash(*, contact: Contact, now: datetime, by: User) -> None:
    """Into the trash, and nothing that waits goes out; its text is there after a restore."""
    actions.move_to_trash(contact=contact, now=now, by=by)
    _stop(contact, Problem.CONTACT_GONE, now, by)


def _stop(contact: Contact, problem: Problem, now: datetime, by: User) -> None:
    to_them = Message.objects.filter(outreach__contact=contact)
    cancel_waiting(messages=to_them, problem=problem, by=by, now=now)

"""Closing one's account: at once, with seven days to undo it, and then nothing is left (P14).

It reaches across the layers (messages, digests, shares), so it lives in the highest that it needs.
A closed account is inactive: the worker, the digests, the calendar and the advisors' pages ask that
already. What it has of rows stays untouched until its time is up, so that undoing finds all of it.
"""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from accounts import audit
from accounts.again import atomic_again, each
from accounts.models import UNDO_FOR, User
from advising import waiting
from advising.models import Invitation, Share
from contacts.models import Contact
from outreach.actions.sending import cancel_waiting
from outreach.models import MAY_BE_CALLED_OFF, Delivery, Digest, Message, Problem

AT_A_TIME = 200
"""So many contacts are deleted in one transaction: others write in between."""


class LastHost(Exception):
    """Nobody else runs the site: whoever does would lock everybody out of the panel."""


@atomic_again
def close(*, user: User, keep_session: str | None, now: datetime) -> bool:
    """The user leaves: nothing is sent or shown to others any more. False when it was closed.

    The sign-in ``keep_session`` goes on, for the page that offers to undo it. Raises LastHost.
    """
    if _is_last_host(user):
        raise LastHost
    opened = User.objects.filter(pk=user.pk, is_active=True)
    if not opened.update(is_active=False, closed_at=now):
        return False
    user.is_active, user.closed_at = False, now
    theirs = Message.objects.filter(outreach__owner=user)
    cancel_waiting(messages=theirs, problem=Problem.ACCOUNT_CLOSED, by=user, now=now)
    digests = Digest.objects.filter(owner=user, delivery__in=sorted(MAY_BE_CALLED_OFF))
    digests.update(delivery=Delivery.CANCELLED, problem=Problem.ACCOUNT_CLOSED, due_at=None)
    either_side = Q(advising__client=user) | Q(advising__advisor=user)
    Share.objects.filter(either_side, ended_at=None).update(ended_at=now)
    waiting.lapse(now=now, of=either_side)
    _end_sign_ins(user, keep=keep_session)
    audit.record(actor=user, verb="close", target=user)
    return True


def _is_last_host(user: User) -> bool:
    # Two hosts who leave at the same moment go one after the other.
    hosts = User.objects.select_for_update().filter(is_superuser=True, is_active=True)
    others = list(hosts.order_by("pk").values_list("pk", flat=True)) if user.is_superuser else []
    return others == [user.pk]


@transaction.atomic
def come_back(*, user: User, now: datetime) -> bool:
    """Undo it: the account is as it was, without what was shared and what was to be sent.

    False when it is too late, or when it is open.
    """
    closed = User.objects.filter(pk=user.pk, is_active=False, closed_at__gt=now - UNDO_FOR)
    if not closed.update(is_active=True, closed_at=None):
        return False
    user.is_active, user.closed_at = True, None
    audit.record(actor=user, verb="come_back", target=user)
    return True


# --- A job of the tick ------------------------------------------------------------------------
def delete_closed(*, now: datetime) -> int:
    """Delete every account that was closed seven days ago; how many.

    Killed half-way, the next tick goes on: such an account can no longer be opened. One that cannot
    be deleted holds up no other.
    """
    due = User.objects.filter(is_active=False, closed_at__lte=now - UNDO_FOR)
    return each(_delete, due.order_by("closed_at", "pk"), now)


def _delete(user: User, now: datetime) -> bool:
    while some := list(Contact.objects.filter(owner=user).values_list("pk", flat=True)[:AT_A_TIME]):
        Contact.objects.filter(pk__in=some).delete()
    return _delete_the_rest(user, now)


@atomic_again
def _delete_the_rest(user: User, now: datetime) -> bool:
    """What hangs on the user goes with them; what does not, by name."""
    due = User.objects.select_for_update().filter(pk=user.pk, is_active=False)
    found = due.filter(closed_at__lte=now - UNDO_FOR).first()
    if found is None:
        return False
    Invitation.objects.filter(email__iexact=found.email).delete()
    # The panel keeps a name beside each change that was made there to this user.
    about = LogEntry.objects.filter(object_id=str(found.pk), content_type__model="user")
    about.update(object_repr="")
    _end_sign_ins(found)
    audit.record(actor=None, verb="purge", target=found)
    found.delete()
    return True


def _end_sign_ins(user: User, keep: str | None = None) -> None:
    """End the sessions of a user, with the text that may be kept in them."""
    known = UserSession.objects.filter(user=user).exclude(session_key=keep)
    Session.objects.filter(session_key__in=known.values("session_key")).delete()
    known.delete()

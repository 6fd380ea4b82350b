"""Stopping texts that are no longer to go out: drafts, and what the site has not handed over yet.

A text that is being handed over to a mail server cannot be stopped (TRUST.md, R2); the page of its
outreach says so.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from outreach.actions.moves import history_of, lock_outreaches
from outreach.actions.sending import cancel_waiting, settle
from outreach.message.vocabulary import Kind
from outreach.models import AS_A_DRAFT, IN_HAND, Delivery, Message, Outreach, Problem
from outreach.progress import NUDGES, may_write


def stop(messages: QuerySet[Message], *, because: Problem, by: User, now: datetime) -> None:
    """Drafts, and what the site had in hand, as far as nothing has left yet."""
    lock_outreaches(Outreach.objects.filter(pk__in=messages.values("outreach")))
    drafts = messages.filter(delivery=Delivery.DRAFT)
    drafts.update(delivery=Delivery.CANCELLED, updated_at=now)
    cancel_waiting(messages=messages, problem=because, by=by, now=now)
    settle(messages=messages, now=now)


def stop_kinds(
    outreach: Outreach, kinds: Collection[Kind], *, because: Problem, by: User, now: datetime
) -> None:
    """The same for the messages of some kinds within one outreach."""
    stop(outreach.messages.filter(kind__in=kinds), because=because, by=by, now=now)


def stop_nudges(outreach: Outreach, *, because: Problem, by: User, now: datetime) -> None:
    """Nothing chases them any more."""
    stop_kinds(outreach, NUDGES, because=because, by=by, now=now)


def stop_misfits(outreach: Outreach, *, by: User, now: datetime) -> None:
    """Messages that make no sense any more, such as a reply to a yes after a no."""
    history = history_of(outreach)
    kinds = [kind for kind in Kind if not may_write(kind, history)]
    stop_kinds(outreach, kinds, because=Problem.ANSWERED, by=by, now=now)


def stop_all(outreach: Outreach, *, by: User, now: datetime) -> None:
    """Nothing of this outreach goes out any more, because the user closed it."""
    stop(outreach.messages.all(), because=Problem.CALLED_OFF, by=by, now=now)


def bring_back(outreach: Outreach, *, stopped_at: datetime) -> None:
    """What was stopped or marked as bounced at that moment is as it was.

    A message that was on its way is a draft again: nothing leaves without being confirmed.
    """
    touched = outreach.messages.filter(updated_at=stopped_at)
    touched.filter(delivery=Delivery.BOUNCED).update(delivery=Delivery.SENT)
    again = outreach.messages.filter(delivery__in=sorted(IN_HAND)).values("kind")
    cancelled = touched.filter(delivery=Delivery.CANCELLED).exclude(kind__in=again)
    cancelled.update(**AS_A_DRAFT, updated_at=stopped_at)

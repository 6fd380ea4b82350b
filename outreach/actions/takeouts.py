"""Writes: a user asks for the archive of everything they typed. Asking twice is asking once."""

import logging
from datetime import datetime

from django.db import transaction

from accounts.audit import record
from accounts.exports import NewPassword, note_export, refusal
from accounts.models import User
from outreach import tasks
from outreach.models import Takeout
from outreach.takeouts import KEPT, MOST_ATTEMPTS

log = logging.getLogger(__name__)

Status, Problem = Takeout.Status, Takeout.Problem


@transaction.atomic
def start_takeout(*, user: User, now: datetime) -> Takeout:
    """Have the archive made, in place of an earlier one. Raises NotYet.

    One export a file: trying again after a failure is not counted as another.
    """
    # Of several requests at the same moment, the second sees what the first has begun.
    User.objects.select_for_update().filter(pk=user.pk).values_list("pk").first()
    latest = Takeout.objects.filter(owner=user).first()
    if latest and latest.status == Status.MAKING:
        return latest
    if latest is None or latest.status == Status.READY:
        note_export(user=user, now=now, what="account")
        return _new(user, now)
    if isinstance(refused := refusal(user, now), NewPassword):
        raise refused
    takeout = _new(user, now)
    record(actor=user, verb="export_again", target=takeout)
    return takeout


def _new(user: User, now: datetime) -> Takeout:
    """Another row, never the old one begun again: a worker that comes back finds its own gone."""
    Takeout.objects.filter(owner=user).delete()
    takeout = Takeout.objects.create(owner=user, due_at=now)
    transaction.on_commit(lambda: tasks.make_takeout.enqueue(str(takeout.pk)))
    return takeout


# --- The tick -------------------------------------------------------------------------------
def take_up_takeouts(*, now: datetime) -> int:
    """Archives nobody has in hand: their worker was killed, or their task got lost."""
    left = Takeout.objects.filter(status=Status.MAKING, due_at__lte=now)
    for takeout in left:
        if takeout.attempts < MOST_ATTEMPTS:
            tasks.make_takeout.enqueue(str(takeout.pk))
        else:
            _give_up(takeout, now)
    return len(left)


def _give_up(takeout: Takeout, now: datetime) -> None:
    same = Takeout.objects.filter(pk=takeout.pk, status=Status.MAKING, due_at=takeout.due_at)
    problem = takeout.problem or Problem.STOPPED
    if same.update(status=Status.FAILED, problem=problem, due_at=None, ended_at=now):
        log.error("archive %s is given up after %d attempts", takeout.pk, takeout.attempts)


def forget_takeouts(*, now: datetime) -> int:
    """Archives that were ready, or had failed, for a day."""
    over = Takeout.objects.filter(ended_at__isnull=False, ended_at__lte=now - KEPT)
    deleted, _ = over.delete()
    return int(deleted)

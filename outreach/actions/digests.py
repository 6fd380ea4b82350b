"""What a user wants to hear from the site by mail, and when."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import User
from outreach.digest.plans import begin, next_of, plan_of
from outreach.models import MAY_BE_CALLED_OFF, Delivery, Digest, DigestPlan, Problem

Rhythm = DigestPlan.Rhythm


@transaction.atomic
def choose(
    *, user: User, rhythm: str, days: Collection[int], hour: int, now: datetime
) -> DigestPlan:
    """Remind this user in this rhythm, on these days (Monday is 0), at this hour."""
    plan = plan_of(user)
    if rhythm == Rhythm.OFF:
        _remember(plan)
    else:
        plan.days = sum(1 << day for day in set(days)) or plan.days
        plan.hour = hour
    plan.rhythm = rhythm
    return _save(plan, user, now, by=user, verb="choose_digest")


@transaction.atomic
def stop(*, user: User, now: datetime, by: User | None) -> bool:
    """No more reminders by mail, and none that waits. False when there were none already."""
    plan = plan_of(user)
    if plan.rhythm == Rhythm.OFF:
        return False
    _remember(plan)
    plan.rhythm = Rhythm.OFF
    _save(plan, user, now, by=by, verb="stop_digest")
    return True


@transaction.atomic
def resume(*, user: User, now: datetime) -> bool:
    """Reminders again, as they were before. False when they were not stopped."""
    plan = plan_of(user)
    if plan.rhythm != Rhythm.OFF:
        return False
    plan.rhythm = plan.rhythm_before or Rhythm.WEEKDAYS
    _save(plan, user, now, by=user, verb="choose_digest")
    return True


def _remember(plan: DigestPlan) -> None:
    if plan.rhythm != Rhythm.OFF:
        plan.rhythm_before = plan.rhythm


def _save(plan: DigestPlan, user: User, now: datetime, *, by: User | None, verb: str) -> DigestPlan:
    begin(plan, user, next_of(plan, user, now), now)
    plan.save()
    if plan.rhythm == Rhythm.OFF:
        waiting = Digest.objects.filter(owner=user, delivery__in=sorted(MAY_BE_CALLED_OFF))
        waiting.update(delivery=Delivery.CANCELLED, problem=Problem.CALLED_OFF, due_at=None)
    audit.record(actor=by, verb=verb, target=plan, fields=["rhythm", "days", "hour"])
    return plan

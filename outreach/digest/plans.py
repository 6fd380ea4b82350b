"""Who gets a digest when: a plan per user, and a row for each local day on which one is due.

All of it runs in the minute tick, and all of it is safe to run twice or to be killed half-way: the
row and the plan's next moment are written in one transaction, and a second row for one user and
local date is not taken by the database (TRUST.md, F27–F30).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.again import atomic_again
from accounts.models import User
from contacts.models import Contact
from outreach.delivery.account import can_send
from outreach.delivery.identity import new_message_id
from outreach.digest.schedule import (
    EVERY_DAY,
    FARTHEST,
    Schedule,
    Turn,
    anew,
    moved,
    next_due,
    turn,
)
from outreach.models import Delivery, Digest, DigestPlan, Outreach

Rhythm = DigestPlan.Rhythm

BATCH = 500
KEPT = timedelta(days=30)
SET_BACK = timedelta(minutes=10)
"""Clocks of two machines differ by less; what was reckoned farther ahead was reckoned wrongly."""


def schedule_of(plan: DigestPlan, zone: ZoneInfo) -> Schedule:
    """The plan as days, hour and zone."""
    days = {Rhythm.OFF: 0, Rhythm.DAILY: EVERY_DAY}.get(Rhythm(plan.rhythm), plan.days)
    return Schedule(days=days, hour=plan.hour, zone=zone)


def plan_of(user: User) -> DigestPlan:
    """The plan of a user; who never chose has the usual one, which is not stored by looking."""
    return DigestPlan.objects.filter(owner=user).first() or DigestPlan(owner=user)


def next_of(plan: DigestPlan, user: User, now: datetime) -> datetime | None:
    """When the next one comes, if there is something to tell then."""
    today = user.local_date(now)
    mailed = _mailed([user.pk], today)[user.pk]
    return next_due(schedule_of(plan, user.zone), now, mailed)


def _mailed(users: Collection[UUID], since: date) -> dict[UUID, set[date]]:
    """The local days that have a digest, by user."""
    days: dict[UUID, set[date]] = defaultdict(set)
    had = Digest.objects.filter(owner__in=users, local_date__gte=since)
    for owner, day in had.values_list("owner", "local_date"):
        days[owner].add(day)
    return days


def begin(plan: DigestPlan, user: User, due_at: datetime | None, now: datetime) -> None:
    """The plan is new, or another than before: the first of its digests comes then."""
    plan.due_at, plan.time_zone, plan.reckoned_at = due_at, user.time_zone, now
    plan.first_day = user.local_date(due_at) if due_at else None


def has_mailbox(user: User) -> bool:
    """Whether the user has shown that the mailbox is theirs."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    return bool(confirmed.filter(email__iexact=user.email).exists())


# --- Jobs of the tick ------------------------------------------------------------------------
def make_digests(*, now: datetime) -> int:
    """One row for each user whose moment has come; nothing where the site cannot send."""
    if not can_send():
        return 0
    make_plans(now=now)
    follow_users(now=now)
    made = 0
    while found := list(_due(now).values_list("pk", flat=True)[:BATCH]):
        made += _make(found, now)
        if len(found) < BATCH:
            break
    return made


@atomic_again
def make_plans(*, now: datetime) -> int:
    """The usual plan for those who have something to be reminded of and none yet."""
    # Along the index of those with a rhythm: nobody's thousand contacts are walked every minute.
    rhythms = Contact.objects.kept().filter(owner=OuterRef("pk"), rhythm_months__isnull=False)
    outreaches = Outreach.objects.filter(owner=OuterRef("pk"))
    something = Q(Exists(outreaches)) | Q(Exists(rhythms))
    without = User.objects.filter(something, is_active=True, digest_plan=None)
    plans = []
    for user in without.only("time_zone").order_by("pk")[:BATCH]:
        plan = DigestPlan(owner=user)
        begin(plan, user, next_due(schedule_of(plan, user.zone), now), now)
        plans.append(plan)
    DigestPlan.objects.bulk_create(plans, ignore_conflicts=True)
    return len(plans)


@atomic_again
def bring_forward(owners: Sequence[UUID], *, now: datetime) -> int:
    """These users get a mail on the next morning, also where reminders are off or on other days:
    there is something that has to be said. How many plans that changes."""
    users = User.objects.filter(pk__in=owners, is_active=True).select_related("digest_plan")
    mailed = _mailed(owners, now.date() - timedelta(days=1))
    turns, new = [], []
    for user in users.order_by("pk"):
        plan = getattr(user, "digest_plan", None) or DigestPlan(owner=user)
        every_day = Schedule(days=EVERY_DAY, hour=plan.hour, zone=user.zone)
        next_at = next_due(every_day, now, mailed[user.pk])
        if plan._state.adding:
            begin(plan, user, next_at, now)
            new.append(plan)
        elif plan.due_at is None or (next_at is not None and plan.due_at > next_at):
            turns.append((plan, Turn(None, next_at)))
    DigestPlan.objects.bulk_create(new, ignore_conflicts=True)
    _move_on(turns, reckoned_at=now)
    return len(turns) + len(new)


def follow_users(*, now: datetime) -> int:
    """Plans of users who changed their time zone: the day stays, the hour is that of the new place.

    What a wrong clock has reckoned is put right too: a moment farther away than any can be, or one
    reckoned at a time that is still to come. Such a plan may have moved on without today's (F27).
    """
    far, ahead = now + FARTHEST + timedelta(days=1), now + SET_BACK
    wrong = Q(due_at__gt=far) | Q(reckoned_at__gt=ahead)
    found = DigestPlan.objects.filter(wrong | ~Q(time_zone=F("owner__time_zone")))
    plans = list(found.filter(due_at__isnull=False).select_related("owner")[:BATCH])
    if not plans:
        return 0
    # A day earlier in UTC than it is anywhere.
    mailed = _mailed([plan.pk for plan in plans], now.date() - timedelta(days=1))
    followed = 0
    for plan in plans:
        before, user = DigestPlan.objects.filter(pk=plan.pk, due_at=plan.due_at), plan.owner
        schedule, due_at, reckoned_at = schedule_of(plan, user.zone), plan.due_at, plan.reckoned_at
        if due_at is None or due_at > far or (reckoned_at and reckoned_at > ahead):
            due_at = anew(schedule, now, mailed[plan.pk], plan.first_day)
        else:
            due_at = moved(schedule, due_at, User(time_zone=plan.time_zone).zone)
        followed += before.update(due_at=due_at, time_zone=user.time_zone, reckoned_at=now)
    return followed


def _due(now: datetime) -> QuerySet[DigestPlan]:
    """Plans whose moment has come, of users with an open account and a mailbox of their own."""
    mailbox = EmailAddress.objects.filter(
        user=OuterRef("owner"), email__iexact=OuterRef("owner__email"), verified=True
    )
    due = DigestPlan.objects.filter(Exists(mailbox), due_at__lte=now, owner__is_active=True)
    return due.order_by("due_at", "pk")


@atomic_again
def _make(found: Sequence[UUID], now: datetime) -> int:
    """The rows of one batch, and when each plan is due next: both or neither."""
    plans = DigestPlan.objects.filter(pk__in=found, due_at__lte=now).select_related("owner")
    turns = [
        (plan, turn(schedule_of(plan, plan.owner.zone), plan.due_at, now))
        for plan in plans.order_by("pk")
        if plan.due_at
    ]
    rows = [_row(plan, one.day, now) for plan, one in turns if one.day]
    Digest.objects.bulk_create(rows, ignore_conflicts=True)
    _move_on(turns, reckoned_at=now)
    return len(rows)


def _row(plan: DigestPlan, day: date, now: datetime) -> Digest:
    digest = Digest(
        owner_id=plan.pk,
        local_date=day,
        delivery=Delivery.QUEUED,
        due_at=now,
        queued_at=now,
    )
    digest.message_id = new_message_id(digest.pk)
    return digest


def _move_on(turns: Sequence[tuple[DigestPlan, Turn]], *, reckoned_at: datetime | None) -> None:
    """One update for all who go from the same moment to the same moment.

    Whoever changed the plan meanwhile has set a moment of their own, which stays.
    """
    steps: dict[tuple[datetime | None, datetime | None], list[UUID]] = defaultdict(list)
    for plan, one in turns:
        steps[plan.due_at, one.due_at].append(plan.pk)
    for (old, new), those in steps.items():
        same = DigestPlan.objects.filter(pk__in=those, due_at=old)
        same.update(due_at=new, reckoned_at=reckoned_at)


@atomic_again
def skip_today(*, now: datetime) -> int:
    """After a backup was put back: today's mail may have been read already (TRUST.md, F33).

    Its row came after the backup, so only a later day is sure to be a new one.
    """
    plans = DigestPlan.objects.filter(due_at__isnull=False).select_related("owner")
    turns = []
    for plan in plans.order_by("pk"):
        schedule = schedule_of(plan, plan.owner.zone)
        today = schedule.local_date(now)
        if plan.due_at and schedule.local_date(plan.due_at) <= today:
            turns.append((plan, Turn(None, next_due(schedule, now, {today}))))
    # No clock that comes back brings today's back with it.
    _move_on(turns, reckoned_at=None)
    return len(turns)


def forget_digests(*, now: datetime) -> int:
    """Which days were mailed is nobody's concern after a month."""
    deleted, _rows = Digest.objects.filter(queued_at__lt=now - KEPT).delete()
    return deleted

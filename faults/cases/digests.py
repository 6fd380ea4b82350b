"""Digests while clocks jump, zones change and the tick dies half-way: F27–F30."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from faults.fault import Tally, fault
from faults.killing import Plan, armed
from faults.people import contact_of, sender
from faults.world import World
from outreach.actions.digests import choose
from outreach.delivery.work import deliver_one
from outreach.digest.plans import make_digests
from outreach.models import Digest, DigestPlan, Outreach
from outreach.progress import Status, Step

ZONES = ("America/Toronto", "America/St_Johns", "Europe/Paris", "Pacific/Kiritimati")
CHANGES = (
    datetime(2026, 10, 25),  # noqa: DTZ001 (a wall clock)
    datetime(2026, 11, 1),  # noqa: DTZ001
    datetime(2027, 3, 14),  # noqa: DTZ001
    datetime(2027, 3, 28),  # noqa: DTZ001
)
"""Nights in which clocks change in one of these places."""
DAYS = 4
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def reader(world: World, some: Random, zone: str) -> User:
    """Somebody with something to be reminded of every day, at an hour by chance."""
    settings.EMAIL_URL = world.mail.url
    user = sender(world, some, time_zone=zone)
    today = user.local_date(world.clock())
    Outreach.objects.create(
        owner=user,
        contact=contact_of(user, some),
        status=Status.SENT,
        next_step=Step.NUDGE,
        due_on=today - timedelta(days=9),
        status_since=today - timedelta(days=30),
        sent_at=world.clock() - timedelta(days=30),
        language="en",
    )
    # No later: these trials tick every hour or two, not every minute.
    rhythm, hour = DigestPlan.Rhythm.DAILY, some.randrange(21)
    choose(user=user, rhythm=rhythm, days=range(7), hour=hour, now=world.clock())
    world.mail.begins_anew()
    return user


def _begins(world: World, some: Random, zone: str) -> datetime:
    """Two days before a night of change, some minutes after midnight there."""
    night = some.choice(CHANGES).replace(tzinfo=ZoneInfo(zone))
    start = night - 2 * DAY + timedelta(minutes=some.randint(1, 40))
    world.clock.is_set_to(start)
    return start


def _minute(world: World) -> None:
    """What a worker does in one minute: the tick, then everything that is due."""
    make_digests(now=world.clock())
    while deliver_one(clock=timezone.now):
        pass


def _told(world: World, user: User, tally: Tally) -> Counter[object]:
    """How many mails this user got for each local day; each mail at most once."""
    accepted = world.mail.counts()
    days: Counter[object] = Counter()
    for digest in Digest.objects.filter(owner=user):
        days[digest.local_date] += accepted[digest.message_id]
    tally.messages += sum(accepted.values())
    tally.duplicates += sum(count - 1 for count in days.values() if count > 1)
    tally.must(sum(days.values()) == sum(accepted.values()), "a mail of no day")
    return days


@fault("F27", "clock ±1 hour, −1 day, among digests")
def clock_jumps(world: World, some: Random) -> Tally:
    """Nobody is told twice about one day, and no day is left out."""
    return _jumping(world, some, [-DAY, -HOUR, HOUR])


@fault("F27", "clock a day ahead for a while, among digests")
def clock_a_day_ahead(world: World, some: Random) -> Tally:
    """The same: a plan that moved on before its hour comes back with the clock."""
    return _jumping(world, some, [DAY])


def _jumping(world: World, some: Random, skews: list[timedelta]) -> Tally:
    tally, zone = Tally(), some.choice(ZONES)
    true = began = _begins(world, some, zone)
    user = reader(world, some, zone)
    while true < began + DAYS * DAY:
        true += timedelta(minutes=some.randint(40, 120))
        is_wrong = some.random() < 0.2 and true < began + 2 * DAY
        world.clock.is_set_to(true + (some.choice(skews) if is_wrong else timedelta()))
        _minute(world)
    days = _told(world, user, tally)
    first = user.local_date(began)
    # A plan made in the hour that has just begun starts on the next day.
    since = 0 if DigestPlan.objects.get(owner=user).hour else 1
    tally.lost = sum(not days[first + timedelta(days=n)] for n in range(since, DAYS - 1))
    return tally


@fault("F28", "DST both ways in Toronto, St John's, Paris; UTC+14")
def clocks_change(world: World, some: Random) -> Tally:
    """One mail on every local day, the nights of change included."""
    tally, zone = Tally(), some.choice(ZONES)
    now = _begins(world, some, zone)
    user = reader(world, some, zone)
    first = user.local_date(now)
    while user.local_date(now) < first + DAYS * DAY:
        world.clock.is_set_to(now)
        _minute(world)
        now += timedelta(minutes=some.randint(20, 120))
    days = _told(world, user, tally)
    plan = DigestPlan.objects.get(owner=user)
    # A plan made in the hour that has just begun starts on the next day.
    wanted = [first + timedelta(days=n) for n in range(0 if plan.hour else 1, DAYS)]
    late = [day for day in wanted[:-1] if not days[day]]
    tally.must(not late, f"nothing on {', '.join(map(str, late))}")
    return tally


@fault("F29", "user changes zone and language between two digests")
def moves_away(world: World, some: Random) -> Tally:
    """Still one a local day at most, and the next one is in the new language."""
    tally, zone = Tally(), some.choice(ZONES)
    now = _begins(world, some, zone)
    user = reader(world, some, zone)
    moved_at = now + some.uniform(0.3, 2.5) * DAY
    has_moved = False
    end = now + DAYS * DAY
    while now < end:
        now += timedelta(minutes=some.randint(40, 150))
        world.clock.is_set_to(now)
        if not has_moved and now > moved_at:
            has_moved = True
            before = len(world.mail.accepted())
            User.objects.filter(pk=user.pk).update(time_zone=some.choice(ZONES), language="fr")
        _minute(world)
    _told(world, user, tally)
    later = world.mail.accepted()[before:]
    tally.must(bool(later), "nothing after the move")
    languages = {str(mail.letter["Content-Language"])[:2] for mail in later}
    tally.must(languages <= {"fr"}, f"languages {languages} after the move")
    return tally


@fault("F30", "2–3 ticks at once, killed half-way, and again")
def ticks_that_die(world: World, some: Random) -> Tally:
    """One row and one mail for each user and day."""
    tally = Tally()
    users = [reader(world, some, some.choice(ZONES)) for _ in range(3)]
    world.mail.begins_anew()
    DigestPlan.objects.filter(owner__in=users).update(due_at=world.clock())
    for _ in range(some.randint(1, 2)):
        plans = [Plan(statement=some.randint(1, 14)) for _ in range(some.randint(2, 3))]
        children = [world.start(partial(_tick, world, plan)) for plan in plans]
        for child in children:
            tally.must(child.ends_within(120), "a tick that does not end")
            tally.kills += child.was_killed
    _minute(world)
    _minute(world)
    accepted = world.mail.counts()
    rows = Digest.objects.filter(owner__in=users)
    tally.messages = sum(accepted.values())
    tally.duplicates = max(0, rows.count() - 3) + sum(n - 1 for n in accepted.values() if n > 1)
    tally.lost = sum(1 for row in rows if not accepted[row.message_id]) + max(0, 3 - rows.count())
    return tally


def _tick(world: World, plan: Plan) -> None:
    with armed(plan):
        make_digests(now=world.clock())

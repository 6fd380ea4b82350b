"""Contacts about whom nothing was done for long leave: told a month before, then to the trash (P6).

Each user on their own and in bounded batches: what fails for one is logged, and tried again on the
next day. Nobody leaves of whom no mail was handed over at least four weeks before.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from accounts import audit
from accounts.again import atomic_again
from accounts.bulk import update
from accounts.models import User
from accounts.periods import months_ago
from contacts.models import Contact, ContactQuerySet
from outreach.actions.sending import cancel_waiting
from outreach.digest.plans import bring_forward
from outreach.idle import NOTICE_MONTHS, Idle, looked_at
from outreach.leaving import TOLD_BEFORE
from outreach.models import Contest, Leaving, Message, Problem

log = logging.getLogger(__name__)

BATCH = 500
TOGETHER = timedelta(days=7)
"""Whoever is told of somebody is told of those of the next days too: a mail a week, and not one for
each day on which a contact was once typed in."""
AHEAD = TOGETHER + timedelta(days=3)
"""The database looks so much farther ahead than needed, because days begin at other moments and
months end on other days for each user; ``_notice`` then decides by the calendar of each."""
LEFT, KEPT = "leave", "keep"
"""Verbs of the trail: ids, and nothing of the person."""


# --- Jobs of the tick ------------------------------------------------------------------------
def notice_leaving(*, now: datetime) -> int:
    """Note who leaves in a month, with those of the week after; how many."""
    _forget_those_touched()
    noted = 0
    for ids_of in (_from_files, _idle):
        for owner, ids in _by_owner(ids_of(now)):
            noted += _each(_notice, owner, ids, now)
    return noted


def tell_of_leaving(*, now: datetime) -> int:
    """A mail to everybody with somebody new who leaves, on the next morning at the latest; to how
    many. Those whose mail did not go out are told by another one the day after."""
    untold = Leaving.objects.untold().filter(owner__is_active=True)
    called, last = 0, UUID(int=0)
    while some := list(
        untold.filter(owner__gt=last)
        .order_by("owner")
        .values_list("owner", flat=True)
        .distinct()[:BATCH]
    ):
        called += bring_forward(some, now=now)
        last = some[-1]
    return called


def let_leave(*, now: datetime) -> int:
    """To the trash with those whose day has come, unless something was done about them; how many.

    They stay in the trash as everybody does, to be brought back.
    """
    return sum(_each(_let_leave, owner, ids, now) for owner, ids in _by_owner(_due(now)))


def _each(job: Callable[..., int], owner: UUID, ids: Collection[UUID], now: datetime) -> int:
    try:
        user = User.objects.get(pk=owner, is_active=True)
        return job(user, ids, now)
    except User.DoesNotExist:
        return 0  # closed or deleted meanwhile
    except Exception:
        log.exception("who leaves of user %s is left for tomorrow", owner)
        return 0


# --- Who -------------------------------------------------------------------------------------
def _forget_those_touched() -> None:
    """Something was done about them since they were noted."""
    Leaving.objects.exclude(pk__in=Leaving.objects.still().values("pk")).delete()


def _from_files(now: datetime) -> Iterator[list[tuple[UUID, UUID]]]:
    months = settings.KEEP_IMPORTED_MONTHS - NOTICE_MONTHS
    return _silent(Q(imported_at__isnull=False), months_ago(now + AHEAD, months))


def _idle(now: datetime) -> Iterator[list[tuple[UUID, UUID]]]:
    return _silent(Q(), months_ago(now + AHEAD, settings.KEEP_IDLE_MONTHS - NOTICE_MONTHS))


def _silent(which: Q, limit: datetime) -> Iterator[list[tuple[UUID, UUID]]]:
    """Contacts, each after its owner, about whom nothing is known to have been done since, the
    longest first. In batches that each begin after the last row of the one before: a row that is
    looked at and stays would else be read again and again."""
    known = Contact.objects.filter(which, _staying(), idle_since__lte=limit, owner__is_active=True)
    theirs = {"contact": OuterRef("pk")}
    known = known.filter(
        ~Exists(Leaving.objects.filter(**theirs)),
        ~Exists(Contest.objects.filter(**theirs, decided_at=None)),
    )
    return _batches(known, "idle_since", "owner_id", "pk")


def _due(now: datetime) -> Iterator[list[tuple[UUID, UUID]]]:
    """Those of whom the user was told four weeks ago, and whose day may have come."""
    told = Leaving.objects.filter(
        told_at__isnull=False,
        told_at__lte=now - TOLD_BEFORE,
        leaves_on__lte=now.date() + timedelta(days=1),
        owner__is_active=True,
    )
    return _batches(told, "leaves_on", "owner_id", "contact_id")


def _staying() -> Q:
    return Q(trashed_at=None, rhythm_months=None)


def _batches(rows: Any, column: str, *columns: str) -> Iterator[list[tuple[UUID, UUID]]]:
    rows = rows.order_by(column, "id").values_list(column, "id", *columns)
    while some := list(rows[:BATCH]):
        yield [(owner, pk) for _at, _id, owner, pk in some]
        if len(some) < BATCH:
            return
        at, last = some[-1][:2]
        beyond = Q(**{f"{column}__gt": at}) | Q(**{column: at}, id__gt=last)
        rows = rows.filter(beyond, **{f"{column}__gte": at})


def _by_owner(batches: Iterator[list[tuple[UUID, UUID]]]) -> Iterator[tuple[UUID, list[UUID]]]:
    for batch in batches:
        found: dict[UUID, list[UUID]] = defaultdict(list)
        for owner, pk in batch:
            found[owner].append(pk)
        yield from found.items()


# --- One user --------------------------------------------------------------------------------
@atomic_again
def _notice(user: User, ids: Collection[UUID], now: datetime) -> int:
    today = user.local_date(now)
    found = _look(user, ids, now)
    due = [one for one in found if one.told_on(user) <= today]
    if due or Leaving.objects.filter(owner=user).untold().exists():
        due = [one for one in found if one.told_on(user) <= today + TOGETHER]
    earliest = today + TOLD_BEFORE
    Leaving.objects.bulk_create(
        [
            Leaving(
                owner=user,
                contact_id=one.contact_id,
                since=one.since,
                leaves_on=max(one.leaves_on(user), earliest),
            )
            for one in due
        ],
        ignore_conflicts=True,
    )
    return len(due)


@atomic_again
def _let_leave(user: User, ids: Collection[UUID], now: datetime) -> int:
    today = user.local_date(now)
    due = Leaving.objects.filter(owner=user, contact__in=ids, leaves_on__lte=today)
    found = _look(user, list(due.values_list("contact", flat=True)), now)
    gone = [one.contact_id for one in found if one.leaves_on(user) <= today]
    due.delete()
    return _to_trash(user, gone, now=now, by=None)


def _look(user: User, ids: Collection[UUID], now: datetime) -> list[Idle]:
    """How these stand, and write down what contacts did not know, so that they are looked at again
    only when it is time."""
    stay = Contact.objects.owned_by(user).filter(_staying(), pk__in=ids)
    list(stay.select_for_update().order_by("pk").values_list("pk"))
    found = looked_at(stay, user)
    later = [(min(one.since, now), one.contact_id) for one in found if one.since > one.known_since]
    update(Contact, ("idle_since",), later)
    written = [one.contact_id for one in found if one.imported_at and not one.is_only_imported]
    if written:
        stay.filter(pk__in=written).update(imported_at=None)
    return found


def _to_trash(user: User, ids: Collection[UUID], *, now: datetime, by: User | None) -> int:
    contacts = Contact.objects.owned_by(user).kept().filter(pk__in=ids)
    moved = list(contacts.values_list("pk", flat=True))
    if moved:
        contacts.filter(pk__in=moved).update(trashed_at=now)
        to_them = Message.objects.filter(outreach__contact__in=moved)
        cancel_waiting(messages=to_them, problem=Problem.CONTACT_GONE, by=by, now=now)
        _record(moved, verb=LEFT, by=by)
    return len(moved)


def _record(ids: Collection[UUID], *, verb: str, by: User | None) -> None:
    audit.record_all(actor=by, verb=verb, targets=((Contact(pk=pk), ()) for pk in ids))


# --- What the user says ----------------------------------------------------------------------
def keep(*, contact: Contact, now: datetime, by: User) -> None:
    """This person stays as long again. Doing it twice is no more than once."""
    _keep(by, [contact.pk], now)


def keep_all(*, now: datetime, by: User) -> int:
    """Everybody who would leave stays as long again; how many."""
    return sum(_keep(by, ids, now) for ids in _leaving(by))


def leave_now(*, now: datetime, by: User) -> int:
    """Everybody who would leave goes to the trash today, all in one moment; how many."""
    return sum(_leave_now(by, ids, now) for ids in _leaving(by))


def back_from_trash(*, moment: datetime, now: datetime, by: User) -> int:
    """Those who went in one moment are here again, kept on purpose; how many."""
    return sum(_back(by, ids, now) for ids in _thrown(by, moment))


def _leaving(user: User) -> Iterator[list[UUID]]:
    """Those who leave, some at a time; whoever calls sees to it that they are fewer next time."""
    mine = Leaving.objects.filter(owner=user).still().order_by("leaves_on", "id")
    while ids := list(mine.values_list("contact", flat=True)[:BATCH]):
        yield ids


def _thrown(user: User, moment: datetime) -> Iterator[list[UUID]]:
    thrown = Contact.objects.owned_by(user).in_trash().filter(trashed_at=moment).order_by("pk")
    while ids := list(thrown.values_list("pk", flat=True)[:BATCH]):
        yield ids


@atomic_again
def _keep(user: User, ids: Collection[UUID], now: datetime) -> int:
    left, _rows = Leaving.objects.filter(owner=user, contact__in=ids).delete()
    if left:
        _mark_kept(Contact.objects.owned_by(user).filter(pk__in=ids), now)
        _record(ids, verb=KEPT, by=user)
    return left


@atomic_again
def _leave_now(user: User, ids: Collection[UUID], now: datetime) -> int:
    Leaving.objects.filter(owner=user, contact__in=ids).delete()
    return _to_trash(user, ids, now=now, by=user)


@atomic_again
def _back(user: User, ids: Collection[UUID], now: datetime) -> int:
    _mark_kept(Contact.objects.owned_by(user).filter(pk__in=ids), now, trashed_at=None)
    _record(ids, verb="restore", by=user)
    return len(ids)


def _mark_kept(contacts: ContactQuerySet, now: datetime, **columns: Any) -> None:
    """Kept on purpose, from this day on: what came with a file stays that."""
    contacts.update(kept_at=now, idle_since=now, **columns)

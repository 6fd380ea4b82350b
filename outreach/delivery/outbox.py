"""All that waits to leave the site, of whatever kind: the next of it, and what was left lying."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from outreach.delivery.kinds import KINDS, Mailing
from outreach.delivery.lease import Hold, Lost, claim
from outreach.delivery.retry import LONGEST, MOST_ATTEMPTS
from outreach.models import MAY_BE_CALLED_OFF, Delivery, Problem

log = logging.getLogger(__name__)

FARTHEST = timedelta(hours=2)
"""Nothing is due later than that, unless the clock was set back (TRUST.md, F27)."""
AT_ONCE = 500
WAITING = Q(delivery__in=sorted(MAY_BE_CALLED_OFF))


def claim_next(*, now: datetime) -> tuple[Mailing[Any], Hold[Any]] | None:
    """The next row that is due, of the first kind that has one."""
    for kind in KINDS:
        hold = claim(kind.rows(), now=now)
        if hold:
            return kind, hold
    return None


def sweep(*, now: datetime) -> int:
    """Bring what was left lying to an end (F3, F4); how many.

    What was claimed and not handed over needs no sweep: it is due again when its lease ends.
    """
    return sum(
        _bring_near(kind, now) + _interrupted(kind, now) + _spent(kind, now) for kind in KINDS
    )


def give_up(*, now: datetime) -> int:
    """The server was out of reach for a day: what waits as long has failed (F12); how many."""
    waits_as_long = WAITING & Q(queued_at__lte=now - LONGEST)
    return sum(_fail(kind, waits_as_long, now) for kind in KINDS)


def _bring_near(kind: Mailing[Any], now: datetime) -> int:
    """What the clock, set back, has put off for hours or days is due now."""
    return int(_stored(kind, WAITING & Q(due_at__gt=now + FARTHEST)).update(due_at=now))


def _interrupted(kind: Mailing[Any], now: datetime) -> int:
    """Whoever handed these over died over it: nobody knows whether they arrived."""
    is_over = Q(due_at__lte=now) | Q(due_at__gt=now + FARTHEST)
    found = _stored(kind, Q(delivery=Delivery.HANDING_OVER) & is_over)
    return _end(found, partial(kind.unconfirmed, problem=Problem.STOPPED, now=now))


def _spent(kind: Mailing[Any], now: datetime) -> int:
    """Tried as often as may be, and never to an end."""
    return _fail(kind, WAITING & Q(due_at__lte=now, attempts__gte=MOST_ATTEMPTS), now)


def _fail(kind: Mailing[Any], which: Q, now: datetime) -> int:
    failed = partial(kind.failed, problem=Problem.GAVE_UP, code="", now=now)
    return _end(_stored(kind, which), failed)


def _stored(kind: Mailing[Any], which: Q) -> QuerySet[Any]:
    """Rows of a kind, those of paused senders too."""
    under_way = Q(due_at__isnull=False)  # the condition of the index
    found: QuerySet[Any] = kind.rows().model._base_manager.filter(under_way, which)
    return found


def _end(rows: QuerySet[Any], end: Callable[[Hold[Any]], None]) -> int:
    """End each as we found it; what somebody else took meanwhile is left alone."""
    done = 0
    for row in rows.order_by("due_at")[:AT_ONCE]:
        try:
            end(Hold(row))
        except Lost:
            log.info("%s %s is somebody else's now", row._meta.model_name, row.pk)
        else:
            done += 1
    return done

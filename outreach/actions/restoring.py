"""After a backup was put back: nothing goes out that may have gone out before (TRUST.md, F33)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts import audit
from outreach.actions.erasure import erase_again
from outreach.actions.moves import refresh_next_step
from outreach.digest.plans import skip_today
from outreach.models import (
    AS_A_DRAFT,
    MAY_BE_CALLED_OFF,
    Delivery,
    Digest,
    Message,
    Outreach,
    Problem,
    SuppressedAddress,
)
from outreach.suppression import LOGGED_AS, suppress_hash

WAITING = sorted(MAY_BE_CALLED_OFF)
LOGGED = re.compile(LOGGED_AS % (r"([0-9a-f]{64})", r"(\w{0,8})", r"([a-z_]{1,10})"))


@dataclass(frozen=True, slots=True)
class Held:
    """What was waiting or under way when the backup was made."""

    drafts: int
    unconfirmed: int
    digests: int


@transaction.atomic
def hold_what_waits(*, now: datetime) -> Held:
    """What waited is a draft to be looked at; what was being handed over may have arrived."""
    waiting = Message.objects.filter(delivery__in=WAITING)
    caught = Message.objects.filter(delivery=Delivery.HANDING_OVER)
    found = list(Message.objects.filter(delivery__in=[*WAITING, Delivery.HANDING_OVER]))
    drafts = waiting.update(**_told(now), **{**AS_A_DRAFT, "problem": Problem.RESTORED})
    unconfirmed = caught.update(
        **_told(now), delivery=Delivery.UNCONFIRMED, problem=Problem.RESTORED, due_at=None
    )
    for message in found:
        audit.record(actor=None, verb="restored", target=message)
    touched = Outreach.objects.filter(messages__in=[message.pk for message in found]).distinct()
    for outreach in touched.select_related("owner", "contact"):
        refresh_next_step(outreach)
    return Held(drafts, unconfirmed, _stop_digests(now))


def _told(now: datetime) -> dict[str, Any]:
    # A page from before cannot send it by itself (F22).
    return {"version": F("version") + 1, "updated_at": now}


def _stop_digests(now: datetime) -> int:
    """Today's may have been read already; tomorrow's is made anew."""
    skip_today(now=now)
    under_way = Digest.objects.filter(delivery__in=[*WAITING, Delivery.HANDING_OVER])
    return under_way.update(delivery=Delivery.CANCELLED, problem=Problem.RESTORED, due_at=None)


@transaction.atomic
def suppress_again(*, lines: Iterable[str], now: datetime) -> int:
    """Who opted out or was removed after the backup was made, from the log of the site; how many.

    A log holds no address: only the hash that the suppression list keeps as well.
    """
    added, erased = 0, set()
    reasons = set(SuppressedAddress.Reason.values)
    for line in lines:
        found = LOGGED.search(line)
        if not found or found[3] not in reasons:
            continue
        known = SuppressedAddress.objects.filter(address_hash=found[1]).exists()
        reason = SuppressedAddress.Reason(found[3])
        suppress_hash(address_hash=found[1], key_id=found[2], reason=reason, now=now)
        added += not known
        if reason == SuppressedAddress.Reason.ERASED:
            erased.add(found[1])
    erase_again(address_hashes=erased, now=now)
    return added

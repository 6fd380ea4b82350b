"""How much has been sent lately: stored, and raised in the transaction of the send (L1, L2, L12).

Nothing is counted over messages. What is kept is bounded by number, not by age, so that a clock
that goes forward and back again resets nothing; a moment that lies ahead counts like one just past
(TRUST.md, F27).
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts.models import User
from outreach.models import Message, Sender, SiteSending

log = logging.getLogger(__name__)

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEK = timedelta(days=7)
HOURS_KEPT = 50
ALARM_AT = 0.8
HOUR_FORMAT = "%Y-%m-%dT%H"


class CountedElsewhere(Exception):
    """Somebody counted between our reading and our writing; nothing of this send is stored."""


# --- Reading ----------------------------------------------------------------------------------
def sender_of(owner: User) -> Sender:
    """What this user has sent lately; reading it stores nothing."""
    return Sender.objects.filter(owner=owner).first() or Sender(owner=owner)


def site_now() -> SiteSending:
    """The same for the whole site."""
    return SiteSending.objects.filter(pk=1).first() or SiteSending(pk=1)


def moments(sender: Sender) -> list[datetime]:
    """When this user's latest messages were confirmed, oldest first."""
    return [datetime.fromisoformat(at) for at, _message in sender.recent]


def messages_since(sender: Sender, since: datetime) -> list[str]:
    """The ids of the messages that were confirmed after that moment."""
    return [pk for at, pk in sender.recent if datetime.fromisoformat(at) > since]


def opens_at(
    sent: Sequence[datetime], window: timedelta, most: int, now: datetime
) -> datetime | None:
    """When there is room for one more within the window; None when there is now."""
    inside = [at for at in sent if at > now - window]
    return inside[-most] + window if len(inside) >= most else None


def sent_in_a_day(site: SiteSending, now: datetime) -> int:
    """How many the whole site has sent within 24 hours, by whole hours."""
    return sum(_inside(site.by_hour, now).values())


def site_opens_at(site: SiteSending, most: int, now: datetime) -> datetime | None:
    """When the site may send one more; None when it may now."""
    inside = _inside(site.by_hour, now)
    left = sum(inside.values())
    for hour in sorted(inside) if left >= most else ():
        left -= inside[hour]
        if left < most:
            begun = datetime.strptime(hour, HOUR_FORMAT).replace(tzinfo=UTC)
            return begun + DAY + HOUR
    return None


def _inside(by_hour: Mapping[str, int], now: datetime) -> dict[str, int]:
    first = _hour(now - DAY)
    return {hour: count for hour, count in by_hour.items() if hour >= first}


def _hour(at: datetime) -> str:
    return at.astimezone(UTC).strftime(HOUR_FORMAT)


# --- Writing ----------------------------------------------------------------------------------
def locked(owner: User) -> tuple[Sender, SiteSending]:
    """Both rows, held until the end of the transaction; whoever counts waits for them in turn."""
    Sender.objects.get_or_create(owner=owner)
    SiteSending.of_the_site()
    sender = Sender.objects.select_for_update().get(owner=owner)
    return sender, SiteSending.objects.select_for_update().get(pk=1)


def count(message: Message, sender: Sender, site: SiteSending, now: datetime) -> None:
    """One more send. Raises CountedElsewhere; the caller's transaction then stores nothing."""
    entry = [now.astimezone(UTC).isoformat(), message.pk.hex]
    recent = sorted([*sender.recent, entry])[-settings.SENDS_A_WEEK :]
    hour = _hour(now)
    by_hour = {**site.by_hour, hour: site.by_hour.get(hour, 0) + 1}
    newest = sorted(by_hour)[-HOURS_KEPT:]
    _write_sender(sender, recent)
    _write_site(site, by_hour={hour: by_hour[hour] for hour in newest}, **_alarm(site, now))


def give_back(*, owner: User, messages: Sequence[Message]) -> None:
    """What was called off before it left counts no more. Within the caller's transaction."""
    if not messages:
        return
    sender, site = locked(owner)
    recent, by_hour = list(sender.recent), dict(site.by_hour)
    for message in messages:
        mine = [entry for entry in recent if entry[1] == message.pk.hex]
        if not mine:
            continue
        recent.remove(mine[-1])
        hour = _hour(datetime.fromisoformat(mine[-1][0]))
        by_hour[hour] = max(by_hour.get(hour, 0) - 1, 0)
    _write_sender(sender, recent)
    _write_site(site, by_hour=by_hour)


def _write_sender(sender: Sender, recent: list[list[str]]) -> None:
    """The conditional update: this version and no other."""
    same = Sender.objects.filter(owner=sender.owner_id, version=sender.version)
    if same.update(recent=recent, version=F("version") + 1) != 1:
        raise CountedElsewhere


def _write_site(site: SiteSending, **columns: Any) -> None:
    same = SiteSending.objects.filter(version=site.version)
    if same.update(**columns, version=F("version") + 1) != 1:
        raise CountedElsewhere


def _alarm(site: SiteSending, now: datetime) -> dict[str, Any]:
    """One warning a day in the log once the site has used most of what it may send (L2)."""
    today = now.astimezone(UTC).date()
    used, most = sent_in_a_day(site, now) + 1, settings.SENDS_A_DAY_OF_SITE
    if used < most * ALARM_AT or (site.warned_on and site.warned_on >= today):
        return {}
    words = "%d of %d messages of a day have been sent from this site"
    transaction.on_commit(lambda: log.warning(words, used, most))
    return {"warned_on": today}

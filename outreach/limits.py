"""What must hold before a message leaves the site, and how much may (TRUST.md, L1–L7 and L12).

``obstacles`` tells the page what stands in the way; ``admit`` asks the same once more inside the
transaction of the send, and counts.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings

from accounts.models import User
from contacts.models import Contact
from outreach import counts
from outreach.contested import contested_in
from outreach.delivery.gate import verified_address
from outreach.message.likeness import are_alike, essence
from outreach.message.links import links_in
from outreach.models import ON_ITS_WAY, Delivery, Message, Sender, SiteSending
from outreach.pausing import is_paused
from outreach.unanswered import AFTER_A_WORD, APART, AT_MOST, GONE_OUT, people_among, unanswered
from outreach.waiting import awaited

log = logging.getLogger(__name__)

USUAL = {
    "SENDS_A_MINUTE": 2,
    "SENDS_A_DAY": 20,
    "SENDS_A_WEEK": 60,
    "SENDS_A_DAY_AT_FIRST": 5,
    "SENDS_A_DAY_OF_SITE": 500,
}
"""A host may lower these; more than this is logged when the site starts."""

FIRST_DAYS = timedelta(days=7)
WAITING_AT_MOST = 5
LINKS_AT_MOST = 3
LONGEST_BODY, LONGEST_SUBJECT = 5000, 150
ASK_FROM, REFUSE_FROM = 4, 6
"""People who get nearly the same text within a day, this one counted."""


class Limit(StrEnum):
    """What may stand in the way, the things to mend before the things to wait for."""

    PAUSED = "paused"
    CONTESTED = "contested"
    AWAITED = "awaited"
    OWN_ADDRESS = "own_address"
    RELATIONSHIP = "relationship"
    NO_ADDRESS = "no_address"
    NOT_ACCEPTED = "not_accepted"
    LENGTH = "length"
    LINKS = "links"
    SAME_TEXT = "same_text"
    LIKE_OTHERS = "like_others"
    TOO_OFTEN = "too_often"
    TOO_SOON = "too_soon"
    WAITING = "waiting"
    MINUTE = "minute"
    FIRST_DAYS = "first_days"
    DAY = "day"
    WEEK = "week"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way; ``opens_at`` where waiting removes it, ``count`` where one is told."""

    limit: Limit
    opens_at: datetime | None = None
    count: int = 0


class Refusal(Exception):
    """The message may not leave now; it stays a draft."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.limit.value)
        self.obstacle = obstacle


def obstacles(message: Message, *, now: datetime) -> list[Obstacle]:
    """Everything that stands in the way of sending this message from here."""
    owner = message.outreach.owner
    return list(_all(message, counts.sender_of(owner), counts.site_now(), now))


def admit(message: Message, *, confirmed: bool, now: datetime) -> None:
    """Count this message, or raise Refusal. Part of the transaction that sends it.

    ``confirmed``: the user has read that others got nearly the same text.
    """
    sender, site = counts.locked(message.outreach.owner)
    for obstacle in _all(message, sender, site, now):
        if not (confirmed and obstacle.limit is Limit.LIKE_OTHERS):
            raise Refusal(obstacle)
    counts.count(message, sender, site, now)


def warn_of_raised_limits() -> None:
    """Say in the log which limits the host has set higher than usual; called at the start."""
    for name, usual in USUAL.items():
        if getattr(settings, name) > usual:
            log.warning("%s is %d; the usual limit is %d", name, getattr(settings, name), usual)


def _all(message: Message, sender: Sender, site: SiteSending, now: datetime) -> Iterator[Obstacle]:
    owner = message.outreach.owner
    if is_paused(owner):
        yield Obstacle(Limit.PAUSED)
    if contested_in(message):
        yield Obstacle(Limit.CONTESTED)
    if awaited(message, now=now):
        yield Obstacle(Limit.AWAITED)
    yield from _about_people(owner, message.outreach.contact)
    yield from _about_the_text(message)
    yield from _about_others(message, sender, now)
    yield from _about_pressing(message, now)
    yield from _about_counts(owner, sender, site, now)


def _about_people(owner: User, contact: Contact) -> Iterator[Obstacle]:
    """L7: an own mailbox that was proven, and a reason to know this person."""
    if not verified_address(owner):
        yield Obstacle(Limit.OWN_ADDRESS)
    if not contact.relationship:
        yield Obstacle(Limit.RELATIONSHIP)


def _about_the_text(message: Message) -> Iterator[Obstacle]:
    """L6: no more links than a letter has, and no more words than anybody reads."""
    if len(message.body) > LONGEST_BODY or len(message.subject) > LONGEST_SUBJECT:
        yield Obstacle(Limit.LENGTH)
    links = len(links_in(message.body)) + len(links_in(message.subject))
    if links > LINKS_AT_MOST:
        yield Obstacle(Limit.LINKS, count=links)


def _about_others(message: Message, sender: Sender, now: datetime) -> Iterator[Obstacle]:
    """L3 and L5: what else this user has sent within a day, and to how many the same."""
    ids = counts.messages_since(sender, now - counts.DAY)
    lately = Message.objects.filter(pk__in=ids, delivery__in=sorted(GONE_OUT | {Delivery.BOUNCED}))
    found = list(lately.exclude(pk=message.pk).select_related("outreach__contact"))
    if sum(one.delivery in ON_ITS_WAY for one in found) >= WAITING_AT_MOST:
        yield Obstacle(Limit.WAITING, count=WAITING_AT_MOST)
    mine = _essence(message)
    others = {one.outreach.contact_id for one in found if are_alike(_essence(one), mine)}
    rows = others | {message.outreach.contact_id}
    people = people_among(rows) if len(rows) >= ASK_FROM else len(rows)
    if people >= REFUSE_FROM:
        yield Obstacle(Limit.SAME_TEXT, count=people - 1)
    elif people >= ASK_FROM:
        yield Obstacle(Limit.LIKE_OTHERS, count=people - 1)


def _essence(message: Message) -> str:
    contact = message.outreach.contact
    return essence(message.body, (contact.name, contact.greeting_name, contact.formal_name))


def _about_pressing(message: Message, now: datetime) -> Iterator[Obstacle]:
    """L4: a week between two that were not answered, and three at most."""
    if message.kind in AFTER_A_WORD:
        return
    before = unanswered(message)
    if len(before) >= AT_MOST:
        yield Obstacle(Limit.TOO_OFTEN, count=len(before))
    elif before and now < before[-1] + APART:
        yield Obstacle(Limit.TOO_SOON, before[-1] + APART)


def _about_counts(
    owner: User, sender: Sender, site: SiteSending, now: datetime
) -> Iterator[Obstacle]:
    """L1 and L2: of several that are used up, the one that opens last."""
    sent = counts.moments(sender)
    windows = [
        (Limit.MINUTE, counts.MINUTE, settings.SENDS_A_MINUTE),
        (Limit.DAY, counts.DAY, settings.SENDS_A_DAY),
        (Limit.WEEK, counts.WEEK, settings.SENDS_A_WEEK),
    ]
    if now < owner.date_joined + FIRST_DAYS:
        windows.append((Limit.FIRST_DAYS, counts.DAY, settings.SENDS_A_DAY_AT_FIRST))
    full = [
        Obstacle(limit, at, most)
        for limit, window, most in windows
        if (at := counts.opens_at(sent, window, most, now))
    ]
    if at := counts.site_opens_at(site, settings.SENDS_A_DAY_OF_SITE, now):
        full.append(Obstacle(Limit.SITE, at))
    if full:
        yield max(full, key=lambda one: one.opens_at or now)

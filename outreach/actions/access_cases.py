"""Somebody asks to see what is written about them: listed, asked, decided, answered (P10).

Whoever wrote a text decides whether the person may have it; the host sees what was released, and
counts of the rest, and sends the answer or refuses it. No text is in a mail: it is read on a page
that needs a new proof of the mailbox each time.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from accounts import audit
from accounts.again import atomic_again, each
from accounts.models import User
from contacts.hashing import hash_of, hashes_of_key
from contacts.removed import contacts_with
from outreach.about_them import texts_about, texts_of
from outreach.models import AccessCase, AccessItem
from outreach.plain_mail import send_in_each
from outreach.telling import SETTLED, End, tell

log = logging.getLogger(__name__)

DUE_WITHIN = timedelta(days=30)
WARN_AFTER = timedelta(days=20)
HOLDERS_HAVE = timedelta(days=20)
AT_LEAST = timedelta(days=2)
"""So long those who wrote have in any case, should the host ask them late."""
BY_ITSELF_AFTER = timedelta(days=1)
"""Where nothing is held the answer comes by itself, but not so fast that it tells something."""
READ_FOR = timedelta(days=30)
"""How long an answer can be read; then everything of the case is deleted."""

S, D = AccessCase.State, AccessItem.Decision


CLOSED_AS = "case %s is closed: %s %s %s"
TOLD_AS = "case %s is told"
"""What the log says, by ids: state, reason, and how many texts were given. ``after_restore`` puts
back what a backup does not know."""


class NotYet(Exception):
    """Not everybody has decided, and they have time still."""


# --- Asking -----------------------------------------------------------------------------------
def cases_of(key: str) -> "QuerySet[AccessCase]":
    """The cases of this address, the latest first."""
    return AccessCase.objects.filter(address_hash__in=hashes_of_key(key)).order_by("-asked_at")


@atomic_again
def open_case(*, address: str, key: str, language: str, now: datetime) -> AccessCase:
    """Note that they ask; asking again while a case is open is the same case.

    Nothing is looked up, whoever holds the address.
    """
    case, is_new = AccessCase.objects.get_or_create(
        address_hash=hash_of(key),
        closed_at=None,
        defaults={"address": address, "key": key, "language": language, "asked_at": now},
    )
    if is_new:
        audit.record(actor=None, verb="ask_access", target=case)
    return case


# --- Listing what is held (a job of the tick) -------------------------------------------------
def list_cases(*, now: datetime) -> int:
    """List what is held, without a word of it; close what nobody has a text about. How many."""
    # Its contact was deleted meanwhile, and the text with it: there is nothing to decide.
    AccessItem.objects.filter(contact=None, decided_at=None, case__closed_at=None).delete()
    fresh = AccessCase.objects.filter(told_at=None, closed_at=None, listed_at=None)
    return each(_list_once, fresh, now) + each(_close_empty, _empty(now), now)


@atomic_again
def _list_once(case: AccessCase, now: datetime) -> bool:
    """Unless another tick, or the host, was quicker: then it is listed already."""
    fresh = AccessCase.objects.filter(pk=case.pk, closed_at=None, listed_at=None)
    if not fresh.update(listed_at=now):
        return False
    _list(case)
    return True


def _list(case: AccessCase) -> None:
    """Anew, as far as nobody has decided; for who has the row of the case for themselves."""
    case.items.filter(decided_at=None).delete()
    known = set(case.items.values_list("owner", "kind", "row"))
    found = texts_about(contacts_with(case.key))
    AccessItem.objects.bulk_create(
        AccessItem(case=case, owner_id=owner, contact_id=contact, kind=kind, row=row)
        for owner, contact, kind, row, _text in found
        if (owner, kind, row) not in known
    )


def _empty(now: datetime) -> "QuerySet[AccessCase]":
    waiting = AccessCase.objects.filter(told_at=None, closed_at=None, listed_at__isnull=False)
    some = AccessItem.objects.filter(case=OuterRef("pk"))
    return waiting.filter(~Exists(some), asked_at__lte=now - BY_ITSELF_AFTER)


def _close_empty(case: AccessCase, now: datetime) -> bool:
    return _close(case, S.ANSWERED, "", None, now)


# --- The host asks those who wrote, and they decide -------------------------------------------
@transaction.atomic
def ask_holders(*, case: AccessCase, by: User, now: datetime) -> bool:
    """Everybody who wrote something is asked; False when they were before."""
    until = max(min(now + HOLDERS_HAVE, case.asked_at + DUE_WITHIN), now + AT_LEAST)
    fresh = AccessCase.objects.filter(pk=case.pk, state=S.RECEIVED, closed_at=None)
    if not fresh.update(state=S.ASKED, holders_until=until, listed_at=now):
        return False
    _list(case)
    audit.record(actor=by, verb="ask_holders", target=case)
    return True


@transaction.atomic
def decide(
    *, case: AccessCase, choices: Mapping[AccessItem, tuple[str, str]], by: User, now: datetime
) -> int:
    """Store what may be given and what not, with the reason; how many. A text that is gone by now
    is no longer asked about; a copy of it that was released before stays, unless it is held back.
    """
    still = AccessCase.objects.select_for_update().filter(pk=case.pk, state=S.ASKED)
    if not still.filter(holders_until__gt=now).exists():
        return 0
    texts = texts_of(list(choices))
    for item, (decision, reason) in choices.items():
        if item.pk not in texts and item.decision != D.RELEASED:
            AccessItem.objects.filter(pk=item.pk).delete()
            continue
        item.decision, item.reason, item.decided_at = decision, reason, now
        item.text = texts.get(item.pk, item.text) if decision == D.RELEASED else ""
        item.save(update_fields=["decision", "reason", "decided_at", "text"])
        audit.record(actor=by, verb=decision, target=item, fields=[item.kind])
    return len(choices)


def is_ready(case: AccessCase, now: datetime) -> bool:
    """Whether all have decided, or their time is over; looks at the prefetched items."""
    if case.state != S.ASKED or case.holders_until is None:
        return False
    return now >= case.holders_until or all(one.decided_at for one in case.items.all())


# --- The end ----------------------------------------------------------------------------------
@transaction.atomic
def answer(*, case: AccessCase, by: User, now: datetime) -> bool:
    """Give what was released, and the counts of the rest; False when it was closed before.

    Raises NotYet.
    """
    # Read again, and held: of what was loaded for the page, somebody may have to decide anew.
    now_there = AccessCase.objects.select_for_update().filter(pk=case.pk, closed_at=None).first()
    if now_there and not is_ready(now_there, now):
        raise NotYet
    return _close(case, S.ANSWERED, "", by, now)


def refuse(*, case: AccessCase, reason: str, by: User, now: datetime) -> bool:
    """Give nothing, with a reason; False when it was closed before."""
    return _close(case, S.REFUSED, reason, by, now)


def close_again(*, case: AccessCase, state: str, reason: str, given: int, now: datetime) -> bool:
    """What was closed since the backup that was put back. False where it is known, and where other
    texts were given than the backup has: what is released again may say what was taken out since.
    """
    released = case.items.filter(decision=D.RELEASED).count()
    if state == S.ANSWERED and released != given:
        return False
    return _close(case, state, reason, None, now)


@transaction.atomic
def _close(case: AccessCase, state: str, reason: str, by: User | None, now: datetime) -> bool:
    opened = AccessCase.objects.filter(pk=case.pk, closed_at=None)
    if not opened.update(state=state, refusal=reason, closed_at=now, key=""):
        return False
    if state == S.REFUSED:
        case.items.update(text="", decision="", reason="", decided_at=None)
    given = case.items.filter(decision=D.RELEASED).count()
    transaction.on_commit(partial(log.info, CLOSED_AS, case.pk, state, reason or "none", given))
    verb = "refuse_access" if state == S.REFUSED else "answer_access"
    audit.record(actor=by, verb=verb, target=case, fields=[reason] if reason else [])
    return True


# --- Telling and forgetting (jobs of the tick) ------------------------------------------------
def tell_cases(*, now: datetime) -> int:
    """Mail that there is an answer, and where to prove the mailbox anew; how many."""
    due = AccessCase.objects.filter(told_at=None, closed_at__isnull=False)
    return each(_tell, due, now)


def _tell(case: AccessCase, now: datetime) -> bool:
    """The address is kept until that worked, or never will: the answer is there all the same."""
    mine = AccessCase.objects.filter(pk=case.pk, told_at=None)
    if tell(mine, partial(_mail, case), now) == End.LATER:
        return False
    mine.update(told_at=now, address="", **SETTLED)
    log.info(TOLD_AS, case.pk)
    return True


def _mail(case: AccessCase) -> None:
    link = settings.SITE_URL.rstrip("/") + reverse("outreach_my_data_ask")
    context = {"asked_at": case.asked_at, "days": READ_FOR.days, "link": link}
    send_in_each("access", context, case.language, case.address)


def forget_cases(*, now: datetime) -> int:
    """Delete what was answered 30 days ago, with what was released; how many."""
    old = AccessCase.objects.filter(closed_at__lte=now - READ_FOR)
    _all, deleted = old.delete()
    return deleted.get("outreach.AccessCase", 0)

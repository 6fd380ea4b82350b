"""Somebody says that what is noted about them is wrong: asked, decided by each, answered (P12).

Whoever holds the address decides for their own contact; where nobody does in time, the word of the
person counts. They hear how many took it over and how many did not, and never who (P4).
"""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.again import atomic_again, each
from accounts.models import User
from contacts.actions import update_contact
from contacts.details import Details, details_of
from contacts.exchange.normalise import clean_email, clean_phone
from contacts.models import Contact
from contacts.removed import contacts_with, removed_among
from outreach.models import Contest, Correction, DataRequest, Field
from outreach.plain_mail import send_in_each
from outreach.telling import SETTLED, End, tell

log = logging.getLogger(__name__)

OPEN_AT_MOST = 3
ANSWERED_WITHIN = timedelta(days=30)
ANSWERED_AFTER = timedelta(days=1)
"""Never sooner, so that how long an answer takes tells nothing."""
GIVEN_UP_AFTER = timedelta(days=30)
"""A mailbox that took no mail for so long after it was due is not kept for another try."""
NOT_KNOWN = "none"
"""Said of how we know each other: we do not."""

SAID: dict[tuple[str, str], Any] = {
    (Contest.Decision.TAKEN, ""): _("corrected it as you said"),
    (Contest.Decision.KEPT, Contest.Reason.CHECKED): _("kept theirs: they checked it"),
    (Contest.Decision.KEPT, Contest.Reason.THEN): _(
        "kept theirs: it was right when you were in touch"
    ),
    (Contest.Decision.KEPT, Contest.Reason.SOMEBODY_ELSE): _(
        "kept theirs: they mean somebody else who uses this address"
    ),
    (Contest.Decision.TIME, ""): _("did not decide in time: it is corrected as you said"),
    ("", ""): _("not decided yet; until then it is used in no new message"),
}
"""What was decided, as the person reads it."""


DECIDED_AS = "contest %s is decided: %s %s"
ANSWERED_AS = "correction %s is answered: %s"
SO_FAR, TO_THE_END = "so_far", "to_the_end"
"""What the log says, by ids: ``after_restore`` puts back what a backup does not know."""


class TooMany(Exception):
    """Three requests for this address are open already."""


class Unusable(Exception):
    """The right value is an address that nobody may keep: its owner asked to be removed."""


# --- Asking -----------------------------------------------------------------------------------
def open_of(key: str) -> "QuerySet[Correction]":
    """The requests for this address that were not answered yet, the oldest first."""
    return Correction.objects.filter(key=key, answered_at=None).order_by("asked_at")


@transaction.atomic
def ask_to_correct(
    *, address: str, key: str, language: str, says: Mapping[str, str], now: datetime
) -> Correction:
    """Note what is right. Nothing is looked up, whoever holds the address. Raises TooMany."""
    # Several at the same moment are counted one after the other: each has its link from one of
    # these rows.
    mailed = DataRequest.objects.select_for_update().filter(key=key)
    list(mailed.order_by("pk").values_list("pk"))
    if open_of(key).count() >= OPEN_AT_MOST:
        raise TooMany
    correction = Correction.objects.create(
        address=address, key=key, language=language, says=dict(says), asked_at=now
    )
    audit.record(actor=None, verb="ask_to_correct", target=correction, fields=says)
    return correction


# --- Bringing it to those who hold it (a job of the tick) -------------------------------------
def spread_corrections(*, now: datetime) -> int:
    """Freeze what is contested, at everybody who holds the address; how many requests."""
    return each(_spread, Correction.objects.filter(answered_at=None, spread_at=None), now)


@atomic_again
def _spread(correction: Correction, now: datetime) -> bool:
    mine = Correction.objects.filter(pk=correction.pk, spread_at=None)
    if not mine.update(spread_at=now):
        return False
    theirs = Contact.objects.filter(pk__in=contacts_with(correction.key), erased_at=None)
    Contest.objects.bulk_create(
        Contest(correction=correction, owner_id=contact.owner_id, contact=contact, field=field)
        for contact in theirs.prefetch_related("phones").order_by("pk")
        for field, value in correction.says.items()
        if _differs(contact, Field(field), value)
    )
    return True


def _differs(contact: Contact, field: Field, value: str) -> bool:
    """Whether this contact says something else; what it does not say at all is not wrong."""
    match field:
        case Field.EMAIL:
            return True
        case Field.PHONE:
            numbers = [phone.key for phone in contact.phones.all()]
            return bool(numbers) and numbers != [clean_phone(value).key]
        case _:
            stored = getattr(contact, field)
            return stored not in ("", value)


# --- Deciding ---------------------------------------------------------------------------------
@transaction.atomic
def take_over(*, contest: Contest, version: int, by: User, now: datetime) -> bool:
    """Write the right value into the contact; False when it was decided before.

    Raises contacts.actions.Stale where the contact was changed since its page was made, Unusable.
    """
    if not _decide(contest, Contest.Decision.TAKEN, "", now):
        return False
    details = corrected(details_of(contest.contact), contest)
    update_contact(by=by, contact=contest.contact, version=version, details=details)
    audit.record(actor=by, verb="take_over", target=contest, fields=[contest.field])
    return True


@transaction.atomic
def keep(*, contest: Contest, reason: str, by: User, now: datetime) -> bool:
    """Leave the contact as it is, with a reason; False when it was decided before."""
    if not _decide(contest, Contest.Decision.KEPT, reason, now):
        return False
    audit.record(actor=by, verb="keep_own", target=contest, fields=[contest.field])
    return True


def _decide(contest: Contest, decision: str, reason: str, now: datetime) -> bool:
    """With its doubles: of two contacts that were merged, each may have had it."""
    same = Contest.objects.filter(
        correction=contest.correction_id,
        contact=contest.contact_id,
        field=contest.field,
        decided_at=None,
    )
    ids = list(same.values_list("pk", flat=True))
    if not same.update(decision=decision, reason=reason, decided_at=now):
        return False
    for pk in ids:
        transaction.on_commit(partial(log.info, DECIDED_AS, pk, decision, reason or "none"))
    return True


def ends_at(correction: Correction) -> datetime | None:
    """When the word of the person counts where nobody has decided; None before it was brought."""
    if correction.spread_at is None:
        return None
    return correction.spread_at + timedelta(days=settings.KEEP_CONTESTED_DAYS)


def decide_by_time(*, now: datetime) -> int:
    """A job of the tick: what nobody has decided for so long becomes what the person said; how
    many details. What is frozen cannot leave, and would be kept for ever (P6)."""
    late = Contest.objects.filter(
        decided_at=None,
        contact__merged_by=None,
        correction__spread_at__lte=now - timedelta(days=settings.KEEP_CONTESTED_DAYS),
    )
    rows = late.select_related("correction").order_by("correction__asked_at", "pk")
    return each(_decide_by_time, rows, now)


@atomic_again
def _decide_by_time(contest: Contest, now: datetime) -> bool:
    if not _decide(contest, Contest.Decision.TIME, "", now):
        return False
    _write_as_said(contest)
    audit.record(actor=None, verb="take_over", target=contest, fields=[contest.field])
    return True


@atomic_again
def decide_again(*, contest: Contest, decision: str, reason: str, now: datetime) -> bool:
    """What was decided since the backup that was put back; False where that is known."""
    if not _decide(contest, decision, reason, now):
        return False
    if decision != Contest.Decision.KEPT:
        _write_as_said(contest)
    audit.record(actor=None, verb="restored", target=contest, fields=[contest.field])
    return True


def _write_as_said(contest: Contest) -> None:
    """By no hand of the user: the contact leaves on the day on which it would have left."""
    contact = Contact.objects.get(pk=contest.contact_id)
    if _says_still(contact, contest):
        kept_by_hand = {"idle_since": contact.idle_since, "imported_at": contact.imported_at}
        details = _corrected_or_emptied(details_of(contact), contest)
        update_contact(by=None, contact=contact, version=contact.version, details=details)
        Contact.objects.filter(pk=contact.pk).update(**kept_by_hand)


def _says_still(contact: Contact, contest: Contest) -> bool:
    """Whether it was not put right, or taken out, by an ordinary edit."""
    field, correction = Field(contest.field), contest.correction
    if field == Field.EMAIL:
        return contact.emails.filter(key=correction.key).exists()
    return _differs(contact, field, correction.says[field])


def _corrected_or_emptied(details: Details, contest: Contest) -> Details:
    """The right value; where nobody may keep that one, without the wrong one."""
    try:
        return corrected(details, contest)
    except Unusable:
        wrong = contest.correction.key
        return replace(details, emails=tuple(one for one in details.emails if one.key != wrong))


def corrected(details: Details, contest: Contest) -> Details:
    """The details with the right value in them. Raises Unusable."""
    value = contest.correction.says[contest.field]
    changed: dict[str, Any]
    match Field(contest.field):
        case Field.NAME:  # and what was made of the old one goes with it
            changed = {"name": value, "greeting_name": "", "formal_name": ""}
        case Field.EMAIL:
            changed = {"emails": _with_address(details, contest.correction.key, value)}
        case Field.PHONE:
            changed = {"phones": (clean_phone(value),)}
        case Field.RELATIONSHIP if value == NOT_KNOWN:
            changed = {"relationship": "", "closeness": "", "shared_history": ""}
        case field:
            changed = {field.value: value}
    return replace(details, **changed)


def _with_address(details: Details, wrong: str, right: str) -> tuple[Any, ...]:
    """The right address in the place of the wrong one, and each once."""
    new = clean_email(right)
    if removed_among({new.key}):
        raise Unusable
    places = [new if one.key == wrong else one for one in details.emails]
    if new not in places:
        places.insert(0, new)
    return tuple({one.key: one for one in places}.values())


# --- Answering (jobs of the tick) -------------------------------------------------------------
def answer_corrections(*, now: datetime) -> int:
    """Tell those whose holders have all decided, and those who have waited for 30 days: these once
    more at the end."""
    waiting = Contest.objects.filter(
        correction=OuterRef("pk"), decided_at=None, contact__trashed_at=None
    )
    told = Correction.objects.filter(spread_at__isnull=False).exclude(address="")
    late = Q(answered_at=None, asked_at__lte=now - ANSWERED_WITHIN)
    due = told.annotate(waits=Exists(waiting)).filter(
        Q(waits=False) | late, asked_at__lte=now - ANSWERED_AFTER
    )
    return each(_answer, due.order_by("asked_at"), now)


def _answer(correction: Any, now: datetime) -> bool:
    """Mail it; the address is kept until the last mail worked, or is given up."""
    is_last = not correction.waits
    # Of the two mails, the one that is due.
    mine = Correction.objects.filter(pk=correction.pk, answered_at=correction.answered_at)
    match tell(mine.exclude(address=""), partial(_mail, correction, is_last), now):
        case End.HOPELESS:
            is_last = True
        case End.LATER if _due_at(correction) <= now - GIVEN_UP_AFTER:
            is_last = True
        case End.LATER:
            return False
    gone = {"address": ""} if is_last else {}
    mine.update(answered_at=now, **gone, **SETTLED)
    log.info(ANSWERED_AS, correction.pk, TO_THE_END if is_last else SO_FAR)
    audit.record(actor=None, verb="answer_correction", target=correction)
    return True


def _mail(correction: Correction, is_last: bool) -> None:
    # Who was merged into another has no decision of their own.
    lines = answer_lines(correction.contests.filter(contact__merged_by=None))
    until = None if is_last else ends_at(correction)
    context = {"lines": lines, "asked_at": correction.asked_at, "until": until}
    send_in_each("corrected", context, correction.language, correction.address)


def _due_at(correction: Correction) -> datetime:
    """When the mail has to go at the latest: the first one, or the one after it."""
    end = ends_at(correction) if correction.answered_at else None
    return end or correction.asked_at + ANSWERED_WITHIN


def answer_lines(contests: Iterable[Contest]) -> list[tuple[Any, list[tuple[Any, int]]]]:
    """By field: what was decided, with its reason, and by how many people."""
    said_by = {(one.field, one.decision, one.reason, one.owner_id) for one in contests}
    people = Counter((field, decision, reason) for field, decision, reason, _owner in said_by)
    lines: dict[str, list[tuple[Any, int]]] = {}
    for field, decision, reason in sorted(people):
        said = (SAID[decision, reason], people[field, decision, reason])
        lines.setdefault(field, []).append(said)
    return [(Field(field).label, said) for field, said in lines.items()]


def forget_corrections(*, now: datetime) -> int:
    """Delete what is answered to its end and decided by everybody; how many."""
    waiting = Contest.objects.filter(correction=OuterRef("pk"), decided_at=None)
    done = Correction.objects.filter(~Exists(waiting), address="", answered_at__lte=now)
    _all, deleted = done.delete()
    return deleted.get("outreach.Correction", 0)

"""Writing the draft of an outreach: begun once, saved at every step, never over newer text."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from accounts import audit
from accounts.models import User
from contacts.models import Contact
from outreach.actions.messages import refresh_opening
from outreach.actions.moves import refresh_next_step
from outreach.channels import usual_channel
from outreach.models import Approach, Outreach, Promise
from outreach.progress import Status


class DoNotContact(Exception):
    """The user has marked this person as not to be written to."""


class AlreadyOpen(Exception):
    """This contact has an open outreach, and may have only one."""

    def __init__(self, outreach: Outreach) -> None:
        super().__init__(str(outreach.pk))
        self.outreach = outreach


class Stale(Exception):
    """Somebody saved this first: another tab, another device."""


def start_outreach(*, user: User, contact: Contact, key: UUID, today: date) -> Outreach:
    """Begin a draft, prefilled from the profile and the contact.

    ``key`` is the id the page was made with: the same page posted twice begins one draft. Raises
    DoNotContact, or AlreadyOpen with the outreach that stands in the way.
    """
    begun = Outreach.objects.filter(pk=key).select_related("contact").first()
    if begun is not None and begun.owner_id == user.pk:
        return begun
    if contact.do_not_contact:
        raise DoNotContact
    try:
        with transaction.atomic():
            return _begin(user, contact, uuid4() if begun else key, today)
    except IntegrityError:
        raise AlreadyOpen(Outreach.objects.open().get(contact=contact, owner=user)) from None


def _begin(user: User, contact: Contact, key: UUID, today: date) -> Outreach:
    outreach = Outreach.objects.create(
        pk=key,
        owner=user,
        contact=contact,
        shared_history=contact.shared_history,
        situation=user.situation,
        situation_date=user.situation_date,
        channel=usual_channel(contact),
        language=user.message_language,
        address=user.address,
        tone=user.tone,
        seed=_next_seed(user),
        status_since=today,
    )
    refresh_next_step(outreach)
    audit.record(actor=user, verb="start", target=outreach)
    return outreach


def _next_seed(user: User) -> int:
    """One more than the last: seeds that follow each other give the least alike messages."""
    last = Outreach.objects.filter(owner=user).aggregate(last=Max("seed"))["last"]
    return secrets.randbelow(2**30) if last is None else last + 1


@transaction.atomic
def save_step(
    *,
    outreach: Outreach,
    step: str,
    version: int | None,
    changes: Mapping[str, Any],
    unfinished: Mapping[str, Any] | None,
    user: User,
    now: datetime,
    today: date,
) -> None:
    """Store what is right of one step, and keep what is not for the next visit.

    ``unfinished`` is the whole step as typed while something in it is missing or wrong, else
    None. Raises Stale unless the draft still has ``version``; posting what is stored already is
    no change, so a double click does no harm. An unedited message follows the new answers.
    """
    kept = {name: typed for name, typed in outreach.unfinished.items() if name != step}
    if unfinished is not None:
        kept[step] = dict(unfinished)
    columns = {**changes, "unfinished": kept}
    changed = {name: value for name, value in columns.items() if getattr(outreach, name) != value}
    if not changed:
        return
    _write(outreach, version, {**changed, "updated_at": now})
    refresh_opening(outreach=outreach, user=user, now=now, today=today)


def _write(outreach: Outreach, version: int | None, changed: dict[str, Any]) -> None:
    """The conditional update on the version the page was made from."""
    if version is None:
        raise Stale
    unchanged = Outreach.objects.filter(pk=outreach.pk, version=version, status=Status.DRAFT)
    if unchanged.update(**changed, version=F("version") + 1) != 1:
        raise Stale
    for name, value in changed.items():
        setattr(outreach, name, value)
    outreach.version = version + 1


@transaction.atomic
def save_why(
    *,
    outreach: Outreach,
    version: int | None,
    changes: Mapping[str, Any],
    unfinished: Mapping[str, Any] | None,
    months: int | None,
    user: User,
    now: datetime,
    today: date,
) -> None:
    """Store the motive, and the promise that a hello rests on with its rhythm (None: no promise).

    Raises Stale as save_step does.
    """
    save_step(
        outreach=outreach,
        step="why",
        version=version,
        changes=changes,
        unfinished=unfinished,
        user=user,
        now=now,
        today=today,
    )
    is_promise = months and outreach.approach == Approach.FRIENDLY_FIRST
    if _keep_promise(outreach, months if is_promise else None):
        refresh_opening(outreach=outreach, user=user, now=now, today=today)


def _keep_promise(outreach: Outreach, months: int | None) -> bool:
    """Record the rhythm on outreach and contact, or take it back; whether that changed it."""
    contact = Contact.objects.filter(pk=outreach.contact_id)
    promised = Promise.objects.filter(outreach=outreach).first()
    before = promised.rhythm_months if promised else None
    if before == months:
        return False
    if months:
        outreach.promise, _created = Promise.objects.update_or_create(
            outreach=outreach, defaults={"rhythm_months": months}
        )
        contact.update(rhythm_months=months, version=F("version") + 1)
    else:
        # Only the rhythm that this promise set is taken back with it.
        contact.filter(rhythm_months=before).update(rhythm_months=None, version=F("version") + 1)
        Promise.objects.filter(outreach=outreach).delete()
        outreach._state.fields_cache.pop("promise", None)
    return True


def fill_profile(*, user: User, changes: Mapping[str, Any]) -> None:
    """Put into the profile what it did not know yet, so that it is asked only once."""
    if not changes:
        return
    for name, value in changes.items():
        setattr(user, name, value)
    user.save(update_fields=list(changes))
    audit.record(actor=user, verb="change", target=user, fields=changes)

"""Somebody is removed from every account, at once (TRUST.md, P11 and T14).

What stays is a keyed hash of the address, and rows that tell the owners that there was somebody:
without a name, an address, a note or a text.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from accounts import audit
from accounts.again import atomic_again
from accounts.models import User
from contacts import optouts, removed
from contacts.hashing import hash_of, hashes_of_key
from contacts.models import Contact, ContactEmail
from outreach.actions.moves import refresh_next_step
from outreach.actions.sending import cancel_waiting, settle
from outreach.models import (
    AccessCase,
    AccessItem,
    Contest,
    Correction,
    DataRequest,
    Delivery,
    Message,
    Outreach,
    OutreachEvent,
    Problem,
    Suggestion,
    SuppressedAddress,
    Takeout,
)
from outreach.progress import Status
from outreach.suppression import suppress

ALSO: list[Callable[[str, Collection[UUID]], None]] = []
"""What the apps above this one hold: each is given the address and the ids of the contacts, and
empties its own. An app adds itself in its ``AppConfig.ready``."""

EMPTY_OUTREACH = {
    "answers": {},
    "unfinished": {},
    "shared_history": "",
    "why_you": "",
}
EMPTY_MESSAGE = {"subject": "", "composed": {}, "address": "", "text_hash": ""}


@atomic_again
def erase(*, key: str, now: datetime) -> int:
    """Empty everything about the person with this address; how many contacts. Twice is once.

    A message that is being handed over at this moment may still arrive; it is the last one (R2).
    """
    suppress(address=key, reason=SuppressedAddress.Reason.ERASED, now=now)
    removed.remember(address=key, now=now)
    theirs = removed.contacts_with(key)
    # Locked first, as in every action on an outreach, so that none waits for the other.
    outreaches = Outreach.objects.select_for_update().filter(contact__in=theirs).order_by("pk")
    list(outreaches.values_list("pk", flat=True))
    owners = _owners(theirs)
    Takeout.objects.filter(owner__in=owners).delete()  # a file that still names them
    for owner in owners:
        optouts.remember(owner=owner, address_hash=hash_of(key), now=now)
    _stop_messages(theirs, now)
    contacts = removed.empty(theirs, key=key, now=now)
    kept = {contact.pk for contact in contacts}
    for extra in ALSO:
        extra(key, kept)
    _empty_outreaches(kept, now)
    Suggestion.objects.filter(contact__in=kept).delete()
    DataRequest.objects.filter(key=key).delete()
    _end_requests(key, kept)
    return len(contacts)


def _end_requests(key: str, contact_ids: Collection[UUID]) -> None:
    """What the person asked for is void, with what they typed, from another address too."""
    about = Contest.objects.filter(contact__in=contact_ids)
    Correction.objects.filter(Q(key=key) | Q(contests__in=about)).delete()
    AccessCase.objects.filter(address_hash__in=hashes_of_key(key)).delete()
    AccessItem.objects.filter(contact__in=contact_ids).delete()


def _owners(contact_ids: Collection[UUID]) -> list[User]:
    owners = Contact.objects.filter(pk__in=contact_ids).values("owner")
    return list(User.objects.filter(pk__in=owners).order_by("pk"))


def erase_again(*, address_hashes: Collection[str], now: datetime) -> None:
    """After a backup was put back, which knows nothing of it: by the hashes, from the log."""
    found: dict[str, str] = {}
    for key in ContactEmail.objects.values_list("key", flat=True).distinct().iterator():
        for address_hash in hashes_of_key(key) & set(address_hashes):
            found[address_hash] = key
    for address_hash in address_hashes:
        removed.remember_hash(address_hash=address_hash, now=now)
        if key := found.get(address_hash, ""):
            erase(key=key, now=now)


def _stop_messages(contact_ids: Collection[UUID], now: datetime) -> None:
    """Nothing that has not left goes out."""
    messages = Message.objects.filter(outreach__contact__in=contact_ids)
    cancel_waiting(messages=messages, problem=Problem.OPTED_OUT, by=None, now=now)
    messages.filter(delivery=Delivery.DRAFT).update(
        delivery=Delivery.CANCELLED, problem=Problem.OPTED_OUT, due_at=None, updated_at=now
    )
    settle(messages=messages, now=now)


def _empty_outreaches(contact_ids: Collection[UUID], now: datetime) -> None:
    """The texts are gone, and nothing is open: a draft is discarded, all others are closed.

    Outside the table of moves, which knows what users do; it leaves an event as every move does.
    """
    outreaches = Outreach.objects.filter(contact__in=contact_ids)
    messages = Message.objects.filter(outreach__in=outreaches)
    messages.update(**EMPTY_MESSAGE, version=F("version") + 1, updated_at=now)
    for owner in _owners(contact_ids):
        messages.filter(outreach__owner=owner).update(body=removed.stand_in(owner))
    outreaches.update(**EMPTY_OUTREACH, version=F("version") + 1, updated_at=now)
    for outreach in outreaches.open().select_related("contact", "owner").order_by("pk"):
        old = outreach.status
        outreach.status = Status.DISCARDED if old == Status.DRAFT else Status.CLOSED
        outreach.status_since = outreach.owner.local_date(now)
        outreach.save(update_fields=["status", "status_since"])
        OutreachEvent.objects.create(outreach=outreach, old=old, new=outreach.status, at=now)
        audit.record(actor=None, verb="erased", target=outreach, fields=["status"])
        refresh_next_step(outreach)

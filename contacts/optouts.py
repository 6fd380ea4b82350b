"""People who asked the user to be left alone (TRUST.md, P9 and P11): nobody brings them back.

What is kept is a keyed hash of their address. Whoever is added, edited or imported with it is not
to be written to, and the user cannot lift that.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce

from accounts.audit import record_all
from accounts.models import User
from contacts.hashing import hashes_of_key
from contacts.models import Contact, ContactEmail, OptedOut


def remember(*, owner: User, address_hash: str, now: datetime) -> None:
    """From now on, whoever has this address is not to be written to by this user."""
    OptedOut.objects.get_or_create(owner=owner, address_hash=address_hash, defaults={"at": now})


def those_who_asked(owner: User, among: Collection[UUID] | None = None) -> dict[UUID, datetime]:
    """Contacts that have an address of somebody who asked, and when; nearly always nobody."""
    asked = dict(OptedOut.objects.filter(owner=owner).values_list("address_hash", "at"))
    if not asked:
        return {}
    emails = ContactEmail.objects.filter(contact__owner=owner)
    if among is not None:
        emails = emails.filter(contact__in=among)
    found: dict[UUID, datetime] = {}
    for contact, key in emails.values_list("contact", "key").iterator():
        for address_hash in asked.keys() & hashes_of_key(key):
            found[contact] = min(asked[address_hash], found.get(contact, asked[address_hash]))
    return found


def mark(contacts: Iterable[UUID], *, at: datetime) -> int:
    """Nobody is to write to these contacts, and no user can change that; how many are new."""
    unmarked = Contact.objects.filter(pk__in=list(contacts), opted_out_at=None)
    found = list(unmarked.select_for_update().order_by("pk"))
    unmarked.filter(pk__in=[contact.pk for contact in found]).update(
        opted_out_at=at,
        do_not_contact_at=Coalesce(F("do_not_contact_at"), at),
        version=F("version") + 1,
    )
    record_all(actor=None, verb="opted_out", targets=((contact, ()) for contact in found))
    return len(found)


def mark_those_who_asked(owner: User, among: Collection[UUID] | None = None) -> bool:
    """Mark whoever has an address of somebody who asked; whether there was anybody."""
    found = those_who_asked(owner, among)
    return sum(mark([pk], at=at) for pk, at in found.items()) > 0

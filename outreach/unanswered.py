"""How often somebody was written to since they were last heard of (TRUST.md, L4).

A person is an address, not a row: noted down a second time, they were written to all the same.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet

from contacts.models import Contact, ContactEmail
from outreach.models import ON_ITS_WAY, Delivery, Kind, Message

APART = timedelta(days=7)
AT_MOST = 3
"""A first message and two follow-ups."""

AFTER_A_WORD = frozenset({Kind.REPLY_YES, Kind.THANK_YOU, Kind.ANSWER_NO})
"""They said or did something, and this answers it: nobody is pressed by these."""

GONE_OUT = ON_ITS_WAY | {Delivery.SENT, Delivery.UNCONFIRMED}


def unanswered(message: Message) -> list[datetime]:
    """When messages went to the person of this one since they were last in touch, oldest first.

    This very message is left out. What went out on the day they were in touch counts as answered:
    a day is all that is known of an encounter.
    """
    contact, owner = message.outreach.contact, message.outreach.owner
    rows_of_them = _same_person(contact)
    others = Message.objects.filter(
        outreach__contact__in=rows_of_them, delivery__in=sorted(GONE_OUT)
    )
    rows = others.exclude(pk=message.pk).values_list("sent_at", "queued_at")
    at = sorted(moment for sent_at, queued_at in rows if (moment := sent_at or queued_at))
    if not at:
        return []
    heard_on = rows_of_them.aggregate(last=Max("last_in_touch"))["last"]
    return [one for one in at if heard_on is None or owner.local_date(one) > heard_on]


def _same_person(contact: Contact) -> QuerySet[Contact]:
    """This contact, and those of its owner that share an address with it, in the trash or not."""
    keys = ContactEmail.objects.filter(contact=contact).values("key")
    sharing = ContactEmail.objects.filter(key__in=keys, contact__owner=contact.owner_id)
    return Contact.objects.filter(pk__in=sharing.values("contact")) | Contact.objects.filter(
        pk=contact.pk
    )


def people_among(contacts: Collection[UUID]) -> int:
    """How many people these contacts of one user are: who share an address are one."""
    keys: dict[UUID, set[str]] = {pk: set() for pk in contacts}
    for pk, key in ContactEmail.objects.filter(contact__in=keys).values_list("contact", "key"):
        keys[pk].add(key)
    people: list[set[str]] = []
    alone = 0
    for own in keys.values():
        if not own:
            alone += 1
            continue
        apart = [person for person in people if person.isdisjoint(own)]
        joined = own.union(*(person for person in people if not person.isdisjoint(own)))
        people = [*apart, joined]
    return alone + len(people)

"""A busy site: a thousand users with a hundred outreaches each, of which one is due today."""

import itertools
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from bench.data import FIRST, LAST, PLACES
from contacts.models import Contact, ContactEmail, Precision
from outreach.message.vocabulary import Channel, Kind
from outreach.models import Message, Outreach, RequestType
from outreach.progress import Status, Step

USERS, EACH = 1_000, 100
CHUNK = 2_000
BODY = "Hello, could we meet for a coffee? A no is fine. Thank you."


def fill(users: int = USERS, each: int = EACH) -> list[User]:
    """Everybody, their contacts, what they sent three weeks ago, and what is due."""
    people = _users(users)
    for some in _chunks(itertools.product(people, range(each))):
        _outreaches(some)
    return people


@transaction.atomic
def _users(count: int) -> list[User]:
    people = User.objects.bulk_create(
        User(
            email=f"crowd-{number}@example.org",
            password="!",
            display_name=f"{FIRST[number % 10]} {LAST[number % 9]}",
            situation="now",
        )
        for number in range(count)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people
    )
    return people


@transaction.atomic
def _outreaches(some: list[tuple[User, int]]) -> None:
    """One contact and one outreach for each pair of a user and a number; number 0 is due today."""
    now = timezone.now()
    coffee = RequestType.objects.get(key="coffee")
    contacts = Contact.objects.bulk_create(_contact(user, number) for user, number in some)
    ContactEmail.objects.bulk_create(
        ContactEmail(contact=contact, address=address, key=address)
        for contact in contacts
        for address in [f"{contact.pk.hex}@example.net"]
    )
    sent_at = now - timedelta(days=20)
    outreaches = Outreach.objects.bulk_create(
        Outreach(
            owner=user,
            contact=contact,
            status=Status.SENT,
            next_step=Step.NUDGE,
            due_on=user.local_date(now) + timedelta(days=number % 30 + 1 if number else 0),
            status_since=sent_at.date(),
            sent_at=sent_at,
            request_type=coffee,
            channel=Channel.EMAIL,
            language="en",
            tone="warm",
            answers={"topic": "how museums hire", "minutes": "15"},
        )
        for (user, number), contact in zip(some, contacts, strict=True)
    )
    Message.objects.bulk_create(_sent(outreach, sent_at) for outreach in outreaches)


def _contact(user: User, number: int) -> Contact:
    return Contact(
        owner=user,
        name=f"{FIRST[number % 10]} {LAST[number % 9]}",
        organization=PLACES[number % 5],
        relationship=Contact.Relationship.MANAGER,
        shared_history="the grad student conference in 2009",
        last_in_touch=timezone.now().date() - timedelta(days=900 + number),
        last_in_touch_precision=Precision.DAY,
    )


def _sent(outreach: Outreach, at: Any) -> Message:
    return Message(
        outreach=outreach,
        kind=Kind.OPENING,
        channel=Channel.EMAIL,
        delivery=Message.Delivery.SENT,
        subject="A coffee and a few questions",
        body=BODY,
        sent_at=at,
    )


def _chunks(pairs: Iterable[tuple[User, int]]) -> Iterator[list[tuple[User, int]]]:
    left = iter(pairs)
    while some := list(itertools.islice(left, CHUNK)):
        yield some

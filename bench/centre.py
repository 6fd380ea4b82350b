"""A centre: an advisor with many clients, and many outreaches in every state, in bulk."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from advising.models import Advising, Review, Share
from bench.data import FIRST, LAST, PLACES
from contacts.models import Contact
from outreach.message.vocabulary import Approach, Channel, Kind
from outreach.models import Message, Outreach, OutreachEvent, RequestType
from outreach.progress import Status

S = Status
WAYS: tuple[tuple[Status, ...], ...] = (
    (),
    (S.SENT,),
    (S.SENT, S.NUDGED),
    (S.SENT, S.NUDGED, S.NO_ANSWER, S.CLOSED),
    (S.SENT, S.ACCEPTED),
    (S.SENT, S.ACCEPTED, S.HELPED, S.THANKED, S.CLOSED),
    (S.SENT, S.NUDGED, S.ACCEPTED, S.HELPED, S.THANKED),
    (S.SENT, S.DECLINED, S.ANSWERED, S.CLOSED),
    (S.SENT, S.BOUNCED, S.CLOSED),
    (S.SENT, S.DEFERRED),
)
"""How outreaches went, one after the other."""
CHUNK = 5_000


def make_lead() -> User:
    """A lead advisor with a second sign-in step."""
    lead = User.objects.create_user(
        "lead@example.org", "not used here", display_name="Lea Lead", is_staff=True, role="lead"
    )
    EmailAddress.objects.create(user=lead, email=lead.email, verified=True, primary=True)
    TOTP.activate(lead, generate_totp_secret())
    return lead


def add_clients(advisor: User | None, clients: int, outreaches: int) -> None:
    """So many clients, of this advisor or of none, with so many outreaches in the past year."""
    begin = User.objects.count()
    made = User.objects.bulk_create(
        User(email=f"client-{begin + n}@example.org", display_name=f"{FIRST[n % 10]} Client {n}")
        for n in range(clients)
    )
    if advisor:
        _advise(advisor, made)
    for start in range(0, outreaches, CHUNK):
        _outreaches(made, range(start, min(outreaches, start + CHUNK)))
    if advisor:
        _reviews(advisor)


def _advise(advisor: User, clients: list[User]) -> None:
    now = timezone.now()
    advised = Advising.objects.bulk_create(
        Advising(advisor=advisor, client=client, began_at=now - timedelta(hours=number))
        for number, client in enumerate(clients)
    )
    Share.objects.bulk_create(
        Share(advising=one, text=True, person=True, ends_at=now + timedelta(days=90))
        for one in advised
    )


@transaction.atomic
def _outreaches(clients: list[User], numbers: range) -> None:
    now = timezone.now()
    people = Contact.objects.bulk_create(
        Contact(
            owner=clients[number % len(clients)],
            name=f"{FIRST[number % 10]} {LAST[number // 10 % 9]}",
            organization=PLACES[number % 5] if number % 3 else f"House {number}",
        )
        for number in numbers
    )
    kinds = list(RequestType.objects.order_by("position"))
    columns = [
        _columns(number, person, kinds, now) for number, person in zip(numbers, people, strict=True)
    ]
    made = Outreach.objects.bulk_create(Outreach(**one) for one in columns)
    # The database sets created_at to now, whatever is given.
    since = Outreach.objects.filter(owner__in=clients, sent_at__isnull=False)
    since.filter(created_at__gte=now).update(created_at=F("sent_at"))
    OutreachEvent.objects.bulk_create(
        OutreachEvent(outreach=one, old=old, new=new, by_id=one.owner_id)
        for number, one in zip(numbers, made, strict=True)
        for old, new in _moves(number)
    )


def _moves(number: int) -> list[tuple[Status, Status]]:
    way = (S.DRAFT, *WAYS[number % len(WAYS)])
    return list(pairwise(way))


def _columns(
    number: int, person: Contact, kinds: list[RequestType], now: datetime
) -> dict[str, Any]:
    way = WAYS[number % len(WAYS)]
    begun = now - timedelta(days=number * 7 % 360)
    has_answer = {S.ACCEPTED, S.DECLINED, S.DEFERRED} & set(way)
    return {
        "owner_id": person.owner_id,
        "contact": person,
        "status": way[-1] if way else S.DRAFT,
        "status_since": begun.date(),
        "sent_at": begun if way else None,
        "answered_on": begun.date() if has_answer else None,
        "said_yes": S.ACCEPTED in way,
        "said_no": S.DECLINED in way,
        "was_thanked": S.THANKED in way,
        "came_back": S.BOUNCED in way,
        "request_type": kinds[number // 7 % len(kinds)],
        "approach": Approach.FRIENDLY_FIRST if number % 11 == 0 else Approach.UP_FRONT,
        "channel": Channel.EMAIL,
        "language": "en",
        "tone": "warm",
    }


def _reviews(advisor: User) -> None:
    """A review of a draft of every fourth client waits."""
    now = timezone.now()
    advised = {one.client_id: one for one in advisor.clients.all()}
    drafts = Outreach.objects.filter(owner__in=list(advised), status=S.DRAFT)
    for number, draft in enumerate(drafts.order_by("pk")[: len(advised) // 4]):
        text = Message.objects.create(
            outreach=draft,
            kind=Kind.OPENING,
            channel=Channel.EMAIL,
            subject="A coffee and a few questions",
            body="Hello, could we meet for a coffee? A no is fine. Thank you.",
        )
        Review.objects.create(
            advising=advised[draft.owner_id],
            message=text,
            question="Is it too long?",
            asked_at=now - timedelta(hours=number),
        )


def pages() -> list[tuple[str, str]]:
    """The pages of the panel that are measured."""
    return [
        ("today", "/advisor/"),
        ("my clients", "/advisor/clients/"),
        ("reviews", "/advisor/reviews/"),
        ("who advises whom", "/advisor/centre/"),
        ("outcomes", "/advisor/outcomes/"),
    ]

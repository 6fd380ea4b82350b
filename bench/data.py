"""Users with so many contacts each, in bulk, but with every column that the product would write."""

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from contacts import search
from contacts.models import Contact, ContactEmail, Encounter, Precision, Tag
from outreach.actions.drafts import start_outreach
from outreach.actions.messages import start_message
from outreach.message.vocabulary import Channel, Kind
from outreach.models import Message, Outreach, OutreachEvent, RequestType
from outreach.progress import Status, Step

FIRST = (
    "Maria",
    "Pierre",
    "Jasmine",
    "Tomasz",
    "Leila",
    "Dwayne",
    "Ingrid",
    "Aroha",
    "Samir",
    "Wei",
)
LAST = ("Osei", "Lavoie", "Whitford", "Nowak", "Haddad", "Baptiste", "Solberg", "Ngata", "Rahman")
PLACES = (
    "Harbour Centre",
    "Lowertown Archives",
    "Northern Gallery",
    "Prairie League",
    "Canal House",
)
RELATIONS = [str(value) for value in Contact.Relationship.values]
OPEN = (
    (Status.SENT, Step.NUDGE),
    (Status.NUDGED, Step.LAST_NUDGE),
    (Status.ACCEPTED, Step.REPLY_YES),
    (Status.HELPED, Step.THANK),
    (Status.DEFERRED, Step.NUDGE),
)
CHUNK = 2_000


def make_user(contacts: int) -> User:
    """A seeker with ``contacts`` contacts, and an outreach to every twentieth (at least 60)."""
    user = User.objects.create_user(
        f"bench-{contacts}@example.org", "not used here", display_name="Bench", situation="now"
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    tags = [Tag.objects.create(owner=user, name=name) for name in ("museums", "university")]
    numbers = iter(range(contacts))
    while chunk := list(itertools.islice(numbers, CHUNK)):
        _contacts(user, tags, chunk)
    _outreaches(user, max(60, contacts // 20))
    return user


@transaction.atomic
def _contacts(user: User, tags: list[Tag], numbers: list[int]) -> None:
    today = timezone.now().date()
    made = Contact.objects.bulk_create(Contact(owner=user, **_columns(n, today)) for n in numbers)
    pairs = list(zip(numbers, made, strict=True))
    ContactEmail.objects.bulk_create(
        ContactEmail(contact=contact, address=address, key=address)
        for n, contact in pairs
        for address in [f"{contact.name.split()[0].lower()}.{n}@example.org"]
    )
    Encounter.objects.bulk_create(
        Encounter(contact=contact, on=contact.last_in_touch, kind="met", note="At a conference")
        for contact in made
    )
    carried = Contact.tags.through.objects
    carried.bulk_create(
        Contact.tags.through(contact=contact, tag=tags[n % 2]) for n, contact in pairs if n % 3 == 0
    )
    search.index(made)


def _columns(number: int, today: date) -> dict[str, Any]:
    """A different person for every number; silences from two months to fifteen years."""
    return {
        "name": f"{FIRST[number % 10]} {LAST[number // 10 % 9]} {_letters(number)}",
        "organization": PLACES[number % 5],
        "position": "Programme lead",
        "relationship": RELATIONS[number % len(RELATIONS)],
        "closeness": "somewhat",
        "shared_history": "the grad student conference in 2009",
        "last_in_touch": today - timedelta(days=60 + number * 37 % 5400),
        "last_in_touch_precision": Precision.DAY,
        "rhythm_months": 6 if number % 50 == 0 else None,
    }


def _letters(number: int) -> str:
    """A number as a made-up family name."""
    return "Z" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


@transaction.atomic
def _outreaches(user: User, number: int) -> None:
    now = timezone.now()
    coffee = RequestType.objects.get(key="coffee")
    people = list(Contact.objects.filter(owner=user).order_by("pk")[:number])
    for index, contact in enumerate(people[2:]):
        status, step = OPEN[index % len(OPEN)]
        outreach = Outreach.objects.create(
            owner=user,
            contact=contact,
            status=status,
            next_step=step,
            due_on=now.date() + timedelta(days=index % 40 - 10),
            status_since=now.date() - timedelta(days=8),
            sent_at=now - timedelta(days=20),
            request_type=coffee,
            channel=Channel.EMAIL,
            language="en",
            tone="warm",
            answers={"topic": "how museums hire", "minutes": "15"},
        )
        for kind in (Kind.OPENING, Kind.NUDGE):
            Message.objects.create(
                outreach=outreach,
                kind=kind,
                channel=Channel.EMAIL,
                delivery=Message.Delivery.SENT,
                subject="A coffee and a few questions",
                body="Hello, could we meet for a coffee? A no is fine. Thank you.",
                sent_at=now - timedelta(days=20),
            )
        OutreachEvent.objects.create(outreach=outreach, old=Status.DRAFT, new=status, by=user)
    draft_of(user, people[0])


def draft_of(user: User, contact: Contact) -> Outreach:
    """A draft with everything filled in and its first message composed."""
    now = timezone.now()
    today = user.local_date(now)
    outreach = start_outreach(user=user, contact=contact, key=contact.pk, today=today)
    Outreach.objects.filter(pk=outreach.pk).update(
        hope="help",
        still_write="unsure",
        request_type=RequestType.objects.get(key="coffee"),
        answers={"topic": "how museums in the region hire", "minutes": "15"},
        why_you="you know the small museums",
        channel=Channel.EMAIL,
    )
    outreach.refresh_from_db()
    start_message(outreach=outreach, kind=Kind.OPENING, user=user, today=today, now=now)
    return outreach


def pages_of(user: User) -> Iterator[tuple[str, str]]:
    """The pages that are measured: a name and an address for this user."""
    draft = Outreach.objects.get(owner=user, status=Status.DRAFT)
    contact = Contact.objects.filter(owner=user).order_by("pk")[5]
    yield "contact list", "/contacts/"
    yield "search, one word", "/contacts/?q=maria"
    yield "search, two words", "/contacts/?q=maria+osei"
    # Of 100 contacts ten are a Maria and two a Maria Osei, which is no full page; this fills one.
    yield "search, full page", "/contacts/?q=harbour+centre"
    yield "dashboard", "/"
    yield "board", "/outreach/"
    yield "who next", "/next/"
    yield "contact", f"/contacts/{contact.pk}/"
    yield "wizard step", f"/outreach/{draft.pk}/details/"
    yield "message page", f"/outreach/{draft.pk}/message/"

"""Made-up people for one try: a sender with contacts and messages that are ready to go."""

from random import Random
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User
from contacts.actions import create_contact
from contacts.details import Details
from contacts.exchange.normalise import Email, clean_email
from contacts.models import Contact
from faults.world import World
from outreach.actions.drafts import start_outreach
from outreach.actions.messages import start_message
from outreach.message.vocabulary import Channel, Kind
from outreach.models import Message, Outreach, RequestType

FIRST = ("Maria", "Pierre", "Jasmine", "Tomasz", "Leila", "Dwayne", "Aroha", "Samir")
LAST = ("Osei", "Lavoie", "Whitford", "Nowak", "Haddad", "Baptiste", "Solberg", "Ngata")


def sender(world: World, some: Random, **columns: object) -> User:
    """Somebody with a verified address, who signed up long ago."""
    address = f"sender-{uuid4().hex[:12]}@example.org"
    user = User.objects.create_user(
        address, "not used here", display_name=name(some), situation="now", **columns
    )
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    long_ago = world.clock().replace(year=world.clock().year - 1)
    User.objects.filter(pk=user.pk).update(date_joined=long_ago)
    user.refresh_from_db()
    world.afterwards(User.objects.filter(pk=user.pk).delete)
    return user


def name(some: Random) -> str:
    """A first and a last name."""
    return f"{some.choice(FIRST)} {some.choice(LAST)}"


def email(text: str) -> Email:
    """An address as the forms read it."""
    found = clean_email(text)
    assert isinstance(found, Email)
    return found


def contact_of(user: User, some: Random) -> Contact:
    """Somebody to write to, with an address that nobody else has."""
    return create_contact(
        owner=user,
        key=uuid4(),
        details=Details(
            name=name(some),
            emails=(email(f"contact-{uuid4().hex[:12]}@example.net"),),
            relationship="manager",
            shared_history="the grad student conference in 2009",
        ),
    )


@transaction.atomic
def message_of(world: World, user: User, some: Random) -> Message:
    """The first message to somebody new, composed and ready to be sent."""
    now = world.clock()
    today = user.local_date(now)
    begun = start_outreach(user=user, contact=contact_of(user, some), key=uuid4(), today=today)
    Outreach.objects.filter(pk=begun.pk).update(
        hope="help",
        still_write="unsure",
        request_type=RequestType.objects.get(key="coffee"),
        answers={"topic": "how museums in the region hire", "minutes": "15"},
        why_you="you know the small museums",
        channel=Channel.EMAIL,
        situation="now",
        language="en",
        tone="warm",
    )
    outreach = Outreach.objects.select_related("contact", "owner").get(pk=begun.pk)
    return start_message(outreach=outreach, kind=Kind.OPENING, user=user, today=today, now=now)

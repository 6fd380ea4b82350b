"""Alice's and Charlie's contacts and outreaches, brought to a state through the real moves."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Precision
from outreach.actions.moves import move, refresh_next_step
from outreach.models import Kind, Message, Outreach
from outreach.progress import Status

S = Status
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # a Monday, in Toronto too
TODAY = date(2026, 3, 2)

# One way to each state, through the table.
WAY_TO: dict[Status, tuple[Status, ...]] = {
    S.DRAFT: (),
    S.DISCARDED: (S.DISCARDED,),
    S.SENT: (S.SENT,),
    S.NUDGED: (S.SENT, S.NUDGED),
    S.BOUNCED: (S.SENT, S.BOUNCED),
    S.DEFERRED: (S.SENT, S.DEFERRED),
    S.ACCEPTED: (S.SENT, S.ACCEPTED),
    S.HELPED: (S.SENT, S.ACCEPTED, S.HELPED),
    S.THANKED: (S.SENT, S.ACCEPTED, S.HELPED, S.THANKED),
    S.DECLINED: (S.SENT, S.DECLINED),
    S.ANSWERED: (S.SENT, S.DECLINED, S.ANSWERED),
    S.NO_ANSWER: (S.SENT, S.NO_ANSWER),
    S.CLOSED: (S.SENT, S.NO_ANSWER, S.CLOSED),
}


def contact_of(owner: User, name: str = "Maria Lopez", years: int | None = 4, **fields) -> Contact:
    """Somebody ``owner`` knows, last in touch that many years ago."""
    if years is not None:
        fields["last_in_touch"] = timezone.now().date() - timedelta(days=365 * years + 5)
        fields["last_in_touch_precision"] = Precision.DAY
    return Contact.objects.create(owner=owner, name=name, **fields)


def outreach_of(
    owner: User,
    status: Status = S.DRAFT,
    *,
    contact: Contact | None = None,
    now: datetime = NOW,
    **fields,
) -> Outreach:
    """An outreach in a state, a minute per move, all on one day."""
    day = owner.local_date(now)
    outreach = Outreach.objects.create(
        owner=owner,
        contact=contact or contact_of(owner),
        channel="email",
        language="en",
        status_since=day,
        **fields,
    )
    refresh_next_step(outreach)
    for minute, to in enumerate(WAY_TO[status]):
        at = now + timedelta(minutes=minute)
        move(outreach=outreach, to=to, by=owner, now=at, today=day)
    return outreach


def text_of(outreach: Outreach, kind: str = Kind.OPENING, **fields) -> Message:
    """A message within it; ``sent_at`` makes it a sent one."""
    delivery = Message.Delivery.SENT if fields.get("sent_at") else Message.Delivery.DRAFT
    texts = {"body": f"The {kind} to {outreach.contact.name}", "subject": "Hello"}
    return Message.objects.create(
        outreach=outreach,
        kind=kind,
        channel="email",
        **{"delivery": delivery, **texts, **fields},
    )

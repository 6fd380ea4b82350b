"""All promises of a user to stay in touch, the most pressing first, and how they were kept.

How pressing one is changes with every day, each in its own rhythm, so no index holds that order.
The days of all promises are read as plain columns along the index of those with a rhythm, which is
flat in the number of contacts, and sorted here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Min, QuerySet

from accounts.models import User
from contacts.models import Contact, Encounter
from outreach.message.vocabulary import Kind
from outreach.models import Delivery, Message, Outreach, OutreachEvent, Promise
from outreach.promises import Keeping, Rhythm, due_on, keeping, urgency

ON_A_PAGE = 25
AT_MOST = 2000
DAYS = ("rhythm_months", "last_in_touch", "rhythm_kept_on", "rhythm_snoozed_until")


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise as the page prints it; ``made_on`` where a hello was sent on it."""

    contact: Contact
    months: int
    due: date
    keeping: Keeping
    made_on: date | None
    outreach: Outreach | None

    @property
    def is_broken(self) -> bool:
        """A whole turn was missed after a hello that promised otherwise."""
        return self.keeping is Keeping.BROKEN and self.made_on is not None


@dataclass(frozen=True, slots=True)
class Page:
    """Some promises, and after whom the next ones begin."""

    rows: list[Promised]
    after: str


def rhythm_of(contact: Contact) -> Rhythm | None:
    """The rhythm of a contact, None without one."""
    months, *days = (getattr(contact, name) for name in DAYS)
    return Rhythm(months, *days) if months else None


def page_of_promises(user: User, today: date, after: str = "") -> Page:
    """The promises from ``after`` on, a contact's id; from the first one where it is nobody's."""
    ranked = sorted(
        (-urgency(Rhythm(*days), today), pk)
        for pk, *days in _with_rhythm(user).values_list("pk", *DAYS)[:AT_MOST]
    )
    last = _place_of(user, after, today)
    beyond = [one for one in ranked if last is None or one > last]
    ids = [pk for _rank, pk in beyond[: ON_A_PAGE + 1]]
    shown = ids[:ON_A_PAGE]
    return Page(_rows(user, shown, today), str(shown[-1]) if len(ids) > ON_A_PAGE else "")


def _with_rhythm(user: User) -> QuerySet[Contact]:
    kept = Contact.objects.owned_by(user).kept()
    return kept.filter(rhythm_months__isnull=False, do_not_contact_at=None).order_by(
        "silent_since", "id"
    )


def _place_of(user: User, after: str, today: date) -> tuple[float, UUID] | None:
    """Where a contact stands, or stood before its promise was changed."""
    try:
        contact = Contact.objects.owned_by(user).filter(pk=UUID(after)).first()
    except ValueError:
        return None
    rhythm = rhythm_of(contact) if contact else None
    return (-urgency(rhythm, today), contact.pk) if contact and rhythm else None


def _rows(user: User, ids: list[UUID], today: date) -> list[Promised]:
    contacts = Contact.objects.in_bulk(ids)
    opened = Outreach.objects.owned_by(user).open().filter(contact__in=ids)
    open_of = {one.contact_id: one for one in opened.only("contact_id", "status")}
    made = promises_made(ids)
    rows = []
    for pk in ids:
        contact = contacts[pk]
        rhythm = rhythm_of(contact)
        if rhythm is None:
            continue
        made_at = made.get(pk)
        rows.append(
            Promised(
                contact=contact,
                months=rhythm.months,
                due=due_on(rhythm, today),
                keeping=keeping(rhythm, today),
                made_on=user.local_date(made_at) if made_at else None,
                outreach=open_of.get(pk),
            )
        )
    return rows


def promises_made(contacts: Iterable[UUID]) -> dict[UUID, Any]:
    """When it was first promised, by contact, where a hello was sent on that promise."""
    sent = Promise.objects.filter(outreach__contact__in=contacts, outreach__sent_at__isnull=False)
    first = sent.values_list("outreach__contact").annotate(first=Min("made_at"))
    return dict(first.values_list("outreach__contact", "first"))


@dataclass(frozen=True, slots=True)
class Kept:
    """How often a promise was kept, and since when."""

    times: int
    since: date


def how_kept(contact: Contact, user: User) -> Kept | None:
    """The days on which the user kept the promise of a hello: notes sent and times they met.

    What they answered is theirs, and does not count. None where nothing was promised or kept.
    """
    made_at = promises_made([contact.pk]).get(contact.pk) if contact.rhythm_months else None
    if made_at is None:
        return None
    since = user.local_date(made_at)
    notes = Message.objects.filter(
        outreach__contact=contact, kind=Kind.STAY_IN_TOUCH, delivery=Delivery.SENT
    ).values_list("sent_at", flat=True)
    answers = OutreachEvent.objects.filter(outreach__contact=contact, encounter__isnull=False)
    met = Encounter.objects.filter(contact=contact, on__gt=since).exclude(
        pk__in=answers.values("encounter")
    )
    days = {user.local_date(at) for at in notes if at} | set(met.values_list("on", flat=True))
    return Kept(len(days), since) if days else None

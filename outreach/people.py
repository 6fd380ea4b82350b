"""The list of contacts as people read it: who, how long silent, and where an outreach stands."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.paging import Listed
from contacts.models import Contact
from contacts.queries import chosen_contacts
from contacts.remembered import remembered_text, silence_text
from contacts.sources import Source
from outreach.models import STATUS_LABELS, Outreach
from outreach.presenting import step_in_words, when
from outreach.progress import WAITING

NEVER, WAITING_FOR_ANSWER = "never", "waiting"
MORE_TO_SHOW = [
    (NEVER, _("Never written to")),
    (WAITING_FOR_ANSWER, _("Waiting for an answer")),
]
RELATIONSHIPS: dict[str, Any] = dict(Contact.Relationship.choices)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One contact in the list, ready to print."""

    url: str
    name: str
    work: str
    relationship: Any
    tags: list[str]
    silence: str
    last: str
    do_not_contact: bool
    outreach_url: str
    status: Any
    next_step: str


def people_chosen(user: User, chosen: dict[str, Any], today: date) -> Listed[Contact]:
    """The user's contacts as the filters say, those about outreaches included."""
    show = chosen.get("show")
    more = [_waiting(user)] if show == WAITING_FOR_ANSWER else []
    contacts = chosen_contacts(user, chosen, today, more)
    if show == NEVER:
        written = Outreach.objects.filter(contact=OuterRef("pk"), sent_at__isnull=False)
        contacts = contacts.narrowed(lambda rows: rows.exclude(Exists(written)))
    return contacts


def _waiting(user: User) -> Source:
    waiting = Outreach.objects.filter(owner=user, status__in=sorted(WAITING))
    return Source(
        contact_ids=waiting.values("contact"),
        holds=Exists(waiting.filter(contact=OuterRef("pk"))),
    )


def person_rows(contacts: Iterable[Contact], today: date) -> list[PersonRow]:
    """The rows of a page; two queries for the tags and open outreaches of all of them."""
    people = list(contacts)
    known = {person.pk: person for person in people}
    # By contact alone: with the owner beside it, SQLite reads all the outreaches of that owner.
    opened = {
        outreach.contact_id: outreach
        for outreach in Outreach.objects.filter(contact__in=list(known)).open()
    }
    tags = _tags(list(known))
    for outreach in opened.values():
        outreach.contact = known[outreach.contact_id]
    # Addresses by hand: 50 calls of reverse() are a third of the time of the page.
    people_url, outreach_url = reverse("contacts_list"), reverse("outreach_board")
    return [
        _row(
            person, opened.get(person.pk), tags.get(person.pk, []), today, people_url, outreach_url
        )
        for person in people
    ]


def _tags(contact_ids: list[UUID]) -> dict[UUID, list[str]]:
    """Names of tags by contact; as rows, for a prefetch costs four times as much."""
    found: dict[UUID, list[str]] = defaultdict(list)
    carried = Contact.tags.through.objects.filter(contact__in=contact_ids)
    for contact_id, name in carried.order_by("tag__key").values_list("contact_id", "tag__name"):
        found[contact_id].append(name)
    return found


def _row(
    person: Contact,
    outreach: Outreach | None,
    tags: list[str],
    today: date,
    people_url: str,
    outreach_url: str,
) -> PersonRow:
    on, precision = person.last_in_touch, person.last_in_touch_precision
    return PersonRow(
        url=f"{people_url}{person.pk}/",
        name=person.name,
        work=", ".join(part for part in (person.position, person.organization) if part),
        relationship=RELATIONSHIPS.get(person.relationship, ""),
        tags=tags,
        silence=silence_text(on, precision, today),
        last=remembered_text(on, precision) if on else "",
        do_not_contact=person.do_not_contact,
        outreach_url=f"{outreach_url}{outreach.pk}/" if outreach else "",
        status=STATUS_LABELS[outreach.status] if outreach else "",
        next_step=_next_step(outreach, today) if outreach else "",
    )


def _next_step(outreach: Outreach, today: date) -> str:
    step = str(step_in_words(outreach))
    return f"{step} {when(outreach.due_on, today)}" if step and outreach.due_on else step

"""The list of contacts as people read it: who, how long silent, and where an outreach stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.paging import Listed
from accounts.prepared import Prepared
from accounts.printing import said_once
from contacts.models import Contact, Tag
from contacts.queries import chosen_contacts
from contacts.remembered import remembered_text, silence_text
from contacts.sources import Source
from outreach.models import Outreach
from outreach.presenting import status_in_words, step_from, step_in_words, when
from outreach.progress import OPEN, WAITING

NEVER, WAITING_FOR_ANSWER = "never", "waiting"
MORE_TO_SHOW = [
    (NEVER, _("Never written to")),
    (WAITING_FOR_ANSWER, _("Waiting for an answer")),
]


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
    # Whether the user may be asked when they were last in touch.
    is_undated: bool


def people_chosen(user: User, chosen: dict[str, Any], today: date) -> Listed:
    """The user's contacts as the filters say, those about outreaches included."""
    show = chosen.get("show")
    more = [_waiting(user)] if show == WAITING_FOR_ANSWER else []
    conditions = [~Q(Exists(_written_to()))] if show == NEVER else []
    return chosen_contacts(user, chosen, today, more, conditions)


def _written_to() -> QuerySet[Outreach]:
    return Outreach.objects.filter(contact=OuterRef("pk"), sent_at__isnull=False)


def _waiting(user: User) -> Source:
    waiting = Outreach.objects.filter(status__in=sorted(WAITING))
    # The test is by contact alone: with the owner beside it, SQLite reads all of their outreaches.
    return Source(
        contact_ids=waiting.filter(owner=user).values("contact"),
        holds=Exists(waiting.filter(contact=OuterRef("pk"))),
    )


@dataclass(frozen=True, slots=True)
class Person:
    """What the list reads of a contact and of the outreach that is open to them, if there is one.

    Columns and not models, which cost several times as much; and the outreach in the same query.
    """

    id: UUID
    name: str
    position: str
    organization: str
    relationship: str
    last_in_touch: date | None
    last_in_touch_precision: str
    never_in_touch: bool
    do_not_contact_at: datetime | None
    opened__id: UUID | None
    opened__status: str | None
    opened__next_step: str | None
    opened__due_on: date | None


def _people(ids: list[UUID]) -> QuerySet[Any, Any]:
    opened = FilteredRelation("outreaches", condition=Q(outreaches__status__in=sorted(OPEN)))
    people = Contact.objects.filter(pk__in=ids).annotate(opened=opened)
    return people.values_list(*(column.name for column in fields(Person)))


PEOPLE = Prepared(_people)
CARRIED = Prepared(
    lambda ids: Contact.tags.through.objects.filter(contact__in=ids).values_list(
        "contact_id", "tag_id"
    )
)


def person_rows(contact_ids: list[UUID], tags: Sequence[Tag], today: date) -> list[PersonRow]:
    """The rows of a page of this user's contacts; two queries, for them and their tags."""
    people = {row[0]: Person(*row) for row in PEOPLE.rows(ids=contact_ids)}
    carried = _carried(contact_ids, tags)
    # Addresses by hand: 50 calls of reverse() are a third of the time of the page.
    urls = (reverse("contacts_list"), reverse("outreach_board"))
    relationships = _relationships()
    return [
        _row(people[pk], carried[pk], relationships, urls, today)
        for pk in contact_ids
        if pk in people
    ]


def _row(
    person: Person,
    tags: list[str],
    relationships: dict[str, str],
    urls: tuple[str, str],
    today: date,
) -> PersonRow:
    silence, last = _silence(person.last_in_touch, person.last_in_touch_precision, today)
    opted_out = person.do_not_contact_at is not None
    status, step = "", ""
    if person.opened__status:
        status, step = _stand(
            person.opened__status, person.opened__next_step, person.opened__due_on, opted_out, today
        )
    return PersonRow(
        url=f"{urls[0]}{person.id}/",
        name=person.name,
        work=", ".join(part for part in (person.position, person.organization) if part),
        relationship=relationships.get(person.relationship, ""),
        tags=tags,
        silence=silence,
        last=last,
        do_not_contact=opted_out,
        outreach_url=f"{urls[1]}{person.opened__id}/" if status else "",
        status=status,
        next_step=step,
        is_undated=not (person.last_in_touch or person.never_in_touch or opted_out),
    )


def _carried(contact_ids: list[UUID], tags: Sequence[Tag]) -> dict[UUID, list[str]]:
    """Names of tags by contact, in the order of ``tags``, which are all the user has."""
    found: dict[UUID, list[str]] = defaultdict(list)
    if not tags:
        return found
    places = {tag.pk: place for place, tag in enumerate(tags)}
    pairs = CARRIED.rows(ids=contact_ids)
    for place, contact_id in sorted((places.get(tag, -1), contact) for contact, tag in pairs):
        if place >= 0:
            found[contact_id].append(tags[place].name)
    return found


@said_once
def _relationships() -> dict[str, str]:
    return {value: str(label) for value, label in Contact.Relationship.choices}


@said_once
def _silence(on: date | None, precision: str, today: date) -> tuple[str, str]:
    """How long ago they were last in touch, and when that was."""
    return silence_text(on, precision, today), remembered_text(on, precision) if on else ""


@said_once
def _stand(
    status: str, stored: str | None, due: date | None, opted_out: bool, today: date
) -> tuple[str, str]:
    """Where an open outreach stands, and the next step with its date."""
    step = step_in_words(step_from(status, stored or "", opted_out=opted_out), status)
    return status_in_words(status), f"{step} {when(due, today)}" if step and due else step

"""Every text of a user that speaks of one of their contacts, by kind (TRUST.md, P10)."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact, Encounter
from outreach.models import AccessCase, AccessItem, Message, Outreach
from outreach.typed import typed_in

Kind = AccessItem.Kind


class Text(NamedTuple):
    """Whose it is, about which contact, where it stands, and what it says."""

    owner_id: UUID
    contact_id: UUID
    kind: Kind
    row: UUID
    text: str


ALSO: list[Callable[[Collection[UUID], Collection[UUID]], Iterator[Text]]] = []
"""What the apps above this one hold: each is given the ids of the contacts, and of the rows
that are asked about already. An app adds itself in its ``AppConfig.ready``."""


def texts_about(contact_ids: Collection[UUID], known: Collection[UUID] = ()) -> Iterator[Text]:
    """In every account; what is empty is left out."""
    for text in _all(contact_ids):
        if text.text.strip():
            yield text
    for extra in ALSO:
        yield from (text for text in extra(contact_ids, known) if text.text.strip())


def _all(contact_ids: Collection[UUID]) -> Iterator[Text]:
    contacts = Contact.objects.filter(pk__in=contact_ids, merged_by=None).order_by("pk")
    for owner, pk, notes, history in contacts.values_list("owner", "pk", "notes", "shared_history"):
        yield Text(owner, pk, Kind.NOTES, pk, notes)
        yield Text(owner, pk, Kind.HISTORY, pk, history)
    met = Encounter.objects.filter(contact__in=contact_ids).order_by("pk")
    for owner, contact, pk, note in met.values_list("contact__owner", "contact", "pk", "note"):
        yield Text(owner, contact, Kind.ENCOUNTER, pk, note)
    outreaches = Outreach.objects.filter(contact__in=contact_ids).order_by("pk")
    for one in outreaches.select_related("request_type"):
        who = (one.owner_id, one.contact_id)
        yield Text(*who, Kind.WHY, one.pk, f"{one.shared_history}\n\n{one.why_you}".strip())
        yield Text(*who, Kind.ANSWERS, one.pk, typed_in(one))
    messages = Message.objects.filter(outreach__contact__in=contact_ids).order_by("pk")
    columns = ("outreach__owner", "outreach__contact", "pk", "subject", "body")
    for owner, contact, pk, subject, body in messages.values_list(*columns):
        yield Text(owner, contact, Kind.MESSAGE, pk, f"{subject}\n\n{body}".strip())


def texts_of(items: Collection[AccessItem]) -> dict[UUID, str]:
    """What these items say now, by their ids; what is gone by now is not among them."""
    contacts = {item.contact_id for item in items if item.contact_id}
    found: dict[tuple[UUID, str, UUID | None], str] = {
        (text.owner_id, text.kind.value, text.row): text.text
        for text in texts_about(contacts, {item.row for item in items})
    }
    said = {item.pk: found.get((item.owner_id, item.kind, _row(item)), "") for item in items}
    return {pk: text for pk, text in said.items() if text}


def _row(item: AccessItem) -> UUID | None:
    """What stands in the contact itself went with it, should it have been merged meanwhile."""
    return item.contact_id if item.kind in (Kind.NOTES, Kind.HISTORY) else item.row


def rest_of(case: AccessCase) -> list[tuple[Any, int]]:
    """What was not given: by reason, how many texts; those nobody decided about last."""
    held = case.items.exclude(decision=AccessItem.Decision.RELEASED).values_list("reason")
    counted = held.annotate(texts=Count("pk")).order_by("-reason")
    return [
        (AccessItem.Reason(reason).label if reason else _("Not decided in time"), texts)
        for reason, texts in counted
    ]

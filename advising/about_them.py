"""What was said in reviews and noted by advisors of a person who asks to see it (TRUST.md, P10).

What was said of a message stands in the account of the client, who reads it there and decides: an
advisor may have lost sight of it (T2). A private note is about the client; where it names the
person too, its advisor decides, as long as the advising goes on. After that nobody here reads it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple
from uuid import UUID

from advising.models import AdvisorNote, Comment, Review
from advising.models.clients import goes_on
from contacts.exchange.text import words
from contacts.models import Contact
from outreach.about_them import Text
from outreach.models import AccessItem

Kind = AccessItem.Kind
FEWEST_WORDS = 2
"""A first name alone is too many people."""


def texts_in_advising(contact_ids: Collection[UUID], known: Collection[UUID]) -> Iterator[Text]:
    """Of every client. ``known`` are rows that are asked about already: a contact that has another
    name by now is spoken of all the same."""
    yield from _said_in_reviews(contact_ids)
    yield from _noted(contact_ids, known)


def _said_in_reviews(contact_ids: Collection[UUID]) -> Iterator[Text]:
    reviews = Review.objects.filter(message__outreach__contact__in=contact_ids).order_by("pk")
    message = ("message__outreach__owner", "message__outreach__contact")
    for client, contact, pk, question in reviews.values_list(*message, "pk", "question"):
        yield Text(client, contact, Kind.COMMENT, pk, question)
    comments = Comment.objects.filter(review__in=reviews.order_by()).order_by("pk")
    columns = (*(f"review__{name}" for name in message), "pk", "passage", "body", "suggestion")
    for client, contact, pk, *said in comments.values_list(*columns):
        yield Text(client, contact, Kind.COMMENT, pk, "\n\n".join(filter(None, said)))


class _Named(NamedTuple):
    """A contact, and what a text calls them by: their whole name, their addresses."""

    contact_id: UUID
    calls: tuple[str, ...]


def _noted(contact_ids: Collection[UUID], known: Collection[UUID]) -> Iterator[Text]:
    theirs = _by_client(contact_ids)
    notes = AdvisorNote.objects.filter(advising__client__in=theirs, **goes_on("advising__"))
    columns = ("advising__client", "advising__advisor", "pk", "body")
    for client, advisor, pk, body in notes.order_by("pk").values_list(*columns):
        said = _run(body)
        named = [one for one in theirs[client] if any(call in said for call in one.calls)]
        if pk in known:
            named = named or theirs[client]
        for one in named[:1]:  # one question about a note, however often they are noted
            yield Text(advisor, one.contact_id, Kind.ADVISOR, pk, body)


def _by_client(contact_ids: Collection[UUID]) -> dict[UUID, list[_Named]]:
    contacts = Contact.objects.filter(pk__in=contact_ids, merged_by=None).order_by("pk")
    found: dict[UUID, list[_Named]] = defaultdict(list)
    for contact in contacts.prefetch_related("emails"):
        calls = [_run(email.key) for email in contact.emails.all()]
        if len(words(contact.name)) >= FEWEST_WORDS:
            calls.append(_run(contact.name))
        found[contact.owner_id].append(_Named(contact.pk, tuple(calls)))
    return dict(found)


def _run(text: str) -> str:
    """The folded words of a text, each between blanks, so that no part of a word is found."""
    return f" {' '.join(words(text))} "

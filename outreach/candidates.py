"""Whom one could write to: a short list of contacts, with what stands in the way."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from accounts.paging import keyset_page
from accounts.request import SignedInRequest
from contacts.models import Contact, ContactQuerySet
from contacts.queries import ORDERS, chosen_contacts
from outreach.models import Outreach

MOST = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact in the list; ``open`` is the outreach that is not finished yet."""

    contact: Contact
    gap_years: int | None
    open: Outreach | None

    @property
    def is_possible(self) -> bool:
        """Whether a new message may be begun."""
        return self.open is None and not self.contact.do_not_contact


def has_contacts(user: User) -> bool:
    """Whether there is anybody to pick."""
    return Contact.objects.owned_by(user).kept().exists()


def candidate_rows(
    request: SignedInRequest, text: str, chosen: str, today: date
) -> list[Candidate]:
    """At most eight: the chosen one first, then who the search finds, or who was silent longest."""
    user = request.user
    mine = Contact.objects.owned_by(user).kept()
    shown = _found(request, mine, text, today) if text else _silent(mine, today)
    if _is_id(chosen) and UUID(chosen) not in [contact.pk for contact in shown]:
        shown = [*mine.filter(pk=chosen), *shown][:MOST]
    unfinished = {
        outreach.contact_id: outreach
        for outreach in Outreach.objects.open().filter(owner=user, contact__in=shown)
    }
    return [
        Candidate(contact, contact.gap_years(today), unfinished.get(contact.pk))
        for contact in shown
    ]


def _silent(mine: ContactQuerySet, today: date) -> list[Contact]:
    lapsed = mine.lapsed(today).filter(do_not_contact_at=None)
    return list(lapsed.order_by(*ORDERS[""])[:MOST])


def _found(
    request: SignedInRequest, mine: ContactQuerySet, text: str, today: date
) -> list[Contact]:
    """Anybody the search finds; those who cannot be written to are shown with the reason."""
    listed = chosen_contacts(request.user, {"q": text}, today)
    page = keyset_page(listed, known=mine, order=ORDERS[""], request=request, size=MOST)
    contacts = mine.in_bulk(page.rows)
    return [contacts[pk] for pk in page.rows if pk in contacts]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True

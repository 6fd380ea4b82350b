"""Lists that stay quick however many contacts a user has: read from the rarest end.

A condition such as "has the tag uni" or "a word begins with mar" is a ``Source``: the ids of all
contacts it holds for, and a test of one contact. When few contacts match, the ids are read and
those contacts sorted; when many do, the list is walked in its own order and each contact tested
until the page is full. No page ever looks at every match of a common word.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, QuerySet, Subquery

from accounts.models import User
from contacts.models import Contact, ContactQuerySet

RARE = 2000
"""Matches up to which reading and sorting all of them is quicker than walking the list."""


@dataclass(frozen=True, slots=True)
class Source:
    """A condition on contacts.

    ``contact_ids`` gives one column of contact ids, of this user's contacts only: that is what
    keeps the list within the user's own. ``holds`` tests the outer contact.
    """

    contact_ids: QuerySet  # type: ignore[type-arg]
    holds: Exists


def contacts_of(user: User, sources: Sequence[Source]) -> ContactQuerySet:
    """The user's contacts outside the trash for which every source holds; one look-up to plan."""
    rare = _rarest(user, sources)
    if rare is None:
        contacts = Contact.objects.owned_by(user).kept()
    else:
        # Without the owner as a condition, SQLite cannot take the index of all of the user's
        # contacts, which it would, thinking it short; the ids are the user's own already.
        contacts = Contact.objects.kept().filter(pk__in=rare.contact_ids)
    for source in sources:
        if source is not rare:
            contacts = contacts.filter(source.holds)
    return contacts


def _rarest(user: User, sources: Sequence[Source]) -> Source | None:
    """The first source with at most ``RARE`` matches: there is no match beyond that number."""
    if not sources:
        return None
    beyond = [Subquery(source.contact_ids.order_by()[RARE : RARE + 1]) for source in sources]
    found = User.objects.filter(pk=user.pk).values_list(*beyond).first() or ()
    return next((s for s, over in zip(sources, found, strict=False) if over is None), None)

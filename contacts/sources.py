"""Lists that stay quick however many contacts a user has: read from the rarest end.

A condition such as "has the tag uni" or "a word begins with mar" is a ``Source``: the ids of all
contacts it holds for, and a test of one contact. Where few contacts match, the ids are gathered
and those contacts sorted; where many do, the list is walked in its own order and each contact
tested until the page is full (accounts.paging.Listed).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, QuerySet, Subquery

from accounts.models import User
from accounts.paging import Listed
from contacts.models import Contact

RARE, FREQUENT = 1000, 10_000
"""Matches up to which gathering and sorting them all is quicker than walking the list; and beyond
which it is slow. Measured with 100,000 contacts on SQLite."""


@dataclass(frozen=True, slots=True)
class Source:
    """A condition on contacts.

    ``contact_ids`` gives one column of contact ids, of this user's contacts only: that is what
    keeps the list within the user's own. ``holds`` tests the outer contact.
    """

    contact_ids: QuerySet  # type: ignore[type-arg]
    holds: Exists


def contacts_of(user: User, sources: Sequence[Source]) -> Listed[Contact]:
    """The user's contacts outside the trash for which every source holds; one look-up to plan."""
    pool = Contact.objects.owned_by(user).kept()
    if not sources:
        return Listed(pool)
    rarest, is_rare = _rarest(user, sources)
    # Without the owner as a condition: SQLite would take the index of all of the user's contacts,
    # thinking it short. The ids are the user's own already.
    gathered = Contact.objects.kept().filter(
        *(source.holds for source in sources if source is not rarest),
        pk__in=rarest.contact_ids,
    )
    if is_rare:
        return Listed(gathered)
    return Listed(gathered, walk=pool.filter(*(source.holds for source in sources)), pool=pool)


def _rarest(user: User, sources: Sequence[Source]) -> tuple[Source, bool]:
    """The source to begin with, and whether it is rare: has no match beyond that number."""
    beyond = [
        Subquery(source.contact_ids.order_by()[limit : limit + 1])
        for limit in (RARE, FREQUENT)
        for source in sources
    ]
    found = User.objects.filter(pk=user.pk).values_list(*beyond).first() or ()
    for place, (source, over) in enumerate(zip([*sources, *sources], found, strict=False)):
        if over is None:
            return source, place < len(sources)
    return sources[0], False

"""Lists that stay quick however many contacts a user has: read from the rarest end.

A condition such as "has the tag uni" or "a word begins with mar" is a ``Source``: the ids of all
contacts it holds for, and a test of one contact. Where few contacts match, the ids are gathered
and those contacts sorted; where many do, the list is walked in its own order and each contact
tested until the page is full. What cannot be looked for, only tested, is a plain condition.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db.models import Exists, Q, QuerySet, Subquery

from accounts.models import User
from accounts.paging import Listed, Rows, Stretch
from accounts.prepared import Prepared
from contacts.models import Contact, ContactQuerySet

RARE = 200
"""Matches up to which testing and sorting them all is quicker than walking the list."""
REACH = 1000
"""Contacts that are tested for a page before all that match are gathered."""


@dataclass(frozen=True, slots=True)
class Source:
    """A condition on contacts.

    ``contact_ids`` gives one column of contact ids, of this user's contacts only: that is what
    keeps the list within the user's own. ``holds`` tests the outer contact.
    """

    contact_ids: QuerySet  # type: ignore[type-arg]
    holds: Exists


def contacts_of(
    user: User, sources: Sequence[Source], conditions: Sequence[Q | Exists] = ()
) -> Listed:
    """The user's contacts outside the trash for which all of these hold; stretches are of ids."""

    def mine() -> ContactQuerySet:
        return Contact.objects.owned_by(user).kept()

    def gathered() -> Rows:
        return _gathered(sources, conditions) if sources else mine().filter(*conditions)

    def ways(stretch: Stretch) -> Iterator[Rows | list[UUID]]:
        if not sources and not conditions and stretch.start is None:
            yield [pk for (pk,) in _beginning(stretch.order, stretch.count).rows(owner=user.pk)]
            return
        if sources:
            rare = _rare(user, sources)
            tested = [source.holds for source in sources if source is not rare]
            if rare:
                yield _ids(stretch.of(_gathered([rare], [*conditions, *tested])))
                return
            near = mine().filter(*conditions, *tested, stretch.within(REACH, of=mine()))
            yield _ids(stretch.of(near))
        yield _ids(stretch.of(gathered()))

    return Listed(gathered, ways)


def _gathered(sources: Sequence[Source], conditions: Sequence[Q | Exists]) -> Rows:
    """Everything that matches, from the ids that the sources give.

    Without the owner as a condition: SQLite would take the index of all of the user's contacts,
    thinking it short. The ids are the user's own already.
    """
    matching = Contact.objects.kept().filter(*conditions)
    for source in sources:
        matching = matching.filter(pk__in=source.contact_ids)
    return matching


def _ids(contacts: Rows) -> Rows:
    return contacts.values_list("pk", flat=True)


@cache
def _beginning(order: tuple[str, ...], count: int) -> Prepared:
    """The first of all contacts of a user: the page that is opened most."""
    first = Contact.objects.kept().order_by(*order).values_list("pk")
    return Prepared(lambda owner: first.filter(owner=owner)[:count])


def _rare(user: User, sources: Sequence[Source]) -> Source | None:
    """A source with few matches."""
    beyond = [Subquery(source.contact_ids.order_by()[RARE : RARE + 1]) for source in sources]
    found = User.objects.filter(pk=user.pk).values_list(*beyond).first() or ()
    return next(
        (source for source, over in zip(sources, found, strict=False) if over is None), None
    )

"""Who may see which contact: its owner. All others get 404, as for an id that never existed."""

from uuid import UUID

from django.http import Http404

from accounts.models import User
from contacts.models import Contact, DuplicatePair, Encounter, ImportBatch, Merge, Tag

LONGEST_CHAIN = 10
"""Merges of merges that are followed to the contact that was kept."""


def contact_or_404(user: User, contact_id: UUID) -> Contact:
    """This user's contact, outside the trash."""
    contact = Contact.objects.owned_by(user).kept().filter(pk=contact_id).first()
    if contact is None:
        raise Http404
    return contact


def contact_or_merged(user: User, contact_id: UUID) -> Contact:
    """The same; for one merged into another, the one that was kept: an old bookmark leads there."""
    mine = Contact.objects.owned_by(user)
    for _step in range(LONGEST_CHAIN):
        if contact := mine.kept().filter(pk=contact_id).first():
            return contact
        merge = Merge.objects.filter(owner=user, dropped=contact_id).first()
        if merge is None:
            break
        contact_id = merge.kept_id
    raise Http404


def pair_or_404(user: User, pair_id: UUID) -> DuplicatePair:
    """Two contacts of this user that may be one person, both loaded, the trash included."""
    mine = DuplicatePair.objects.filter(owner=user).select_related("first", "second")
    pair = mine.filter(pk=pair_id).first()
    if pair is None:
        raise Http404
    return pair


def trashed_or_404(user: User, contact_id: UUID) -> Contact:
    """This user's contact, in the trash or not: restoring twice is no error.

    One merged into another is not in the trash: it comes back by undoing the merge.
    """
    contact = Contact.objects.owned_by(user).filter(pk=contact_id, merged_by=None).first()
    if contact is None:
        raise Http404
    return contact


def encounter_or_404(user: User, contact_id: UUID, encounter_id: UUID) -> Encounter:
    """An encounter with this very contact of this user, with the contact loaded."""
    encounter = (
        Encounter.objects.owned_by(user)
        .filter(pk=encounter_id, contact=contact_id, contact__trashed_at=None)
        .select_related("contact")
        .first()
    )
    if encounter is None:
        raise Http404
    return encounter


def tag_or_404(user: User, tag_id: UUID) -> Tag:
    """This user's tag."""
    tag = Tag.objects.filter(owner=user, pk=tag_id).first()
    if tag is None:
        raise Http404
    return tag


def import_or_404(user: User, import_id: UUID) -> ImportBatch:
    """This user's import."""
    batch = ImportBatch.objects.owned_by(user).filter(pk=import_id).first()
    if batch is None:
        raise Http404
    return batch

"""A user's tags by name: found where they exist, made where they do not."""

from collections.abc import Iterable

from accounts.models import User
from contacts.models import Tag


def tags_named(owner: User, names: Iterable[str]) -> list[Tag]:
    """The user's tags of these names, compared folded; missing ones are created."""
    wanted = {Tag.key_of(name): name for name in names}
    if not wanted:
        return []
    mine = Tag.objects.filter(owner=owner, key__in=wanted)
    missing = wanted.keys() - set(mine.values_list("key", flat=True))
    Tag.objects.bulk_create(
        (Tag(owner=owner, name=wanted[key]) for key in sorted(missing)), ignore_conflicts=True
    )
    return list(mine.all())

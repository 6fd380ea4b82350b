"""A second pair of eyes: who may publish a version of a curated text or of a request type (T7)."""

from django.db.models import QuerySet

from accounts.models import User
from outreach.models import RequestTypeVersion, WordingVersion

Version = WordingVersion | RequestTypeVersion


def _editors() -> QuerySet[User]:
    return User.objects.filter(is_staff=True, is_active=True)


def needs_second_editor(editor: User) -> bool:
    """Whether somebody besides ``editor`` may publish."""
    return _editors().exclude(pk=editor.pk).exists()


def may_publish(version: Version, user: User) -> bool:
    """Whether this user may let people have it: none of its authors, but for the only editor."""
    return not version.authors.filter(pk=user.pk).exists() or not needs_second_editor(user)


def is_everybodys(version: Version) -> bool:
    """Whether all editors are among its authors, so that nobody is left to publish it."""
    return not _editors().exclude(pk__in=version.authors.values("pk")).exists()

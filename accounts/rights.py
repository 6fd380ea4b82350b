"""The rights of a user, as Django keeps them, by a prepared query.

The front page of the panel asks for them on each visit; Django builds two queries anew each time.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from accounts.models import User
from accounts.prepared import Prepared


def _held(way: str, user: Any) -> QuerySet[Any, Any]:
    """What a user has by ``way``, the path from a permission to the user."""
    held = Permission.objects.filter(**{way: user}).order_by()
    return held.values_list("content_type__app_label", "codename")


EVERY = Prepared(lambda user: _held("user", user).union(_held("group__user", user)))
"""Those given to the user, and those of the groups they are in."""


class PreparedRights(AuthenticationBackend):  # type: ignore[misc]
    """For a backend. Who may do all, or nothing, is left to Django."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """What every question about a right looks into; asked once for each request."""
        if not _is_asked_of(user_obj, obj):
            return set(super().get_all_permissions(user_obj, obj))
        if not hasattr(user_obj, "_perm_cache"):  # where Django keeps them
            found = EVERY.rows(user=user_obj.pk)
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in found}
        every: set[str] = user_obj._perm_cache
        return every


def _is_asked_of(user: Any, obj: Any) -> bool:
    return isinstance(user, User) and user.is_active and not user.is_superuser and obj is None

"""The rights of a user, as Django keeps them, by prepared queries.

The front page of the panel asks for them on each visit, and Django builds both queries anew.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission

from accounts.models import User
from accounts.prepared import Prepared


def _held(way: str) -> Prepared:
    """What a user has by ``way``, the path from a permission to the user."""
    columns = ("content_type__app_label", "codename")
    return Prepared(
        lambda user: Permission.objects.filter(**{way: user}).order_by().values_list(*columns)
    )


BY_THEMSELVES, BY_GROUPS = _held("user"), _held("group__user")


class PreparedRights(AuthenticationBackend):  # type: ignore[misc]
    """For a backend. Who may do all, or nothing, is left to Django."""

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """The rights given to this user."""
        if _is_asked_of(user_obj, obj):
            return _named(BY_THEMSELVES, user_obj)
        return set(super().get_user_permissions(user_obj, obj))

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """The rights of the groups this user is in."""
        if _is_asked_of(user_obj, obj):
            return _named(BY_GROUPS, user_obj)
        return set(super().get_group_permissions(user_obj, obj))


def _is_asked_of(user: Any, obj: Any) -> bool:
    return isinstance(user, User) and user.is_active and not user.is_superuser and obj is None


def _named(held: Prepared, user: User) -> set[str]:
    return {f"{app}.{codename}" for app, codename in held.rows(user=user.pk)}

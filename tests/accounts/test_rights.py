"""Rights by prepared queries: the same ones that Django finds."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission

from accounts.models import User
from accounts.returning import Backend


@pytest.fixture
def anna(make_user):
    """An advisor with a right of her own, and others by two groups."""
    anna = make_user("anna@example.org", "Anna", is_staff=True)
    see, change, add = Permission.objects.filter(content_type__app_label="outreach")[:3]
    anna.user_permissions.add(see)
    for name, rights in (("one", [see, change]), ("two", [change, add])):
        group = Group.objects.create(name=name)
        group.permissions.set(rights)
        anna.groups.add(group)
    return anna


def found(backend, user: User) -> tuple[set[str], ...]:
    """What a backend finds for the user as stored."""
    fresh = [User.objects.get(pk=user.pk) for _ in range(3)]
    return (
        backend.get_user_permissions(fresh[0]),
        backend.get_group_permissions(fresh[1]),
        backend.get_all_permissions(fresh[2]),
    )


def test_they_are_those_that_django_finds(anna):
    own, by_groups, every = found(Backend(), anna)
    assert (len(own), len(by_groups), len(every)) == (1, 3, 3)
    assert (own, by_groups, every) == found(ModelBackend(), anna)


@pytest.mark.parametrize("column", ["is_active", "is_superuser"])
def test_who_may_nothing_or_all_is_left_to_django(anna, column):
    User.objects.filter(pk=anna.pk).update(**{column: column == "is_superuser"})
    assert found(Backend(), anna) == found(ModelBackend(), anna)


def test_T2_a_right_taken_away_is_gone_with_the_next_request(anna):
    before = found(Backend(), anna)
    anna.user_permissions.clear()
    anna.groups.clear()
    assert (any(before), any(found(Backend(), anna))) == (True, False)

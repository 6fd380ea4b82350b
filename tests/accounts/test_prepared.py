"""Prepared queries give what the queryset gives, and are built once."""

from datetime import date
from uuid import uuid4

import pytest

from accounts.prepared import Prepared
from contacts.models import Contact
from tests.contacts.people import new_contact


@pytest.fixture
def people(alice, charlie) -> list[Contact]:
    """Three of Alice's, one of Charlie's."""
    new_contact(charlie, "Ana")
    return [new_contact(alice, name, last="2019") for name in ("Ana", "Bo", "Cy")]


def named(owner, names, since):
    found = Contact.objects.filter(owner=owner, name__in=names, silent_since__gt=since)
    return found.order_by("name").values_list("id", "name", "last_in_touch", "trashed_at")[:2]


def test_the_same_as_the_queryset(alice, people):
    values = {"owner": alice.pk, "names": ["Ana", "Cy"], "since": date(2000, 1, 1)}
    rows = Prepared(named).rows(**values)
    assert [tuple(row) for row in rows] == list(named(**values))
    assert [row[1] for row in rows] == ["Ana", "Cy"]


def test_other_values_other_rows(alice, charlie, people):
    prepared = Prepared(named)
    since = date(2000, 1, 1)
    assert len(prepared.rows(owner=alice.pk, names=["Bo"], since=since)) == 1
    assert len(prepared.rows(owner=alice.pk, names=["Ana", "Bo", "Cy"], since=since)) == 2
    assert prepared.rows(owner=alice.pk, names=["Bo"], since=date(2030, 1, 1)) == []
    assert prepared.rows(owner=uuid4(), names=["Bo"], since=since) == []


def test_built_once_for_each_length_of_a_list(alice, people):
    built = []

    def build(ids):
        built.append(ids)
        return Contact.objects.filter(pk__in=ids).values_list("name")

    prepared = Prepared(build)
    ids = [contact.pk for contact in people]
    for some in (ids[:1], ids[1:2], ids[:2], ids[1:]):
        assert len(prepared.rows(ids=some)) == len(some)
    assert [len(stand_ins) for stand_ins in built] == [1, 2]


def test_no_values_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Prepared(named).rows(owner=uuid4(), names=[], since=date(2000, 1, 1)) == []


def test_a_value_that_is_not_used_is_an_error(alice):
    with pytest.raises(ValueError, match="owner"):
        Prepared(lambda owner: Contact.objects.values_list("id")).rows(owner=alice.pk)

"""Many rows at once: the same rows as objects would give, on both databases."""

from datetime import UTC, datetime
from uuid import uuid4

from accounts.bulk import Insert, update
from accounts.models import AuditEvent, User

AT = datetime(2026, 11, 26, 15, tzinfo=UTC)


def test_rows_are_written_as_objects_would_be(alice) -> None:
    insert = Insert(AuditEvent, "id", "actor", "verb", "object_type", "object_id", "fields", "at")
    ids = [uuid4(), uuid4()]
    insert.add(ids[0], alice.pk, 'it\'s "quoted" 100%', "user", "1", ["é", "b"], AT)
    insert.add(ids[1], None, "", "", "", [], AT)
    assert not AuditEvent.objects.exists()
    insert.write()
    first, second = (AuditEvent.objects.get(pk=id) for id in ids)
    assert (first.actor, first.verb, first.fields, first.at) == (
        alice,
        'it\'s "quoted" 100%',
        ["é", "b"],
        AT,
    )
    assert (second.actor, second.fields) == (None, [])


def test_columns_are_set_by_key(alice, charlie) -> None:
    rows = [("Alice of Ottawa", AT, alice.pk), ("Nobody", None, uuid4())]
    update(User, ["display_name", "last_login"], rows)
    alice.refresh_from_db()
    assert (alice.display_name, alice.last_login) == ("Alice of Ottawa", AT)
    assert User.objects.get(pk=charlie.pk).display_name == "Charlie Webb"


def test_nothing_to_write_asks_nothing(db, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        Insert(User, "id").write()
        update(User, ["display_name"], [])


def test_only_rows_that_are_as_they_were_are_changed(alice, charlie) -> None:
    rows = [("A", "Alice Roy", alice.pk), ("C", "Another name", charlie.pk)]
    assert update(User, ["display_name"], rows, where=["display_name"]) == 1
    names = User.objects.order_by("email").values_list("display_name", flat=True)
    assert list(names) == ["A", "Charlie Webb"]

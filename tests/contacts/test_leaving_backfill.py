"""P6: contacts that stood here before: since when nothing was done, and who came with a file."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

from django.apps import apps

from accounts.audit import record
from contacts.models import Contact

THEN = datetime(2026, 1, 5, 9, tzinfo=UTC)


def test_P6_the_first_look_at_those_who_stood_here_before(alice) -> None:
    typed, imported, edited = (Contact.objects.create(owner=alice, name=name) for name in "TIE")
    for contact in (imported, edited):
        record(actor=alice, verb="import", target=contact)
    Contact.objects.update(created_at=THEN, updated_at=THEN + timedelta(days=1))
    Contact.objects.filter(pk=edited.pk).update(version=2)
    import_module("contacts.migrations.0012_who_came_with_a_file").find_out(apps, None)
    stand = dict(Contact.objects.values_list("pk", "imported_at"))
    assert stand == {typed.pk: None, imported.pk: THEN, edited.pk: None}
    assert set(Contact.objects.values_list("idle_since", flat=True)) == {THEN + timedelta(days=1)}

"""Contacts that stand here already: since when nothing was done, and who came with a file."""

from itertools import islice

from django.db import migrations
from django.db.models import F

AT_ONCE = 500


def find_out(apps, schema_editor):
    Contact = apps.get_model("contacts", "Contact")
    Contact.objects.update(idle_since=F("updated_at"))
    imports = apps.get_model("accounts", "AuditEvent").objects.filter(
        verb="import", object_type="contact"
    )
    ids = imports.order_by().values_list("object_id", flat=True).iterator()
    while some := list(islice(ids, AT_ONCE)):
        # Edited since, by whomever: it stays for as long as what was typed.
        Contact.objects.filter(pk__in=some, version=1).update(imported_at=F("created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("contacts", "0011_how_long_people_stay"),
        ("accounts", "0001_initial"),
    ]

    operations = [migrations.RunPython(find_out, migrations.RunPython.noop)]

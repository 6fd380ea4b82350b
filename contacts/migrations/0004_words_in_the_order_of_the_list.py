"""The words of a contact take over the date that lists are sorted by; addresses begin with "@"."""

import datetime
from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat, Substr

WORD_LIMIT = 40


def take_over(apps: Any, schema_editor: Any) -> None:
    """What ``contacts.search.index`` writes from now on."""
    words = apps.get_model("contacts", "ContactWord").objects.using(schema_editor.connection.alias)
    contact = apps.get_model("contacts", "Contact").objects.filter(pk=OuterRef("contact"))
    words.update(silent_since=Subquery(contact.values("silent_since")))
    marked = Substr(Concat(Value("@"), "word"), 1, WORD_LIMIT)
    words.filter(word__contains="@").update(word=marked)


def give_back(apps: Any, schema_editor: Any) -> None:
    """Addresses without the mark."""
    words = apps.get_model("contacts", "ContactWord").objects.using(schema_editor.connection.alias)
    words.filter(word__startswith="@").update(word=Substr("word", 2))


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0003_more_ways_to_know_a_person"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="contactword", name="words_of_an_owner"),
        migrations.AddField(
            model_name="contactword",
            name="silent_since",
            field=models.DateField(default=datetime.date(1, 1, 1)),
        ),
        migrations.RunPython(take_over, give_back),
        migrations.AddIndex(
            model_name="contactword",
            index=models.Index(
                fields=["owner", "word", "silent_since", "contact"],
                name="words_by_silence",
                opclasses=["uuid_ops", "varchar_pattern_ops", "date_ops", "uuid_ops"],
            ),
        ),
    ]

from typing import Any

from django.conf import settings
from django.db import migrations, models


def begin_with_the_author(apps: Any, schema_editor: Any) -> None:
    """Of versions that are there already, the one who proposed it is known, and nobody else."""
    version = apps.get_model("outreach", "WordingVersion")
    known = version.objects.filter(author__isnull=False).values_list("pk", "author")
    through = version.authors.through
    through.objects.bulk_create(
        through(wordingversion_id=pk, user_id=author) for pk, author in known
    )


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0025_everybody_whose_words_are_in_a_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="wordingversion",
            name="authors",
            field=models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(begin_with_the_author, migrations.RunPython.noop),
    ]

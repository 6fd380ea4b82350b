from typing import Any

from django.conf import settings
from django.db import migrations, models


def begin_with_the_author(apps: Any, schema_editor: Any) -> None:
    """Of versions that are there already, the one who saved it last is known, and nobody else."""
    version = apps.get_model("outreach", "RequestTypeVersion")
    known = version.objects.filter(author__isnull=False).values_list("pk", "author")
    through = version.authors.through
    through.objects.bulk_create(
        through(requesttypeversion_id=pk, user_id=author) for pk, author in known
    )


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0024_who_tells_it"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="requesttypeversion",
            name="authors",
            field=models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(begin_with_the_author, migrations.RunPython.noop),
    ]

from django.db import migrations


class Migration(migrations.Migration):
    """What the tick looks for every minute: tasks whose worker died. The table is another
    package's, which has an index of the waiting ones only."""

    dependencies = [("django_tasks_database", "0021_conditional_partial_index_ordering")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX running_tasks ON django_tasks_database_dbtaskresult (started_at) "
            "WHERE status = 'RUNNING'",
            "DROP INDEX running_tasks",
        )
    ]

"""What happened is neither changed nor taken away, whoever asks the database.

Two doors stay open. Who did something may become nobody: accounts are deleted. And what is older
than 30 days may be deleted by age: however short a host makes the time that the trail is kept, what
was just done stays. The database looks at its own clock.

On SQLite a migration that rebuilds this table takes the triggers along: write them anew there.
"""

from django.db import migrations

ON_SQLITE = [
    """
    CREATE TRIGGER accounts_auditevent_unchanged BEFORE UPDATE ON accounts_auditevent
    WHEN NEW.actor_id IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.verb IS NOT OLD.verb
      OR NEW.object_type IS NOT OLD.object_type OR NEW.object_id IS NOT OLD.object_id
      OR NEW.fields IS NOT OLD.fields OR NEW.at IS NOT OLD.at
    BEGIN SELECT RAISE(ABORT, 'An audit event cannot be changed.'); END
    """,
    """
    CREATE TRIGGER accounts_auditevent_kept BEFORE DELETE ON accounts_auditevent
    WHEN OLD.at >= datetime('now', '-30 days')
    BEGIN SELECT RAISE(ABORT, 'An audit event cannot be deleted.'); END
    """,
]
OFF_SQLITE = [
    "DROP TRIGGER accounts_auditevent_unchanged",
    "DROP TRIGGER accounts_auditevent_kept",
]

ON_POSTGRESQL = [
    """
    CREATE FUNCTION accounts_auditevent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        IF NEW.actor_id IS NULL AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'An audit event cannot be changed.' USING ERRCODE = 'restrict_violation';
      END IF;
      IF TG_OP = 'DELETE' THEN
        IF OLD.at < now() - interval '30 days' THEN
          RETURN OLD;
        END IF;
      END IF;
      RAISE EXCEPTION 'An audit event cannot be deleted.' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER accounts_auditevent_unchanged BEFORE UPDATE OR DELETE ON accounts_auditevent
    FOR EACH ROW EXECUTE FUNCTION accounts_auditevent_stays()
    """,
    """
    CREATE TRIGGER accounts_auditevent_kept BEFORE TRUNCATE ON accounts_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_auditevent_stays()
    """,
]
OFF_POSTGRESQL = [
    "DROP TRIGGER accounts_auditevent_unchanged ON accounts_auditevent",
    "DROP TRIGGER accounts_auditevent_kept ON accounts_auditevent",
    "DROP FUNCTION accounts_auditevent_stays()",
]
ON = {"sqlite": ON_SQLITE, "postgresql": ON_POSTGRESQL}
OFF = {"sqlite": OFF_SQLITE, "postgresql": OFF_POSTGRESQL}


def switch_on(apps, schema_editor):
    for statement in ON[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def switch_off(apps, schema_editor):
    for statement in OFF[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_closed_by_their_owners'),
    ]

    operations = [
        migrations.RunPython(switch_on, switch_off),
    ]

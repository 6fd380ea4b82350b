"""One migrated database a run: the first worker makes it, the others begin with a copy of it.

``scripts/test.py`` names the folder in TEST_FOLDER; without it every process migrates for
itself. ``migrate`` runs on the copy too, and finds nothing left to do.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction

FOLDER = os.environ.get("TEST_FOLDER", "")
NAME = "migrated"
"""Of the database on PostgreSQL whose copies the workers get; its server is thrown away."""
STAY = {"django_content_type", "auth_permission"}
"""Tables that ``migrate`` fills and no test writes."""


@contextmanager
def turn() -> Iterator[Path | None]:
    """One worker after the other; yields the file that is there when the database is made."""
    if not FOLDER:
        yield None
        return
    made = Path(FOLDER) / f"{NAME}.{connection.vendor}"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield made


@contextmanager
def copied(made: Path) -> Iterator[None]:
    """The test database that Django is about to create has everything already."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = NAME
        yield
        return
    # In memory, and there for as long as somebody is connected.
    name = connection.creation._get_test_db_name()
    with closing(sqlite3.connect(made)) as file, closing(sqlite3.connect(name, uri=True)) as memory:
        file.backup(memory)
        yield


def keep(made: Path) -> None:
    """Put a copy of the database that is open aside, for the other workers."""
    if connection.vendor == "postgresql":
        ours = connection.settings_dict["NAME"]
        connection.close()  # a database is copied when nobody is connected
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{NAME}" TEMPLATE "{ours}"')
        made.touch()
        return
    unfinished = made.with_suffix(".unfinished")
    with closing(sqlite3.connect(unfinished)) as file:
        connection.connection.backup(file)
    unfinished.rename(made)


def migrated() -> str:
    """What another process may copy, as soon as this one has its own: a file, or the name of a
    database. Nothing without a folder."""
    if not FOLDER:
        return ""
    return NAME if connection.vendor == "postgresql" else str(Path(FOLDER) / f"{NAME}.sqlite")


def empty() -> None:
    """Delete the rows of every table that has some: faster than emptying all of them.

    From the audit trail nothing may be deleted (accounts/migrations/0004). For that moment its
    guard steps aside.
    """
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - STAY
    questions = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables)
    guard = import_module("accounts.migrations.0004_the_trail_is_append_only")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sorted(questions)))
        filled = [name for (name,) in cursor.fetchall()]
        guarded = "accounts_auditevent" in filled
        deletions = [f'DELETE FROM "{name}"' for name in filled]
        off, on = (guard.OFF, guard.ON) if guarded else ({}, {})
        vendor = connection.vendor
        for sql in (*off.get(vendor, ()), *deletions, *on.get(vendor, ())):
            cursor.execute(sql)

"""A backup made while mail leaves, and put back later: F33."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import connection, connections

from faults.environment import postgres_binaries
from faults.fault import Tally, fault
from faults.posting import Post
from faults.workers import worker
from faults.world import World, at_random
from outreach.models import ON_ITS_WAY, Delivery


@fault("F33", "backup in the middle of sending, put back afterwards")
def restored(world: World, some: Random) -> Tally:
    """What waited then is a draft or unconfirmed, and nothing is sent a second time."""
    tally, post = Tally(), Post(world, some, some.randint(2, 5))
    post.undo_is_over()
    world.mail.behaves(slow=some.choice([0, 0.005]))
    first = worker(world)
    at_random(some, 0.25)
    backup = _backup(world.folder)
    post.settles()
    first.kill()
    tally.kills = 1
    world.mail.behaves()
    _put_back(backup)
    waited = [m.pk for m in post.now() if m.delivery in ON_ITS_WAY]
    with open(world.log, "a") as log:
        call_command("after_restore", stdout=log)
    world.clock.passes(hours=some.uniform(0.1, 30))
    second = worker(world)
    at_random(some, 0.1)
    second.kill()
    for message in post.now():
        is_held = message.delivery in (Delivery.DRAFT, Delivery.UNCONFIRMED)
        tally.must(is_held or message.pk not in waited, f"waited, and then {message.delivery}")
    accepted = world.mail.counts()
    tally.messages = len(post.messages)
    tally.duplicates = sum(count - 1 for count in accepted.values() if count > 1)
    tally.unconfirmed = post.deliveries().count(Delivery.UNCONFIRMED)
    tally.lost = sum(not accepted[m.message_id] and m.pk not in waited for m in post.messages)
    return tally


def _backup(folder: Path) -> Path:
    """As docs/deploy.md says, while the site runs."""
    path = folder / "backup"
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as live,
            closing(sqlite3.connect(path)) as copy,
        ):
            live.backup(copy)
        return path
    _postgres("pg_dump", "--format=custom", f"--file={path}")
    return path


def _put_back(path: Path) -> None:
    """Everything is again as it was."""
    connections.close_all()
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(path)) as copy,
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as live,
        ):
            copy.backup(live)
        return
    _postgres("pg_restore", "--clean", "--if-exists", "--single-transaction", str(path))


def _postgres(command: str, *arguments: str) -> None:
    known: dict[str, Any] = connection.settings_dict
    where = [f"--host={known['HOST']}", f"--port={known['PORT']}", f"--username={known['USER']}"]
    program = str(postgres_binaries() / command)
    subprocess.run([program, *where, f"--dbname={known['NAME']}", *arguments], check=True)

"""Transactions that collide in the database and are done again: F11."""

import os
import time
from functools import partial
from pathlib import Path
from random import Random

from django.db import DatabaseError, connection, transaction
from django.db.models import F

from accounts import again
from accounts.again import MOST_RETRIES
from contacts.models import Contact
from faults.fault import Tally, fault
from faults.people import contact_of, sender
from faults.world import World

PROCESSES, UNITS, ROWS = 3, 5, 3


@fault("F11", "3 processes whose transactions lock each other out")
def collisions(world: World, some: Random) -> Tally:
    """Each unit counts once or not at all, has four tries at most, and tells of itself once."""
    user, tally = sender(world, some), Tally(messages=PROCESSES * UNITS)
    contacts = [contact_of(user, some) for _ in range(ROWS)]
    told = world.folder / "told"
    told.write_bytes(b"")
    is_serializable = some.random() < 0.5
    orders = [[some.sample(contacts, ROWS) for _ in range(UNITS)] for _ in range(PROCESSES)]
    children = [world.start(partial(_work, told, is_serializable, mine)) for mine in orders]
    for child in children:
        tally.must(child.ends_within(120), "they wait for each other for ever")
        tally.must(child.exit_code == 0, f"ended with {child.exit_code}")
    lines = told.read_text().split()
    done, refused = lines.count("done"), lines.count("refused")
    versions = Contact.objects.filter(owner=user).values_list("version", flat=True)
    written = sum(versions) - ROWS
    tally.must(done + refused == PROCESSES * UNITS, "a unit said nothing, or twice")
    tally.kills = lines.count("again") + refused
    tally.must(lines.count("again") <= (done + refused) * MOST_RETRIES, "too many tries")
    tally.duplicates = max(0, written - done * ROWS)
    tally.lost = max(0, done * ROWS - written)
    return tally


def _work(told: Path, is_serializable: bool, orders: list[list[Contact]]) -> None:
    """One process: so many units, each over the same rows in an order of its own."""
    _impatient(is_serializable)
    file = os.open(told, os.O_WRONLY | os.O_APPEND)
    say = partial(os.write, file)

    def pause(done: int) -> float:
        say(b"again\n")
        return usual(done)

    usual, again.pause = again.pause, pause

    @again.atomic_again
    def unit(contacts: list[Contact]) -> None:
        transaction.on_commit(lambda: say(b"done\n"))
        for contact in contacts:
            time.sleep(0.002)  # long enough for another process to come between
            Contact.objects.filter(pk=contact.pk).update(version=F("version") + 1)

    for contacts in orders:
        try:
            unit(contacts)
        except DatabaseError:
            say(b"refused\n")


def _impatient(is_serializable: bool) -> None:
    """Let the database give up at once instead of waiting, so that there is something to see."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 1")
            return
        cursor.execute("SET deadlock_timeout = '5ms'")
        level = "serializable" if is_serializable else "read committed"
        cursor.execute(f"SET default_transaction_isolation = '{level}'")

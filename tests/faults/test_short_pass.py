"""Every fault once, with real processes; ``make faults`` tries each a hundred times."""

import os
import subprocess
import sys
from random import SystemRandom

from django.db import connection

from faults.environment import ROOT
from tests import databases
from tests.examples import all_are_asked_for

OF_THE_DATABASE = (
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F11",
    "F20",
    "F21",
    "F23",
    "F24",
    "F30",
    "F33",
    "F34",
)
"""Kills and collisions; the others tell of mail servers and clocks, as well on one database."""


def test_every_promise_is_kept_once(django_db_setup) -> None:
    database = "sqlite" if connection.vendor == "sqlite" else "postgres"
    seed = 1 if os.environ.get("CI") else SystemRandom().randrange(10**6)
    command = [sys.executable, "-m", "faults", "--runs", "1", "--seed", str(seed)]
    command += ["--migrated", databases.migrated()]
    if database == "postgres" and not all_are_asked_for():
        command += [word for one in OF_THE_DATABASE for word in ("--only", one)]
    done = subprocess.run(
        [*command, "--database", database], cwd=ROOT, capture_output=True, text=True, timeout=1800
    )
    assert done.returncode == 0, done.stdout + done.stderr

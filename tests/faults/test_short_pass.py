"""Every fault once, with real processes; ``make faults`` tries each a hundred times."""

import os
import subprocess
import sys
from random import SystemRandom

from django.db import connection

from faults.environment import ROOT
from tests import databases


def test_every_promise_is_kept_once(django_db_setup) -> None:
    database = "sqlite" if connection.vendor == "sqlite" else "postgres"
    seed = 1 if os.environ.get("CI") else SystemRandom().randrange(10**6)
    command = [sys.executable, "-m", "faults", "--runs", "1", "--seed", str(seed)]
    command += ["--migrated", databases.migrated()]
    done = subprocess.run(
        [*command, "--database", database], cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr

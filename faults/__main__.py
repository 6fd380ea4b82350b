"""``make faults``: what goes wrong, many times, and whether the promises hold each time.

make faults                                   every fault 100 times on SQLite and PostgreSQL
make faults ARGS="--only F4 --runs 500"       one fault, more often
make faults ARGS="--only F4 --seed 1037 --runs 1 --database sqlite"    one try again

A try that broke a promise is named with its seed. The exit code is 1 when there was one.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from faults.environment import ROOT, environment, postgres_scripts
from faults.report import show

DATABASES = ("sqlite", "postgres")
# In memory where that is possible: a killed process loses nothing that it has written anywhere.
FOLDER = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


def main(arguments: list[str]) -> int:
    """Try on each database in a process of its own, then print one table."""
    options = parsed(arguments)
    if options.inside:
        from faults.trial import trial

        return trial(options)
    databases = DATABASES if options.database == "both" else (options.database,)
    say(f"{options.runs} runs of each fault from seed {options.seed} on {' and '.join(databases)}")
    rows = [row for database in databases for row in tried_on(database, options)]
    show(rows, options.seed)
    return 0 if rows and all(row["is_kept"] for row in rows) else 1


def parsed(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--runs", type=int, default=100, help="of each fault (100)")
    parser.add_argument("--seed", type=int, help="of the first run; the next ones count on")
    parser.add_argument("--only", action="append", default=[], metavar="F4", help="repeatable")
    parser.add_argument("--database", choices=(*DATABASES, "both"), default="both")
    parser.add_argument("--migrated", metavar="WHERE", help=argparse.SUPPRESS)
    parser.add_argument("--inside", metavar="FILE", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.seed is None:  # small enough to be typed
        options.seed = int.from_bytes(os.urandom(3), "big")
    return options


def tried_on(database: str, options: argparse.Namespace) -> list[dict[str, Any]]:
    """The rows of one database."""
    with (
        tempfile.TemporaryDirectory(prefix="faults-", dir=FOLDER) as name,
        server(database, name, options.migrated) as url,
    ):
        result = Path(name) / "rows.json"
        command = [sys.executable, "-m", "faults", "--inside", str(result)]
        command += ["--runs", str(options.runs), "--seed", str(options.seed)]
        command += ["--database", database]
        for one in options.only:
            command += ["--only", one]
        settings = {**environment(Path(name)), "DATABASE_URL": url}
        subprocess.run(command, cwd=ROOT, env=settings, check=False)
        return list(json.loads(result.read_text())) if result.exists() else []


@contextmanager
def server(database: str, folder: str, migrated: str | None) -> Iterator[str]:
    """A database with nothing in it: a file, or one of its own on a server that is there already
    (DATABASE_URL), or a server of its own. The tests name one to copy, with its tables made."""
    given = os.environ.get("DATABASE_URL", "")
    if database == "sqlite":
        if migrated:
            shutil.copyfile(migrated, f"{folder}/faults.sqlite3")
        yield f"sqlite:///{folder}/faults.sqlite3"
    elif given.startswith("postgres"):
        with own_database(given, migrated or "template1") as url:
            yield url
    else:
        with postgres_scripts().throw_away_server() as url:
            yield url


@contextmanager
def own_database(server_url: str, template: str) -> Iterator[str]:
    """A database of our own on a server, gone afterwards."""
    name = f"faults_{os.getpid()}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        try:
            yield server_url.rpartition("/")[0] + f"/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

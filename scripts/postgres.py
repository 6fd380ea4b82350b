"""A throw-away PostgreSQL server on loopback for the length of a ``with`` block.

``python scripts/postgres.py COMMAND …`` runs a command with its DATABASE_URL.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOT_ROOT = "nobody"  # the server refuses to run as root
SETUP = ("--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
# As on most hosts, where "é" sorts beside "e"; servers before 15 do without.
COLLATION = ("--locale-provider=icu", "--icu-locale=en-CA")


def binaries() -> Path | None:
    """Where initdb and pg_ctl are; None when PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    return newest.parent if newest else None


@contextmanager
def throw_away_server() -> Iterator[str]:
    """Start a server with nothing in it and yield its DATABASE_URL; it leaves no trace."""
    folder = binaries()
    if folder is None:
        raise RuntimeError("PostgreSQL is not installed.")
    with tempfile.TemporaryDirectory() as home:
        user, data, port = _user(home), f"{home}/data", _free_port()
        initdb = [str(folder / "initdb"), "-D", data, *SETUP]
        if not _succeeds([*initdb, *COLLATION], user):
            _run(initdb, user)
        flags = f"-h 127.0.0.1 -p {port} -k {home} -c fsync=off -c max_connections=60"
        pg_ctl = [str(folder / "pg_ctl"), "-D", data, "-w"]
        _run([*pg_ctl, "-o", flags, "-l", f"{home}/log", "start"], user)
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run([*pg_ctl, "-m", "immediate", "stop"], user)


def _user(home: str) -> str | None:
    """The user to run as: ourselves, or nobody when we are root."""
    if os.geteuid() != 0:
        return None
    account = pwd.getpwnam(NOT_ROOT)
    os.chown(home, account.pw_uid, account.pw_gid)
    return NOT_ROOT


def _succeeds(command: list[str], user: str | None) -> bool:
    quiet = subprocess.DEVNULL
    return subprocess.call(command, user=user, cwd="/", stdout=quiet, stderr=quiet) == 0


def _run(command: list[str], user: str | None) -> None:
    subprocess.run(command, user=user, cwd="/", stdout=subprocess.DEVNULL, check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    with throw_away_server() as url:
        sys.exit(subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}))

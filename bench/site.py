"""The site under measurement: gunicorn as in production, on a SQLite file of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN = 60


def environment(folder: Path) -> dict[str, str]:
    """The settings of the measured site."""
    return {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "STATIC_ROOT": str(folder / "static"),
        "SECRET_KEY": "only-for-the-benchmark-" + "0123456789" * 5,
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "PLAIN_HTTP": "1",
        "LOG_LEVEL": "WARNING",
    }


@contextmanager
def served(extra: dict[str, str]) -> Iterator[tuple[int, psutil.Process]]:
    """Start gunicorn on a free port; yields the port and the master process."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    # Recycling workers in the middle would measure the start of a process.
    command += ["--max-requests", "0", "--log-level", "warning", "reconnect_site.wsgi"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **extra})
    try:
        _wait(port, process)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(40)


def memory(master: psutil.Process) -> list[float]:
    """Resident memory of every worker, in MB."""
    return [child.memory_info().rss / 1e6 for child in master.children()]


def busy(master: psutil.Process) -> float:
    """Seconds of processor time that the workers have used so far."""
    times = [child.cpu_times() for child in master.children()]
    return float(sum(time.user + time.system for time in times))


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    last_call = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < last_call and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("gunicorn did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""What the processes of a trial are started with. Read before Django is set up."""

import importlib
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def postgres_scripts() -> Any:
    """scripts/postgres.py, which is no package."""
    sys.path.insert(0, str(ROOT / "scripts"))
    return importlib.import_module("postgres")


def postgres_binaries() -> Path:
    """Where pg_dump and its like are."""
    found: Path = postgres_scripts().binaries()
    return found


def environment(folder: Path) -> dict[str, str]:
    """What the site and its processes are started with."""
    return {
        "DJANGO_SETTINGS_MODULE": "faults.settings",
        "FAULTS_CLOCK": str(folder / "clock"),
        "SECRET_KEY": "only-for-the-faults-" + "0123456789" * 5,
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "PLAIN_HTTP": "1",
        "SITE_URL": "http://reconnect.example",
        "WEB_CONCURRENCY": "2",
        "WEB_THREADS": "8",
        "LOG_LEVEL": "WARNING",
        "PATH": os.environ["PATH"],
    }

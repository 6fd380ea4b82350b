"""What the processes of a trial are started with. Read before Django is set up."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


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

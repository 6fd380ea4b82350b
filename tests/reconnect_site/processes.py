"""Processes of the site: told what to work on by their environment, and waited for."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from django.conf import settings

from tests.at_once import LONG

OF_A_SITE = {
    "DJANGO_SETTINGS_MODULE": "reconnect_site.settings",
    "SECRET_KEY": "tests-only-" + "x" * 60,
    "ALLOWED_HOSTS": "localhost",
    "PLAIN_HTTP": "1",
}


class Process:
    """``with Process(log, "-m", "django", "worker", DATABASE_URL=…) as worker: …``"""

    def __init__(self, log: Path, *arguments: str, **environment: str) -> None:
        self.log, self.arguments = log, arguments
        self.environment = {"PATH": os.environ["PATH"], **OF_A_SITE, **environment}

    def __enter__(self) -> "Process":
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.arguments],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def terminate(self, seconds: float = LONG) -> int:
        """Ask it to end; its exit code."""
        self.process.terminate()
        return self.process.wait(seconds)

    def until(self, true: Callable[[], bool], seconds: float = LONG) -> None:
        """Wait until it is true; else show what the process said."""
        deadline = time.monotonic() + seconds
        while not true():
            is_there = self.process.poll() is None
            assert is_there and time.monotonic() < deadline, self.log.read_text()  # noqa: PT018
            time.sleep(0.05)

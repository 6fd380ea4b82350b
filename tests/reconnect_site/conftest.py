"""Real servers and real processes, where what is asked for is more than one process can show."""

import gc
import importlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.redis_server import BINARY, MISSING, RedisServer


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    """A Redis of its own for this test."""
    if BINARY is None:
        pytest.skip(MISSING)
    with RedisServer() as server:
        yield server


@pytest.fixture
def on_celery(redis, settings) -> Iterator[RedisServer]:
    """A site whose tasks go to Celery through that Redis."""
    settings.CELERY_URL = redis.url
    settings.TASKS = {"default": {"BACKEND": "reconnect_site.celery_backend.CeleryBackend"}}
    from reconnect_site import celery

    celery = importlib.reload(celery)
    yield redis
    celery.app.pool.force_close_all()
    celery.app.close()
    gc.collect()


@pytest.fixture
def celery_worker(database_url, on_celery, tmp_path) -> Iterator["CeleryWorker"]:
    """``celery -A reconnect_site worker`` on the database and the Redis of this test."""
    with CeleryWorker(database_url, on_celery.url, tmp_path / "celery.log") as worker:
        yield worker


class CeleryWorker:
    """A real worker process with one child, and what it logs."""

    def __init__(self, database: str, broker: str, log: Path) -> None:
        self.log = log
        self.environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": database,
            "CELERY_URL": broker,
        }

    def __enter__(self) -> "CeleryWorker":
        command = [sys.executable, "-m", "celery", "-A", "reconnect_site", "worker", "-c", "1"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "--loglevel", "INFO", "--without-gossip", "--without-mingle"],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

"""Real servers and real processes, where what is asked for is more than one process can show."""

import gc
import importlib
from collections.abc import Iterator

import pytest

from tests.reconnect_site.processes import Process
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
def celery_worker(database_url, on_celery, tmp_path) -> Iterator[Process]:
    """``celery -A reconnect_site worker`` on the database and the Redis of this test."""
    command = ["-m", "celery", "-A", "reconnect_site", "worker", "-c", "1", "--loglevel", "INFO"]
    quick = ["--without-gossip", "--without-mingle"]
    here = {"DATABASE_URL": database_url, "CELERY_URL": on_celery.url}
    with Process(tmp_path / "celery.log", *command, *quick, **here) as worker:
        yield worker


@pytest.fixture
def in_queue(settings, db) -> None:
    """Tasks go into the table, as on a host."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

"""The django.tasks calls on Celery: what arrives in a real Redis, and when."""

import base64
import json
import logging
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from redis.connection import Connection

User = get_user_model()


@task()
def noted(word: str, *, count: int = 1) -> None:
    """Never run here."""


def waiting(redis) -> list[tuple[str, list[object], dict[str, object]]]:
    """What Celery workers would find: path, arguments."""
    with redis.client() as client:
        messages = [json.loads(raw) for raw in client.lrange("reconnect", 0, -1)]
    bodies = [json.loads(base64.b64decode(message["body"])) for message in messages]
    return [tuple(body[0]) for body in bodies]


PATH = f"{__name__}.noted"


@pytest.mark.django_db(transaction=True)
def test_a_task_arrives_with_its_path_and_arguments(on_celery) -> None:
    result = noted.enqueue("a", count=2)
    assert waiting(on_celery) == [(PATH, ["a"], {"count": 2})]
    assert len(result.id) == 32


@pytest.mark.django_db(transaction=True)
def test_it_arrives_when_the_transaction_is_committed(on_celery) -> None:
    with transaction.atomic():
        noted.enqueue("a")
        assert waiting(on_celery) == []
    assert waiting(on_celery) == [(PATH, ["a"], {})]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_is_undone_sends_nothing(on_celery) -> None:
    with transaction.atomic():
        noted.enqueue("a")
        transaction.set_rollback(True)
    assert waiting(on_celery) == []


@pytest.mark.django_db(transaction=True)
def test_a_deferred_task_says_from_when_on(on_celery) -> None:
    later = timezone.now() + timedelta(minutes=5)
    noted.using(run_after=later).enqueue("a")
    with on_celery.client() as client:
        (message,) = [json.loads(raw) for raw in client.lrange("reconnect", 0, -1)]
    assert message["headers"]["eta"] == later.isoformat()


@pytest.mark.django_db(transaction=True)
def test_R5_while_redis_is_away_saving_goes_on_at_once(
    on_celery, caplog, make_user, monkeypatch
) -> None:
    """It is knocked at and not waited for."""
    on_celery.stop()
    knocks, connect = [], Connection._connect
    monkeypatch.setattr(Connection, "_connect", lambda one: (knocks.append(one), connect(one)))
    with caplog.at_level(logging.ERROR), transaction.atomic():
        noted.enqueue("canary")
        make_user("saved@example.org", "Saved")
    assert len(knocks) <= 2
    assert User.objects.filter(email="saved@example.org").exists()
    assert "Error calling" in caplog.text
    assert "canary" not in caplog.text


def test_what_json_cannot_hold_is_refused(on_celery, db) -> None:
    with pytest.raises(TypeError):
        noted.enqueue(object())

"""Tasks for workers that are processes of their own: each leaves its trace in the database."""

import os
import signal
import time

from django.core.cache import cache
from django_tasks import task

from accounts.models import AuditEvent, User


def trace(user: User, verb: str) -> None:
    """A row that the test can count."""
    AuditEvent.objects.create(actor=user, verb=verb, object_type="chore", object_id=str(user.pk))


@task()
def done(user_id: str) -> None:
    """Leave a trace."""
    trace(User.objects.get(pk=user_id), "done")


@task()
def broken(user_id: str) -> None:
    """Fail with something in hand that must not be logged."""
    raise ValueError(User.objects.get(pk=user_id).email)


@task()
def held(user_id: str) -> None:
    """Go on when somebody leaves a trace that says so."""
    user = User.objects.get(pk=user_id)
    trace(user, "begun")
    while not AuditEvent.objects.filter(actor=user, verb="go on").exists():
        time.sleep(0.05)
    trace(user, "done")


@task()
def killed_once(user_id: str) -> None:
    """The first time, this process is killed in the middle of it."""
    user = User.objects.get(pk=user_id)
    trace(user, "begun")
    if cache.add(f"killed:{user_id}", True):
        os.kill(os.getpid(), signal.SIGKILL)
    trace(user, "done")


@task()
def numbered(user_id: str, number: int) -> None:
    """Leave a trace with a number."""
    trace(User.objects.get(pk=user_id), f"done {number}")

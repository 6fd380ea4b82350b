"""Celery, for hosts with several machines: ``celery -A reconnect_site worker``.

One Celery task runs them all. It is given the path of a task and ids, never names or texts. The
rows of the database hold the truth (LIBRARIES.md, section 4): a message may come twice, late or
never, and the tick sees to it.
"""

import logging
import os
import traceback
from datetime import timedelta
from typing import Any

from celery import Celery
from django.conf import settings
from django.utils.module_loading import import_string
from django_tasks.base import Task

log = logging.getLogger(__name__)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reconnect_site.settings")

LONGEST_TASK = timedelta(minutes=50)
"""A task that takes longer is ended. Others look for lost tasks after an hour (tick.TASK_LIMIT)."""
COMES_BACK_AFTER = timedelta(hours=1)
"""Redis gives what a lost machine had in hand to another one; above the longest task, for else two
would have it at once."""

app = Celery("reconnect")
app.conf.update(
    broker_url=settings.CELERY_URL,
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        "visibility_timeout": int(COMES_BACK_AFTER.total_seconds()),
        # Whoever saves something does not wait for a Redis that is away: the tick tells it again.
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        "max_retries": 1,
        "interval_start": 0,
    },
    task_publish_retry=False,
    task_default_queue="reconnect",
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=int(LONGEST_TASK.total_seconds()),
    worker_prefetch_multiplier=1,
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    # Our own JSON lines (settings.LOGGING), not Celery's.
    worker_hijack_root_logger=False,
)


@app.task(name="reconnect.run")  # type: ignore[misc, untyped-decorator, unused-ignore]
def run(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run the task of this path; of a failure its kind and place are logged (P20)."""
    task = import_string(path)
    if not isinstance(task, Task):
        raise TypeError(f"{path} is no task")
    log.info("%s begins", path)
    try:
        task.call(*args, **kwargs)
    except Exception as error:
        where = "".join(traceback.format_tb(error.__traceback__)[-3:])
        log.error("%s: %s\n%s", path, type(error).__name__, where)

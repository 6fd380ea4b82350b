"""The django.tasks API on Celery: chosen by CELERY_URL, the calls stay the same."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id


class CeleryBackend(BaseTaskBackend):
    """Sends one message to Celery for each task, once the transaction around it is committed.

    ``run_after`` is for minutes: what is due in hours or days is a row with ``due_at``, and the
    tick's business.
    """

    supports_defer = True

    def enqueue(
        self, task: "Task[Any, Any]", args: Any, kwargs: dict[str, Any]
    ) -> "TaskResult[Any]":
        """Send it on commit. A Redis that is away is logged: the row is there for the tick."""
        # Here: Celery reads the settings, which may just be being read.
        from reconnect_site.celery import run

        self.validate_task(task)
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )

        def send() -> None:
            what = (task.module_path, result.args, result.kwargs)
            run.apply_async(what, task_id=result.id, eta=task.run_after)

        transaction.on_commit(send, robust=True)
        return result

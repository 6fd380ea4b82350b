"""What happens by itself every minute. Two ticks at once, or a late one, do no harm.

Each job is a function that looks for what is due ``now`` and is safe to run twice. A job that fails
is logged and tried again; the others run all the same.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.mailed_codes import forget_codes
from accounts.retention import clear_cache, cut_addresses, forget_panel_log, forget_trail
from advising.actions import end_vain_shares, forget_invitations
from advising.emergency import end_what_is_over
from advising.inviting import send_invitations
from advising.leaving import delete_closed
from advising.outcomes import count_centre, count_for_advisors
from advising.sending import tell_of_emergencies
from advising.waiting import end_vain_waits
from contacts.actions import purge_trash
from contacts.imports.upkeep import (
    delete_import_files,
    forget_import_rows,
    forget_imports,
    forget_rows_not_imported,
    take_up_imports,
)
from outreach.actions.access_cases import forget_cases, list_cases, tell_cases
from outreach.actions.corrections import (
    answer_corrections,
    decide_by_time,
    forget_corrections,
    spread_corrections,
)
from outreach.actions.in_touch import notice_imports
from outreach.actions.leaving import let_leave, notice_leaving, tell_of_leaving
from outreach.actions.retention import purge_idle_drafts
from outreach.actions.takeouts import forget_takeouts, take_up_takeouts
from outreach.data_requests import forget_data_requests
from outreach.delivery.outbox import sweep
from outreach.digest.plans import forget_digests, make_digests

log = logging.getLogger(__name__)

Job = Callable[..., int]

RESULTS_KEPT = timedelta(days=7)
TASK_LIMIT = timedelta(hours=1)
"""Longer than any task takes; work that matters sooner has a lease in its own row."""
MOST_BEGINNINGS = 3


def tick(*, now: datetime) -> None:
    """Run what is due every minute, and once an hour and once a day (UTC) the rest."""
    for job in EVERY_MINUTE:
        _run(job, now)
    for job in HOURLY:
        _run_once(job, now, f"{now:%Y-%m-%dT%H}")
    for job in DAILY:
        _run_once(job, now, f"{now:%Y-%m-%d}")


def requeue_lost_tasks(*, now: datetime) -> int:
    """Tasks whose worker died: back into the queue, until they were begun three times.

    One that is running after all loses nothing: a task looks at its row before it works, so that
    twice is once. What brings down every worker that takes it must not go round for ever.
    """
    lost = DBTaskResult.objects.running().filter(started_at__lt=now - TASK_LIMIT).order_by()
    for task in lost:
        # Unless it has ended, or somebody has it again, meanwhile.
        same = lost.filter(pk=task.pk, started_at=task.started_at)
        if len(task.worker_ids) < MOST_BEGINNINGS:
            same.update(status=TaskResultStatus.READY, started_at=None)
        elif same.update(status=TaskResultStatus.FAILED, finished_at=now):
            log.error("%s is given up: no worker came to its end", task.task_path)
    return len(lost)


def prune_task_results(*, now: datetime) -> int:
    """Forget finished tasks after a week: they hold ids and tracebacks."""
    old = DBTaskResult.objects.finished().filter(finished_at__lte=now - RESULTS_KEPT)
    deleted, _ = old.delete()
    return int(deleted)


def clear_sessions(*, now: datetime) -> int:
    """Forget sign-ins that have ended, with the device and network address noted for each."""
    ended, _ = Session.objects.filter(expire_date__lte=now).delete()
    begun_long_ago = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    gone = UserSession.objects.filter(created_at__lte=begun_long_ago).exclude(
        session_key__in=Session.objects.values("session_key")
    )
    forgotten, _ = gone.delete()
    return int(ended + forgotten)


EVERY_MINUTE: tuple[Job, ...] = (
    requeue_lost_tasks,
    sweep,
    take_up_imports,
    delete_import_files,
    forget_imports,
    take_up_takeouts,
    forget_takeouts,
    end_vain_waits,
    make_digests,
    notice_imports,
    delete_closed,
    end_what_is_over,
    forget_data_requests,
    spread_corrections,
    decide_by_time,
    forget_corrections,
    list_cases,
)
# A mail that could not go is tried again by the next run: not every minute.
HOURLY: tuple[Job, ...] = (
    count_centre,
    count_for_advisors,
    answer_corrections,
    tell_cases,
    tell_of_emergencies,
    end_vain_shares,
    send_invitations,
)
DAILY: tuple[Job, ...] = (
    forget_import_rows,
    forget_rows_not_imported,
    let_leave,
    notice_leaving,
    tell_of_leaving,
    purge_trash,
    purge_idle_drafts,
    forget_digests,
    clear_sessions,
    forget_codes,
    forget_invitations,
    cut_addresses,
    clear_cache,
    forget_trail,
    forget_panel_log,
    prune_task_results,
    forget_cases,
)


def _run(job: Job, now: datetime) -> bool:
    try:
        done = job(now=now)
    except Exception:
        log.exception("%s failed; it will be tried again", job.__name__)
        return False
    if done:
        log.info("%s: %d", job.__name__, done)
    return True


def _run_once(job: Job, now: datetime, span: str) -> None:
    """Of several ticks in one day or hour, the first does the work; a failed one leaves it to the
    next."""
    key = f"tick:{job.__name__}:{span}"
    try:
        if cache.add(key, True, timeout=2 * 24 * 3600) and not _run(job, now):
            cache.delete(key)
    except Exception:
        # The cache may be another server than the database: everything else goes on (F36).
        log.exception("the cache is away; %s waits", job.__name__)

"""What happens by itself, with the clock in the test's hand."""

import logging
import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from contacts.models import Contact
from outreach.delivery import outbox
from outreach.models import Message, Outreach
from reconnect_site import due
from reconnect_site import tick as tick_module
from reconnect_site.tick import clear_sessions, prune_task_results, requeue_lost_tasks, tick
from tests.outreach.helpers import contact_of, draft_of

NOW = timezone.now()
YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def _no_tick_yet(db) -> None:
    cache.clear()


def a_task(status: TaskResultStatus, **fields) -> DBTaskResult:
    """A row of the queue, as the worker leaves it."""
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="tests.reconnect_site.test_background.noted",
        backend_name="default",
        run_after=NOW,
        exception_class_path="",
        traceback="",
        **fields,
    )


def touched(outreach: Outreach, days_ago: int) -> Outreach:
    """The same outreach and its texts, last touched so many days ago."""
    then = NOW - timedelta(days=days_ago)
    Outreach.objects.filter(pk=outreach.pk).update(updated_at=then)
    Message.objects.filter(outreach=outreach).update(updated_at=then)
    return outreach


def test_P6_trash_is_emptied_after_30_days(alice) -> None:
    old, fresh = contact_of(alice), contact_of(alice)
    Contact.objects.filter(pk=old.pk).update(trashed_at=NOW - timedelta(days=30))
    Contact.objects.filter(pk=fresh.pk).update(trashed_at=NOW - timedelta(days=29))
    tick(now=NOW)
    assert list(Contact.objects.all()) == [fresh]


def test_P6_drafts_go_after_12_months_without_a_touch(alice) -> None:
    idle = touched(draft_of(alice), 365)
    in_use = touched(draft_of(alice), 364)
    tick(now=NOW)
    assert list(Outreach.objects.all()) == [in_use]
    assert Contact.objects.filter(pk=idle.contact_id).exists()


def test_P6_a_draft_whose_text_was_edited_lately_stays(alice) -> None:
    draft = draft_of(alice)
    Message.objects.create(outreach=draft, kind="opening", channel="email", body="Hi")
    Outreach.objects.filter(pk=draft.pk).update(updated_at=NOW - YEAR)
    tick(now=NOW)
    assert Outreach.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("status", ["sent", "closed", "no_answer", "thanked"])
def test_P6_what_was_sent_is_no_draft(alice, status) -> None:
    sent = touched(draft_of(alice, status=status, sent_at=NOW - 2 * YEAR), 800)
    bounced = touched(draft_of(alice, sent_at=NOW - 2 * YEAR), 800)
    tick(now=NOW)
    assert set(Outreach.objects.all()) == {sent, bounced}


def test_ended_sessions_and_their_addresses_are_forgotten(alice, settings) -> None:
    long_ago = NOW - timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)
    for key, ends in (("ended", NOW), ("open", NOW + timedelta(days=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
        UserSession.objects.create(
            user=alice, session_key=key, ip="127.0.0.1", user_agent="x", created_at=long_ago
        )
    clear_sessions(now=NOW)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["open"]


def test_results_of_tasks_are_kept_for_a_week(db) -> None:
    week = timedelta(days=7)
    a_task(TaskResultStatus.SUCCESSFUL, finished_at=NOW - week)
    fresh = a_task(TaskResultStatus.FAILED, finished_at=NOW - week + timedelta(minutes=1))
    waiting = a_task(TaskResultStatus.READY)
    assert prune_task_results(now=NOW) == 1
    assert set(DBTaskResult.objects.all()) == {fresh, waiting}


def test_a_task_whose_worker_died_goes_back_into_the_queue(db) -> None:
    lost = a_task(TaskResultStatus.RUNNING, started_at=NOW - timedelta(minutes=61))
    running = a_task(TaskResultStatus.RUNNING, started_at=NOW - timedelta(minutes=59))
    assert requeue_lost_tasks(now=NOW) == 1
    lost.refresh_from_db()
    running.refresh_from_db()
    assert (lost.status, running.status) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def test_a_task_that_ends_every_worker_is_given_up(db, caplog) -> None:
    long_ago = NOW - timedelta(minutes=61)
    poison = a_task(TaskResultStatus.RUNNING, started_at=long_ago, worker_ids=["a", "b", "c"])
    again = a_task(TaskResultStatus.RUNNING, started_at=long_ago, worker_ids=["a", "b"])
    with caplog.at_level(logging.ERROR):
        requeue_lost_tasks(now=NOW)
    poison.refresh_from_db()
    again.refresh_from_db()
    assert (poison.status, poison.finished_at) == (TaskResultStatus.FAILED, NOW)
    assert (again.status, again.started_at) == (TaskResultStatus.READY, None)
    assert "is given up" in caplog.text


def test_a_long_task_that_lives_after_all_ends_once(db) -> None:
    alive = a_task(TaskResultStatus.RUNNING, started_at=NOW - timedelta(minutes=61))
    requeue_lost_tasks(now=NOW)
    alive.set_successful(None)  # by the worker that has had it all the time
    assert not DBTaskResult.objects.ready().exists()
    assert requeue_lost_tasks(now=NOW) == 0


def test_F36_without_the_cache_what_is_due_every_minute_goes_on(alice, monkeypatch, caplog) -> None:
    lost = a_task(TaskResultStatus.RUNNING, started_at=NOW - timedelta(minutes=61))

    def away(*args, **kwargs) -> bool:
        raise ConnectionError

    monkeypatch.setattr(tick_module.cache, "add", away)
    with caplog.at_level(logging.ERROR):
        tick(now=NOW)
    lost.refresh_from_db()
    assert lost.status == TaskResultStatus.READY
    assert "the cache is away; purge_trash waits" in caplog.text


# --- Speed --------------------------------------------------------------------------------------
SCAN = re.compile(r"\bSCAN (?!.* USING (?:COVERING )?INDEX)")
LOOKING = ("SELECT", "UPDATE", "DELETE")


class Plans:
    """How SQLite finds the rows of each query, asked with the parameters that come with it: given
    as text, they would let it see more."""

    def __init__(self) -> None:
        self.scans: list[str] = []
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(LOOKING) and not many:
            cursor = context["connection"].connection.cursor()
            cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%s", "?"), params or ())
            plan = "; ".join(str(row[3]) for row in cursor.fetchall())
            self.count += 1
            self.scans += [f"{plan}: {sql}"] if SCAN.search(plan) else []
        return execute(sql, params, many, context)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="its planner says so in one word")
@pytest.mark.parametrize("job", tick_module.EVERY_MINUTE, ids=lambda job: job.__name__)
def test_what_is_done_every_minute_looks_through_indexes(db, job) -> None:
    with connection.execute_wrapper(plans := Plans()):
        job(now=NOW)
    assert plans.count or job.__name__ == "make_digests"
    assert plans.scans == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="its planner says so in one word")
def test_what_is_done_every_second_looks_through_indexes(db) -> None:
    with connection.execute_wrapper(plans := Plans()):
        outbox.claim_next(now=NOW)
        DBTaskResult.objects.ready().exists()
        due.oldest_age(now=NOW)
    assert plans.count > 5
    assert plans.scans == []


def test_daily_work_is_done_by_the_first_tick_of_a_day(monkeypatch, db) -> None:
    ran = []

    def job(*, now) -> int:
        ran.append(now)
        return 0

    monkeypatch.setattr(tick_module, "DAILY", (job,))
    for later in (timedelta(0), timedelta(minutes=1), timedelta(days=1)):
        tick(now=NOW + later)
    assert ran == [NOW, NOW + timedelta(days=1)]


def test_hourly_work_is_done_by_the_first_tick_of_an_hour(monkeypatch, db) -> None:
    ran = []

    def job(*, now) -> int:
        ran.append(now)
        return 0

    monkeypatch.setattr(tick_module, "HOURLY", (job,))
    for later in (timedelta(0), timedelta(minutes=1), timedelta(hours=1)):
        tick(now=NOW + later)
    assert ran == [NOW, NOW + timedelta(hours=1)]


def test_a_failing_job_is_logged_tried_again_and_stops_no_other(monkeypatch, db, caplog) -> None:
    ran = []

    def broken(*, now) -> int:
        ran.append("broken")
        raise ValueError

    def sound(*, now) -> int:
        ran.append("sound")
        return 0

    monkeypatch.setattr(tick_module, "DAILY", (broken, sound))
    with caplog.at_level(logging.ERROR):
        tick(now=NOW)
        tick(now=NOW)
    assert ran == ["broken", "sound", "broken"]
    assert "broken failed" in caplog.text

"""Who gets a digest when: plans, rows and what moves on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.db.models import QuerySet

from accounts.models import User
from outreach.actions.digests import choose, resume, stop
from outreach.actions.restoring import hold_what_waits
from outreach.digest.plans import forget_digests, make_digests, make_plans, plan_of
from outreach.models import Delivery, Digest, DigestPlan
from outreach.progress import Status
from tests.at_once import at_once
from tests.outreach.people import contact_of, outreach_of

DAILY, WEEKDAYS, WEEKLY, OFF = "daily", "weekdays", "weekly", "off"


def utc(text: str) -> datetime:
    """A moment, from "2026-11-26 13:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


THURSDAY_NIGHT = utc("2026-11-26 05:30")  # 0:30 in Toronto
EIGHT = utc("2026-11-26 13:00")
DAY = timedelta(days=1)


@pytest.fixture
def plan(alice, mail_folder) -> DigestPlan:
    """Alice's, every day at eight, chosen in the night before."""
    return choose(user=alice, rhythm=DAILY, days=[], hour=8, now=THURSDAY_NIGHT)


def dates() -> list[date]:
    """The local days that have a row."""
    return list(Digest.objects.order_by("local_date").values_list("local_date", flat=True))


def due_at() -> datetime | None:
    """When the one plan is due next."""
    return DigestPlan.objects.get().due_at


def test_a_due_plan_makes_one_row_and_moves_on(alice, plan):
    assert make_digests(now=EIGHT) == 1
    digest = Digest.objects.get()
    assert (digest.owner, digest.local_date) == (alice, date(2026, 11, 26))
    assert (digest.delivery, digest.due_at, digest.queued_at) == (Delivery.QUEUED, EIGHT, EIGHT)
    assert digest.pk.hex in digest.message_id
    assert due_at() == EIGHT + DAY


def test_before_its_hour_nothing_is_made(plan):
    assert make_digests(now=EIGHT - timedelta(seconds=1)) == 0
    assert due_at() == EIGHT


def test_a_site_that_cannot_send_makes_none(plan, settings):
    settings.EMAIL_URL = ""
    assert make_digests(now=EIGHT) == 0
    assert due_at() == EIGHT


def test_F30_the_job_run_twice_makes_one_row(plan):
    make_digests(now=EIGHT)
    DigestPlan.objects.update(due_at=EIGHT)  # as another tick, which read it before
    make_digests(now=EIGHT)
    assert dates() == [date(2026, 11, 26)]


def test_F30_killed_half_way_neither_is_stored(plan, monkeypatch):
    def killed(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(QuerySet, "update", killed)
        with pytest.raises(KeyboardInterrupt):
            make_digests(now=EIGHT)
    assert (dates(), due_at()) == ([], EIGHT)
    make_digests(now=EIGHT)
    assert (dates(), due_at()) == ([date(2026, 11, 26)], EIGHT + DAY)


def test_F30_two_ticks_at_once_make_one_row(file_database, make_user, settings, tmp_path):
    settings.EMAIL_URL = f"folder://{tmp_path}"
    alice = make_user("alice@example.org", "Alice Roy")
    choose(user=alice, rhythm=DAILY, days=[], hour=8, now=THURSDAY_NIGHT)
    at_once(*[lambda: make_digests(now=EIGHT)] * 4)
    assert (dates(), due_at()) == ([date(2026, 11, 26)], EIGHT + DAY)


def test_F30_a_site_that_was_down_for_days_makes_one(plan):
    make_digests(now=EIGHT + 4 * DAY)
    assert (dates(), due_at()) == ([date(2026, 11, 30)], EIGHT + 5 * DAY)


def test_a_choice_made_meanwhile_stays(alice, plan, monkeypatch):
    create = Digest.objects.bulk_create

    def choose_meanwhile(*args: object, **kwargs: object) -> object:
        DigestPlan.objects.update(due_at=EIGHT + 3 * DAY)
        return create(*args, **kwargs)

    monkeypatch.setattr(Digest.objects, "bulk_create", choose_meanwhile)
    make_digests(now=EIGHT)
    assert due_at() == EIGHT + 3 * DAY


# --- The clock (F27) -------------------------------------------------------------------------
@pytest.mark.parametrize("jump", [timedelta(hours=-1), -DAY, timedelta(hours=1), -3 * DAY])
def test_F27_a_clock_that_jumps_mails_no_day_twice(plan, jump):
    make_digests(now=EIGHT)
    make_digests(now=EIGHT + jump)
    make_digests(now=EIGHT + timedelta(minutes=1))
    assert dates() == [date(2026, 11, 26)]
    make_digests(now=EIGHT + DAY)
    assert dates() == [date(2026, 11, 26), date(2026, 11, 27)]


def test_F27_a_clock_a_day_ahead_uses_up_that_day(plan):
    make_digests(now=EIGHT)
    make_digests(now=EIGHT + DAY)
    for hours in range(1, 49):
        make_digests(now=EIGHT + timedelta(hours=hours))
    assert dates() == [date(2026, 11, 26) + n * DAY for n in range(3)]


@pytest.mark.parametrize("back", [-3, 2], ids=["before its hour", "after its hour"])
def test_F27_back_from_a_day_ahead_today_is_told_today(plan, back):
    """Before the hour of a digest, the plan moves on to a day of which nobody knows it is wrong."""
    make_digests(now=EIGHT + DAY - timedelta(hours=4))
    assert (dates(), due_at()) == ([], EIGHT + DAY)
    make_digests(now=EIGHT + timedelta(hours=back))
    make_digests(now=EIGHT + timedelta(hours=3))
    assert (dates(), due_at()) == ([date(2026, 11, 26)], EIGHT + DAY)


def test_F27_a_clock_set_back_tells_of_no_day_before_the_first(alice, plan):
    """Who chose after eight gets the first one tomorrow, whatever the clock says meanwhile."""
    choose(user=alice, rhythm=DAILY, days=[], hour=8, now=EIGHT + timedelta(hours=2))
    for hours in (-22, -1, 1, 3):
        make_digests(now=EIGHT + timedelta(hours=hours))
    assert (dates(), due_at()) == ([], EIGHT + DAY)


def test_F27_a_clock_a_year_ahead_silences_nobody(plan):
    make_digests(now=EIGHT + 365 * DAY)
    make_digests(now=EIGHT + timedelta(hours=1))
    assert due_at() == EIGHT + DAY


# --- Zones (F28, F29) ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("Europe/Paris", "2026-11-26 07:00"),
        ("America/Vancouver", "2026-11-26 16:00"),
        ("Asia/Kathmandu", "2026-11-26 02:15"),
        ("Pacific/Kiritimati", "2026-11-25 18:00"),
    ],
)
def test_F29_who_moves_keeps_the_day_and_gets_the_hour_of_the_place(alice, plan, zone, due):
    User.objects.filter(pk=alice.pk).update(time_zone=zone)
    make_digests(now=utc("2026-11-25 17:59"))
    assert due_at() == utc(due)
    make_digests(now=utc(due))
    assert dates() == [date(2026, 11, 26)]


def test_F29_there_and_back_on_one_day_gives_one(alice, plan):
    make_digests(now=EIGHT)
    for hours, zone in enumerate(["Pacific/Kiritimati", "America/Toronto", "Europe/Paris"]):
        User.objects.filter(pk=alice.pk).update(time_zone=zone)
        make_digests(now=EIGHT + timedelta(hours=hours))
    assert dates() == [date(2026, 11, 26)]


def test_F28_one_a_day_through_both_changes_of_the_clocks(alice, mail_folder):
    for start, days in (("2026-03-05 06:00", 6), ("2026-10-29 05:00", 6)):
        choose(user=alice, rhythm=DAILY, days=[], hour=2, now=utc(start))
        Digest.objects.all().delete()
        for quarters in range(days * 96):
            make_digests(now=utc(start) + quarters * timedelta(minutes=15))
        first = utc(start).date()
        assert dates() == [first + n * DAY for n in range(days)]


# --- Who gets one ----------------------------------------------------------------------------
def test_who_never_chose_gets_one_on_weekdays_once_there_is_something(alice, charlie, mail_folder):
    outreach_of(alice, Status.SENT)
    make_digests(now=EIGHT)
    plan = DigestPlan.objects.get()
    assert (plan.owner, plan.rhythm, plan.due_at) == (alice, WEEKDAYS, EIGHT + DAY)
    assert dates() == []


def test_a_rhythm_is_something_to_be_reminded_of(alice, mail_folder):
    contact_of(alice, rhythm_months=6)
    make_digests(now=EIGHT)
    assert DigestPlan.objects.get().owner == alice


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="its planner says so in one word")
def test_who_has_no_plan_is_found_by_indexes(db, mail_folder):
    plans: list[str] = []

    def explained(execute, sql, params, many, context):
        cursor = connection.connection.cursor()
        explain = cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%s', '?')}", params or ())
        plans.append(" ".join(str(row[3]) for row in explain.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        make_plans(now=EIGHT)
    assert any("contacts_with_a_rhythm" in plan for plan in plans)


def test_a_closed_account_gets_none(alice, plan):
    User.objects.update(is_active=False)
    assert make_digests(now=EIGHT) == 0


@pytest.mark.parametrize("change", [{"verified": False}, {"email": "other@example.org"}])
def test_an_address_that_is_not_confirmed_gets_none(alice, plan, change):
    EmailAddress.objects.filter(user=alice).update(**change)
    assert make_digests(now=EIGHT) == 0


# --- What a user says ------------------------------------------------------------------------
def test_certain_days_are_those_days(alice, mail_folder):
    plan = choose(user=alice, rhythm=WEEKDAYS, days=[5, 6], hour=20, now=EIGHT)
    assert (plan.days, plan.due_at) == (0b1100000, utc("2026-11-29 01:00"))


def test_once_a_week_is_one_day(alice, mail_folder):
    plan = choose(user=alice, rhythm=WEEKLY, days=[0], hour=8, now=EIGHT)
    assert plan.due_at == utc("2026-11-30 13:00")


def test_stopping_takes_back_what_waits_and_can_be_undone(alice, plan):
    make_digests(now=EIGHT)
    assert stop(user=alice, now=EIGHT, by=alice)
    digest = Digest.objects.get()
    assert (digest.delivery, digest.problem, digest.due_at) == ("cancelled", "called_off", None)
    assert (plan_of(alice).rhythm, due_at()) == (OFF, None)
    assert resume(user=alice, now=EIGHT)
    assert (plan_of(alice).rhythm, due_at()) == (DAILY, EIGHT + DAY)


def test_stopping_twice_stops_once(alice, plan):
    assert [stop(user=alice, now=EIGHT, by=None) for _ in range(2)] == [True, False]
    assert resume(user=alice, now=EIGHT)
    assert not resume(user=alice, now=EIGHT)


def test_who_never_chose_can_stop_too(alice, mail_folder):
    assert stop(user=alice, now=EIGHT, by=None)
    assert resume(user=alice, now=EIGHT)
    assert plan_of(alice).rhythm == WEEKDAYS


def test_after_today_s_mail_a_new_choice_waits_for_tomorrow(alice, plan):
    make_digests(now=EIGHT)
    plan = choose(user=alice, rhythm=DAILY, days=[], hour=20, now=EIGHT)
    assert plan.due_at == utc("2026-11-28 01:00")


def test_digests_are_forgotten_after_a_month(plan):
    make_digests(now=EIGHT)
    assert forget_digests(now=EIGHT + 30 * DAY) == 0
    assert forget_digests(now=EIGHT + 31 * DAY) == 1


@pytest.mark.parametrize("hours", [-6, 0, 1, 15])
def test_F33_after_a_restore_the_first_one_is_tomorrow_s(plan, hours):
    """The backup is of the night before: whether today's has been sent, nobody knows."""
    now = EIGHT + timedelta(hours=hours)
    hold_what_waits(now=now)
    for later in range(31):
        make_digests(now=now + timedelta(hours=later))
    assert dates() == [date(2026, 11, 27)]


@pytest.mark.parametrize("people", [1, 3])
def test_the_number_of_queries_is_constant(
    make_user, mail_folder, django_assert_num_queries, people
):
    for number in range(people):
        user = make_user(f"user{number}@example.org", "User")
        choose(user=user, rhythm=DAILY, days=[], hour=8, now=THURSDAY_NIGHT)
    with django_assert_num_queries(10):
        make_digests(now=EIGHT)

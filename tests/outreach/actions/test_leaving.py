"""P6: who leaves when; nobody is told twice, and nobody leaves untold."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from accounts.models import AuditEvent
from contacts import actions as contact_actions
from contacts.actions import record_encounter
from contacts.models import Contact
from outreach.actions import leaving as actions
from outreach.actions.leaving import let_leave, notice_leaving
from outreach.actions.promises import change_rhythm, let_go
from outreach.models import Contest, Correction, Leaving, Message, Outreach
from tests.outreach.leavers import at, idle, imported, leaving
from tests.outreach.people import outreach_of

DAY = timedelta(days=1)
LONG_AGO, NOW = at(2024, 1, 15), at(2026, 11, 26)

DAYS = [
    # From a file: told 11 months after, gone 12 months after.
    (imported, (2026, 1, 15), (2026, 12, 15), (2027, 1, 15)),
    (imported, (2026, 1, 31), (2026, 12, 31), (2027, 1, 31)),
    (imported, (2026, 3, 31), (2027, 2, 28), (2027, 3, 31)),
    (imported, (2026, 3, 28), (2027, 2, 28), (2027, 3, 28)),
    (imported, (2028, 2, 29), (2029, 1, 29), (2029, 2, 28)),
    # Typed in: told 23 months after, gone 24 months after.
    (idle, (2026, 1, 15), (2027, 12, 15), (2028, 1, 15)),
    (idle, (2026, 3, 31), (2028, 2, 29), (2028, 3, 31)),
    (idle, (2028, 2, 29), (2030, 1, 29), (2030, 2, 28)),
]


@pytest.mark.parametrize(("made", "since", "told", "gone"), DAYS)
def test_P6_told_a_month_before_and_gone_on_the_day(alice, made, since, told, gone) -> None:
    contact = made(alice, at(*since))
    assert notice_leaving(now=at(*told) - DAY) == 0
    assert notice_leaving(now=at(*told)) == 1
    assert Leaving.objects.get().leaves_on == date(*gone)
    Leaving.objects.update(told_at=at(*told))
    assert let_leave(now=at(*gone) - DAY) == 0
    assert let_leave(now=at(*gone)) == 1
    contact.refresh_from_db()
    assert contact.trashed_at == at(*gone)


def test_P6_the_day_is_that_of_the_user(alice) -> None:
    imported(alice, at(2026, 1, 15, hour=23))
    before_midnight = datetime(2026, 12, 15, 4, 30, tzinfo=UTC)
    assert notice_leaving(now=before_midnight) == 0
    assert notice_leaving(now=before_midnight + timedelta(hours=1)) == 1


def test_P6_nobody_is_noted_twice(alice) -> None:
    imported(alice, at(2026, 1, 1))
    assert [notice_leaving(now=NOW + timedelta(days=n)) for n in (20, 20, 21)] == [1, 0, 0]
    assert Leaving.objects.count() == 1


def test_P17_a_host_may_shorten_both(alice, settings) -> None:
    settings.KEEP_IMPORTED_MONTHS, settings.KEEP_IDLE_MONTHS = 3, 6
    imported(alice, at(2026, 9, 20), "Ann")
    idle(alice, at(2026, 6, 20), "Ben")
    imported(alice, at(2026, 10, 10), "Cleo")
    idle(alice, at(2026, 7, 10), "Dan")
    assert notice_leaving(now=NOW) == 2
    days = dict(Leaving.objects.values_list("contact__name", "leaves_on"))
    assert days == {"Ann": NOW.date() + 28 * DAY, "Ben": NOW.date() + 28 * DAY}


# --- What keeps somebody ----------------------------------------------------------------------
def wrote(contact: Contact) -> None:
    """A message was sent last year; nothing came."""
    made = outreach_of(contact.owner, "closed", contact=contact, sent_at=NOW - 400 * DAY)
    Outreach.objects.filter(pk=made.pk).update(updated_at=NOW - 400 * DAY, due_on=None)


def draft(contact: Contact) -> None:
    """A draft was worked on last month, nothing of it was sent."""
    made = outreach_of(contact.owner, contact=contact)
    Message.objects.create(outreach=made, kind="opening", channel="email", body="Hi")
    Message.objects.update(updated_at=NOW - 30 * DAY)
    Outreach.objects.filter(pk=made.pk).update(updated_at=LONG_AGO, due_on=None)


def planned(contact: Contact) -> None:
    """They said: write again in spring."""
    made = outreach_of(contact.owner, "deferred", contact=contact, sent_at=LONG_AGO)
    Outreach.objects.filter(pk=made.pk).update(updated_at=LONG_AGO, due_on=date(2027, 4, 1))


def put_off(contact: Contact) -> None:
    """Suggested again in spring."""
    contact.suggestion = None
    from outreach.actions.suggestions import snooze

    snooze(contact=contact, until=date(2027, 4, 1), by=contact.owner)


def contested(contact: Contact) -> None:
    """They called their name wrong, and nobody has decided."""
    says = Correction.objects.create(key="maria@example.org", says={"name": "Mariana"})
    Contest.objects.create(correction=says, owner=contact.owner, contact=contact, field="name")


def rhythm(contact: Contact) -> None:
    """The user means to stay in touch."""
    Contact.objects.filter(pk=contact.pk).update(rhythm_months=6)


@pytest.mark.parametrize("done", [draft, planned, put_off, contested, rhythm])
@pytest.mark.parametrize("made", [imported, idle])
def test_P6_what_was_done_or_planned_keeps_them(alice, made, done) -> None:
    done(made(alice, LONG_AGO))
    assert notice_leaving(now=NOW) == 0
    assert not Leaving.objects.exists()


def test_P6_somebody_written_to_stays_two_years_from_then(alice) -> None:
    wrote(imported(alice, LONG_AGO))
    assert notice_leaving(now=NOW) == 0
    contact = Contact.objects.get()
    assert (contact.imported_at, contact.idle_since) == (None, NOW - 400 * DAY)
    assert notice_leaving(now=NOW - 400 * DAY + timedelta(days=705)) == 1


def test_P6_what_a_file_says_of_an_encounter_is_no_encounter(alice) -> None:
    contact = imported(alice, at(2026, 1, 1))
    made = contact.encounters.create(on=date(2019, 7, 1), precision="year")
    contact.encounters.filter(pk=made.pk).update(created_at=at(2026, 1, 1))
    assert notice_leaving(now=at(2026, 12, 1)) == 1


HANDS = {
    "encounter": lambda c: record_encounter(contact=c, kind="met", on=NOW.date(), by=c.owner),
    "relationship": lambda c: contact_actions.say_relationship(
        contact=c, relationship="mentor", by=c.owner
    ),
    "mark": lambda c: contact_actions.set_do_not_contact(contact=c, now=NOW, by=c.owner),
    "rhythm let go": lambda c: (
        change_rhythm(contact=c, months=6, by=c.owner),
        let_go(contact=c, by=c.owner),
    ),
}


@pytest.mark.parametrize("hand", HANDS)
def test_P6_a_hand_makes_them_the_users_own(alice, hand) -> None:
    contact = imported(alice, LONG_AGO)
    HANDS[hand](contact)
    contact.refresh_from_db()
    assert contact.imported_at is None
    assert contact.idle_since > NOW - DAY
    assert notice_leaving(now=NOW) == 0


def test_P6_an_edit_is_a_hand(alice, alice_client) -> None:
    contact = imported(alice, LONG_AGO)
    url = f"/contacts/{contact.pk}/edit/"
    alice_client.post(url, {"name": "Maria Lopez", "version": contact.version})
    contact.refresh_from_db()
    assert (contact.name, contact.imported_at) == ("Maria Lopez", None)
    assert contact.idle_since > NOW - DAY


# --- Between being told and the day -----------------------------------------------------------
def told_and_due(owner, contact: Contact, since: datetime = LONG_AGO) -> Leaving:
    """Told six weeks ago; today is the day."""
    return leaving(owner, contact, since=since, leaves_on=NOW.date(), told_at=NOW - 42 * DAY)


@pytest.mark.parametrize("done", [draft, planned, put_off, contested, rhythm])
def test_P6_something_done_meanwhile_keeps_them(alice, done) -> None:
    contact = idle(alice, LONG_AGO)
    told_and_due(alice, contact)
    done(contact)
    assert let_leave(now=NOW) == 0
    assert Contact.objects.kept().get() == contact


def test_P6_who_was_touched_is_no_longer_noted(alice) -> None:
    contact = idle(alice, LONG_AGO)
    leaving(alice, contact, since=LONG_AGO, leaves_on=NOW.date())
    HANDS["encounter"](contact)
    notice_leaving(now=NOW)
    assert not Leaving.objects.exists()


@pytest.mark.parametrize("told_at", [None, NOW - 28 * DAY + timedelta(seconds=1)])
def test_P6_nobody_leaves_within_four_weeks_of_being_told(alice, told_at) -> None:
    contact = idle(alice, LONG_AGO)
    leaving(alice, contact, since=LONG_AGO, leaves_on=NOW.date() - DAY, told_at=told_at)
    assert let_leave(now=NOW) == 0
    Leaving.objects.update(told_at=NOW - 28 * DAY)
    assert let_leave(now=NOW) == 1


def test_P6_of_an_account_that_was_closed_nobody_leaves(alice) -> None:
    told_and_due(alice, idle(alice, LONG_AGO))
    idle(alice, LONG_AGO, "Ben")
    alice.is_active = False
    alice.save()
    assert (let_leave(now=NOW), notice_leaving(now=NOW)) == (0, 0)
    assert Contact.objects.kept().count() == 2


def test_P6_the_trail_has_ids_and_nothing_else(alice) -> None:
    contact = idle(alice, LONG_AGO)
    told_and_due(alice, contact)
    let_leave(now=NOW)
    event = AuditEvent.objects.get(verb="leave")
    assert (event.actor, event.object_id, event.fields) == (None, str(contact.pk), [])
    assert not Leaving.objects.exists()


def test_P6_out_of_the_trash_they_are_kept_on_purpose(alice) -> None:
    contact = imported(alice, LONG_AGO)
    told_and_due(alice, contact)
    let_leave(now=NOW)
    contact_actions.restore(contact=contact, now=NOW + DAY, by=alice)
    contact.refresh_from_db()
    assert (contact.kept_at, contact.idle_since) == (NOW + DAY, NOW + DAY)
    assert contact.imported_at is not None
    assert notice_leaving(now=NOW + DAY) == 0
    assert notice_leaving(now=at(2027, 10, 27)) == 1


def test_P6_thirty_days_later_they_are_gone_for_good(alice) -> None:
    told_and_due(alice, idle(alice, LONG_AGO))
    let_leave(now=NOW)
    assert contact_actions.purge_trash(now=NOW + 29 * DAY) == 0
    assert contact_actions.purge_trash(now=NOW + 30 * DAY) == 1


# --- Keep, and leave now ----------------------------------------------------------------------
def test_P6_keep_holds_for_another_year(alice) -> None:
    contact = imported(alice, at(2026, 1, 1))
    notice_leaving(now=at(2026, 12, 1))
    for later in (0, 1):
        actions.keep(contact=contact, now=at(2026, 12, 10) + later * DAY, by=alice)
    contact.refresh_from_db()
    assert (contact.kept_at, contact.idle_since) == (at(2026, 12, 10), at(2026, 12, 10))
    assert notice_leaving(now=at(2027, 11, 9)) == 0
    assert notice_leaving(now=at(2027, 11, 10)) == 1
    assert AuditEvent.objects.filter(verb="keep").count() == 1


def test_P6_keep_all_and_leave_now_are_ones_own(alice, charlie, monkeypatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    for number in range(5):
        idle(alice, LONG_AGO, f"Ann {number}")
    theirs = idle(charlie, LONG_AGO)
    notice_leaving(now=NOW)
    assert actions.keep_all(now=NOW, by=alice) == 5
    assert list(Leaving.objects.values_list("contact", flat=True)) == [theirs.pk]
    Contact.objects.filter(owner=alice).update(idle_since=LONG_AGO)
    notice_leaving(now=NOW)
    assert actions.leave_now(now=NOW, by=alice) == 5
    assert list(Contact.objects.kept()) == [theirs]
    assert actions.back_from_trash(moment=NOW, now=NOW, by=charlie) == 0
    assert actions.back_from_trash(moment=NOW, now=NOW, by=alice) == 5
    assert Contact.objects.filter(owner=alice, kept_at=NOW, trashed_at=None).count() == 5


# --- One broken user, many contacts -----------------------------------------------------------
def test_P6_one_broken_user_stops_nobody(alice, charlie, monkeypatch, caplog) -> None:
    for owner in (alice, charlie):
        idle(owner, LONG_AGO)
    looked_at = actions.looked_at

    def breaks(contacts, user):
        if user == alice:
            raise ValueError
        return looked_at(contacts, user)

    monkeypatch.setattr(actions, "looked_at", breaks)
    assert notice_leaving(now=NOW) == 1
    assert Leaving.objects.get().owner == charlie
    monkeypatch.undo()
    assert notice_leaving(now=NOW) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_P6_as_many_queries_for_three_as_for_one(alice, django_assert_num_queries, count) -> None:
    for number in range(count):
        imported(alice, LONG_AGO, f"Ann {number}")
    with django_assert_num_queries(NOTICE_QUERIES):
        assert notice_leaving(now=NOW) == count
    Leaving.objects.update(told_at=LONG_AGO, leaves_on=NOW.date())
    with django_assert_num_queries(LEAVE_QUERIES):
        assert let_leave(now=NOW) == count


NOTICE_QUERIES, LEAVE_QUERIES = 9, 15


def test_P6_batches_end_and_leave_nobody_out(alice, monkeypatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    for number in range(5):
        idle(alice, LONG_AGO, f"Ann {number}")  # all in the same moment
    assert notice_leaving(now=NOW) == 5
    Leaving.objects.update(told_at=LONG_AGO, leaves_on=NOW.date())
    assert let_leave(now=NOW) == 5


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="its planner says so in one word")
@pytest.mark.parametrize("job", [notice_leaving, actions.tell_of_leaving, let_leave])
def test_P6_it_looks_through_indexes(alice, job) -> None:
    from tests.reconnect_site.test_tick import Plans

    with connection.execute_wrapper(plans := Plans()):
        job(now=NOW)
    assert plans.count
    assert plans.scans == []


def test_P6_those_of_the_same_week_are_told_in_one_mail(alice) -> None:
    for day in (1, 3, 8, 9):
        imported(alice, at(2026, 1, day), f"Maria {day}")
    assert notice_leaving(now=at(2026, 11, 30)) == 0
    assert [notice_leaving(now=at(2026, 12, day)) for day in (1, 2, 8, 9)] == [3, 1, 0, 0]
    days = Leaving.objects.order_by("leaves_on").values_list("leaves_on", flat=True)
    assert list(days) == [date(2027, 1, day) for day in (1, 3, 8, 9)]

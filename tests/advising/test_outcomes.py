"""What is counted for whom, and when it is counted anew (P15)."""

from datetime import UTC, date, timedelta

import pytest

from accounts.models import User
from advising import actions
from advising.careful import FEWEST
from advising.outcomes import (
    count_centre,
    count_for_advisors,
    crowded,
    first_month,
    months,
    outcomes,
    report_for,
)
from outreach.actions import answers
from outreach.actions.moves import move
from outreach.models import Outreach
from outreach.progress import Answer, Status
from outreach.request_types import load_request_types
from reconnect_site.tick import HOURLY
from tests.outreach.people import NOW, TODAY, contact_of, outreach_of

S = Status


def clients(make_user, number: int = FEWEST) -> list[User]:
    """So many people who sign in."""
    begin = User.objects.count()
    return [make_user(f"c{begin + n}@example.org", f"Client {n}") for n in range(number)]


def began(owner, answer: Answer | None = None, status=S.SENT, **fields) -> Outreach:
    """One outreach of 2 March, answered or not."""
    organization = fields.pop("organization", "")
    person = contact_of(owner, f"Person {Outreach.objects.count()}", organization=organization)
    outreach = outreach_of(owner, status, contact=person, **fields)
    Outreach.objects.filter(pk=outreach.pk).update(created_at=NOW)
    if answer:
        at = NOW + timedelta(hours=1)
        answers.record_answer(
            outreach=outreach, answer=answer, on=TODAY, by=owner, now=at, today=TODAY
        )
    return outreach


def counted(chosen=None, today=TODAY):
    """The figures on 2 March."""
    return outcomes(Outreach.objects.all() if chosen is None else chosen, today, UTC)


@pytest.fixture
def a_centre(make_user) -> list[User]:
    """Five clients with five outreaches each, one of every kind."""
    people = clients(make_user)
    for person in people:
        began(person, status=S.DRAFT)
        began(person)
        began(person, Answer.YES)
        began(person, Answer.NO)
        thanked = began(person, Answer.YES)
        answers.record_help(outreach=thanked, on=TODAY, by=person, now=NOW, today=TODAY)
        move(outreach=thanked, to=S.THANKED, by=person, now=NOW, today=TODAY)
    return people


def test_each_is_counted_as_far_as_it_came(a_centre):
    assert counted().total == (25, 20, 15, 10, 5, 5)


def test_what_came_back_was_not_sent(a_centre):
    for person in a_centre:
        came_back = began(person, Answer.BOUNCED)
        answers.close_kindly(outreach=came_back, by=person, now=NOW, today=TODAY)
    assert counted().total == (30, 20, 15, 10, 5, 5)


def test_every_group_has_a_line_also_without_anything(a_centre):
    load_request_types()
    found = counted()
    assert [line.key for line in found.by_month] == months(TODAY)
    assert [line.key for line in found.by_approach] == ["up_front", "friendly_first"]
    assert (len(found.by_request), found.by_request[-1].key) == (6, None)


def test_P15_a_group_without_anything_hides_another_one(a_centre):
    assert [line.cells for line in counted().by_approach] == [(None,) * 6, (None,) * 6]


def test_P15_four_clients_are_too_few_however_much_they_write(a_centre):
    chosen = Outreach.objects.exclude(owner=a_centre[0])
    assert (chosen.count(), counted(chosen).is_empty) == (20, True)


def test_the_twelve_months_end_with_this_one():
    assert first_month(date(2026, 12, 31)) == date(2026, 1, 1)
    assert months(date(2026, 11, 26))[0::11] == [date(2025, 12, 1), date(2026, 11, 1)]


def test_what_was_begun_earlier_is_left_out(a_centre):
    assert counted(today=date(2027, 2, 1)).total[0] == 25
    assert counted(today=date(2027, 3, 1)).is_empty


def test_an_organization_that_five_clients_wrote_to_is_named(make_user):
    for number, person in enumerate(clients(make_user)):
        began(person, organization="harbour centre " if number else "Harbour Centre")
        began(person, organization="Canal House" if number else "")
        began(person, organization="Drafts", status=S.DRAFT)
    # Which of the spellings is shown is the database's choice: they disagree about case.
    [(name, clients_of_it)] = crowded(Outreach.objects.all(), NOW)
    assert (name.casefold(), clients_of_it) == ("harbour centre", 5)
    assert crowded(Outreach.objects.all(), NOW + timedelta(days=91)) == []


def test_an_advisor_gets_their_own_clients_and_a_lead_the_centre(a_centre, anna, make_user):
    lead = make_user("lea@example.org", "Lea", is_staff=True, role="lead")
    for person in a_centre[:4]:
        actions.accept(advisor=anna, invitation=None, client=person, now=NOW)
    assert report_for(anna, NOW).outcomes.is_empty
    found = report_for(lead, NOW)
    assert (found.is_of_centre, found.outcomes.total[0]) == (True, 25)


def test_T2_who_ends_it_is_not_counted_from_the_next_request_on(a_centre, anna):
    advised = [
        actions.accept(advisor=anna, invitation=None, client=person, now=NOW) for person in a_centre
    ]
    assert report_for(anna, NOW).outcomes.total[0] == 25
    actions.end(advising=advised[0], by=a_centre[0], now=NOW)
    assert report_for(anna, NOW).outcomes.is_empty


@pytest.fixture
def annas(a_centre, anna) -> list[User]:
    """The clients of the centre, advised by Anna."""
    for person in a_centre:
        actions.accept(advisor=anna, invitation=None, client=person, now=NOW)
    return a_centre


def test_an_advisor_who_looked_lately_waits_for_no_counting(annas, anna, django_assert_num_queries):
    first = report_for(anna, NOW)
    began(annas[0])
    late = NOW + timedelta(hours=2)
    assert report_for(anna, late) == first
    assert count_for_advisors in HOURLY
    assert count_for_advisors(now=late) == 1
    with django_assert_num_queries(2):  # the clients, and the cache
        found = report_for(anna, late)
    assert (found.at, found.outcomes.total[0]) == (late, 26)


def test_for_who_never_looked_or_long_ago_nothing_is_counted(annas, anna):
    assert count_for_advisors(now=NOW) == 0
    report_for(anna, NOW)
    days = [timedelta(days=number) for number in (14, 15)]
    assert [count_for_advisors(now=NOW + day) for day in days] == [1, 0]


def test_a_look_of_the_next_days_counts_as_one(annas, anna):
    for day in (0, 13):
        report_for(anna, NOW + timedelta(days=day))
    assert count_for_advisors(now=NOW + timedelta(days=15)) == 1


def test_the_centre_is_counted_by_the_tick_and_nobody_waits_for_it(
    a_centre, make_user, django_assert_num_queries
):
    lead = make_user("lea@example.org", "Lea", is_staff=True, role="lead")
    assert report_for(lead, NOW).outcomes.total[0] == 25
    began(a_centre[0])
    late = NOW + timedelta(hours=2)
    assert report_for(lead, late).at == NOW
    count_centre(now=late)
    with django_assert_num_queries(1):  # of the cache
        found = report_for(lead, late)
    assert (found.at, found.outcomes.total[0]) == (late, 26)


def test_without_a_worker_the_centre_is_counted_on_request_after_a_day(make_user, monkeypatch):
    kept = []
    monkeypatch.setattr("advising.outcomes.remember", lambda *args: kept.append(args))
    report_for(make_user("lea@example.org", "Lea", is_staff=True, role="lead"), NOW)
    assert [(key, seconds) for key, _report, seconds in kept] == [("outcomes:centre", 24 * 3600)]

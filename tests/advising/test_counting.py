"""Who joins or leaves an advisor's figures does so among five, so that no change tells of one."""

from datetime import timedelta
from uuid import UUID

import pytest

from advising import actions
from advising.careful import FEWEST
from advising.counting import Member, counted_clients, regrouped
from advising.models import Advising, Counting
from advising.outcomes import report_for
from tests.advising.test_outcomes import began, clients
from tests.outreach.people import NOW

WAITS, COUNTED, RESTS = Counting.WAITS, Counting.COUNTED, Counting.RESTS
SINCE = NOW - timedelta(days=100)


def members(number: int, counting: Counting, *, first: int = 0, here=True, begun=True):
    """So many, numbered from ``first`` on."""
    ids = [UUID(int=first + place) for place in range(number)]
    return [Member(pk, pk, counting, here, begun) for pk in ids]


def changes(*groups: list[Member]) -> dict[int, Counting]:
    """What changes, by number; of those who may rest the first are drawn."""
    everybody = [one for group in groups for one in group]
    found = regrouped(everybody, chosen=lambda some, number: some[:number])
    return {pk.int: counting for pk, counting in found.items()}


@pytest.mark.parametrize(
    ("number", "begun", "come_in"), [(4, True, 0), (5, True, 5), (9, False, 0)]
)
def test_P15_newcomers_wait_until_five_have_begun_something(number, begun, come_in):
    found = changes(members(8, COUNTED, first=100), members(number, WAITS, begun=begun))
    assert found == dict.fromkeys(range(come_in), COUNTED)


def test_P15_with_one_who_leaves_four_others_rest():
    gone = members(1, COUNTED, here=False)
    assert changes(gone, members(9, COUNTED, first=10)) == dict.fromkeys([0, 10, 11, 12, 13], RESTS)


def test_P15_where_fewer_than_five_would_stay_all_rest():
    gone = members(1, COUNTED, here=False)
    assert changes(gone, members(8, COUNTED, first=10)) == dict.fromkeys([0, *range(10, 18)], RESTS)


def test_P15_who_rests_comes_back_when_five_have_left():
    left, resting = members(4, RESTS, here=False), members(4, RESTS, first=10)
    assert changes(left, resting) == {}
    gone = members(1, COUNTED, here=False, first=4)
    found = changes(left, resting, gone, members(9, COUNTED, first=20))
    assert found == dict.fromkeys(range(5), WAITS) | dict.fromkeys(
        [*range(10, 14), *range(20, 24)], COUNTED
    )


def test_P15_who_rests_comes_back_with_five_newcomers():
    left, resting = members(1, RESTS, here=False), members(4, RESTS, first=10)
    found = changes(left, resting, members(5, WAITS, first=20))
    assert found == {0: WAITS} | dict.fromkeys([*range(10, 14), *range(20, 25)], COUNTED)


def test_five_who_leave_at_once_need_nobody_to_rest():
    assert changes(members(5, COUNTED, here=False), members(6, COUNTED, first=10)) == (
        dict.fromkeys(range(5), WAITS)
    )


@pytest.fixture
def ten(make_user, anna) -> list[Advising]:
    """Ten clients of Anna's; the first began three outreaches, the others one each."""
    people = clients(make_user, 10)
    for person in [people[0]] * 2 + people:
        began(person)
    return [actions.accept(advisor=anna, invitation=None, client=one, now=NOW) for one in people]


def test_P15_T2_the_change_when_one_leaves_holds_five_people(ten, anna):
    assert report_for(anna, NOW).outcomes.total[0] == 12
    actions.end(advising=ten[0], by=ten[0].client, now=NOW)
    assert report_for(anna, NOW).outcomes.total[0] == 12 - 3 - (FEWEST - 1)
    counted = counted_clients(anna, SINCE)
    assert (len(counted), ten[0].client_id in counted) == (5, False)


def test_P15_the_change_when_one_joins_holds_nobody(ten, anna, alice):
    assert report_for(anna, NOW).outcomes.total[0] == 12
    began(alice)
    actions.accept(advisor=anna, invitation=None, client=alice, now=NOW)
    assert report_for(anna, NOW).outcomes.total[0] == 12


def test_P15_a_client_who_closes_the_account_is_gone_and_may_come_back(ten, anna):
    assert len(counted_clients(anna, SINCE)) == 10
    client = ten[3].client
    client.is_active = False
    client.save()
    assert len(counted_clients(anna, SINCE)) == 5
    client.is_active = True
    client.save()
    assert len(counted_clients(anna, SINCE)) == 5
    assert Advising.objects.get(pk=ten[3].pk).counting == RESTS


def test_P15_looking_again_changes_nothing(ten, anna, django_assert_num_queries):
    first = counted_clients(anna, SINCE)
    with django_assert_num_queries(1):
        assert counted_clients(anna, SINCE) == first

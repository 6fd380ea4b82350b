"""The front page of the panel: what waits, the oldest first, and nothing of others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from advising import actions
from advising.models import Advising, Review
from tests.accounts.conftest import signed_in, with_second_step
from tests.advising.conftest import share
from tests.outreach.people import outreach_of, text_of

PAGE = "/advisor/"


def asked(advising, days_ago: int) -> Review:
    """A shared draft that waits for a review since then."""
    outreach = outreach_of(advising.client)
    share(advising, outreach)
    return Review.objects.create(
        advising=advising,
        message=text_of(outreach),
        asked_at=timezone.now() - timedelta(days=days_ago),
    )


def clients_of(anna, make_user, number: int) -> list[Advising]:
    """So many clients of Anna."""
    people = [make_user(f"c{n}@example.org", f"Client {n}") for n in range(number)]
    now = timezone.now()
    return [
        actions.accept(advisor=anna, invitation=None, client=person, now=now) for person in people
    ]


def test_who_has_no_clients_yet_reads_no_noughts(anna_client):
    page = anna_client.get(PAGE).text
    assert "You have no clients here yet." in page
    assert "0 clients" not in page


def test_what_waits_longest_comes_first(anna, anna_client, make_user):
    young, old = clients_of(anna, make_user, 2)
    reviews = [asked(young, days_ago=1), asked(old, days_ago=3)]
    page = anna_client.get(PAGE).text
    places = [page.index(f"/advisor/reviews/{review.pk}/") for review in reviews]
    assert places[0] > places[1]


def test_more_than_five_are_counted(anna, anna_client, make_user):
    for advising in clients_of(anna, make_user, 6):
        asked(advising, days_ago=1)
    page = anna_client.get(PAGE).text
    assert (page.count('href="/advisor/reviews/'), "(6)" in page) == (5 + 2, True)


def test_T2_a_review_is_gone_with_its_share(anna_client, advising):
    review = asked(advising, days_ago=1)
    actions.end_share(share=advising.shares.get(), by=advising.client, now=timezone.now())
    assert str(review.pk) not in anna_client.get(PAGE).text


def test_who_began_long_ago_is_not_new(anna_client, advising):
    assert "Alice Roy" in anna_client.get(PAGE).text
    Advising.objects.update(began_at=timezone.now() - timedelta(days=15))
    page = anna_client.get(PAGE).text
    assert ("Alice Roy" in page, "1 client," in page) == (False, True)


def test_T1_another_advisor_sees_nothing_of_it(bruno_client, advising):
    asked(advising, days_ago=1)
    assert "Alice Roy" not in bruno_client.get(PAGE).text


def test_T1_wording_editors_see_no_clients_here(make_user):
    editor = make_user("e@example.org", "E", is_staff=True, role=User.Role.EDITOR)
    page = signed_in(with_second_step(editor)).get(PAGE).text
    assert ("/advisor/clients/" in page, "Reviews that wait" in page) == (False, False)


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_the_same_for_one_and_for_three(
    anna, anna_client, make_user, number, django_assert_num_queries
):
    for advising in clients_of(anna, make_user, number):
        asked(advising, days_ago=1)
    with django_assert_num_queries(10):
        anna_client.get(PAGE)

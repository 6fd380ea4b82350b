"""What is shared, asked in Python for one outreach and in SQL for the queue: they agree (T3)."""

from datetime import timedelta
from itertools import product

from django.utils import timezone

from advising import actions
from advising.access import groups_shared, reviews_of
from advising.models import FieldGroup, Review, Share
from tests.outreach.people import outreach_of, text_of

NOW = timezone.now()
SHARES = (None, "text", "person", "past", "revoked")
"""What there may be of a share: none, one with the text or without it, one that is over."""


def stored(advising, outreach, kind: str | None) -> None:
    """A share as the database may hold it."""
    if kind is None:
        return
    Share.objects.create(
        advising=advising,
        outreach=outreach,
        text=kind != "person",
        person=True,
        ends_at=NOW + timedelta(days=-1 if kind == "past" else 1),
        ended_at=NOW if kind == "revoked" else None,
    )


def test_T3_the_queue_holds_what_shows_its_text_and_nothing_else(make_user, anna, bruno):
    """Every share of everything with every share of one, and another advisor's beside them."""
    reviews = []
    for number, (everything, own) in enumerate(product(SHARES, SHARES)):
        client = make_user(f"c{number}@example.org", f"Client {number}")
        first, other = (
            actions.accept(advisor=advisor, invitation=None, client=client, now=NOW)
            for advisor in (anna, bruno)
        )
        outreach = outreach_of(client)
        stored(first, None, everything)
        stored(first, outreach, own)
        stored(other, outreach, "text")
        reviews.append(Review.objects.create(advising=first, message=text_of(outreach)))
    expected = {
        review.pk
        for review in reviews
        if FieldGroup.TEXT in groups_shared(review.advising, review.message.outreach_id, NOW)
    }
    assert set(reviews_of(anna, NOW).values_list("pk", flat=True)) == expected
    # One with the text and any of the five; without one of its own, everything with the text.
    assert len(expected) == 5 + 3


def test_T2_nothing_is_left_of_a_queue_when_the_advising_or_the_role_is_over(anna, alice, advising):
    outreach = outreach_of(alice)
    stored(advising, outreach, "text")
    Review.objects.create(advising=advising, message=text_of(outreach))
    for user, column, value in (
        (anna, "role", "editor"),
        (anna, "is_staff", False),
        (anna, "is_active", False),
        (alice, "is_active", False),
    ):
        assert reviews_of(anna, NOW).count() == 1
        before = getattr(user, column)
        type(user).objects.filter(pk=user.pk).update(**{column: value})
        assert not reviews_of(anna, NOW).exists(), column
        assert not groups_shared(advising, outreach.pk, NOW), column
        type(user).objects.filter(pk=user.pk).update(**{column: before})


def test_the_queue_leaves_out_who_is_in_the_trash(anna, alice, advising):
    outreach = outreach_of(alice)
    stored(advising, outreach, "text")
    Review.objects.create(advising=advising, message=text_of(outreach))
    for trashed_at, waiting in ((NOW, 0), (None, 1)):
        type(outreach.contact).objects.filter(pk=outreach.contact_id).update(trashed_at=trashed_at)
        assert reviews_of(anna, NOW).count() == waiting

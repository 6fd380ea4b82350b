"""Reviews are told in the digest, not by a mail each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advising import actions, reviewing
from advising.models import Review
from outreach.digest.build import summary_of
from outreach.models import Delivery, Message
from tests.outreach.helpers import draft_of


@pytest.fixture
def review(advising, alice) -> Review:
    """Alice asked Anna to read a draft."""
    text = Message.objects.create(
        outreach=draft_of(alice), kind="opening", channel="email", body="Hi Maria, canary-text"
    )
    return reviewing.ask(
        advising=advising, message=text, question="canary?", by=alice, now=timezone.now()
    )


def told(user) -> list[str]:
    """What the digest of today says to somebody: name, what, and last words of each line."""
    summary = summary_of(user, user.local_date(timezone.now()))
    lines = [line for group in summary.groups for line in group.lines] if summary else []
    return [f"{line.name}: {line.what} {line.context} {line.last.words}" for line in lines]


def test_the_advisor_hears_how_many_wait_and_no_content(review, anna):
    [line] = told(anna)
    assert line == "Your clients: 1 draft to read  "


def test_the_client_hears_what_was_said(review, anna, alice):
    reviewing.comment(review=review, by=anna, body="Shorter.", verdict="again", now=timezone.now())
    assert told(anna) == []
    [line] = told(alice)
    assert line == "Anna Advisor: asks for one more look Your message to Maria Santos. Shorter."


def test_nothing_is_told_of_what_was_sent_or_ended_or_is_old(review, anna, alice):
    reviewing.comment(review=review, by=anna, body="", verdict="ready", now=timezone.now())
    assert len(told(alice)) == 1
    Message.objects.update(delivery=Delivery.SENT)
    assert told(alice) == []
    Message.objects.update(delivery=Delivery.DRAFT)
    Review.objects.update(answered_at=timezone.now() - timedelta(days=8))
    assert told(alice) == []


def test_T2_an_advising_that_ended_is_not_told_of(review, anna, alice, advising):
    reviewing.comment(review=review, by=anna, body="Shorter.", now=timezone.now())
    actions.end(advising=advising, by=alice, now=timezone.now())
    assert (told(anna), told(alice)) == ([], [])

"""Whole stories, click by click: a no, a yes, silence, and an answer that stops a nudge."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from outreach.models import Message, Outreach
from outreach.progress import Status, Step
from tests.outreach.people import contact_of, outreach_of, text_of
from tests.outreach.shipped import load_shipped

S = Status
START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # a Monday


class Story:
    """One outreach of Alice's, and the clicks on its pages on given days."""

    def __init__(self, alice) -> None:
        self.alice = alice
        self.outreach = outreach_of(alice, S.SENT, now=START, contact=contact_of(alice))
        text_of(self.outreach, sent_at=START)

    def click(self, name: str, *ids, day: int = 0, **data):
        """Post on that day after the start."""
        with time_machine.travel(START + timedelta(days=day, hours=1), tick=True):
            client = Client()
            client.force_login(self.alice)
            address = reverse(name, args=[self.outreach.pk, *ids])
            response = client.post(address, data)
        assert response.status_code == 302, response.content
        return response

    def answer(self, answer: str, day: int = 0) -> None:
        self.click("outreach_answer", day=day, answer=answer)

    def send(self, kind: str, day: int) -> None:
        """Begin the message of the next step where it is not begun yet, and say it was sent."""
        if not self.draft(kind):
            self.click("outreach_do", day=day)
        message = self.draft(kind)
        assert message is not None
        Message.objects.filter(pk=message.pk).update(body="Thank you. Alice Roy", is_edited=True)
        self.click("outreach_message_send", message.pk, day=day, then="sent")

    def draft(self, kind: str) -> Message | None:
        drafts = self.outreach.messages.filter(delivery=Message.Delivery.DRAFT)
        return drafts.filter(kind=kind).first()

    @property
    def now(self) -> Outreach:
        return Outreach.objects.get()


@pytest.fixture(scope="module")
def _shipped(once) -> None:
    once(load_shipped)


@pytest.fixture
def story(_shipped, alice) -> Story:
    return Story(alice)


def test_a_no_gets_a_gracious_answer_and_is_closed(story):
    story.answer("no", day=3)
    story.send("answer_no", day=3)
    assert (story.now.status, story.now.next_step) == (S.CLOSED, "")


def test_a_yes_leads_to_help_thanks_and_a_close(story):
    story.answer("yes", day=2)
    story.send("reply_yes", day=2)
    assert story.now.next_step == Step.ASK_WHETHER_HELPED
    story.click("outreach_helped", day=10)
    story.send("thank_you", day=10)
    assert (story.now.status, story.now.next_step) == (S.THANKED, Step.RESULT_NOTE)
    story.send("result_note", day=60)
    assert story.now.status == S.CLOSED


def test_silence_gets_two_nudges_and_a_kind_close(story):
    for kind, day in {"nudge": 9, "last_nudge": 30}.items():
        assert (story.now.due_on - START.date()).days == day
        story.send(kind, day=day)
    assert story.now.next_step == Step.CLOSE
    story.click("outreach_close", day=50)
    assert [event.new for event in story.now.events.all()] == [
        *(S.SENT, S.NUDGED, S.NUDGED, S.NO_ANSWER, S.CLOSED)
    ]


def test_an_answer_cancels_the_open_nudge(story):
    story.click("outreach_do", day=9)
    nudge = story.draft("nudge")
    story.answer("yes", day=10)
    nudge.refresh_from_db()
    assert nudge.delivery == Message.Delivery.CANCELLED
    assert story.now.next_step == Step.REPLY_YES


def test_a_late_yes_is_welcome(story):
    story.click("outreach_close", day=60)
    story.answer("yes", day=200)
    assert (story.now.status, story.draft("reply_yes") is not None) == (S.ACCEPTED, True)


def test_later_then_the_agreed_message_then_a_no(story):
    story.click("outreach_answer", day=3, answer="later", later_until="2026-06-01")
    assert story.now.due_on.isoformat() == "2026-06-01"
    story.send("nudge", day=91)
    story.answer("no", day=93)
    assert story.now.next_step == Step.ANSWER_NO

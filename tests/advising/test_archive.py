"""What a client takes out about their advisors, and what an advisor does not."""

import json

import pytest
from django.utils import timezone

from advising.models import AdvisorCode, AdvisorNote, Comment, FieldGroup, Invitation, Look, Review
from outreach.archive.files import account_files
from tests.advising.conftest import NOW, share
from tests.outreach.people import outreach_of, text_of


def archive(user) -> dict:
    """advising.json of a user."""
    return json.loads(dict(account_files(user, now=timezone.now()))["advising.json"])


@pytest.fixture
def review(advising, alice, anna) -> Review:
    """A review of Alice's message, with words of both, a look and a private note."""
    outreach = outreach_of(alice)
    share(advising, outreach, FieldGroup.TEXT)
    review = Review.objects.create(
        advising=advising, message=text_of(outreach), question="Is it too long?"
    )
    Comment.objects.create(review=review, author=anna, body="Shorter", suggestion="Hi", passage="H")
    Comment.objects.create(review=review, author=alice, body="Thank you")
    Look.objects.create(advising=advising, outreach=outreach, groups=["text"], at=NOW)
    AdvisorNote.objects.create(advising=advising, body="Began well")
    return review


def test_P13_what_was_shared_seen_and_said_is_there(review, alice) -> None:
    (advisor,) = archive(alice)["advisors"]
    assert advisor["advisor"] == "Anna Advisor"
    assert [(each["text"], each["notes"]) for each in advisor["shares"]] == [(True, False)]
    assert [look["groups"] for look in advisor["looks"]] == [["text"]]
    (read,) = advisor["reviews"]
    assert (read["question"], read["state"]) == ("Is it too long?", "asked")
    said = [(each["by_you"], each["body"], each["suggestion"]) for each in read["comments"]]
    assert said == [(False, "Shorter", "Hi"), (True, "Thank you", "")]


def test_P10_the_private_notes_about_the_client_are_the_clients(review, alice) -> None:
    notes = archive(alice)["advisors"][0]["notes_about_you"]
    assert [note["body"] for note in notes] == ["Began well"]


def test_T3_an_advisor_takes_nothing_of_a_client_out(review, anna) -> None:
    AdvisorCode.objects.create(advisor=anna, code="ABCD-EFGH")
    Invitation.objects.create(advisor=anna, email="new@example.org")
    mine = archive(anna)
    assert mine["advisors"] == []
    assert mine["as_an_advisor"]["code"][0]["code"] == "ABCD-EFGH"
    assert [one["email"] for one in mine["as_an_advisor"]["invitations"]] == ["new@example.org"]
    everything = b"".join(data for _name, data in account_files(anna, now=timezone.now()))
    assert [word for word in (b"Maria", b"Thank you", b"Began well") if word in everything] == []

"""The way from a lapsed contact to a sent message, and where it leads when one jumps ahead."""

import pytest

from outreach.models import Outreach
from tests.outreach.helpers import READY, SITUATION, contact_of, draft_of, opening_of, post, url


def test_the_whole_way_for_a_recommendation(alice, alice_client, charlie):
    contact = contact_of(alice)
    draft_of(charlie, contact_of(charlie))
    answer = alice_client.post("/outreach/new/", {"contact": contact.pk})
    outreach = Outreach.objects.get(owner=alice)
    assert answer.url == url(outreach, "why")
    answer = post(alice_client, outreach, "why", hope="help", still_write="unsure")
    assert answer.url == url(outreach, "ask")
    answer = post(alice_client, outreach, "ask", request_type="recommendation")
    assert answer.url == url(outreach, "details")
    answer = post(alice_client, outreach, "details", say_work="planning the conference in 2009")
    assert answer.url == url(outreach, "situation")
    answer = post(alice_client, outreach, "situation", **SITUATION)
    assert answer.url == url(outreach, "message")
    message = outreach.messages.get()
    page = alice_client.get(answer.url)
    assert "planning the conference in 2009" in message.body
    assert page.context["advice"].findings == ()
    answer = alice_client.post(
        answer.url, {"version": message.version, "subject": message.subject, "body": message.body}
    )
    assert answer.url == url(outreach, "send")
    assert alice_client.get(answer.url).status_code == 200
    answer = alice_client.post(answer.url)
    assert answer.url == f"/outreach/{outreach.pk}/?sent={message.pk}"
    outreach.refresh_from_db()
    assert (outreach.status, outreach.next_step) == ("sent", "nudge")


@pytest.mark.parametrize("step", ["ask", "details", "situation", "message", "send"])
def test_B48_a_step_ahead_leads_to_the_first_unfinished_one(alice, alice_client, step):
    outreach = draft_of(alice)
    assert alice_client.get(url(outreach, step)).url == url(outreach, "why")
    assert post(alice_client, outreach, step, say_topic="x", body="x").url == url(outreach, "why")
    outreach.refresh_from_db()
    assert (outreach.answers, outreach.version) == ({}, 1)


def test_resume_goes_to_the_first_unfinished_step(alice, alice_client):
    outreach = draft_of(alice, **READY)
    resume = f"/outreach/{outreach.pk}/resume/"
    assert alice_client.get(resume).url == url(outreach, "situation")
    opening_of(alice_client, outreach)
    assert alice_client.get(resume).url == url(outreach, "send")


STEPS = ["who", "why", "ask", "details", "situation", "message", "send"]


@pytest.mark.parametrize("step", STEPS)
def test_every_step_shows_one_heading_and_needs_sign_in(alice, alice_client, client, step):
    outreach = draft_of(alice, **READY)
    opening_of(alice_client, outreach)
    page = alice_client.get(url(outreach, step))
    assert page.status_code == 200
    assert page.content.count(b"<h1") == 1
    assert client.get(url(outreach, step)).url.startswith("/account/login/")


@pytest.mark.parametrize("step", STEPS)
def test_B41_charlie_sees_no_step_and_changes_nothing(alice, alice_client, charlie_client, step):
    outreach = draft_of(alice, **READY)
    opening_of(alice_client, outreach)
    before = Outreach.objects.filter(pk=outreach.pk).values().get()
    assert charlie_client.get(url(outreach, step)).status_code == 404
    assert charlie_client.post(url(outreach, step), {"version": 1}).status_code == 404
    assert Outreach.objects.filter(pk=outreach.pk).values().get() == before


@pytest.mark.parametrize("step", STEPS)
def test_a_step_takes_no_other_method(alice, alice_client, step):
    assert alice_client.put(url(draft_of(alice), step)).status_code == 405


@pytest.mark.parametrize("step", STEPS)
def test_a_step_takes_at_most_8_queries(alice, alice_client, step, django_assert_max_num_queries):
    outreach = draft_of(alice, **READY)
    opening_of(alice_client, outreach)
    with django_assert_max_num_queries(8):
        assert alice_client.get(url(outreach, step)).status_code == 200

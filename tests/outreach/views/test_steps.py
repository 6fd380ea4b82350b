"""Not now, days of one's own, a thank-you left unwritten, a late answer, one reminder."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from outreach.models import Message, Outreach
from outreach.progress import Status, Step
from tests.outreach.people import outreach_of, text_of

S = Status


@pytest.fixture
def overdue(alice) -> Outreach:
    """A nudge that is overdue."""
    return outreach_of(alice, S.SENT, now=timezone.now() - timedelta(days=20))


def url(name: str, outreach: Outreach) -> str:
    return reverse(f"outreach_{name}", args=[outreach.pk])


def stored(outreach: Outreach) -> Outreach:
    return Outreach.objects.get(pk=outreach.pk)


def today_of(alice):
    return alice.local_date(timezone.now())


@pytest.mark.parametrize(("wait", "days"), [("days", 3), ("week", 7)])
def test_put_off_counts_from_today_when_it_is_overdue(alice, alice_client, overdue, wait, days):
    alice_client.post(url("snooze_step", overdue), {"wait": wait})
    assert stored(overdue).due_on == today_of(alice) + timedelta(days=days)


def test_put_off_to_a_date(alice, alice_client, overdue):
    until = today_of(alice) + timedelta(days=50)
    alice_client.post(url("snooze_step", overdue), {"wait": "date", "until": until.isoformat()})
    assert stored(overdue).due_on == until


@pytest.mark.parametrize("until", ["", "x", "2020-01-01", "2199-01-01"])
def test_B49_a_bad_date_is_said_and_kept(alice_client, overdue, until):
    before = stored(overdue).due_on
    page = alice_client.post(url("snooze_step", overdue), {"wait": "date", "until": until})
    assert (page.status_code, stored(overdue).due_on) == (200, before)
    assert page.context["snooze_form"].errors
    assert f'value="{until}"' in page.content.decode() or not until


def test_from_today_one_goes_back_there_and_may_undo_it(alice_client, overdue):
    before = stored(overdue).due_on
    page = alice_client.post(
        url("snooze_step", overdue) + "?from=today", {"wait": "week"}, follow=True
    )
    assert page.request["PATH_INFO"] == reverse("outreach_today")
    assert url("usual_date", overdue) in page.content.decode()
    alice_client.post(url("usual_date", overdue))
    assert stored(overdue).due_on == before


def test_the_page_says_that_it_was_put_off(alice_client, overdue):
    alice_client.post(url("snooze_step", overdue), {"wait": "month"})
    text = alice_client.get(url("show", overdue)).content.decode()
    assert "You put this off until" in text
    assert "Back to the usual date" in text


def test_dates_are_shown_before_they_are_saved(alice_client, overdue):
    days = {"first": "10", "last": "20", "close": ""}
    page = alice_client.post(url("dates", overdue), {**days, "then": "show"})
    assert len(page.context["steps"]) == 3
    assert stored(overdue).first_nudge_days is None
    alice_client.post(url("dates", overdue), {**days, "then": "save"})
    after = stored(overdue)
    assert (after.first_nudge_days, after.last_nudge_days, after.close_days) == (10, 20, None)


@pytest.mark.parametrize("days", ["4", "0", "-3", "61", "x", "9" * 30])
def test_L4_fewer_days_than_a_week_are_refused(alice_client, overdue, days):
    page = alice_client.post(url("dates", overdue), {"first": days, "then": "save"})
    assert (page.status_code, stored(overdue).first_nudge_days) == (200, None)


@pytest.mark.parametrize(
    ("status", "moves"),
    [
        (S.HELPED, [S.THANKED, S.CLOSED]),
        (S.THANKED, [S.CLOSED]),
        (S.DECLINED, [S.ANSWERED, S.CLOSED]),
    ],
)
def test_thanks_may_be_waved_off_and_that_taken_back(alice, alice_client, status, moves):
    outreach = outreach_of(alice, status, now=timezone.now() - timedelta(minutes=10))
    assert alice_client.get(url("wave_off", outreach)).status_code == 200
    assert stored(outreach).status == status
    alice_client.post(url("wave_off", outreach))
    events = [event.new for event in outreach.events.all()]
    assert (stored(outreach).status, events[-len(moves) :]) == (S.CLOSED, moves)
    alice_client.post(url("take_back", outreach))
    assert stored(outreach).status == status


@pytest.mark.parametrize("status", [S.HELPED, S.THANKED, S.DECLINED])
def test_it_is_due_until_then(alice, alice_client, status):
    outreach = outreach_of(alice, status, now=timezone.now() - timedelta(days=200))
    row = alice_client.get(url("show", outreach)).context["row"]
    assert row.is_overdue


def test_an_encounter_is_asked_about_and_no_goes_on(alice, alice_client, overdue):
    alice_client.post(reverse("contacts_in_touch", args=[overdue.contact_id]))
    assert stored(overdue).next_step == Step.WAS_IT_AN_ANSWER
    text = alice_client.get(url("show", overdue)).content.decode()
    assert url("was_no_answer", overdue) in text
    alice_client.post(url("was_no_answer", overdue))
    after = stored(overdue)
    assert (after.next_step, after.due_on > today_of(alice)) == (Step.NUDGE, True)


def test_a_nudge_that_is_leaving_cannot_be_stopped_and_the_page_says_so(alice_client, overdue):
    leaving = {"delivery": Message.Delivery.HANDING_OVER, "queued_at": timezone.now()}
    text_of(overdue, "nudge", **leaving)
    before = alice_client.get(url("show", overdue)).content.decode()
    alice_client.post(url("answer", overdue), {"answer": "no"})
    after = alice_client.get(url("show", overdue)).content.decode()
    words = "could not be stopped"
    assert (words in before, words in after) == (False, True)


def test_not_yet_leads_to_one_reminder_and_then_to_a_kind_close(alice, alice_client):
    days_ago = timezone.now() - timedelta(days=30)
    outreach = outreach_of(alice, S.ACCEPTED, now=days_ago)
    text_of(outreach, "reply_yes", sent_at=days_ago + timedelta(hours=1))
    alice_client.post(url("not_yet", outreach))
    assert stored(outreach).next_step == Step.REMIND
    Outreach.objects.filter(pk=outreach.pk).update(due_on=today_of(alice))
    alice_client.post(url("written_elsewhere", outreach))
    assert stored(outreach).next_step == Step.CLOSE
    alice_client.post(url("went_quiet", outreach))
    page = alice_client.get(url("show", outreach))
    assert stored(outreach).status == S.CLOSED
    assert [answer for answer, _label in page.context["answers"]] == ["yes", "later", "no"]


@pytest.mark.parametrize("answer", ["yes", "later", "no"])
@pytest.mark.parametrize("status", [S.NO_ANSWER, S.CLOSED])
def test_a_late_answer_reopens(alice, alice_client, status, answer):
    outreach = outreach_of(alice, status, now=timezone.now() - timedelta(days=90))
    page = alice_client.get(url("show", outreach))
    assert answer in [value for value, _label in page.context["answers"]]
    alice_client.post(url("answer", outreach), {"answer": answer})
    assert stored(outreach).status in (S.ACCEPTED, S.DEFERRED, S.DECLINED)

"""Recording what came back, click by click."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from contacts.actions import set_do_not_contact
from contacts.models import Encounter
from outreach.models import Message, Outreach
from outreach.progress import Status, Step
from tests.outreach.people import contact_of, outreach_of, text_of
from tests.outreach.shipped import load_shipped

S = Status
ACTS = {
    "outreach_answer": S.SENT,
    "outreach_do": S.DECLINED,
    "outreach_helped": S.ACCEPTED,
    "outreach_not_yet": S.ACCEPTED,
    "outreach_changed_their_mind": S.ACCEPTED,
    "outreach_close": S.SENT,
    "outreach_went_quiet": S.ACCEPTED,
    "outreach_written_elsewhere": S.DECLINED,
    "outreach_write_again": S.BOUNCED,
    "outreach_take_back": S.ACCEPTED,
    "outreach_discard": S.DRAFT,
}


@pytest.fixture(autouse=True, scope="module")
def _in_the_database(once) -> None:
    once(load_shipped)


@pytest.fixture(autouse=True)
def _shipped(db) -> None:
    """Each test puts its own aside."""


def sent_by(owner, status: Status = S.SENT, **fields) -> Outreach:
    """An outreach with its opening sent yesterday."""
    outreach = outreach_of(owner, status, now=timezone.now() - timedelta(days=1), **fields)
    text_of(outreach, sent_at=outreach.sent_at)
    return outreach


def post(client, outreach, name="outreach_answer", **data):
    return client.post(reverse(name, args=[outreach.pk]), data)


def stored(outreach) -> Outreach:
    return Outreach.objects.get(pk=outreach.pk)


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("name", ACTS)
def test_T4_a_stranger_changes_nothing(alice, charlie_client, name):
    outreach = sent_by(alice, ACTS[name])
    before = stored(outreach)
    response = post(charlie_client, outreach, name, answer="yes")
    after = stored(outreach)
    assert response.status_code == 404
    assert (after.status, after.due_on) == (before.status, before.due_on)


@pytest.mark.parametrize("name", ACTS)
def test_signing_in_comes_first(alice, client, name):
    outreach = sent_by(alice, ACTS[name])
    assert post(client, outreach, name, answer="yes").status_code == 302
    assert stored(outreach).status == ACTS[name]


@pytest.mark.parametrize("name", sorted(set(ACTS) - {"outreach_answer", "outreach_discard"}))
def test_T19_reading_changes_nothing(alice, alice_client, name):
    outreach = sent_by(alice, ACTS[name])
    assert alice_client.get(reverse(name, args=[outreach.pk])).status_code == 405


@pytest.mark.parametrize(("answer", "kind"), [("yes", "reply_yes"), ("no", "answer_no")])
def test_two_clicks_and_the_fitting_text_is_there(alice, alice_client, answer, kind):
    outreach = sent_by(alice)
    page = alice_client.get(reverse("outreach_answer", args=[outreach.pk]))
    assert f'value="{answer}"' in page.content.decode()
    response = post(alice_client, outreach, answer=answer)
    message = outreach.messages.get(delivery=Message.Delivery.DRAFT)
    assert message.kind == kind
    assert response.url == reverse("outreach_message", args=[outreach.pk, message.pk])


def test_later_says_when_we_remind(alice, alice_client):
    outreach = sent_by(alice)
    year = timezone.now().year + 1
    response = post(alice_client, outreach, answer="later", later_until=f"{year}-05-01")
    assert response.url == reverse("outreach_show", args=[outreach.pk])
    assert said(response) == [f"Noted. We remind you on 1 May {year}."]


def test_bounced_offers_another_way(alice, alice_client):
    outreach = sent_by(alice)
    response = post(alice_client, outreach, answer="bounced")
    page = alice_client.get(response.url)
    assert page.context["is_bounced"]
    assert stored(outreach).next_step == Step.FIX_ADDRESS


def test_a_day_and_a_note_are_kept(alice, alice_client):
    outreach = outreach_of(alice, S.SENT, now=timezone.now() - timedelta(days=9))
    on = timezone.now().date() - timedelta(days=3)
    post(alice_client, outreach, answer="no", on=on.isoformat(), note="Too busy this term")
    encounter = Encounter.objects.get()
    assert (encounter.on, encounter.note) == (on, "Too busy this term")


@pytest.mark.parametrize(
    "data",
    [
        {"answer": ""},
        {"answer": "perhaps"},
        {"answer": "later", "later_until": "yesterday"},
        {"answer": "later", "later_until": "2001-01-01"},
        {"answer": "yes", "help_by": "31/12/2027"},
        {"answer": "yes", "on": "2099-01-01"},
        {"answer": "yes", "on": "2010-01-01"},
        {"answer": "yes", "on": "2027-02-29"},
        {"answer": "no", "note": "x" * 501},
        {"answer": "no", "note": "a\x00b"},
    ],
)
def test_what_cannot_be_taken_in_is_kept_and_explained(alice, alice_client, data):
    outreach = sent_by(alice)
    response = post(alice_client, outreach, **data)
    assert response.status_code == 200
    assert "Error:" in response.content.decode()
    assert (stored(outreach).status, Encounter.objects.count()) == (S.SENT, 0)


def test_F21_the_second_click_goes_where_the_first_went(alice, alice_client):
    outreach = sent_by(alice)
    first = post(alice_client, outreach, answer="yes")
    second = post(alice_client, outreach, answer="yes")
    assert first.url == second.url
    assert (outreach.events.filter(new=S.ACCEPTED).count(), Encounter.objects.count()) == (1, 1)


def test_F22_back_and_another_answer_is_told_where_it_stands(alice, alice_client):
    outreach = sent_by(alice, S.HELPED)
    response = post(alice_client, outreach, answer="no")
    assert response.url == reverse("outreach_show", args=[outreach.pk])
    assert "changed in the meantime" in said(response)[0]
    assert stored(outreach).status == S.HELPED


def test_a_late_answer_beside_another_open_outreach_is_refused_in_words(alice, alice_client):
    maria = contact_of(alice)
    closed = outreach_of(alice, S.CLOSED, contact=maria)
    outreach_of(alice, S.DRAFT, contact=maria)
    response = post(alice_client, closed, answer="yes")
    assert "You have another open outreach to Maria" in said(response)[0]
    assert stored(closed).status == S.CLOSED


def test_the_nudge_waits_for_its_date(alice, alice_client):
    outreach = sent_by(alice)
    response = post(alice_client, outreach, "outreach_do")
    assert response.url == reverse("outreach_show", args=[outreach.pk])
    assert not outreach.messages.filter(kind="nudge").exists()


def test_the_nudge_is_written_when_its_date_has_come(alice, alice_client):
    outreach = outreach_of(alice, S.SENT, now=timezone.now() - timedelta(days=15))
    post(alice_client, outreach, "outreach_do")
    assert outreach.messages.get().kind == "nudge"


def test_not_yet_asks_again(alice, alice_client):
    outreach = sent_by(alice, S.ACCEPTED)
    text_of(outreach, "reply_yes", sent_at=timezone.now())
    response = post(alice_client, outreach, "outreach_not_yet", until="2099-05-01")
    assert said(response) == ["Noted. We ask you again on 1 May 2099."]
    assert stored(outreach).due_on.isoformat() == "2099-05-01"


def test_not_yet_keeps_a_date_it_cannot_read(alice, alice_client):
    outreach = sent_by(alice, S.ACCEPTED)
    response = post(alice_client, outreach, "outreach_not_yet", until="31/12/2027")
    assert 'value="31/12/2027"' in response.content.decode()


def test_a_wrong_click_is_taken_back(alice, alice_client):
    outreach = sent_by(alice)
    post(alice_client, outreach, answer="bounced")
    page = alice_client.get(reverse("outreach_show", args=[outreach.pk]))
    assert page.context["may_take_back"]
    post(alice_client, outreach, "outreach_take_back")
    assert stored(outreach).status == S.SENT


def test_W12_a_draft_is_dropped_in_two_steps(alice, alice_client):
    outreach = outreach_of(alice)
    page = alice_client.get(reverse("outreach_discard", args=[outreach.pk]))
    assert (page.status_code, stored(outreach).status) == (200, S.DRAFT)
    response = post(alice_client, outreach, "outreach_discard")
    assert (response.url, stored(outreach).status) == (reverse("outreach_board"), S.DISCARDED)


def test_only_a_draft_can_be_dropped(alice, alice_client):
    outreach = sent_by(alice)
    post(alice_client, outreach, "outreach_discard")
    assert stored(outreach).status == S.SENT


def test_a_bounced_message_is_written_again(alice, alice_client):
    outreach = sent_by(alice)
    post(alice_client, outreach, answer="bounced")
    response = post(alice_client, outreach, "outreach_write_again")
    assert response.url == reverse("outreach_step", args=[outreach.pk, "situation"])
    assert stored(outreach).is_draft


@pytest.mark.parametrize("status", [S.SENT, S.DECLINED, S.ACCEPTED, S.HELPED, S.BOUNCED])
def test_nothing_more_goes_to_somebody_who_opted_out(alice, alice_client, status):
    outreach = outreach_of(alice, status, now=timezone.now() - timedelta(days=20))
    set_do_not_contact(contact=outreach.contact, now=timezone.now(), by=alice)
    post(alice_client, outreach, "outreach_do")
    row = alice_client.get(reverse("outreach_show", args=[outreach.pk])).context["row"]
    assert (outreach.messages.count(), str(row.step)) == (0, "Close it kindly")
    post(alice_client, outreach, "outreach_close")
    assert stored(outreach).status == S.CLOSED


def test_a_draft_to_somebody_who_opted_out_is_not_sent(alice, alice_client):
    outreach = outreach_of(alice)
    set_do_not_contact(contact=outreach.contact, now=timezone.now(), by=alice)
    page = alice_client.get(reverse("outreach_show", args=[outreach.pk]))
    assert page.context["row"].button is None
    assert "not to be written to" in page.text
    assert reverse("outreach_discard", args=[outreach.pk]) in page.text

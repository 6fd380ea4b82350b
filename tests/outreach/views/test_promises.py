"""The page of promises: the most pressing first, put off, changed, let go, kept and broken."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact
from contacts.remembered import silence_text
from outreach.actions.in_touch import mark_in_touch
from outreach.models import Outreach, Promise
from outreach.progress import Status
from outreach.promised import page_of_promises
from tests.outreach.people import contact_of, outreach_of, text_of
from tests.outreach.shipped import load_shipped

S = Status
PAGE = "outreach_promises"


def promised(alice, name: str, days: int, months: int = 6) -> Contact:
    """Somebody with a rhythm, last in touch so many days ago."""
    last = alice.local_date(timezone.now()) - timedelta(days=days)
    return contact_of(
        alice, name, None, rhythm_months=months, last_in_touch=last, last_in_touch_precision="day"
    )


def names(response) -> list[str]:
    return [row.contact.name for row in response.context["rows"]]


def act(client, name: str, contact: Contact, **data):
    return client.post(reverse(f"outreach_promise_{name}", args=[contact.pk]), data, follow=True)


def test_the_most_pressing_first(alice, alice_client):
    for name, days, months in [("Yearly", 400, 12), ("Monthly", 70, 1), ("Resting", 10, 6)]:
        promised(alice, name, days, months)
    contact_of(alice, "Nobody", years=9)
    assert names(alice_client.get(reverse(PAGE))) == ["Monthly", "Yearly", "Resting"]


def test_the_silence_is_said_in_one_unit_as_on_the_page_of_the_contact(alice, alice_client):
    maria = promised(alice, "Maria", 118, months=3)
    ago = silence_text(maria.last_in_touch, "day", alice.local_date(timezone.now()))
    assert f"Last in touch {ago}" in alice_client.get(reverse(PAGE)).text
    assert f"last in touch {ago}" in alice_client.get("/").text
    assert (
        f"Last in touch {ago}"
        in alice_client.get(reverse("outreach_contact", args=[maria.pk])).text
    )


def test_T1_a_stranger_sees_none(alice, charlie_client):
    promised(alice, "Maria", 400)
    assert names(charlie_client.get(reverse(PAGE))) == []


def test_no_promises_say_how_to_make_one(alice_client):
    assert "No promises" in alice_client.get(reverse(PAGE)).content.decode()


def test_page_by_page_misses_nobody(alice):
    for number in range(60):
        promised(alice, f"Person {number:02}", 200 + number // 3)
    seen, after, today = [], "", alice.local_date(timezone.now())
    while True:
        page = page_of_promises(alice, today, after)
        seen += [row.contact.name for row in page.rows]
        after = page.after
        if not after:
            break
    assert sorted(seen) == [f"Person {number:02}" for number in range(60)]


@pytest.mark.parametrize("after", ["x", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_a_cursor_that_makes_no_sense_is_the_beginning(alice, alice_client, after):
    promised(alice, "Maria", 400)
    assert names(alice_client.get(reverse(PAGE), {"after": after})) == ["Maria"]


def test_at_most_eight_queries_however_many_rows(
    alice, alice_client, django_assert_max_num_queries
):
    counts = []
    for rows in (1, 2):
        for number in range(rows):
            contact = promised(alice, f"{rows} {number}", 400)
            outreach_of(alice, S.SENT, contact=contact)
        alice_client.get(reverse(PAGE))
        with django_assert_max_num_queries(8) as queries:
            alice_client.get(reverse(PAGE))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_put_off_and_back(alice, alice_client):
    maria = promised(alice, "Maria", 400)
    act(alice_client, "snooze", maria, wait="month")
    maria.refresh_from_db()
    assert maria.rhythm_snoozed_until > alice.local_date(timezone.now())
    assert list(alice_client.get(reverse("outreach_today")).context["promises"]) == []
    act(alice_client, "usual", maria)
    maria.refresh_from_db()
    assert maria.rhythm_snoozed_until is None


def test_another_rhythm_and_letting_go_with_a_way_back(alice, alice_client):
    maria = promised(alice, "Maria", 400)
    act(alice_client, "rhythm", maria, months="12")
    maria.refresh_from_db()
    assert maria.rhythm_months == 12
    page = act(alice_client, "let_go", maria)
    maria.refresh_from_db()
    assert maria.rhythm_months is None
    assert 'name="months" value="12"' in page.content.decode()


@pytest.mark.parametrize("months", ["", "7", "x", "-1"])
def test_a_rhythm_that_is_none_changes_nothing(alice, alice_client, months):
    maria = promised(alice, "Maria", 400)
    act(alice_client, "rhythm", maria, months=months)
    maria.refresh_from_db()
    assert maria.rhythm_months == 6


def hello(alice, maria: Contact, days: int) -> Outreach:
    """A hello that was sent on a promise, answered and closed so many days ago."""
    at = timezone.now() - timedelta(days=days)
    outreach = outreach_of(alice, S.CLOSED, contact=maria, now=at, approach="friendly_first")
    Promise.objects.create(outreach=outreach, rhythm_months=6, made_at=at)
    return outreach


def test_a_broken_promise_is_named_gently(alice, alice_client):
    maria = promised(alice, "Maria", 500)
    hello(alice, maria, 500)
    for page in (reverse("outreach_contact", args=[maria.pk]), reverse(PAGE)):
        assert "That happens." in alice_client.get(page).content.decode()


def test_a_note_that_was_sent_lets_the_promise_rest(alice, alice_client):
    load_shipped()
    maria = promised(alice, "Maria", 400)
    outreach = hello(alice, maria, 400)
    response = act(alice_client, "write", maria)
    note = outreach.messages.get(kind="stay_in_touch")
    assert str(note.pk) in response.request["PATH_INFO"]
    outreach.messages.filter(pk=note.pk).update(body="A line. Alice", is_edited=True)
    address = reverse("outreach_message_send", args=[outreach.pk, note.pk])
    alice_client.post(address, {"then": "sent"})
    maria.refresh_from_db()
    assert maria.rhythm_kept_on == alice.local_date(timezone.now())
    assert maria.last_in_touch < maria.rhythm_kept_on
    page = alice_client.get(reverse("outreach_contact", args=[maria.pk]))
    assert (page.context["is_promise_due"], page.context["kept"].times) == (False, 1)


def test_a_kept_promise_is_told_quietly(alice, alice_client):
    maria = promised(alice, "Maria", 120)
    outreach = hello(alice, maria, 100)
    text_of(outreach, "stay_in_touch", sent_at=timezone.now() - timedelta(days=40))
    now = timezone.now()
    mark_in_touch(contact=maria, today=alice.local_date(now), by=alice, now=now)
    for name, pk in {"outreach_contact": maria.pk, "outreach_show": outreach.pk}.items():
        page = alice_client.get(reverse(name, args=[pk]))
        assert page.context["kept"].times == 2
        assert "and you did. 2 times since" in page.content.decode()


def test_without_an_outreach_writing_begins_one(alice, alice_client):
    maria = promised(alice, "Maria", 400)
    url = reverse("outreach_promise_write", args=[maria.pk])
    assert alice_client.post(url).url == f"{reverse('outreach_start')}?contact={maria.pk}"

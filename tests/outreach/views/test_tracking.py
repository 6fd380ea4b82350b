"""Today, the board and one outreach: they work, need sign-in, hide from strangers, stay flat."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact
from outreach.models import Kind, Outreach
from outreach.progress import Status
from tests.outreach.people import contact_of, outreach_of, text_of

S = Status
PAGES = ["outreach_today", "outreach_board", "outreach_who_next"]
LISTED = [status for status in Status if status != S.DISCARDED]


def url(outreach: Outreach, name: str = "outreach_show") -> str:
    return reverse(name, args=[outreach.pk])


def some_of_each(owner, count: int) -> None:
    """``count`` outreaches in every state, a lapsed contact and a promise to keep."""
    for number in range(count):
        for status in LISTED:
            person = contact_of(owner, f"{status} {number}")
            outreach_of(owner, status, contact=person, now=timezone.now())
        contact_of(owner, f"lapsed {number}", relationship="manager")
        contact_of(owner, f"promised {number}", rhythm_months=6)


@pytest.mark.parametrize("page", PAGES)
def test_signing_in_comes_first(client, db, page):
    response = client.get(reverse(page))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_read_only(alice_client, page):
    assert alice_client.post(reverse(page)).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_T1_a_stranger_sees_nothing(alice, charlie_client, page):
    some_of_each(alice, 1)
    text = charlie_client.get(reverse(page)).content.decode()
    names = [contact.name for contact in Contact.objects.all()]
    assert [name for name in names if name in text] == []


@pytest.mark.parametrize("page", PAGES)
def test_X18_pages_stand_in_both_languages(alice, alice_client, page):
    alice.language = "fr"
    alice.save()
    some_of_each(alice, 1)
    response = alice_client.get(reverse(page))
    assert (response.status_code, response["Content-Language"]) == (200, "fr")


@pytest.mark.parametrize("page", PAGES)
def test_at_most_eight_queries_however_many_rows(
    alice, alice_client, django_assert_max_num_queries, page
):
    some_of_each(alice, 1)
    alice_client.get(reverse(page))
    with django_assert_max_num_queries(8) as one:
        alice_client.get(reverse(page))
    some_of_each(alice, 2)
    with django_assert_max_num_queries(8) as three:
        alice_client.get(reverse(page))
    assert len(one) == len(three)


def test_the_first_evening_leads_to_the_first_contact(alice_client):
    page = alice_client.get(reverse("outreach_today"))
    assert page.context["is_first_evening"]
    assert f'href="{reverse("outreach_start")}"' in page.content.decode()


def test_today_puts_the_overdue_first(alice, alice_client):
    for name, days in {"Soon": 5, "Overdue": 40, "Due": 9}.items():
        sent = timezone.now() - timedelta(days=days)
        outreach_of(alice, S.SENT, contact=contact_of(alice, name), now=sent)
    page = alice_client.get(reverse("outreach_today"))
    names = {part: [row.name for row in page.context[part]] for part in ("due", "soon", "later")}
    assert names["due"][0] == "Overdue"
    assert "Soon" in names["soon"]


@pytest.mark.parametrize(("hour", "due"), [("03:30", 0), ("06:30", 1)])
def test_today_is_the_day_where_the_user_lives(alice, hour, due):
    outreach_of(alice, S.SENT)  # the nudge is due on 11 March
    with time_machine.travel(f"2026-03-11T{hour}:00+00:00", tick=False):
        client = Client()
        client.force_login(alice)
        assert len(client.get(reverse("outreach_today")).context["due"]) == due


def test_drafts_are_resumed_not_overdue(alice, alice_client):
    outreach_of(alice, S.DRAFT, now=timezone.now() - timedelta(days=40))
    page = alice_client.get(reverse("outreach_today"))
    assert (page.context["due"], len(page.context["drafts"])) == ([], 1)


def test_today_reminds_of_promises(alice, alice_client):
    contact_of(alice, "Old friend", rhythm_months=6)
    contact_of(alice, "Recent", years=0, rhythm_months=6)
    page = alice_client.get(reverse("outreach_today"))
    assert [contact.name for contact in page.context["promises"]] == ["Old friend"]


def test_the_board_has_every_state_in_its_column(alice, alice_client):
    some_of_each(alice, 1)
    columns = alice_client.get(reverse("outreach_board")).context["columns"]
    found = {c["key"]: sorted(row.outreach.status for row in c["rows"]) for c in columns}
    assert found == {
        "drafts": ["bounced", "draft"],
        "waiting": ["deferred", "no_answer", "nudged", "sent"],
        "to-answer": ["accepted", "answered", "declined"],
        "to-thank": ["helped", "thanked"],
        "done": ["closed"],
    }


def test_an_empty_board_names_the_first_step(alice_client):
    page = alice_client.get(reverse("outreach_board")).content.decode()
    assert "Nobody written to yet" in page


@pytest.mark.parametrize(("column", "status"), [("done", S.CLOSED), ("waiting", S.SENT)])
def test_a_column_page_by_page_misses_nobody(alice, alice_client, settings, column, status):
    for number in range(55):
        outreach_of(alice, status, contact=contact_of(alice, f"Person {number:02}"))
    seen, address = [], f"?column={column}"
    while address:
        context = alice_client.get(reverse("outreach_board") + address).context["column"]
        seen += [row.name for row in context["rows"]]
        cursor = context["cursor"]
        address = f"?column={column}&after={cursor.replace('+', '%2B')}" if cursor else ""
    assert sorted(seen) == sorted(f"Person {number:02}" for number in range(55))


@pytest.mark.parametrize(
    "after",
    [
        *("", "x", "_", "2026-01-01_x", "99999_" + "0" * 32, "\x00"),
        *("0001-01-01T00:00:00+14:00_" + "0" * 32, "2026-01-01T00:00:00_" + "0" * 32),
    ],
)
def test_a_cursor_that_makes_no_sense_is_the_beginning(alice, alice_client, after):
    outreach_of(alice, S.CLOSED)
    page = alice_client.get(reverse("outreach_board"), {"column": "done", "after": after})
    assert len(page.context["column"]["rows"]) == 1


@pytest.mark.parametrize("status", LISTED)
def test_an_outreach_shows_in_every_state(alice, alice_client, status):
    outreach = outreach_of(alice, status, now=timezone.now())
    text_of(outreach, sent_at=outreach.sent_at)
    page = alice_client.get(url(outreach))
    assert (page.status_code, page.context["row"].outreach) == (200, outreach)
    assert "The opening to Maria Lopez" in page.content.decode()


def test_one_primary_button_a_page(alice, alice_client):
    some_of_each(alice, 1)
    addresses = [reverse(page) for page in PAGES]
    addresses += [url(outreach) for outreach in Outreach.objects.all()]
    for address in addresses:
        page = alice_client.get(address).content.decode()
        assert page.count("btn-primary") <= 1, address


def test_after_sending_it_says_what_comes_next(alice, alice_client):
    outreach = outreach_of(alice, S.SENT, now=timezone.now())
    message = text_of(outreach, sent_at=outreach.sent_at)
    page = alice_client.get(f"{url(outreach)}?sent={message.pk}")
    assert page.context["just_sent"] == message
    assert "There are at most two nudges" in page.content.decode()


@pytest.mark.parametrize("sent", ["x", "", "00000000-0000-0000-0000-000000000000"])
def test_a_message_id_that_is_not_here_says_nothing(alice, alice_client, sent):
    outreach = outreach_of(alice, S.SENT)
    assert alice_client.get(f"{url(outreach)}?sent={sent}").context["just_sent"] is None


def test_an_encounter_while_waiting_asks_whether_it_was_the_answer(alice, alice_client):
    sent = timezone.now() - timedelta(days=3)
    maria = contact_of(alice)
    outreach = outreach_of(alice, S.SENT, contact=maria, now=sent)
    assert not alice_client.get(url(outreach)).context["asks_whether_answered"]
    alice_client.post(reverse("contacts_in_touch", args=[maria.pk]))
    for address in (url(outreach), reverse("outreach_contact", args=[maria.pk])):
        assert alice_client.get(address).context["asks_whether_answered"]


def test_the_page_of_an_outreach_stays_flat(alice, alice_client, django_assert_num_queries):
    outreach = outreach_of(alice, S.SENT)
    alice_client.get(url(outreach))
    counts = []
    for kind in (Kind.OPENING, Kind.NUDGE, Kind.LAST_NUDGE):
        text_of(outreach, kind, sent_at=outreach.sent_at)
        with django_assert_num_queries(6) as queries:
            alice_client.get(url(outreach))
        counts.append(len(queries))
    assert counts == [6, 6, 6]


@pytest.mark.parametrize("name", ["outreach_show", "outreach_answer"])
def test_T1_a_stranger_gets_the_404_of_a_missing_id(alice, charlie_client, name):
    outreach = outreach_of(alice, S.SENT)
    missing = reverse(name, args=["00000000-0000-0000-0000-000000000000"])
    theirs, none = charlie_client.get(url(outreach, name)), charlie_client.get(missing)
    assert (theirs.status_code, none.status_code) == (404, 404)
    assert len(theirs.content) == len(none.content)


def test_signed_out_nobody_sees_an_outreach(alice):
    assert Client().get(url(outreach_of(alice))).status_code == 302


def test_in_the_trash_it_is_gone(alice, alice_client):
    maria = contact_of(alice, trashed_at=timezone.now())
    outreach = outreach_of(alice, S.SENT, contact=maria)
    assert alice_client.get(url(outreach)).status_code == 404
    assert "Maria" not in alice_client.get(reverse("outreach_board")).content.decode()


def test_a_message_after_later_is_no_nudge(alice, alice_client):
    outreach = outreach_of(alice, S.DEFERRED, now=timezone.now())
    row = alice_client.get(url(outreach)).context["row"]
    assert (str(row.step), row.button) == ("Write again, as agreed", None)
    assert "Write again, as agreed" in alice_client.get(reverse("contacts_list")).text

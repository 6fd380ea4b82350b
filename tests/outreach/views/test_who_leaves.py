"""The page of those who leave, and the line that leads to it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from contacts.models import Contact
from outreach.models import Leaving
from tests.outreach.leavers import idle, leaving

NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=720)
SOON = NOW.date() + timedelta(days=20)


def somebody(owner, name: str = "Maria Santos", day: date = SOON) -> Contact:
    """Somebody who leaves on a day; the user was told of it."""
    contact = idle(owner, LONG_AGO, name)
    leaving(owner, contact, since=LONG_AGO, leaves_on=day, told_at=NOW - timedelta(days=8))
    return contact


def page(client, url: str = "/contacts/leaving/", **kwargs) -> str:
    """The page, on one line."""
    return " ".join(client.get(url, **kwargs).content.decode().split())


def test_P6_the_page_says_who_leaves_and_when(alice, alice_client, charlie) -> None:
    somebody(alice, "Maria Santos")
    somebody(alice, "Ben Ito", SOON + timedelta(days=1))
    somebody(charlie, "Somebody else")
    told = page(alice_client)
    assert told.index("Maria Santos") < told.index("Ben Ito")
    assert (told.count("Leave on "), "Keep all 2" in told) == (2, True)
    assert "Somebody else" not in told


def test_P6_without_anybody_the_page_explains(alice_client) -> None:
    assert "Nobody leaves" in page(alice_client)


def test_P6_who_was_not_told_leaves_no_sooner_than_in_four_weeks(alice, alice_client) -> None:
    somebody(alice)
    Leaving.objects.update(told_at=None)
    day = alice.local_date(timezone.now()) + timedelta(days=28)
    assert f"{day.day}" in page(alice_client).partition("Leave on ")[2][:20]


def test_P6_pages_of_a_long_list(alice, alice_client) -> None:
    for number in range(27):
        somebody(alice, f"Ann {number:02}")
    first = alice_client.get("/contacts/leaving/").context["page"]
    second = alice_client.get(first.next_url).context["page"]
    assert (len(first.rows), len(second.rows)) == (25, 2)


def test_P6_keep_one(alice, alice_client) -> None:
    maria, _ben = somebody(alice), somebody(alice, "Ben")
    answer = alice_client.post(f"/contacts/{maria.pk}/keep/", follow=True)
    assert "Maria Santos\u2069 stays." in answer.content.decode()
    maria.refresh_from_db()
    assert maria.kept_at is not None
    assert list(Leaving.objects.values_list("contact__name", flat=True)) == ["Ben"]


def test_P6_keep_all(alice, alice_client) -> None:
    somebody(alice)
    somebody(alice, "Ben")
    answer = alice_client.post("/contacts/leaving/keep/", follow=True)
    assert "2 people stay." in answer.content.decode()
    assert Contact.objects.filter(kept_at__isnull=False).count() == 2


def test_P6_to_the_trash_now_and_back(alice, alice_client) -> None:
    somebody(alice)
    somebody(alice, "Ben")
    answer = alice_client.post("/contacts/leaving/trash/", follow=True)
    assert "Moved 2 people to the trash." in answer.content.decode()
    moment = Contact.objects.in_trash().first().trashed_at
    assert f'value="{moment.isoformat()}"' in answer.content.decode()
    undone = {"moment": moment.isoformat()}
    answer = alice_client.post("/contacts/leaving/undo/", undone, follow=True)
    assert "2 people are back." in answer.content.decode()
    assert Contact.objects.kept().count() == 2


@pytest.mark.parametrize(
    "moment", ["", "yesterday", "2026-11-26", "0001-01-01T00:00:00", "0001-01-01T00:00:00+09:00"]
)
def test_P6_an_undo_of_nothing_changes_nothing(alice, alice_client, moment) -> None:
    Contact.objects.filter(pk=somebody(alice).pk).update(trashed_at=NOW)
    answer = alice_client.post("/contacts/leaving/undo/", {"moment": moment})
    assert (answer.status_code, answer.url) == (302, "/contacts/")
    assert not Contact.objects.kept().exists()


def test_P6_who_was_written_to_is_not_listed(alice, alice_client) -> None:
    maria = somebody(alice)
    alice_client.post(f"/contacts/{maria.pk}/in-touch/")
    assert "Nobody leaves" in page(alice_client)


def test_P6_a_line_on_today_leads_there(alice, alice_client) -> None:
    assert "/contacts/leaving/" not in page(alice_client, "/")
    somebody(alice)
    assert "/contacts/leaving/" in page(alice_client, "/")


@pytest.mark.parametrize("count", [1, 3])
def test_P6_as_many_queries_for_three_as_for_one(
    alice, alice_client, django_assert_num_queries, count
) -> None:
    for number in range(count):
        somebody(alice, f"Ann {number}")
    alice_client.get("/contacts/leaving/")  # the first page of a day writes the session
    with django_assert_num_queries(4):
        alice_client.get("/contacts/leaving/")

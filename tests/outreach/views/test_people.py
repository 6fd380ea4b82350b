"""The list of contacts: what it shows, finds, sorts and pages, and what it costs."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from contacts import actions
from contacts.models import Contact, Tag
from outreach.models import Outreach
from outreach.progress import Status
from tests.contacts.people import new_contact
from tests.outreach.people import outreach_of

URL = reverse("contacts_list")
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch) -> None:
    """23 November 2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def names(client, **query) -> list[str]:
    """The names on the page, in order."""
    return [row.name for row in client.get(URL, query).context["rows"]]


@pytest.fixture
def people(alice, charlie) -> None:
    """Three of Alice's; one of Charlie's that must never show."""
    new_contact(alice, "Émile Roy", last="2019", relationship="mentor", tags=("uni",))
    new_contact(alice, "ana Smith", last="2026-11-01", organization="Museum")
    new_contact(alice, "Zed Unknown", relationship="mentor")
    new_contact(charlie, "Charlie’s Friend", relationship="mentor", tags=("uni",))


# --- What it shows ----------------------------------------------------------------------------
def test_nobody_yet_says_what_to_do_next(alice_client):
    page = alice_client.get(URL).content.decode()
    assert "Who did you lose touch with?" in page
    assert reverse("contacts_add") in page


@pytest.mark.usefixtures("people")
def test_longest_silence_first(alice_client):
    assert names(alice_client) == ["Zed Unknown", "Émile Roy", "ana Smith"]


@pytest.mark.usefixtures("people")
def test_other_orders(alice_client):
    assert names(alice_client, sort="recent") == ["ana Smith", "Émile Roy", "Zed Unknown"]
    assert names(alice_client, sort="name") == ["ana Smith", "Émile Roy", "Zed Unknown"]


@pytest.mark.usefixtures("people")
def test_X11_sort_and_result_are_said(alice_client):
    page = alice_client.get(URL, {"sort": "recent"}).content.decode()
    assert page.count('aria-sort="descending"') == 1
    assert 'role="status" id="people-found">3 contacts.</p>' in page
    assert "<caption" in page


@pytest.mark.usefixtures("people")
def test_a_row_says_how_long_ago(alice_client):
    row = alice_client.get(URL, {"q": "emile"}).context["rows"][0]
    assert (row.silence, row.last, row.tags) == ("7 years ago", "2019", ["uni"])
    assert str(row.relationship) == "Mentor"


def test_a_row_says_where_the_open_outreach_stands(alice, alice_client):
    outreach = outreach_of(alice, Status.SENT)
    row = alice_client.get(URL).context["rows"][0]
    assert row.outreach_url == reverse("outreach_show", args=[outreach.pk])
    assert str(row.status) == "Sent"
    assert row.next_step.startswith("Send a nudge")


def test_addresses_made_by_hand_are_the_real_ones(alice, alice_client):
    contact = new_contact(alice)
    row = alice_client.get(URL).context["rows"][0]
    assert row.url == reverse("outreach_contact", args=[contact.pk])
    assert f"{row.url}in-touch/" == reverse("contacts_in_touch", args=[contact.pk])


def test_do_not_contact_is_said_in_words(alice, alice_client):
    actions.set_do_not_contact(contact=new_contact(alice), now=NOW, by=alice)
    assert "Do not contact" in alice_client.get(URL).content.decode()


# --- What it finds ----------------------------------------------------------------------------
@pytest.mark.usefixtures("people")
def test_search_and_filters_add_up(alice_client):
    uni = Tag.objects.get(owner__email="alice@example.org").pk
    assert names(alice_client, q="emi roy") == ["Émile Roy"]
    assert names(alice_client, show="lapsed") == ["Zed Unknown", "Émile Roy"]
    assert names(alice_client, relationship="mentor") == ["Zed Unknown", "Émile Roy"]
    assert names(alice_client, relationship="mentor", tag=uni) == ["Émile Roy"]


@pytest.mark.usefixtures("people")
def test_nobody_found_says_what_to_do_next(alice_client):
    page = alice_client.get(URL, {"q": "nobody"}).content.decode()
    assert "Nobody matches" in page
    assert "0 contacts found." in page
    assert "Show everyone" in page


def test_never_written_to(alice, alice_client):
    outreach_of(alice, Status.SENT, contact=new_contact(alice, "Written"))
    outreach_of(alice, Status.CLOSED, contact=new_contact(alice, "Closed"))
    outreach_of(alice, Status.DRAFT, contact=new_contact(alice, "Drafted"))
    new_contact(alice, "Never")
    assert set(names(alice_client, show="never")) == {"Drafted", "Never"}


def test_waiting_for_an_answer(alice, alice_client, charlie):
    outreach_of(alice, Status.SENT, contact=new_contact(alice, "Sent"))
    outreach_of(alice, Status.NUDGED, contact=new_contact(alice, "Nudged"))
    outreach_of(alice, Status.ACCEPTED, contact=new_contact(alice, "Accepted"))
    outreach_of(charlie, Status.SENT, contact=new_contact(charlie, "Theirs"))
    assert set(names(alice_client, show="waiting")) == {"Sent", "Nudged"}
    assert names(alice_client, show="waiting", q="nud") == ["Nudged"]


@pytest.mark.usefixtures("people")
def test_the_main_filters_keep_the_search(alice_client):
    shows = alice_client.get(URL, {"q": "é", "sort": "name"}).context["shows"]
    assert [show["url"] for show in shows] == [
        "/contacts/?q=%C3%A9&sort=name",
        "/contacts/?q=%C3%A9&sort=name&show=lapsed",
        "/contacts/?q=%C3%A9&sort=name&show=never",
        "/contacts/?q=%C3%A9&sort=name&show=waiting",
    ]


def test_strangers_see_nothing(charlie_client, alice):
    new_contact(alice, "Maria Santos", tags=("uni",))
    page = charlie_client.get(URL, {"q": "maria"}).content.decode()
    assert "Maria Santos" not in page
    assert "uni" not in [tag.name for tag in charlie_client.get(URL).context["tags"]]


# --- Pages and cost ---------------------------------------------------------------------------
def test_pages_of_twenty_five(alice, alice_client):
    for number in range(30):
        new_contact(alice, f"Person {number:02}")
    first = alice_client.get(URL, {"sort": "name"}).context
    second = alice_client.get(first["page"].next_url).context
    assert [row.name for row in first["rows"]][-1] == "Person 24"
    assert [row.name for row in second["rows"]] == [f"Person {n}" for n in range(25, 30)]
    assert "There are more" in first["found"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("query", "most"), [("", 6), ("?q=person", 7), ("?show=waiting", 7)])
def test_the_page_takes_the_same_queries_with_more_rows(
    alice, alice_client, django_assert_num_queries, rows, query, most
):
    for number in range(rows):
        contact = new_contact(alice, f"Person {number}", tags=("uni",))
        outreach_of(alice, Status.SENT, contact=contact)
    alice_client.get(URL)  # notes the time of the visit in the session
    with django_assert_num_queries(most):
        assert len(alice_client.get(f"{URL}{query}").context["rows"]) == rows


def test_a_search_on_a_later_page_takes_at_most_eight(
    alice, alice_client, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("contacts.sources.RARE", 0)
    monkeypatch.setattr("contacts.lookup.FEW", 0)
    for number in range(60):
        new_contact(alice, f"Person {number:02}", tags=("uni",))
    url = alice_client.get(URL, {"q": "person", "sort": "name"}).context["page"].next_url
    with django_assert_max_num_queries(8):
        assert len(alice_client.get(url).context["rows"]) == 25


def test_other_methods_are_refused(alice_client):
    assert alice_client.post(URL).status_code == 405


def test_it_needs_sign_in(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_a_contact_in_the_trash_is_not_listed(alice, alice_client):
    contact = new_contact(alice)
    Contact.objects.filter(pk=contact.pk).update(trashed_at=NOW)
    assert names(alice_client) == []
    assert Outreach.objects.count() == 0

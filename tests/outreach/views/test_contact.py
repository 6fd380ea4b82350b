"""The page of a contact: one thing to do, the outreaches, the history."""

import pytest
from django.urls import reverse
from django.utils import timezone

from outreach.progress import Status
from tests.outreach.people import contact_of, outreach_of

S = Status


def page_of(client, contact):
    return client.get(reverse("outreach_contact", args=[contact.pk]))


def test_write_to_them(alice, alice_client):
    maria = contact_of(alice)
    page = page_of(alice_client, maria).content.decode()
    assert f'{reverse("outreach_start")}?contact={maria.pk}"' in page
    assert reverse("contacts_in_touch", args=[maria.pk]) in page


def test_go_on_with_the_draft(alice, alice_client):
    outreach = outreach_of(alice)
    page = page_of(alice_client, outreach.contact).content.decode()
    assert reverse("outreach_resume", args=[outreach.pk]) in page
    assert reverse("outreach_start") not in page


def test_see_where_the_open_one_stands(alice, alice_client):
    outreach = outreach_of(alice, S.SENT)
    context = page_of(alice_client, outreach.contact).context
    assert context["open"].outreach == outreach


def test_all_outreaches_but_the_dropped(alice, alice_client):
    maria = contact_of(alice)
    for status in (S.DISCARDED, S.CLOSED, S.CLOSED, S.SENT):
        outreach_of(alice, status, contact=maria)
    rows = page_of(alice_client, maria).context["rows"]
    assert [row.outreach.status for row in rows] == [S.SENT, S.CLOSED, S.CLOSED]


def test_nobody_writes_to_someone_who_asked_not_to_be_written_to(alice, alice_client):
    maria = contact_of(alice, do_not_contact_at=timezone.now())
    page = page_of(alice_client, maria).content.decode()
    assert reverse("outreach_start") not in page
    assert "Do not contact" in page


@pytest.mark.parametrize(("years", "due"), [(4, True), (0, False)])
def test_a_promise_is_remembered(alice, alice_client, years, due):
    maria = contact_of(alice, years=years, rhythm_months=6)
    assert page_of(alice_client, maria).context["is_promise_due"] is due


def test_T1_a_stranger_gets_404(alice, charlie_client):
    assert page_of(charlie_client, contact_of(alice)).status_code == 404


def test_in_the_trash_it_is_gone(alice, alice_client):
    assert page_of(alice_client, contact_of(alice, trashed_at=timezone.now())).status_code == 404


def test_signing_in_comes_first(alice, client):
    assert page_of(client, contact_of(alice)).status_code == 302


def test_the_page_is_read_only(alice, alice_client):
    address = reverse("outreach_contact", args=[contact_of(alice).pk])
    assert alice_client.post(address).status_code == 405


def test_flat_with_many_outreaches(alice, alice_client, django_assert_max_num_queries):
    maria, counts = contact_of(alice), []
    page_of(alice_client, maria)
    for _ in range(3):
        outreach_of(alice, S.CLOSED, contact=maria)
        with django_assert_max_num_queries(9) as queries:
            page_of(alice_client, maria)
        counts.append(len(queries))
    assert len(set(counts)) == 1

"""Step 1: who to write to."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from contacts import optouts
from contacts.hashing import hash_of
from contacts.models import Contact
from outreach.models import Outreach
from tests.outreach.helpers import contact_of, draft_of, url

START = "/outreach/new/"


def test_the_list_begins_with_the_longest_silence(alice, alice_client, charlie):
    contact_of(alice, "Recent One", last_in_touch=date(2020, 1, 1))
    contact_of(alice, "Silent One", last_in_touch=date(2001, 1, 1))
    contact_of(charlie, "Not Mine")
    rows = alice_client.get(START).context["rows"]
    assert [row.contact.name for row in rows] == ["Silent One", "Recent One"]


def test_an_empty_account_begins_with_somebody_new(alice_client):
    page = alice_client.get(START)
    assert page.templates[0].name == "outreach/wizard/new_contact.html"


def test_a_contact_may_be_preselected(alice, alice_client):
    contact = contact_of(alice, last_in_touch=date.today())  # noqa: DTZ011
    page = alice_client.get(START, {"contact": contact.pk})
    assert f'value="{contact.pk}" checked' in page.content.decode()


NOBODY = "2f1c9a0e-7a55-4d0e-9a51-3d6f0c1b7e42"


@pytest.mark.parametrize("wished", ["nonsense", "0" * 5000, NOBODY])
def test_B40_a_broken_id_preselects_nobody(alice, alice_client, wished):
    contact_of(alice)
    page = alice_client.get(START, {"contact": wished})
    assert (page.status_code, "checked" in page.content.decode()) == (200, False)


def test_another_persons_contact_is_not_preselected(alice, alice_client, charlie):
    contact_of(alice)
    foreign = contact_of(charlie, "Not Mine")
    assert "Not Mine" not in alice_client.get(START, {"contact": foreign.pk}).content.decode()


def test_T4_another_persons_contact_is_a_field_error(alice, alice_client, charlie):
    page = alice_client.post(START, {"contact": contact_of(charlie).pk})
    assert page.context["form"].errors["contact"] == ["Choose who you want to write to."]
    assert not Outreach.objects.exists()


def test_a_draft_is_prefilled_from_profile_and_contact(alice, alice_client):
    alice.message_language, alice.tone, alice.situation = "fr-CA", "formal", "now"
    alice.save()
    alice_client.post(START, {"contact": contact_of(alice).pk})
    draft = Outreach.objects.get()
    assert (draft.language, draft.tone, draft.situation) == ("fr-CA", "formal", "now")
    assert (draft.channel, draft.shared_history) == (
        "email",
        "planning the grad student conference in 2009",
    )


def test_do_not_contact_is_refused_in_plain_words(alice, alice_client):
    contact = contact_of(alice, do_not_contact_at=timezone.now())
    page = alice_client.post(START, {"contact": contact.pk})
    assert "not to be written to" in page.context["form"].errors["contact"][0]
    assert not Outreach.objects.exists()


def test_P9_somebody_new_who_asked_to_be_left_alone_is_added_and_not_written_to(
    alice, alice_client
):
    optouts.remember(owner=alice, address_hash=hash_of("maria@example.org"), now=timezone.now())
    typed = {"name": "Maria", "reach": "maria@example.org"}
    response = alice_client.post(f"{START}?new=1", typed, follow=True)
    (contact,) = Contact.objects.all()
    assert (contact.has_opted_out, Outreach.objects.count()) == (True, 0)
    assert response.redirect_chain == [(f"/contacts/{contact.pk}/", 302)]
    assert "asked not to be contacted" in response.text


def test_an_open_draft_is_resumed(alice, alice_client):
    draft = draft_of(alice)
    answer = alice_client.post(START, {"contact": draft.contact_id})
    assert answer.url == f"/outreach/{draft.pk}/resume/"
    assert Outreach.objects.count() == 1


def test_an_open_outreach_is_shown(alice, alice_client):
    sent = draft_of(alice)
    Outreach.objects.update(status="sent")
    answer = alice_client.post(START, {"contact": sent.contact_id})
    assert answer.url == f"/outreach/{sent.pk}/"
    assert Outreach.objects.count() == 1


def test_search_finds_anybody_and_marks_who_is_taken(alice, alice_client):
    alice_client.post(f"{START}?new=1", {"name": "Judith Osei", "key": uuid4()})
    row = alice_client.get(START, {"q": "jud"}).context["rows"][0]
    assert (row.contact.name, row.is_possible) == ("Judith Osei", False)


def test_F21_somebody_new_added_twice_is_one_contact_and_one_draft(alice_client):
    typed = {"name": "Judith Osei", "reach": "judith@example.org", "key": uuid4()}
    answers = [
        alice_client.post(f"{START}?new=1", typed | more) for more in ({}, {}, {"anyway": "on"})
    ]
    assert {answer.url for answer in answers} == {url(Outreach.objects.get(), "why")}
    assert Contact.objects.count() == 1


def test_F21_picked_twice_is_one_draft(alice, alice_client):
    typed = {"contact": contact_of(alice).pk, "key": uuid4()}
    urls = {alice_client.post(START, typed).url for _ in range(2)}
    assert urls == {url(Outreach.objects.get(), "why")}


def test_T4_the_key_of_somebody_elses_draft_begins_one_of_ones_own(alice, alice_client, charlie):
    foreign = draft_of(charlie, contact_of(charlie))
    answer = alice_client.post(START, {"contact": contact_of(alice).pk, "key": foreign.pk})
    mine = Outreach.objects.get(owner=alice)
    assert (answer.url, mine.pk != foreign.pk) == (url(mine, "why"), True)


def test_a_likely_duplicate_is_warned_about_and_may_be_added_anyway(alice, alice_client):
    contact_of(alice)
    typed = {"name": "Maria  Santos", "key": uuid4()}
    page = alice_client.post(f"{START}?new=1", typed)
    assert [known.name for known, _match in page.context["alike"]] == ["Maria Santos"]
    assert Contact.objects.count() == 1
    alice_client.post(f"{START}?new=1", typed | {"anyway": "on"})
    assert Contact.objects.count() == 2


def test_B15_a_mistyped_mail_service_is_kept_and_questioned(alice_client):
    typed = {"name": "Maria Santos", "reach": "maria@gmial.com", "key": str(uuid4())}
    page = alice_client.post(f"{START}?new=1", typed, follow=True)
    assert page.redirect_chain[-1][0].endswith("/why/")
    assert "Did you mean gmail.com?" in page.content.decode()


def test_somebody_new_without_a_name_keeps_what_was_typed(alice_client):
    page = alice_client.post(f"{START}?new=1", {"name": " ", "reach": "judith@example.org"})
    assert "Enter their full name." in page.content.decode()
    assert 'value="judith@example.org"' in page.content.decode()


def test_start_needs_sign_in_and_takes_no_other_method(client, alice_client):
    assert client.get(START).url.startswith("/account/login/")
    assert alice_client.delete(START).status_code == 405


def test_who_of_a_draft_shows_the_person_and_charlie_nothing(alice, alice_client, charlie_client):
    draft = draft_of(alice)
    assert "Maria Santos" in alice_client.get(url(draft, "who")).content.decode()
    assert charlie_client.get(url(draft, "who")).status_code == 404


def test_the_list_takes_at_most_8_queries(alice, alice_client, django_assert_max_num_queries):
    for number in range(12):
        contact_of(alice, f"Person {number}")
    with django_assert_max_num_queries(8):
        alice_client.get(START)
    with django_assert_max_num_queries(8):
        alice_client.get(START, {"q": "person"})

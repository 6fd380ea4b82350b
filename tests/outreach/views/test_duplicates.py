"""Likely duplicates: the page, the preview of a merge, the decisions and their undo."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts import duplicates
from contacts.models import Contact, DuplicatePair, Merge
from outreach.actions.merging import merge_contacts
from outreach.progress import Status
from tests.contacts.people import new_contact, stored
from tests.outreach.people import outreach_of

URL = reverse("contacts_duplicates")
OF_A_PAIR = ["contacts_duplicate_distinct", "contacts_duplicate_later"]


@pytest.fixture
def maria(alice) -> Contact:
    return new_contact(
        alice,
        "Maria Santos",
        email="maria@example.org",
        organization="Museum",
        tags=("uni",),
        last="2019",
        notes="word " * 60,
    )


@pytest.fixture
def twin(alice, maria) -> Contact:
    return new_contact(
        alice, "M. Santos", email="maria@example.org", organization="Gallery", position="Curator"
    )


@pytest.fixture
def pair(alice, twin) -> DuplicatePair:
    duplicates.find_pairs(alice)
    return DuplicatePair.objects.get()


def address(name: str, pair: DuplicatePair) -> str:
    return reverse(name, args=[pair.pk])


def page_of(client, pair, keep: Contact | None = None):
    query = {"keep": str(keep.pk)} if keep else {}
    return client.get(address("contacts_duplicate", pair), query)


def merge(client, pair, kept, dropped, **picks):
    versions = {"kept_version": kept.version, "dropped_version": dropped.version}
    posted = {"keep": str(kept.pk), **versions, **picks}
    return client.post(address("contacts_duplicate", pair), posted, follow=True)


# --- The pairs --------------------------------------------------------------------------------
def test_two_cards_with_what_they_share_and_what_differs(alice_client, pair):
    response = alice_client.get(URL)
    (row,) = response.context["rows"]
    assert set(row.names) == {"Maria Santos", "M. Santos"}
    assert [str(words) for words in row.common] == ["the same e-mail address"]
    differing = {str(fact.label) for card in row.cards for fact in card.facts if fact.differs}
    assert differing == {"Work"}
    assert "1 pair to look at." in response.content.decode()


def test_a_card_tells_what_helps_to_know_the_person(alice, alice_client, pair, maria):
    outreach_of(alice, Status.CLOSED, contact=maria)
    (row,) = alice_client.get(URL).context["rows"]
    card = next(card for card in row.cards if card.contact == maria)
    facts = {str(fact.label): fact.values for fact in card.facts}
    assert facts["Work"] == ("Museum",)
    assert facts["E-mail"] == ("maria@example.org",)
    assert facts["Tags"] == ("uni",)
    assert facts["Outreach"] == ("1",)
    assert facts["Notes"][0].endswith("word word…")
    assert "(2019)" in facts["Last in touch"][0]


def test_the_surest_first(alice, alice_client, pair):
    for _ in range(2):
        new_contact(alice, "Ann Doe", organization="Acme")
    for _ in range(2):
        new_contact(alice, "Bea Roy", phone="613 562 5800")
    duplicates.find_pairs(alice)
    rows = alice_client.get(URL).context["rows"]
    assert [row.pair.strength for row in rows] == [3, 2, 1]


def test_pages_of_ten(alice, alice_client):
    for number in range(11):
        for name in ("Ann", "Bea"):
            new_contact(alice, f"{name} {number}", email=f"{number}@example.org")
    duplicates.find_pairs(alice)
    first = alice_client.get(URL).context["page"]
    second = alice_client.get(first.next_url).context["page"]
    assert (len(first.rows), len(second.rows)) == (10, 1)
    assert not set(first.rows) & set(second.rows)


def test_nobody_twice_says_so(alice, alice_client, maria):
    duplicates.find_pairs(alice)
    assert "Everybody is here once" in alice_client.get(URL).content.decode()


def test_opening_the_page_finds_them(alice_client, twin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = alice_client.get(URL).content.decode()
    assert "We are looking for people you have twice." in page
    assert 'hx-trigger="every 2s"' in page
    page = alice_client.get(URL).content.decode()
    assert "M. Santos" in page
    assert "every 2s" not in page


def test_look_again(alice_client, alice, twin, django_capture_on_commit_callbacks):
    duplicates.find_pairs(alice)
    DuplicatePair.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        response = alice_client.post(reverse("contacts_duplicates_look"))
    assert response.url == URL
    assert len(callbacks) == 1
    assert DuplicatePair.objects.count() == 1


def test_ones_own_pairs_alone(charlie_client, pair):
    assert charlie_client.get(URL).context["rows"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_with_more_pairs(
    alice, alice_client, count, django_assert_num_queries
):
    for number in range(count):
        for name in ("Ann", "Bea"):
            person = new_contact(alice, f"{name} {number}", email=f"{number}@example.org")
            outreach_of(alice, Status.CLOSED, contact=person)
    duplicates.find_pairs(alice)
    alice_client.get(URL)
    with django_assert_num_queries(9):
        assert len(alice_client.get(URL).context["rows"]) == count


# --- Deciding ---------------------------------------------------------------------------------
@pytest.mark.parametrize("name", OF_A_PAIR)
def test_a_decision_takes_the_pair_away_and_can_be_undone(alice_client, pair, name):
    response = alice_client.post(address(name, pair), follow=True)
    again = address("contacts_duplicate_show_again", pair)
    assert response.redirect_chain == [(URL, 302)]
    assert response.context["rows"] == []
    assert again in response.content.decode()
    response = alice_client.post(again, follow=True)
    assert [row.pair for row in response.context["rows"]] == [pair]


def test_a_decision_leads_back_to_its_page_of_the_list(alice_client, pair):
    shown = f"http://testserver{URL}?after={uuid4()}"
    response = alice_client.post(address(OF_A_PAIR[0], pair), headers={"Referer": shown})
    assert response.url == shown.removeprefix("http://testserver")


def test_with_all_put_off_the_page_does_not_say_that_there_are_none(alice_client, pair):
    alice_client.post(address("contacts_duplicate_later", pair))
    page = alice_client.get(URL).content.decode()
    assert "Nothing to look at today" in page
    assert "Everybody is here once" not in page


def test_told_apart_is_remembered(alice, alice_client, pair):
    alice_client.post(address("contacts_duplicate_distinct", pair))
    duplicates.find_pairs(alice)
    assert alice_client.get(URL).context["rows"] == []


# --- The preview ------------------------------------------------------------------------------
def test_the_preview_is_what_comes_of_it(alice_client, pair, maria, twin):
    context = page_of(alice_client, pair, maria).context
    choices = {c.field: (c.kept, c.other) for c in context["preview"].choices}
    assert choices == {
        "name": ("Maria Santos", "M. Santos"),
        "organization": ("Museum", "Gallery"),
    }
    results = {str(r.label): (r.values, r.is_new) for r in context["preview"].results}
    assert results["Job title"] == (("Curator",), True)
    assert results["E-mail"] == (("maria@example.org",), False)
    assert results["Tags"] == (("uni",), False)


def test_the_one_with_more_messages_is_kept_unless_said_otherwise(
    alice, alice_client, pair, maria, twin
):
    assert page_of(alice_client, pair).context["kept"] == maria
    outreach_of(alice, Status.CLOSED, contact=twin)
    assert page_of(alice_client, pair).context["kept"] == twin
    assert page_of(alice_client, pair, maria).context["kept"] == maria


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_takes_the_same_queries_with_more_to_join(
    alice, alice_client, pair, maria, twin, count, django_assert_num_queries
):
    for number in range(count):
        for person in (maria, twin):
            outreach_of(alice, Status.CLOSED, contact=person)
            person.emails.create(address=f"{number}@e.org", key=f"{number}", position=number + 1)
    with django_assert_num_queries(11):
        page_of(alice_client, pair, maria)


# --- Merging ----------------------------------------------------------------------------------
def test_merging_makes_one_and_offers_undo(alice_client, pair, maria, twin):
    response = merge(alice_client, pair, maria, twin, take_organization="other", take_name="kept")
    maria.refresh_from_db()
    assert response.redirect_chain == [(URL, 302)]
    assert (maria.name, maria.organization, maria.position) == (
        "Maria Santos",
        "Gallery",
        "Curator",
    )
    undo = reverse("contacts_merge_undo", args=[maria.pk, Merge.objects.get().pk])
    assert undo in response.content.decode()
    assert "are one contact now" in response.content.decode()


def test_either_can_be_kept(alice_client, pair, maria, twin):
    merge(alice_client, pair, twin, maria)
    assert Merge.objects.get().kept == twin


def test_F21_a_second_click_leads_to_the_one_contact(alice_client, pair, maria, twin):
    merge(alice_client, pair, maria, twin)
    response = merge(alice_client, pair, maria, twin)
    assert response.redirect_chain == [(reverse("outreach_contact", args=[maria.pk]), 302)]
    assert Merge.objects.count() == 1


def test_the_old_address_leads_to_the_kept_one(alice_client, pair, maria, twin):
    merge(alice_client, pair, maria, twin)
    response = alice_client.get(reverse("outreach_contact", args=[twin.pk]))
    assert response.url == reverse("outreach_contact", args=[maria.pk])


def test_the_old_address_of_one_merged_twice_leads_to_the_last(
    alice, alice_client, made, maria, twin
):
    last = new_contact(alice, "Maria Santos Lima")
    maria.refresh_from_db()
    versions = (last.version, maria.version)
    merge_contacts(kept=last, dropped=maria, versions=versions, now=timezone.now(), by=alice)
    response = alice_client.get(reverse("outreach_contact", args=[twin.pk]))
    assert response.url == reverse("outreach_contact", args=[last.pk])


def test_the_address_of_one_in_the_trash_leads_nowhere(alice_client, made, maria, twin):
    Contact.objects.filter(pk=maria.pk).update(trashed_at=timezone.now())
    for person in (maria, twin):
        url = reverse("outreach_contact", args=[person.pk])
        assert alice_client.get(url).status_code == 404


def test_the_dropped_one_is_in_no_trash_and_not_restored(alice_client, pair, maria, twin):
    merge(alice_client, pair, maria, twin)
    assert alice_client.get(reverse("contacts_trash")).context["rows"] == []
    restored = alice_client.post(reverse("contacts_restore", args=[twin.pk]))
    assert restored.status_code == 404
    assert Contact.objects.get(pk=twin.pk).trashed_at is not None


def test_F23_a_page_too_old_is_shown_again(alice_client, pair, maria, twin):
    Contact.objects.filter(pk=maria.pk).update(version=7)
    before = stored(twin)
    response = merge(alice_client, pair, maria, twin)
    assert response.status_code == 409
    assert "One of the two was changed somewhere else" in response.content.decode()
    assert stored(twin) == before
    assert response.context["form"].initial["kept_version"] == 7


def test_two_open_outreaches_stand_in_the_way(alice, alice_client, pair, maria, twin):
    own = outreach_of(alice, Status.SENT, contact=maria)
    other = outreach_of(alice, Status.DRAFT, contact=twin)
    for response in (page_of(alice_client, pair, maria), merge(alice_client, pair, maria, twin)):
        page = response.content.decode()
        assert "You are writing to both" in page
        assert reverse("outreach_show", args=[own.pk]) in page
        assert reverse("outreach_show", args=[other.pk]) in page
    assert response.status_code == 409
    assert Merge.objects.count() == 0


@pytest.mark.parametrize(
    "posted", [{}, {"kept_version": "x", "dropped_version": "1"}, {"take_name": "both"}]
)
def test_B_a_form_that_makes_no_sense_shows_the_page_again(alice_client, pair, posted):
    response = alice_client.post(address("contacts_duplicate", pair), posted)
    assert response.status_code == 200
    assert Merge.objects.count() == 0


def test_one_in_the_trash_is_not_merged(alice_client, pair, twin):
    Contact.objects.filter(pk=twin.pk).update(trashed_at=timezone.now())
    assert page_of(alice_client, pair).status_code == 404


# --- Undo -------------------------------------------------------------------------------------
def undo(client, made: Merge):
    url = reverse("contacts_merge_undo", args=[made.kept_id, made.pk])
    return client.post(url, follow=True)


@pytest.fixture
def made(alice, pair, maria, twin) -> Merge:
    versions = (maria.version, twin.version)
    return merge_contacts(kept=maria, dropped=twin, versions=versions, now=timezone.now(), by=alice)


def test_the_page_of_the_kept_one_tells_and_offers_undo(alice_client, made, maria):
    page = alice_client.get(reverse("outreach_contact", args=[maria.pk])).content.decode()
    assert "Merged with <bdi>M. Santos</bdi> on" in page
    assert reverse("contacts_merge_undo", args=[maria.pk, made.pk]) in page


def test_undo_parts_them(alice_client, made, maria, twin):
    response = undo(alice_client, made)
    assert response.redirect_chain == [(reverse("outreach_contact", args=[maria.pk]), 302)]
    assert "are two contacts again." in response.content.decode()
    assert Contact.objects.get(pk=twin.pk).trashed_at is None


def test_undo_says_what_stays(alice, alice_client, made, maria):
    Contact.objects.filter(pk=maria.pk).update(position="Director")
    outreach_of(alice, Status.DRAFT, contact=maria)
    page = undo(alice_client, made).content.decode()
    assert "stays with" in page
    assert "job title, 1 newer outreach." in page


def test_undoing_twice_is_no_error(alice_client, made):
    undo(alice_client, made)
    assert "That is undone already." in undo(alice_client, made).content.decode()


def test_after_30_days_it_is_too_late(alice_client, made):
    Merge.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert "could be undone is over." in undo(alice_client, made).content.decode()
    assert Merge.objects.count() == 1


# --- On the page of a contact -----------------------------------------------------------------
def test_the_page_of_a_contact_says_that_there_may_be_two(alice_client, pair, maria):
    page = alice_client.get(reverse("outreach_contact", args=[maria.pk])).content.decode()
    assert address("contacts_duplicate", pair) in page
    assert "Compare with <bdi>M. Santos</bdi>" in page


def test_the_list_of_contacts_leads_to_the_pairs(alice_client, maria):
    assert f'href="{URL}"' in alice_client.get(reverse("contacts_list")).content.decode()


# --- Who may ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name", ["contacts_duplicate", *OF_A_PAIR, "contacts_duplicate_show_again"]
)
def test_T1_strangers_get_404_and_change_nothing(charlie_client, pair, name):
    before = DuplicatePair.objects.values().get()
    assert charlie_client.post(address(name, pair)).status_code == 404
    assert DuplicatePair.objects.values().get() == before


def test_T1_strangers_undo_no_merge(charlie_client, made):
    assert undo(charlie_client, made).status_code == 404
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("name", [*OF_A_PAIR, "contacts_duplicate_show_again"])
def test_T19_acts_take_a_post(alice_client, pair, name):
    assert alice_client.get(address(name, pair)).status_code == 405


def test_reading_takes_a_get(alice_client):
    assert alice_client.post(URL).status_code == 405
    assert alice_client.get(reverse("contacts_duplicates_look")).status_code == 405


def test_signing_in_comes_first(client, pair):
    assert client.get(URL).status_code == 302
    assert client.get(address("contacts_duplicate", pair)).status_code == 302

"""/contacts/import/<id>/: one address for the whole life of an import."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contacts.models import ImportBatch
from tests.contacts.imports.files import NOW, person, read_as, refused_row, saved, undone
from tests.contacts.people import new_contact


def page_of(client, batch: ImportBatch, query: str = "") -> str:
    """The page of an import as text."""
    response = client.get(reverse("contacts_import", args=[batch.pk]) + query)
    assert response.status_code == 200
    return response.text


# --- At work --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "title", "text"),
    [
        ("reading", "Reading your file", "Read 3,500 of 10,000 rows"),
        ("saving", "Saving your contacts", "35% done"),
        ("undoing", "Undoing the import", "35% done"),
    ],
)
def test_X10_progress_in_words(alice, alice_client, status, title, text):
    batch = ImportBatch.objects.create(
        owner=alice, status=status, progress_done=3500, progress_total=10_000
    )
    page = page_of(alice_client, batch)
    assert f"<h1>{title}</h1>" in page
    assert text in page
    assert 'max="10000" value="3500"' in page
    assert "http-equiv" not in page


def test_the_fragment_says_news_to_a_screen_reader_once_a_quarter(alice, alice_client):
    batch = ImportBatch.objects.create(owner=alice, progress_done=3500, progress_total=10_000)
    url = reverse("contacts_import_progress", args=[batch.pk])
    assert "hx-swap-oob" in alice_client.get(url, {"said": "0"}).text
    assert "hx-swap-oob" not in alice_client.get(url, {"said": "1"}).text


def test_the_fragment_loads_the_page_again_when_the_work_is_done(alice, alice_client):
    batch = ImportBatch.objects.create(owner=alice, status="ready")
    response = alice_client.get(reverse("contacts_import_progress", args=[batch.pk]))
    assert response.headers["HX-Refresh"] == "true"


# --- Afterwards -----------------------------------------------------------------------------
def test_the_report_says_what_happened(alice, alice_client, clock, monkeypatch):
    new_contact(alice, "Greta", linkedin_url="https://www.linkedin.com/in/greta-1")
    read_as(monkeypatch, person(1), person(2), row_errors=(refused_row(3),))
    batch = saved(alice, clock)
    page = page_of(alice_client, batch)
    assert "<h1>1 person added</h1>" in page
    assert "<li>1 completed</li>" in page
    assert "<li>1 row left out</li>" in page
    greta = alice.contacts.get(name="Greta Person2")
    assert f'<a href="/contacts/{greta.pk}/"><bdi>Greta Person2</bdi></a>' in page
    assert "You can undo this import until 26 December 2026." in page
    assert reverse("contacts_import_problems", args=[batch.pk]) in page


def test_the_report_leads_to_the_tag_where_more_were_added_than_it_shows(
    alice, alice_client, clock, monkeypatch
):
    read_as(monkeypatch, *(person(number) for number in range(1, 27)))
    page = page_of(alice_client, saved(alice, clock, tag="linkedin"))
    tag = alice.tags.get(name="linkedin")
    assert page.count("<bdi>Greta Person") == 25
    assert f"/contacts/?tag={tag.pk}" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_asks_as_often_for_3_people_as_for_1(
    alice, alice_client, clock, monkeypatch, count, django_assert_num_queries
):
    read_as(monkeypatch, *(person(number) for number in range(1, count + 1)))
    batch = saved(alice, clock, tag="linkedin")
    page_of(alice_client, batch)
    with django_assert_num_queries(6):  # session, user, import; problems, added, tag
        page_of(alice_client, batch)


def test_an_undone_import_says_what_stayed_and_why(alice, alice_client, clock, monkeypatch):
    read_as(monkeypatch, person(1), person(2))
    batch = saved(alice, clock)
    greta = alice.contacts.get(name="Greta Person2")
    greta.encounters.create(on=NOW.date(), kind="met")
    page = page_of(alice_client, undone(batch, clock))
    assert "<h1>This import is undone</h1>" in page
    assert "<li>1 taken out</li>" in page
    assert f'<a href="/contacts/{greta.pk}/"><bdi>Greta Person2</bdi></a>' in page


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("empty_file", "The file is empty."),
        ("too_many_rows", "The file has more than 10000 rows."),
        ("took_too_long", "Reading the file took too long."),
    ],
)
def test_W10_a_refused_file_says_why_and_leads_to_another(alice, alice_client, code, words):
    batch = ImportBatch.objects.create(owner=alice, status="refused", file_error=code)
    page = page_of(alice_client, batch)
    assert "<h1>We could not read this file</h1>" in page
    assert words in page
    assert f'href="{reverse("contacts_imports")}"' in page


def test_an_old_import_cannot_be_undone_any_more(alice, alice_client, clock):
    batch = ImportBatch.objects.create(
        owner=alice, status="done", saved_at=NOW - timedelta(days=31), counts={"added": 1}
    )
    assert "Undo this import" not in page_of(alice_client, batch)

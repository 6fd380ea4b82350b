"""/contacts/import/<id>/: one address for the whole life of an import."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contacts.exchange.record import Column, Format, NotKept, RowError, RowProblem, Severity, Target
from contacts.models import ImportBatch, ImportRow
from tests.contacts.imports.files import (
    NOW,
    bare,
    person,
    read_as,
    ready,
    refused_row,
    saved,
    undone,
)
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


# --- To look over ---------------------------------------------------------------------------
@pytest.fixture
def looked_at(alice, clock, monkeypatch) -> ImportBatch:
    """Two people, one of them known with another job, and a row without a name."""
    new_contact(alice, "Greta Person1", linkedin_url="https://www.linkedin.com/in/greta-1")
    read_as(
        monkeypatch,
        person(1, tags=("a",)),
        person(2),
        row_errors=(refused_row(3, cells=("", "", "15 Mar 2019")),),
        not_kept=(NotKept.BIRTHDAY, NotKept.PHOTO),
        encoding="windows-1252",
        delimiter=";",
        header_line=4,
        columns=(Column(header="Company", target=Target.ORGANISATION, sample="Puerto Digital"),),
    )
    return ready(alice, clock)


def test_the_preview_says_what_is_in_the_file(alice_client, looked_at):
    page = page_of(alice_client, looked_at)
    assert "<h1>2 people in your file</h1>" in page
    assert "<strong>1</strong> new" in page
    assert "<strong>1</strong> you know already" in page
    assert "<strong>1</strong> row with a problem" in page
    assert "birthdays, photos" in page
    assert "Import 1 person" in page


def test_the_preview_says_how_the_file_was_read(alice_client, looked_at):
    page = page_of(alice_client, looked_at)
    for found in (
        "LinkedIn connections",
        "Western Europe (windows-1252)",
        "Semicolon ;",
        "on line 4",
    ):
        assert f"<dd>{found}</dd>" in page
    assert 'value="organisation" selected' in page


def test_the_preview_says_what_would_change_of_known_people(alice_client, looked_at):
    page = page_of(alice_client, looked_at)
    assert "the same LinkedIn profile" in page
    assert "Organization: <bdi>Puerto Digital</bdi>" in page
    assert "Tags: <bdi>a</bdi>" in page


def test_the_preview_says_where_and_what_is_wrong(alice_client, looked_at):
    page = page_of(alice_client, looked_at)
    assert "Line 7" in page
    assert "<bdi>15 Mar 2019</bdi>" in page
    assert "There is no name in this row, so nobody was added. Add a name." in page


def test_the_preview_says_who_stands_in_the_file_twice(alice, alice_client, clock, monkeypatch):
    read_as(monkeypatch, person(1), duplicates=((1, 2),))
    page = page_of(alice_client, ready(alice, clock))
    assert "1 row is somebody who stands in the file twice." in page


def test_looking_writes_no_contact(alice, alice_client, looked_at):
    page_of(alice_client, looked_at)
    assert alice.contacts.count() == 1


def test_somebody_who_is_only_alike_is_added_unless_chosen_otherwise(
    alice, alice_client, clock, monkeypatch
):
    new_contact(alice, "Greta Svensson", organization="Fjord AS")
    read_as(monkeypatch, bare(1, organisation="Fjord AS", emails=("greta@example.org",)))
    page = page_of(alice_client, ready(alice, clock))
    assert "<strong>1</strong> you may know" in page
    assert '<option value="add" selected>' in page
    assert "Import 1 person" in page


def test_dates_that_read_both_ways_are_asked_about(alice, alice_client, clock, monkeypatch):
    read_as(monkeypatch, person(1), date_example="03/04/2024", day_first=True)
    page = page_of(alice_client, ready(alice, clock))
    assert "What does 03/04/2024 mean?" in page
    assert "3 April 2024" in page
    assert "4 March 2024" in page


def test_P2_when_the_file_is_gone_it_can_still_be_imported_but_not_read_again(
    alice_client, looked_at
):
    looked_at.file.delete()
    page = page_of(alice_client, looked_at)
    assert "The file itself was deleted after an hour." in page
    assert "Read again" not in page
    assert "Import 1 person" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_as_often_for_3_rows_as_for_1(
    alice, alice_client, clock, monkeypatch, count, django_assert_num_queries
):
    people = [person(number) for number in range(1, count + 1)]
    for number in range(1, count + 1):
        new_contact(alice, f"G{number}", linkedin_url=f"https://www.linkedin.com/in/greta-{number}")
    wrong = [
        RowError(code=RowProblem.NO_NAME, severity=Severity.ERROR, line=20 + n, record=20 + n)
        for n in range(count)
    ]
    read_as(monkeypatch, *people, row_errors=tuple(wrong), format=Format.LINKEDIN)
    batch = ready(alice, clock)
    page_of(alice_client, batch)
    # session, user, import; counts, people, known, problems, file
    with django_assert_num_queries(8):
        page_of(alice_client, batch)


# --- Many rows ------------------------------------------------------------------------------
@pytest.fixture
def long_list(alice, clock, monkeypatch) -> ImportBatch:
    """30 people, all known."""
    contact = new_contact(alice, "Greta Svensson")
    read_as(monkeypatch, *(person(number) for number in range(1, 31)))
    batch = ready(alice, clock)
    changes = [["organization", "", "Fjord AS"]]
    ImportRow.objects.update(
        match=contact, match_reason="email", changes=changes, has_problems=True
    )
    return batch


def test_a_page_shows_25_known_people_and_a_way_on(alice_client, long_list):
    page = page_of(alice_client, long_list)
    assert page.count('class="card known__one"') == 25
    assert 'value="known-after-0"' in page
    assert "Look at all 30" in page
    assert 'value="problems-after-25"' in page


def test_known_people_of_whom_nothing_is_new_are_not_in_the_way(alice_client, long_list):
    ImportRow.objects.update(changes=[])
    page = page_of(alice_client, long_list)
    assert "Nothing in the file is new about them." in page
    assert "Look at all 30" in page
    assert 'class="card known__one"' not in page


@pytest.mark.parametrize("part", ["known", "problems"])
def test_the_rest_stands_on_the_next_page_and_leads_back(alice_client, long_list, part):
    page = page_of(alice_client, long_list, f"?part={part}&after=25")
    shown = page.count('class="card known__one"') or page.count('role="rowheader"')
    assert shown == 5
    assert f'value="{part}-before-26"' in page
    assert f'value="{part}-after-' not in page
    back = page_of(alice_client, long_list, f"?part={part}&before=26")
    assert f'value="{part}-after-25"' in back
    assert f'value="{part}-before-' not in back


@pytest.mark.parametrize(
    "query", ["?part=known&after=x", "?part=known&before=" + "9" * 400, "?part=x"]
)
def test_B39_B54_an_address_that_makes_no_sense_shows_the_beginning(alice_client, long_list, query):
    assert page_of(alice_client, long_list, query).count('class="card known__one"') == 25


# --- Afterwards -----------------------------------------------------------------------------
def test_the_report_says_what_happened(alice, alice_client, looked_at, clock, monkeypatch):
    from contacts.imports import actions, work

    actions.save_import(batch=looked_at, by=alice, now=NOW)
    work.save(looked_at.pk, clock=clock)
    page = page_of(alice_client, looked_at)
    assert "<h1>1 person added</h1>" in page
    assert "<li>1 completed</li>" in page
    assert "<li>1 row left out</li>" in page
    greta = alice.contacts.get(name="Greta Person2")
    assert f'<a href="/contacts/{greta.pk}/"><bdi>Greta Person2</bdi></a>' in page
    assert "You can undo this import until 26 December 2026." in page
    assert reverse("contacts_import_problems", args=[looked_at.pk]) in page


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

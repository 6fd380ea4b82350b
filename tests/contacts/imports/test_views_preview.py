"""/contacts/import/<id>/: what there is to look over before anything is saved."""

import pytest
from django.urls import reverse

from contacts.exchange.record import Column, Format, NotKept, RowError, RowProblem, Severity, Target
from contacts.models import ImportBatch, ImportRow
from tests.contacts.imports.files import bare, person, read_as, ready, refused_row
from tests.contacts.people import new_contact


def page_of(client, batch: ImportBatch, query: str = "") -> str:
    """The page of an import as text."""
    response = client.get(reverse("contacts_import", args=[batch.pk]) + query)
    assert response.status_code == 200
    return response.text


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


@pytest.mark.parametrize(
    ("last_contact", "words"),
    [("2019-04-03", "3 April 2019"), ("2019", "2019"), ("~2019", "around 2019")],
)
def test_the_preview_says_when_they_were_last_in_touch(
    alice, alice_client, clock, monkeypatch, last_contact, words
):
    read_as(monkeypatch, person(1, last_contact=last_contact))
    assert f"Last in touch: {words}</span>" in page_of(alice_client, ready(alice, clock))


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

"""Reading the file once more, as the user says; undoing; and the rows to fix."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse

from contacts.exchange.record import Column, Target
from contacts.imports.preview import choices_of
from contacts.models import ImportBatch
from tests.contacts.imports.files import NOW, person, read_as, ready, refused_row, saved

COLUMNS = (
    Column(header="Company", target=Target.ORGANISATION, sample="Puerto"),
    Column(header="Moose", target=Target.IGNORE, sample="yes"),
    Column(header="Empty"),
)


@pytest.fixture
def batch(alice, clock, monkeypatch) -> ImportBatch:
    """A file with everything that can be read differently."""
    read_as(
        monkeypatch,
        person(1),
        columns=COLUMNS,
        encoding="utf-8",
        delimiter=",",
        header_line=1,
        sheets=("People", "Old"),
        sheet="People",
        date_example="03/04/2024",
    )
    return ready(alice, clock)


AS_FOUND = {
    "encoding": "utf-8",
    "delimiter": ",",
    "header_line": "1",
    "sheet": "People",
    "column-0": "organisation",
    "column-1": "",
}


def read_again(client, batch: ImportBatch, **fields: str):
    """Press "Read again" with these fields changed."""
    url = reverse("contacts_import_read_again", args=[batch.pk])
    response = client.post(url, {**AS_FOUND, **fields})
    batch.refresh_from_db()
    return response


def test_what_is_as_found_is_left_open(alice_client, batch):
    response = read_again(alice_client, batch)
    assert response.url == reverse("contacts_import", args=[batch.pk])
    assert (batch.status, batch.choices) == ("reading", {"region": "CA"})


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("encoding", "windows-1252", "windows-1252"),
        ("delimiter", ";", ";"),
        ("header_line", "3", 3),
        ("sheet", "Old", "Old"),
    ],
)
def test_a_way_of_reading_is_kept(alice_client, batch, field, value, stored):
    read_again(alice_client, batch, **{field: value})
    assert getattr(choices_of(batch), field) == stored
    assert choices_of(batch).targets == ()


def test_columns_become_what_was_chosen(alice_client, batch):
    read_again(alice_client, batch, **{"column-1": "notes"})
    assert choices_of(batch).targets == (Target.ORGANISATION, Target.NOTES, Target.IGNORE)


def test_another_table_has_other_columns(alice_client, batch):
    read_again(alice_client, batch, **{"column-1": "notes", "delimiter": ";"})
    assert choices_of(batch).targets == ()


@pytest.mark.parametrize(("answer", "day_first"), [("day", True), ("month", False)])
def test_the_answer_about_dates_is_kept_and_stays(alice_client, batch, answer, day_first):
    read_again(alice_client, batch, day_first=answer)
    assert choices_of(batch).day_first is day_first
    ImportBatch.objects.update(status="ready")
    read_again(alice_client, batch)
    assert choices_of(batch).day_first is day_first


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("header_line", "many", "Enter the number of a line, such as 1."),
        ("header_line", "9" * 400, "within the first 1,000 lines"),
        ("encoding", "rot13", "Select a valid choice."),
        ("column-0", "photo", "Select a valid choice."),
    ],
)
def test_B42_B54_what_cannot_be_is_said_in_place(alice_client, batch, field, value, words):
    response = read_again(alice_client, batch, **{field: value})
    assert words in response.text
    assert batch.status == "ready"


def test_P2_a_file_that_is_gone_must_be_chosen_again(alice_client, batch):
    batch.file.delete()
    response = read_again(alice_client, batch)
    assert "this one is gone. Choose it again." in alice_client.get(response.url).text
    assert batch.status == "ready"


def test_a_refused_file_waits_while_another_import_is_open(alice, alice_client, batch):
    ImportBatch.objects.update(status="refused")
    other = ImportBatch.objects.create(owner=alice, status="ready")
    response = read_again(alice_client, batch)
    assert response.url == reverse("contacts_import", args=[other.pk])
    assert batch.status == "refused"


# --- Undo -----------------------------------------------------------------------------------
@pytest.fixture
def done(alice, clock, monkeypatch) -> ImportBatch:
    """One person added."""
    read_as(monkeypatch, person(1), row_errors=(refused_row(2),))
    return saved(alice, clock)


def test_B42_a_column_that_was_not_offered_changes_nothing(alice_client, batch):
    response = read_again(alice_client, batch, **{"column-2": "email", "column-77": "email"})
    assert response.url == reverse("contacts_import", args=[batch.pk])
    assert batch.choices == {"region": "CA"}


def test_W12_undo_asks_first(alice, alice_client, done):
    page = alice_client.get(reverse("contacts_import_undo", args=[done.pk])).text
    assert "<h1>Undo this import?</h1>" in page
    assert "1 person it added is taken out again." in page
    assert alice.contacts.count() == 1


def test_undo_takes_the_import_back(alice, alice_client, done, django_capture_on_commit_callbacks):
    for _ in range(2):  # a second click does no harm
        with django_capture_on_commit_callbacks(execute=True):
            response = alice_client.post(reverse("contacts_import_undo", args=[done.pk]))
    assert response.url == reverse("contacts_import", args=[done.pk])
    assert alice.contacts.count() == 0


def test_after_30_days_it_is_too_late(alice, alice_client, done):
    ImportBatch.objects.update(saved_at=NOW - timedelta(days=30, minutes=1))
    url = reverse("contacts_import_undo", args=[done.pk])
    assert alice_client.get(url).url == reverse("contacts_import", args=[done.pk])
    page = alice_client.get(alice_client.post(url).url).text
    assert "The time to undo this import is over." in page
    assert alice.contacts.count() == 1


def test_T4_a_stranger_undoes_nothing(alice, charlie_client, done):
    url = reverse("contacts_import_undo", args=[done.pk])
    assert (charlie_client.get(url).status_code, charlie_client.post(url).status_code) == (404, 404)
    assert alice.contacts.count() == 1


# --- Rows to fix ----------------------------------------------------------------------------
def test_the_rows_with_a_problem_come_as_csv(alice, alice_client, clock, monkeypatch):
    columns = (Column(header="Nom", target=Target.FORMATTED_NAME), Column(header="Since"))
    wrong = refused_row(2, cells=("", "=2019"))
    read_as(monkeypatch, person(1), row_errors=(wrong,), columns=columns)
    batch = saved(alice, clock)
    response = alice_client.get(reverse("contacts_import_problems", args=[batch.pk]))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "reconnect-rows-to-fix.csv" in response.headers["Content-Disposition"]
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == ["Nom", "Since", "problem"]
    assert rows[1][:2] == ["", "'=2019"]  # T17: no cell that a spreadsheet takes for a formula


def test_T4_a_stranger_gets_no_rows(charlie_client, done):
    url = reverse("contacts_import_problems", args=[done.pk])
    assert charlie_client.get(url).status_code == 404

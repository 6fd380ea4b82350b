"""The rows to fix: their own columns, what is wrong in words, nothing that runs as a formula."""

import csv
from io import StringIO

from django.utils import translation

from contacts.exchange.record import Column, Format, RowError, RowProblem, Severity, Target
from contacts.imports import actions, work
from contacts.imports.report import problem_rows
from contacts.models import Contact, ImportBatch
from tests.contacts.imports.files import bare, person, read_as, ready, refused_row, saved

HEADER = "Full name,E-mail,E-mail 2,Tags,Secret"
CSV = f"""{HEADER}
Greta Svensson,greta@example.org,,uni; museum,x
Jiho Park,no address,jiho@example.org,friends,y
,,,friends,z
"""


def rows_of(batch: ImportBatch) -> list[list[str]]:
    """The file as a spreadsheet shows it."""
    return list(csv.reader(StringIO(problem_rows(batch).decode("utf-8-sig"), newline="")))


def test_rows_with_problems_come_back_with_their_own_columns(alice, clock) -> None:
    header, warned, refused = rows_of(ready(alice, clock, data=CSV.encode()))
    assert header == [*HEADER.split(","), "problem"]
    assert warned[:5] == ["Jiho Park", "no address", "jiho@example.org", "friends", ""]
    assert warned[5].startswith("“no address” is not an e-mail address")
    assert refused[:5] == ["", "", "", "friends", "z"]
    assert refused[5].startswith("There is nothing to tell who this is")


def test_only_the_fixed_rows_are_sent_again(alice, clock) -> None:
    saved_batch = ready(alice, clock, data=CSV.encode())
    fixed = problem_rows(saved_batch).decode().replace("no address", "jiho@work.example")
    fixed = fixed.replace(",,,friends,z", "Ana Silva,,,friends,z")
    actions.save_import(batch=saved_batch, by=alice, now=clock())
    work.save(saved_batch.pk, clock=clock)
    batch = ready(alice, clock, data=fixed.encode())
    counts = {name: batch.counts[name] for name in ("persons", "known", "new", "errors")}
    assert counts == {"persons": 2, "known": 1, "new": 1, "errors": 0}
    actions.save_import(batch=batch, by=alice, now=clock())
    work.save(batch.pk, clock=clock)
    jiho = Contact.objects.get(name="Jiho Park")
    addresses = list(jiho.emails.values_list("address", flat=True))
    assert addresses == ["jiho@example.org", "jiho@work.example"]
    assert jiho.notes == ""


def test_T17_no_cell_runs_as_a_formula(alice, clock, monkeypatch) -> None:
    columns = (Column(header="=cmd()", target=Target.FORMATTED_NAME),)
    error = refused_row(2, cells=("=HYPERLINK(1)", "beyond the columns"))
    read_as(monkeypatch, bare(1), row_errors=(error,), columns=columns)
    header, row = rows_of(ready(alice, clock))
    assert header[0] == "'=cmd()"
    assert row == [
        "'=HYPERLINK(1)",
        "There is no name in this row, so nobody was added. Add a name.",
    ]


def test_cards_come_back_in_our_own_columns(alice, clock, monkeypatch) -> None:
    error = RowError(
        code=RowProblem.INVALID_EMAIL, severity=Severity.WARNING, record=1, value="no address"
    )
    read_as(
        monkeypatch, bare(1, phones=("613 562 5800",)), row_errors=(error,), format=Format.VCARD
    )
    header, row = rows_of(ready(alice, clock))
    found = dict(zip(header, row, strict=True))
    assert (found["Full name"], found["Phone"]) == ("Greta Svensson", "613 562 5800")
    assert found["problem"].startswith("“no address” is not")


def test_it_speaks_french(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, row_errors=(refused_row(1),), format=Format.VCARD)
    batch = ready(alice, clock)
    with translation.override("fr"):
        header, row = rows_of(batch)
    assert (header[0], header[-1]) == ("Nom complet", "problème")
    assert row[-1].startswith("Cette ligne n’a pas de nom")


def test_without_problems_there_is_a_header_alone(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    assert len(rows_of(saved(alice, clock))) == 1

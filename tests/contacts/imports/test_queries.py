"""Reads for the pages: what would become of a row is what does become of it."""

import pytest

from contacts import actions as contact_actions
from contacts.imports import actions, queries, work
from contacts.models import ImportFile
from tests.contacts.imports.files import bare, outcomes, person, read_as, ready, refused_row
from tests.contacts.people import new_contact


@pytest.mark.parametrize("known_choice", ["update", "skip", "add"])
def test_what_is_announced_is_what_happens(known_choice, alice, clock, monkeypatch) -> None:
    url = "https://www.linkedin.com/in/greta-"
    new_contact(alice, "Greta Person1", linkedin_url=f"{url}1")
    new_contact(alice, "Greta Person2", linkedin_url=f"{url}2", organization="Puerto Digital")
    trashed = new_contact(alice, "Greta Person3", linkedin_url=f"{url}3")
    contact_actions.move_to_trash(contact=trashed, now=clock(), by=alice)
    new_contact(alice, "Ana Silva", organization="Museum")
    like = {"organisation": "Museum", "name": "Ana Silva"}
    people = [person(n) for n in range(1, 6)]
    read_as(monkeypatch, *people, bare(6, **like), bare(7, **like, city="Lund"), bare(8))
    batch = ready(alice, clock)
    chosen = {5: "skip", 2: "update"}
    actions.decide(batch=batch, known_choice=known_choice, tag="", choices=chosen, by=alice)
    rows = batch.rows.select_related("match").order_by("position")
    announced = [queries.outcome_for(row, batch) for row in rows]
    actions.save_import(batch=batch, by=alice, now=clock())
    work.save(batch.pk, clock=clock)
    assert outcomes(batch) == announced
    assert set(announced) >= {"added", "skipped"}


def test_the_first_rows_are_people_in_the_order_of_the_file(alice, clock, monkeypatch) -> None:
    people = [person(n) for n in range(2, 15)]
    read_as(monkeypatch, *people, row_errors=(refused_row(1),))
    rows = queries.first_rows(ready(alice, clock), 3)
    assert [row.position for row in rows] == [2, 3, 4]


def test_a_file_can_be_read_again_while_it_is_there(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = ready(alice, clock)
    assert queries.can_be_read_again(batch)
    ImportFile.objects.all().delete()
    assert not queries.can_be_read_again(batch)


def test_the_open_import_is_the_users_own(alice, charlie, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = ready(alice, clock)
    assert (queries.open_import(alice), queries.open_import(charlie)) == (batch, None)
    actions.cancel_import(batch=batch, by=alice)
    assert queries.open_import(alice) is None

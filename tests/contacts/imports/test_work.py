"""Work on an import: claims, leases, attempts, and what the tick takes up."""

import pytest

from contacts import actions as contact_actions
from contacts.exchange.record import Column, FileProblem, FileWarning, ReadFile, RowError, Severity
from contacts.exchange.record import RowProblem as P
from contacts.imports import actions, lease, upkeep, work
from contacts.models import Contact, ImportBatch, ImportFile, ImportRow
from contacts.reading import ReaderEnded
from reconnect_site.tick import tick
from tests.contacts.imports.files import (
    Clock,
    bare,
    person,
    read_as,
    ready,
    refused_row,
    saved,
    undone,
)
from tests.contacts.people import TODAY

CSV = b"Full name,E-mail\r\nGreta Svensson,greta@example.org\r\nJiho Park,no address\r\n,\r\n"


def new_batch(owner, clock: Clock) -> ImportBatch:
    """A file that nobody has begun to read."""
    return actions.new_batch(owner=owner, data=CSV, filename="a.csv", now=clock())


# --- Reading --------------------------------------------------------------------------------
def test_a_real_file_is_read_in_its_own_process(alice, clock) -> None:
    batch = ready(alice, clock, data=CSV)
    assert (batch.status, batch.reading["format"], batch.file_error) == ("ready", "spreadsheet", "")
    first, second = batch.rows.order_by("position")
    assert (first.line, first.record["formatted_name"], first.has_problems) == (
        2,
        "Greta Svensson",
        False,
    )
    assert [problem["code"] for problem in second.problems] == ["invalid_email"]
    assert batch.counts == {**batch.counts, "persons": 2, "new": 2, "warnings": 1, "errors": 0}


def test_how_it_was_read_is_kept(alice, clock, monkeypatch) -> None:
    read_as(
        monkeypatch, person(1), warnings=(FileWarning.AMBIGUOUS_DATES,), date_example="03/04/2019"
    )
    reading = ready(alice, clock).reading
    assert reading == {
        **reading,
        "format": "linkedin",
        "warnings": ["ambiguous_dates"],
        "date_example": "03/04/2019",
    }


def test_a_file_that_cannot_be_read_says_why(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, file_error=FileProblem.NO_ROWS)
    batch = ready(alice, clock)
    assert (batch.status, batch.file_error, batch.due_at) == ("refused", "no_rows", None)


@pytest.mark.parametrize("reason", ["child_died", "took_too_long"])
def test_T16_a_reader_that_was_ended_says_why(reason, alice, clock, monkeypatch) -> None:
    def end(*arguments) -> ReadFile:
        raise ReaderEnded(reason)

    monkeypatch.setattr(work, "read_bytes", end)
    batch = ready(alice, clock)
    assert (batch.status, batch.file_error) == ("refused", reason)


def test_rows_with_problems_stand_at_their_place(alice, clock, monkeypatch) -> None:
    dropped = RowError(
        code=P.INVALID_EMAIL, severity=Severity.WARNING, record=2, line=6, column="E", value="x"
    )
    joined = RowError(code=P.INVALID_DATE, severity=Severity.WARNING, record=4, line=8)
    nowhere = RowError(code=P.IGNORED_LINE, severity=Severity.WARNING, line=99)
    read_as(
        monkeypatch,
        person(1),
        person(2),
        row_errors=(refused_row(3, cells=("", "x")), dropped, joined, nowhere),
        duplicates=((2, 4),),
    )
    batch = ready(alice, clock)
    rows = batch.rows.order_by("position")
    found = [(row.position, bool(row.record), [p["code"] for p in row.problems]) for row in rows]
    assert found == [
        (1, True, []),
        (2, True, ["invalid_email", "invalid_date"]),
        (3, False, ["no_name"]),
        (4, False, ["ignored_line"]),
    ]
    assert rows[2].cells == ["", "x"]
    assert (batch.counts["errors"], batch.counts["warnings"], batch.reading["joined"]) == (1, 2, 1)


def test_reading_writes_no_contact(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1), person(2))
    ready(alice, clock)
    assert not Contact.objects.exists()


# --- Claims and leases ----------------------------------------------------------------------
def test_only_one_of_two_workers_gets_an_import(alice, clock) -> None:
    batch = new_batch(alice, clock)
    assert lease.claim(batch.pk, "reading", clock) is not None
    assert lease.claim(batch.pk, "reading", clock) is None


def test_progress_keeps_the_lease(alice, clock) -> None:
    hold = lease.claim(new_batch(alice, clock).pk, "reading", clock)
    for done in (500, 1000):
        clock.passes(seconds=60)
        hold.progress(done, 2000)
        assert lease.claim(hold.batch.pk, "reading", clock) is None
    stored = ImportBatch.objects.get()
    assert (stored.progress_done, stored.progress_total) == (1000, 2000)


def test_progress_is_written_now_and_then(alice, clock, django_assert_num_queries) -> None:
    hold = lease.claim(new_batch(alice, clock).pk, "reading", clock)
    with django_assert_num_queries(1):
        for done in range(100):
            hold.progress(done, 100)


def test_whoever_lost_the_lease_learns_it(alice, clock) -> None:
    slow = lease.claim(new_batch(alice, clock).pk, "reading", clock)
    clock.passes(minutes=2)
    assert lease.claim(slow.batch.pk, "reading", clock) is not None
    with pytest.raises(lease.Lost):
        slow.progress(1, 2)
    with pytest.raises(lease.Lost):
        slow.finish("ready")


def test_F31_the_tick_takes_up_what_a_killed_worker_left(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = new_batch(alice, clock)
    lease.claim(batch.pk, "reading", clock)
    upkeep.take_up_imports(now=clock.passes(seconds=60))
    batch.refresh_from_db()
    assert batch.status == "reading"
    upkeep.take_up_imports(now=clock.passes(seconds=60))
    batch.refresh_from_db()
    assert batch.status == "ready"


@pytest.mark.parametrize(
    ("status", "then", "reason"),
    [
        ("reading", "refused", "not_read"),
        ("saving", "refused", "not_saved"),
        ("undoing", "done", "not_undone"),
    ],
)
def test_after_three_attempts_it_says_why_not(status, then, reason, alice, clock) -> None:
    batch = new_batch(alice, clock)
    ImportBatch.objects.update(status=status)
    for _ in range(3):
        assert lease.claim(batch.pk, status, clock)
        clock.passes(minutes=2)
    upkeep.take_up_imports(now=clock())
    batch.refresh_from_db()
    assert (batch.status, batch.file_error, batch.due_at) == (then, reason, None)


def test_a_failure_is_tried_again_and_logged_without_what_it_said(
    alice, clock, monkeypatch, caplog
) -> None:
    secret = "@".join(("greta", "example.org"))

    def fail(*arguments) -> ReadFile:
        raise RuntimeError(secret)

    monkeypatch.setattr(work, "read_bytes", fail)
    batch = new_batch(alice, clock)
    work.read(batch.pk, clock=clock)
    batch.refresh_from_db()
    wait = batch.due_at - clock()
    assert batch.status == "reading"
    assert work.RETRY_AFTER <= wait <= 1.5 * work.RETRY_AFTER
    assert "RuntimeError" in caplog.text
    assert secret not in caplog.text
    read_as(monkeypatch, person(1))
    tick(now=clock.passes(minutes=1))
    batch.refresh_from_db()
    assert batch.status == "ready"


def test_a_file_that_is_gone_is_said_to_be(alice, clock) -> None:
    batch = new_batch(alice, clock)
    ImportFile.objects.all().delete()
    work.read(batch.pk, clock=clock)
    batch.refresh_from_db()
    assert (batch.status, batch.file_error) == ("refused", "file_gone")


def test_work_on_what_is_over_does_nothing(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = saved(alice, clock)
    before = ImportBatch.objects.values().get()
    for job in (work.read, work.save, work.undo):
        job(batch.pk, clock=clock)
    assert ImportBatch.objects.values().get() == before


def test_it_speaks_the_language_of_its_owner(alice, clock, monkeypatch) -> None:
    alice.language = "fr"
    alice.save()
    read_as(monkeypatch, person(1, title="Gérante"))
    saved(alice, clock)
    read_as(monkeypatch, person(1, title="Directrice"))
    saved(alice, clock)
    notes = "Jusqu’au 26 novembre 2026\xa0: Gérante, Puerto Digital"
    assert Contact.objects.get().notes == notes


# --- Tidying --------------------------------------------------------------------------------
def test_P2_a_file_is_gone_within_the_hour(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = ready(alice, clock)
    tick(now=clock.passes(minutes=58))
    assert ImportFile.objects.filter(batch=batch).exists()
    tick(now=clock.passes(minutes=1))
    assert not ImportFile.objects.exists()
    assert batch.rows.count() == 1


@pytest.mark.parametrize("status", ["ready", "refused", "cancelled"])
def test_an_import_not_saved_within_a_day_is_forgotten(status, alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = ready(alice, clock)
    ImportBatch.objects.filter(pk=batch.pk).update(status=status)
    tick(now=clock.passes(hours=23))
    assert ImportBatch.objects.exists()
    tick(now=clock.passes(hours=1))
    assert not ImportBatch.objects.exists()
    assert not ImportRow.objects.exists()


def test_the_rows_of_an_import_go_when_it_can_no_longer_be_undone(
    alice, clock, monkeypatch
) -> None:
    columns = (Column(header="Name", sample="Greta Svensson"),)
    read_as(monkeypatch, person(1), bare(2), columns=columns)
    batch = saved(alice, clock)
    tick(now=clock.passes(days=29))
    batch.refresh_from_db()
    assert (batch.rows.count(), batch.reading["columns"][0]["sample"]) == (2, "Greta Svensson")
    tick(now=clock.passes(days=1))
    batch.refresh_from_db()
    assert (batch.rows.count(), batch.reading) == (0, {})
    assert (batch.counts["added"], Contact.objects.count()) == (2, 2)


def test_P2_rows_that_were_not_imported_are_gone_within_two_days(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1), person(2), row_errors=(refused_row(3),))
    batch = saved(alice, clock, choices={2: "skip"})
    tick(now=clock.passes(hours=23))
    assert batch.rows.count() == 3
    tick(now=clock.passes(hours=25))
    assert [row.outcome for row in batch.rows.all()] == ["added"]


def test_P2_of_an_import_undone_only_what_stayed_is_known(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1), person(2))
    batch = saved(alice, clock)
    contact_actions.mark_in_touch(contact=Contact.objects.first(), today=TODAY, by=alice)
    undone(batch, clock)
    tick(now=clock.passes(hours=48))
    assert [row.before for row in batch.rows.all()] == [{"kept": ["contact"]}]


def test_P1_a_birthday_is_not_even_kept_with_its_row(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, bare(1, birthday="1980-05-14"))
    batch = ready(alice, clock)
    assert batch.rows.get().record == {"formatted_name": "Greta Svensson", "line": 2, "record": 1}


def test_two_ticks_at_once_do_no_harm(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = new_batch(alice, clock)
    for _ in range(2):
        tick(now=clock())
    assert batch.rows.count() == 1

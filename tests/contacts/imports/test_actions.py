"""What a user does with an import: limits, refusals, and that twice is once."""

from datetime import timedelta

import pytest
from django.http import Http404

from accounts.models import AuditEvent
from contacts.access import import_or_404
from contacts.exchange.record import Choices, Target
from contacts.imports import actions, work
from contacts.imports.preview import choices_of
from contacts.models import Contact, ImportBatch, ImportFile
from tests.contacts.imports.files import person, read_as, ready, saved, undone
from tests.contacts.people import new_contact


def start(owner, clock, data: bytes = b"a file", filename: str = "a.csv") -> ImportBatch:
    """A file comes in."""
    return actions.start_import(owner=owner, data=data, filename=filename, now=clock())


def verbs() -> list[str]:
    """What was noted, in order."""
    return list(AuditEvent.objects.filter(object_type="importbatch").values_list("verb", flat=True))


# --- A file comes in ------------------------------------------------------------------------
def test_a_file_is_kept_and_read_after_the_commit(
    alice, clock, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    read_as(monkeypatch, person(1))
    with django_capture_on_commit_callbacks(execute=True):
        batch = start(alice, clock)
        assert (batch.status, bytes(batch.file.data)) == ("reading", b"a file")
    batch.refresh_from_db()
    assert (batch.status, batch.rows.count()) == ("ready", 1)
    assert verbs() == ["import_start"]


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("Connections.CSV", ".csv"),
        ("../../etc/passwd", ""),
        ("x" * 300 + ".vcf", ".vcf"),
        ("a.csv\x00.exe", ".exe"),
        ("a.csv\n", ".csv"),
        ("a.tar.gz", ".gz"),
        (".." * 9, ""),
        ("", ""),
    ],
)
def test_B57_of_a_file_name_only_the_ending_is_kept(name, suffix, alice, clock) -> None:
    batch = start(alice, clock, filename=name)
    assert ImportFile.objects.get(batch=batch).suffix == suffix


def test_B55_a_file_that_is_too_large_names_the_limit(alice, clock, settings) -> None:
    settings.IMPORT_FILE_MB = 1
    with pytest.raises(actions.FileTooLarge) as refused:
        start(alice, clock, data=b"x" * 1_000_001)
    assert refused.value.limit == 1_000_000
    assert not ImportBatch.objects.exists()
    start(alice, clock, data=b"x" * 1_000_000)


def test_B58_an_empty_file_is_said_to_be_empty(alice, clock) -> None:
    batch = ready(alice, clock, data=b"")
    assert (batch.status, batch.file_error) == ("refused", "empty_file")


@pytest.mark.parametrize("status", ["reading", "ready", "saving"])
def test_one_import_at_a_time(status, alice, charlie, clock) -> None:
    first = start(alice, clock)
    ImportBatch.objects.update(status=status)
    for begin in (start, lambda owner, clock: new_batch(owner, clock)):
        with pytest.raises(actions.OneAtATime) as refused:
            begin(alice, clock)
        assert refused.value.batch == first
    assert start(charlie, clock).owner == charlie


def new_batch(owner, clock) -> ImportBatch:
    """Past the first look, as when two tabs send a file at once."""
    return actions.new_batch(owner=owner, data=b"", filename="", now=clock())


def test_L11_five_files_an_hour(alice, charlie, clock) -> None:
    for _ in range(5):
        actions.cancel_import(batch=start(alice, clock), by=alice)
        clock.passes(minutes=5)
    with pytest.raises(actions.TooManyImports) as refused:
        start(alice, clock)
    assert refused.value.retry_at == clock() + timedelta(minutes=35)
    assert start(charlie, clock).owner == charlie
    clock.passes(minutes=36)
    assert start(alice, clock).owner == alice


def test_L11_a_host_may_allow_fewer(alice, clock, settings) -> None:
    settings.IMPORTS_PER_HOUR = 1
    actions.cancel_import(batch=start(alice, clock), by=alice)
    with pytest.raises(actions.TooManyImports):
        start(alice, clock)


def test_another_persons_import_is_not_there(alice, charlie, clock) -> None:
    batch = start(alice, clock)
    assert import_or_404(alice, batch.pk) == batch
    with pytest.raises(Http404):
        import_or_404(charlie, batch.pk)


# --- Read again -----------------------------------------------------------------------------
CHOICES = Choices(
    encoding="windows-1252", targets=(Target.FORMATTED_NAME, Target.IGNORE), day_first=False
)


def test_a_file_is_read_again_as_the_user_says(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1), person(2))
    batch = ready(alice, clock)
    read_as(monkeypatch, person(1))
    for _ in range(2):
        actions.read_again(batch=batch, choices=CHOICES, by=alice, now=clock())
    assert (batch.status, choices_of(batch)) == ("reading", CHOICES)
    assert verbs().count("import_read_again") == 1
    work.read(batch.pk, clock=clock)
    assert batch.rows.count() == 1


def test_a_refused_file_is_read_again(alice, clock) -> None:
    batch = ready(alice, clock, data=b"\x00\x01")
    actions.read_again(batch=batch, choices=CHOICES, by=alice, now=clock())
    assert (batch.status, batch.file_error) == ("reading", "")


def test_a_refused_file_is_not_read_again_beside_another(alice, clock) -> None:
    batch = ready(alice, clock, data=b"")
    other = start(alice, clock)
    with pytest.raises(actions.OneAtATime) as refused:
        actions.read_again(batch=batch, choices=CHOICES, by=alice, now=clock())
    assert refused.value.batch == other


def test_a_file_that_is_gone_is_not_read_again(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = ready(alice, clock)
    ImportFile.objects.all().delete()
    with pytest.raises(actions.FileGone):
        actions.read_again(batch=batch, choices=CHOICES, by=alice, now=clock())


def test_a_cancelled_import_is_not_read_again(alice, clock) -> None:
    batch = start(alice, clock)
    ImportBatch.objects.update(status="cancelled")
    with pytest.raises(actions.NotReady) as refused:
        actions.read_again(batch=batch, choices=CHOICES, by=alice, now=clock())
    assert refused.value.state == "cancelled"


# --- Decide ---------------------------------------------------------------------------------
def decide(batch, **changed) -> ImportBatch:
    """The owner decides."""
    values = {"known_choice": "skip", "tag": "", "choices": {}, **changed}
    return actions.decide(batch=batch, by=batch.owner, **values)


def test_what_was_decided_is_kept(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, *(person(n) for n in range(1, 4)))
    batch = ready(alice, clock)
    decide(batch, tag=" From\nLinkedIn\x00 ", choices={1: "add", 3: "skip"})
    decide(batch, tag="LinkedIn", choices={3: ""})
    assert (batch.known_choice, batch.tag) == ("skip", "LinkedIn")
    choices = batch.rows.order_by("position").values_list("choice", flat=True)
    assert list(choices) == ["add", "", ""]


@pytest.mark.parametrize(
    "wrong", [{"known_choice": "delete"}, {"known_choice": ""}, {"choices": {1: "x"}}]
)
def test_B42_there_is_no_such_choice(wrong, alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = ready(alice, clock)
    with pytest.raises(ValueError, match="no such choice"):
        decide(batch, **wrong)


def test_nothing_is_decided_once_it_is_being_saved(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = saved(alice, clock)
    with pytest.raises(actions.NotReady):
        decide(batch)


# --- Save, cancel, undo ---------------------------------------------------------------------
def test_an_import_being_read_is_not_saved(alice, clock) -> None:
    with pytest.raises(actions.NotReady) as refused:
        actions.save_import(batch=start(alice, clock), by=alice, now=clock())
    assert refused.value.state == "reading"


def test_L11_too_many_contacts_are_refused_before_saving(
    alice, clock, monkeypatch, settings
) -> None:
    settings.CONTACTS_PER_USER = 2
    new_contact(alice, "Maria Santos")
    read_as(monkeypatch, person(1), person(2))
    batch = ready(alice, clock)
    with pytest.raises(actions.TooManyContacts) as refused:
        actions.save_import(batch=batch, by=alice, now=clock())
    assert (refused.value.would_be, refused.value.limit) == (3, 2)
    batch.refresh_from_db()
    assert batch.status == "ready"


def test_cancelling_forgets_the_file_and_its_rows(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = ready(alice, clock)
    for _ in range(2):
        actions.cancel_import(batch=batch, by=alice)
    assert batch.status == "cancelled"
    assert not batch.rows.exists()
    assert not ImportFile.objects.exists()
    assert verbs().count("import_cancel") == 1


def test_an_import_cancelled_while_it_is_read_stays_cancelled(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = start(alice, clock)
    found = work.read_bytes()

    def cancel_meanwhile(*arguments):
        actions.cancel_import(batch=batch, by=alice)
        ImportFile.objects.create(batch=batch, data=b"")
        return found

    monkeypatch.setattr(work, "read_bytes", cancel_meanwhile)
    work.read(batch.pk, clock=clock)
    batch.refresh_from_db()
    assert (batch.status, batch.rows.count()) == ("cancelled", 0)


def test_a_saved_import_is_not_cancelled(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    with pytest.raises(actions.TooLate) as refused:
        actions.cancel_import(batch=saved(alice, clock), by=alice)
    assert refused.value.state == "done"
    assert Contact.objects.count() == 1


def test_undoing_twice_undoes_once(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = undone(saved(alice, clock), clock)
    actions.undo_import(batch=batch, by=alice, now=clock())
    assert batch.status == "undone"
    assert verbs().count("import_undo") == 1


def test_after_30_days_it_is_too_late_to_undo(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    batch = saved(alice, clock)
    clock.passes(days=30)
    with pytest.raises(actions.TooLate):
        actions.undo_import(batch=batch, by=alice, now=clock())


def test_what_was_not_saved_is_not_undone(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    with pytest.raises(actions.NotReady):
        actions.undo_import(batch=ready(alice, clock), by=alice, now=clock())

"""The command that writes everything of an account into a directory."""

import json
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent
from tests.contacts.people import new_contact

FILES = [
    "README.txt",
    "about-contacts.json",
    "advising.json",
    "contacts.csv",
    "contacts.json",
    "contacts.vcf",
    "messages.txt",
    "next-steps.ics",
    "outreaches.json",
    "profile.json",
    "trail.json",
]


@pytest.fixture
def people(alice, charlie) -> None:
    """Somebody Alice knows, and somebody Charlie knows."""
    new_contact(alice, "Maria Santos")
    new_contact(charlie, "Secret Person")


def run(directory, owner: str = "Alice@Example.org") -> str:
    """What the command says."""
    out = StringIO()
    call_command("export_account", "--owner", owner, str(directory), stdout=out)
    return out.getvalue()


def test_the_files_are_written_and_named(people, tmp_path) -> None:
    said = run(tmp_path / "new" / "alice")
    written = sorted((tmp_path / "new" / "alice").iterdir())
    assert [path.name for path in written] == FILES
    assert {line.split("  ")[0] for line in said.splitlines()} == {str(path) for path in written}


def test_only_the_owner_of_the_files_reads_them(people, tmp_path) -> None:
    run(tmp_path / "alice")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "alice").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((tmp_path / "alice").stat().st_mode) == 0o700


def test_T1_nothing_of_others_is_written(people, tmp_path) -> None:
    run(tmp_path)
    plain = json.loads((tmp_path / "contacts.json").read_bytes())
    assert [person["formatted_name"] for person in plain["contacts"]] == ["Maria Santos"]
    assert not any(b"ecret" in path.read_bytes() for path in tmp_path.iterdir())


def test_words_are_in_the_language_of_the_owner(people, alice, tmp_path) -> None:
    type(alice).objects.filter(pk=alice.pk).update(language="fr")
    run(tmp_path)
    assert (tmp_path / "contacts.csv").read_text("utf-8-sig").startswith("Nom complet,")


def test_a_directory_with_something_in_it_is_left_alone(people, tmp_path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CommandError, match="is not empty"):
        run(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_unknown_address_is_said(db, tmp_path) -> None:
    with pytest.raises(CommandError, match="Nobody has an account"):
        run(tmp_path / "x", "x@example.org")
    assert not (tmp_path / "x").exists()


def test_a_file_in_place_of_the_directory_is_said(people, tmp_path) -> None:
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(CommandError, match="taken: File exists"):
        run(tmp_path / "taken")


def test_it_is_noted_but_counts_for_nobody(people, alice, tmp_path) -> None:
    run(tmp_path)
    event = AuditEvent.objects.get(verb="export")
    assert (event.actor, event.object_id, event.fields) == (None, str(alice.pk), ["account"])

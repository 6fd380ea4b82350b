"""Files arrive in memory, whole or not at all, and no more of them than the limit."""

import pytest
from django.conf import settings as site_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.module_loading import import_string

from contacts.imports.receiving import BoundedUploadHandler


@pytest.fixture
def receive(rf, settings):
    """Post files to nowhere in particular; what arrives."""
    settings.IMPORT_FILE_MB = 1

    def post(**sizes: int):
        files = {name: SimpleUploadedFile(name, b"x" * size) for name, size in sizes.items()}
        return rf.post("/", files).FILES

    return post


def test_every_page_takes_files_in_this_way() -> None:
    (name,) = site_settings.FILE_UPLOAD_HANDLERS
    assert import_string(name) is BoundedUploadHandler


def test_a_file_at_the_limit_arrives_whole(receive) -> None:
    file = receive(a=1_000_000)["a"]
    assert (file.size, len(file.read())) == (1_000_000, 1_000_000)


def test_B55_a_bigger_one_arrives_with_its_size_and_its_beginning(receive) -> None:
    file = receive(a=3_000_000)["a"]
    assert (file.size, len(file.read())) == (3_000_000, 1_000_000)


def test_two_files_share_the_room_and_a_part_never_passes_for_the_whole(receive) -> None:
    files = receive(a=900_000, b=200_000)
    assert (files["a"].size, len(files["a"].read())) == (900_000, 900_000)
    assert (files["b"].size, len(files["b"].read())) == (1_000_001, 100_000)


def test_P2_nothing_is_written_to_a_disk(receive, monkeypatch) -> None:
    def refuse(*args, **options):
        raise AssertionError("a temporary file")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("tempfile.SpooledTemporaryFile", refuse)
    assert receive(a=3_000_000)["a"].size == 3_000_000

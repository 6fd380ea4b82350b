"""Fixtures for imports: a clock that stands still, and files that are read without a process."""

import pytest

from contacts.exchange import read_file
from contacts.imports import work
from tests.contacts.imports.files import Clock


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """26 November 2026, 15:00 UTC, for the whole of Django too."""
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock


READ_APART = work.read_apart
"""As the site reads."""


@pytest.fixture(autouse=True)
def _read_here(monkeypatch) -> None:
    """As in the process of its own, which takes a tenth of a second: test_reading.py compares."""
    monkeypatch.setattr(work, "read_apart", read_file)

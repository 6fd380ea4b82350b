"""Fixtures for imports: a clock that stands still."""

import pytest

from tests.contacts.imports.files import Clock


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """26 November 2026, 15:00 UTC, for the whole of Django too."""
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock

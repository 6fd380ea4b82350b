"""Fixtures for the pages of contacts: Alice's Maria, Charlie's Secret, and a fixed day."""

from datetime import UTC, datetime

import pytest

from contacts.models import Contact
from tests.contacts.people import new_contact

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture
def fixed_day(monkeypatch) -> datetime:
    """23 November 2026, 10:00 in Toronto."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return NOW


@pytest.fixture
def maria(alice) -> Contact:
    """Somebody Alice knows, with one of everything."""
    return new_contact(
        alice,
        "Maria Santos",
        email="maria@example.com",
        phone="613 562 5800",
        linkedin_url="https://www.linkedin.com/in/maria",
        relationship="manager",
        organization="Museum",
        tags=("uni",),
        last="2019",
    )


@pytest.fixture
def secret(charlie) -> Contact:
    """Somebody Charlie knows: what leak tests look for."""
    return new_contact(charlie, "Secret Person", email="secret@example.com", tags=("secret tag",))

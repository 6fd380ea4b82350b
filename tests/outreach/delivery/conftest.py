"""A mail server, a clock that stands until it is moved, and messages that were confirmed."""

from collections.abc import Iterator

import pytest

from outreach.models import Message
from tests.outreach.delivery.mails import Clock, confirmed
from tests.outreach.people import contact_of, outreach_of
from tests.smtp_server import SmtpServer


@pytest.fixture
def clock() -> Clock:
    """The time of every attempt."""
    return Clock()


@pytest.fixture
def server(settings) -> Iterator[SmtpServer]:
    """A good server that the site sends through, until a test says otherwise."""
    settings.SITE_URL = "https://reconnect.example"
    settings.DEFAULT_FROM_EMAIL = "Reconnect <mail@reconnect.example>"
    with SmtpServer() as started:
        settings.EMAIL_URL = started.url
        yield started


@pytest.fixture
def message(alice, clock) -> Message:
    """An opening to Maria that Alice confirmed half a minute ago."""
    return confirmed(outreach_of(alice, contact=contact_of(alice)), clock)

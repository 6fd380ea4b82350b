"""Anna advises Alice; Bruno is another advisor; Charlie is another client."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from advising import actions
from advising.models import FieldGroup
from tests.accounts.conftest import confirmed, signed_in, with_second_step

NOW = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)


@pytest.fixture
def anna(make_user):
    """An advisor with a second sign-in step."""
    return with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))


@pytest.fixture
def bruno(make_user):
    """Another advisor."""
    return with_second_step(make_user("bruno@example.org", "Bruno Advisor", is_staff=True))


@pytest.fixture
def anna_client(anna):
    """A browser in which Anna is signed in."""
    return signed_in(anna)


@pytest.fixture
def bruno_client(bruno):
    """A browser in which Bruno is signed in."""
    return signed_in(bruno)


@pytest.fixture
def host(make_user):
    """Runs the site, and advises nobody."""
    rights = {"is_staff": True, "is_superuser": True, "role": "editor"}
    return with_second_step(make_user("hugo@example.org", "Hugo Host", **rights))


@pytest.fixture
def host_client(host):
    """A browser in which Hugo has just shown who he is."""
    return confirmed(signed_in(host), host)


@pytest.fixture
def advising(anna, alice):
    """Anna advises Alice, who shares nothing yet."""
    return actions.accept(advisor=anna, invitation=None, client=alice, now=timezone.now())


def share(advising, outreach, *groups, days=90):
    """Alice shows these groups (all without any) for so many days."""
    now = timezone.now()
    return actions.share(
        advising=advising,
        outreach=outreach,
        groups=groups or tuple(FieldGroup),
        ends_at=now + timedelta(days=days),
        by=advising.client,
        now=now,
    )

"""People of the accounts tests: Alice and Charlie from above, and those who open the panel."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _no_limits_left_over(db):
    """Sign-in limits are counted in the cache, which outlives a test."""
    cache.clear()


def with_second_step(user):
    """The user, after setting up an authenticator app."""
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return user


def signed_in(user, **options) -> Client:
    """A browser in which the user is signed in."""
    client = Client(**options)
    client.force_login(user)
    return client


def confirmed(client, user) -> Client:
    """The same browser, after the question "is it you?"."""
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": 4102444800, "reauthenticated": True}
    ]
    session.save()
    return client


@pytest.fixture
def advisor(make_user):
    """Staff, with a second sign-in step."""
    return with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))


@pytest.fixture
def host(make_user):
    """Runs the site."""
    user = make_user("hugo@example.org", "Hugo Host", is_staff=True, is_superuser=True)
    return with_second_step(user)

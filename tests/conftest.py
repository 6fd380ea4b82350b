"""Named people for every test: Alice owns things, Charlie is a stranger with things of his own."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User


@pytest.fixture(autouse=True)
def _fast_and_quiet(settings) -> None:
    """Cheap hashing, files as they are, mail in memory; production settings otherwise."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def make_user(db) -> Callable[..., User]:
    """Create a person with a verified address."""
    from allauth.account.models import EmailAddress

    def make(email: str, name: str, **fields) -> User:
        user = User.objects.create_user(email, "correct horse battery", display_name=name, **fields)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        return user

    return make


@pytest.fixture
def alice(make_user) -> User:
    """The owner."""
    return make_user("alice@example.org", "Alice Roy")


@pytest.fixture
def charlie(make_user) -> User:
    """The stranger, who must see nothing of Alice's."""
    return make_user("charlie@example.org", "Charlie Webb")


@pytest.fixture
def alice_client(alice) -> Client:
    """A browser in which Alice is signed in."""
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def charlie_client(charlie) -> Client:
    """A browser in which Charlie is signed in."""
    client = Client()
    client.force_login(charlie)
    return client

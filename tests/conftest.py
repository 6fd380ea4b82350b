"""Named people for every test: Alice owns things, Charlie is a stranger with things of his own."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, TransactionTestCase, client
from hypothesis import settings as property_tests

from accounts.models import User
from reconnect_site import urls
from tests import databases
from tests.examples import all_are_asked_for
from tests.sessions import signed_in_session

# Read before any test changes a setting: the page of local mails is not part of it.
assert urls.urlpatterns

# In CI the same examples every time, so that a gate tells of the change and not of chance; on a
# developer's machine new ones at every run.
EXAMPLES = 100 if all_are_asked_for() else 30
for name, is_fixed in {"new": False, "repeatable": True}.items():
    property_tests.register_profile(name, derandomize=is_fixed, max_examples=EXAMPLES)
property_tests.load_profile("repeatable" if os.environ.get("CI") else "new")


@pytest.fixture(scope="session")
def _head_start(django_db_modify_db_settings) -> Iterator[tuple[Path | None, ExitStack]]:
    """This worker's turn to make its database: from a copy where another one migrated before."""
    with ExitStack() as until_it_is_there:
        made = until_it_is_there.enter_context(databases.turn())
        if made and made.exists():
            until_it_is_there.enter_context(databases.copied(made))
        yield made, until_it_is_there


@pytest.fixture(scope="session")
def django_db_setup(_head_start, django_db_setup, django_db_blocker) -> None:
    """As pytest-django makes it; put aside for the workers after this one."""
    made, until_it_is_there = _head_start
    if made and not made.exists():
        with django_db_blocker.unblock():
            databases.keep(made)
    until_it_is_there.close()


@pytest.fixture(autouse=True, scope="session")
def _emptied_where_something_is() -> None:
    """How a test with transactions of its own leaves the database; Django would empty all."""
    TransactionTestCase._fixture_teardown = lambda self: databases.empty()


@pytest.fixture(autouse=True, scope="session")
def _pages_keep_their_contexts() -> None:
    """What ``response.context`` finds: of pages and their parts, not of every tag of a form.

    The test client copies the context of each template, 150 times for a form of 17 fields; that
    was a fifth of a page's time. What a field holds is asked of the form.
    """
    keep = client.store_rendered_templates

    def keep_pages(store, signal, sender, template, context, **kwargs) -> None:
        if not (template.name or "").startswith(("django/forms/", "bootstrap5/")):
            keep(store, signal, sender, template, context, **kwargs)

    client.store_rendered_templates = keep_pages


@pytest.fixture(autouse=True, scope="session")
def _signed_in_at_once() -> None:
    """``force_login`` of a new browser leaves the rows of a sign-in without looking for others.

    That was twelve queries, and a tenth of what an average test takes.
    """
    at_length = Client._login

    def at_once(self, user, backend=None) -> None:
        if self.cookies or settings.SESSION_ENGINE != "django.contrib.sessions.backends.db":
            at_length(self, user, backend)
            return
        self._set_login_cookies(SimpleNamespace(session=signed_in_session(user, backend)))

    Client._login = at_once


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker) -> Iterator[Callable[[Callable[[], object]], object]]:
    """Build what all tests of a module begin with; it goes after the last of them.

    ``once(build)`` from a fixture of the module. Each test is a savepoint within.
    """
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole._from_testcase = True
        whole.__enter__()

    def run(build: Callable[[], object]) -> object:
        with django_db_blocker.unblock():
            return build()

    yield run
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


def person(email: str, name: str, **fields) -> User:
    """Somebody with a verified address."""
    from allauth.account.models import EmailAddress

    user = User.objects.create_user(email, "correct horse battery", display_name=name, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@pytest.fixture
def make_user(db) -> Callable[..., User]:
    """Create a person with a verified address."""
    return person


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


@pytest.fixture
def file_database(transactional_db, tmp_path: Path) -> Iterator[None]:
    """A database that threads share as workers do: on SQLite a file with the real settings.

    Ask for it before any other fixture that writes. Threads close their own connection.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with closing(sqlite3.connect(tmp_path / "races.sqlite3")) as copy:
        memory.backup(copy)
    connection.connection = None
    connection.settings_dict["NAME"] = str(tmp_path / "races.sqlite3")
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name


@pytest.fixture
def database_url(file_database) -> str:
    """The same database for processes of their own, as DATABASE_URL. Ask for it before others."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    where = f"{found['HOST']}:{found['PORT']}/{found['NAME']}"
    return f"postgres://{found['USER']}:{found['PASSWORD']}@{where}"

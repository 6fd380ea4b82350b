"""Redis as the shared cache of several nodes: what counts there, and what goes on without (F36)."""

import pytest
from django.core.cache import caches
from django.utils import timezone

from advising.models import Invitation
from contacts.imports import actions, work
from contacts.models import Contact
from tests.accounts.conftest import signed_in, with_second_step
from tests.test_access import OWN, of_alice

PASSWORD = "correct horse battery"


@pytest.fixture
def shared(redis, settings, db):
    """A site whose cache is a Redis."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": redis.url,
            "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
        }
    }
    yield redis
    caches["default"].close()


@pytest.fixture
def away(shared):
    """The same, and Redis is gone."""
    shared.stop()
    return shared


def sign_in(client, password: str = PASSWORD):
    """Post the form."""
    form = {"login": "alice@example.org", "password": password}
    return client.post("/account/login/", form)


def test_T9_sign_in_limits_count_in_redis(shared, client, alice) -> None:
    for _ in range(5):
        assert "Too many" not in sign_in(client, "wrong").text
    assert "Too many" in sign_in(client).text
    with shared.client() as inside:
        assert inside.dbsize() > 0


def test_F36_without_redis_reading_works(away, alice, alice_client) -> None:
    alice_client.raise_request_exception = False
    ids = of_alice(alice)
    status = {r.name: alice_client.get(r.url(ids)).status_code for r in OWN}
    assert {name for name, code in status.items() if code >= 500} == set()


def test_P9_without_redis_the_link_under_a_message_works(away, client, alice) -> None:
    token = "x" * 43
    assert client.get(f"/stop/{token}/").status_code == 404  # looked for, and unknown


def test_F36_without_redis_nobody_is_let_in_and_told_so(away, client, alice) -> None:
    client.raise_request_exception = False
    assert client.get("/account/login/").status_code == 200
    response = sign_in(client)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "_auth_user_id" not in client.session


def test_F36_without_redis_imports_are_saved(away, alice) -> None:
    data = b"Name,Email\nMaria Silva,maria@example.org\n"
    batch = actions.new_batch(owner=alice, data=data, filename="p.csv", now=timezone.now())
    work.read(batch.pk, clock=timezone.now)
    batch.refresh_from_db()
    actions.save_import(batch=batch, by=alice, now=timezone.now())
    work.save(batch.pk, clock=timezone.now)
    batch.refresh_from_db()
    assert (batch.status, Contact.objects.count()) == ("done", 1)


def test_it_heals_when_redis_is_back(away, client, alice) -> None:
    client.raise_request_exception = False
    assert sign_in(client).status_code == 503
    away.start()
    assert sign_in(client).status_code == 302


def test_F36_without_redis_nobody_is_invited_and_the_advisor_is_told_so(away, make_user) -> None:
    anna = with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))
    panel = signed_in(anna)
    panel.raise_request_exception = False
    response = panel.post("/advisor/clients/", {"email": "new@example.org"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert not Invitation.objects.exists()

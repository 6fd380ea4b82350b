"""Every URL of the site × who asks, read off the URLconf: a new URL cannot be forgotten (T1)."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import StringConverter, UUIDConverter
from django.utils import timezone

from accounts.models import User
from accounts.passkeys import public_id
from advising.models import Advising, Comment, Emergency, Review, Share
from contacts.models import Contact, DuplicatePair, Encounter, ImportBatch, Merge, Tag
from outreach.message.vocabulary import Channel, Kind
from outreach.models import AccessCase, AccessItem, Contest, Correction, Message, Outreach
from tests.accounts.conftest import signed_in
from tests.conftest import person
from tests.outreach.helpers import draft_of

# Everything else asks for sign-in. A new URL lands there by itself; opening one needs a line here.
PUBLIC = {
    "site_help",
    "site_privacy",
    "site_accessibility",
    "site_healthz",
    "site_readyz",
    "outreach_feed",
    "accounts_language",
    "outreach_opt_out",
    "outreach_my_data",
    "outreach_my_data_correct",
    "outreach_my_data_remove",
    "outreach_my_data_texts",
    "outreach_my_data_answer",
    "outreach_my_data_ask",
    "outreach_my_data_sent",
    "outreach_unsubscribe",
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_reset_password",
    "account_password_reset_completed",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_request_login_code",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
# allauth's own pages hold nothing of another person: ids there are keys of the visitor.
NOT_OURS = ("account_", "mfa_", "usersessions_", "socialaccount_")
STEP = "situation"


class Route(NamedTuple):
    """One URL of the site: its name and what its path is made of."""

    name: str
    converters: dict[str, object]

    def url(self, ids: dict[str, UUID]) -> str:
        """A path with these ids; other parts get something that fits."""
        kwargs: dict[str, object] = {}
        for part, converter in self.converters.items():
            if isinstance(converter, UUIDConverter):
                kwargs[part] = ids.get(part) or uuid4()
            else:
                kwargs[part] = STEP if part == "step" else 1 if part == "pk" else "x"
        return reverse(self.name, kwargs=kwargs)


def routes(
    patterns: list[URLPattern | URLResolver], outer: dict[str, object] | None = None
) -> Iterator[Route]:
    """Every named URL outside the advisor panel, whose pages share one gate and its own tests."""
    for pattern in patterns:
        regex = getattr(pattern.pattern, "regex", None)
        groups = dict.fromkeys(regex.groupindex if regex else (), StringConverter())
        converters = {**(outer or {}), **groups, **pattern.pattern.converters}
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "advisor":
                yield from routes(pattern.url_patterns, converters)
        elif pattern.name:
            yield Route(pattern.name, converters)


ROUTES = list(routes(get_resolver().url_patterns))
OWN = [route for route in ROUTES if not route.name.startswith(NOT_OURS)]
WITH_IDS = [
    route
    for route in OWN
    if any(isinstance(part, UUIDConverter) for part in route.converters.values())
]


def named(route: Route) -> str:
    """The id of a test."""
    return route.name


@pytest.fixture(scope="module")
def world(once) -> tuple[User, User, dict[str, UUID]]:
    """Alice, Charlie, and the ids of what belongs to Alice."""

    def build() -> tuple[User, User, dict[str, UUID]]:
        alice, charlie = (
            person("alice@example.org", "Alice Roy"),
            person("charlie@example.org", "Charlie Webb"),
        )
        return alice, charlie, of_alice(alice)

    return once(build)


@pytest.fixture
def alice_client(db, world) -> Client:
    """A browser in which Alice is signed in."""
    return signed_in(world[0])


@pytest.fixture
def charlie_client(db, world) -> Client:
    """A browser in which Charlie is signed in."""
    return signed_in(world[1])


@pytest.fixture
def ids_of_alice(world) -> dict[str, UUID]:
    """One of everything that belongs to Alice, by the name URLs give it."""
    return world[2]


def of_alice(alice: User) -> dict[str, UUID]:
    """One of everything that belongs to Alice, by the name URLs give it."""
    outreach = draft_of(alice, answers={}, channel=Channel.EMAIL)
    contact = outreach.contact
    encounter = Encounter.objects.create(contact=contact, on=contact.last_in_touch, kind="met")
    tag = Tag.objects.create(owner=alice, name="museums")
    message = Message.objects.create(
        outreach=outreach,
        kind=Kind.OPENING,
        channel=Channel.EMAIL,
        subject="Hello",
        body="Hi Maria",
    )
    passkey = Authenticator.objects.create(
        user=alice, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop", "credential": {}}
    )
    twin, dropped = (Contact.objects.create(owner=alice, name=name) for name in ("Twin", "Dropped"))
    first, second = sorted([contact.pk, twin.pk])
    pair = DuplicatePair.objects.create(
        owner=alice, first_id=first, second_id=second, reason="email", strength=3
    )
    merge = Merge.objects.create(owner=alice, kept=contact, dropped=dropped)
    batch = ImportBatch.objects.create(owner=alice, status="ready", counts={"persons": 1, "new": 1})
    advisor = User.objects.create_user("anna@example.org", is_staff=True)
    advising = Advising.objects.create(advisor=advisor, client=alice)
    share = Share.objects.create(
        advising=advising, text=True, ends_at=timezone.now() + timedelta(days=1)
    )
    review = Review.objects.create(advising=advising, message=message)
    comment = Comment.objects.create(review=review, author=advisor, body="Fine", suggestion="Hi")
    correction = Correction.objects.create(key="maria@example.org", says={"name": "Maria"})
    contest = Contest.objects.create(
        correction=correction, owner=alice, contact=contact, field="name"
    )
    case = AccessCase.objects.create(
        state="asked", holders_until=timezone.now() + timedelta(days=9), listed_at=timezone.now()
    )
    AccessItem.objects.create(case=case, owner=alice, contact=contact, kind="notes", row=contact.pk)
    now = timezone.now()
    emergency = Emergency.objects.create(
        host=advisor, client=alice, reason="Stuck", opened_at=now, ends_at=now
    )
    return {
        "case_id": case.pk,
        "emergency_id": emergency.pk,
        "contest_id": contest.pk,
        "review_id": review.pk,
        "comment_id": comment.pk,
        "advising_id": advising.pk,
        "share_id": share.pk,
        "pair_id": pair.pk,
        "merge_id": merge.pk,
        "contact_id": contact.pk,
        "outreach_id": outreach.pk,
        "encounter_id": encounter.pk,
        "tag_id": tag.pk,
        "import_id": batch.pk,
        "message_id": message.pk,
        "passkey_id": public_id(passkey),
    }


def test_the_walk_finds_the_site() -> None:
    names = {route.name for route in ROUTES}
    assert {"outreach_today", "contacts_add", "outreach_step", "account_login"} <= names
    assert names >= PUBLIC


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_T1_without_sign_in_a_page_is_either_public_or_asks_for_it(db, client, route) -> None:
    for ask in (client.get, client.post):
        response = ask(route.url({}))
        asks_for_sign_in = response.status_code == 302 and "/login/?next=" in response.url
        assert asks_for_sign_in == (route.name not in PUBLIC)
        assert response.status_code < 500


@pytest.mark.parametrize("route", WITH_IDS, ids=named)
def test_T4_ids_of_another_user_are_as_good_as_none(charlie_client, ids_of_alice, route) -> None:
    before = rows()
    for ask in (charlie_client.get, charlie_client.post):
        foreign, missing = ask(route.url(ids_of_alice)), ask(route.url({}))
        assert foreign.status_code == missing.status_code
        assert foreign.status_code in (404, 405)
        assert same_page(foreign.content) == same_page(missing.content)
    assert rows() == before


@pytest.mark.parametrize("route", WITH_IDS, ids=named)
def test_T1_the_owner_finds_her_own(alice_client, ids_of_alice, route) -> None:
    statuses = {
        ask(route.url(ids_of_alice)).status_code for ask in (alice_client.get, alice_client.post)
    }
    assert statuses - {404, 405}
    assert max(statuses) < 500


@pytest.mark.parametrize("route", OWN, ids=named)
def test_T19_looking_changes_nothing(alice_client: Client, ids_of_alice, route) -> None:
    alice_client.get(route.url(ids_of_alice))  # the first visit of a session may note its beginning
    with CaptureQueriesContext(connection) as queries:
        alice_client.get(route.url(ids_of_alice))
    written = [query["sql"] for query in queries if WRITING.match(query["sql"])]
    assert [sql for sql in written if not HOUSEKEEPING.search(sql)] == []


WRITING = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
HOUSEKEEPING = re.compile(r'"(?:django_session|usersessions_usersession|cache)"')
VARYING = re.compile(rb"[0-9a-f]{8}-[0-9a-f-]{27}|value=\"[A-Za-z0-9]{64}\"|%2F[^\"& ]*")


def same_page(content: bytes) -> bytes:
    """The page without what differs at every visit: its own address and the token of its forms."""
    return VARYING.sub(b"", content)


def rows() -> list[tuple[object, ...]]:
    """What must not change: the state of every outreach, and how much there is of the rest."""
    return [
        *Outreach.objects.order_by("pk").values_list("pk", "status", "version"),
        *Message.objects.order_by("pk").values_list("pk", "body", "version"),
        *Encounter.objects.order_by("pk").values_list("pk", "on"),
        *Tag.objects.order_by("pk").values_list("pk", "name"),
        *ImportBatch.objects.order_by("pk").values_list("pk", "status", "tag"),
    ]

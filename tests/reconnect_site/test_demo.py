"""The demo people: believable, complete, and never in the way of real accounts."""

import tomllib
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from accounts.models import User
from contacts.models import Contact, Encounter
from outreach.message.check import check
from outreach.models import Message, Outreach
from outreach.progress import Status
from reconnect_site import demo
from tests.outreach.shipped import load_shipped

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
PASSWORD = "a password for the demo"


@pytest.fixture
def people(db) -> list[User]:
    """The demo people on a fresh site."""
    load_shipped()
    return demo.create(PASSWORD, now=NOW)


def test_there_are_two_seekers_and_an_advisor(people) -> None:
    assert [user.is_staff for user in people] == [False, False, True]
    assert [user.language for user in people] == ["en", "fr", "en"]
    assert all(user.email.endswith("@example.org") for user in people)
    assert people[0].check_password(PASSWORD)


def test_each_seeker_knows_a_dozen_people_since_2009(people) -> None:
    for seeker in people[:2]:
        contacts = Contact.objects.owned_by(seeker)
        assert contacts.count() >= 12
        assert not contacts.filter(shared_history="").exists()
        years = Encounter.objects.owned_by(seeker).values_list("on__year", flat=True)
        assert (min(years), max(years)) == (2008 if seeker == people[0] else 2009, NOW.year)


def test_outreaches_stand_in_many_places(people) -> None:
    found = set(Outreach.objects.owned_by(people[0]).values_list("status", flat=True))
    assert found >= {
        Status.DRAFT,
        Status.SENT,
        Status.NUDGED,
        Status.ACCEPTED,
        Status.HELPED,
        Status.DEFERRED,
        Status.THANKED,
        Status.CLOSED,
    }


def test_every_message_passes_the_checker(people) -> None:
    messages = Message.objects.select_related("outreach")
    findings = {
        f"{message.outreach.contact} {message.kind}": check(
            message.body,
            kind=message.kind,
            channel=message.channel,
            language=message.outreach.language,
            subject=message.subject,
            address=message.outreach.address,
        )
        for message in messages
    }
    assert {name: found for name, found in findings.items() if found} == {}
    assert len(findings) >= 16


def test_a_second_run_changes_nothing(people) -> None:
    assert demo.create("another password", now=NOW) == []
    assert User.objects.get(email=people[0].email).check_password(PASSWORD)


def test_an_account_that_is_there_is_never_touched(make_user, db) -> None:
    load_shipped()
    maya = make_user("maya@example.org", "The real Maya")
    created = demo.create(PASSWORD, now=NOW)
    maya.refresh_from_db()
    assert maya not in created
    assert maya.display_name == "The real Maya"
    assert not Contact.objects.owned_by(maya).exists()


def test_on_a_site_in_use_prepare_creates_nobody(alice, monkeypatch, capsys) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    call_command("prepare", demo=True)
    assert list(User.objects.all()) == [alice]
    assert capsys.readouterr().out.strip() == ""


def test_how_to_sign_in_names_only_who_is_there(people) -> None:
    people[1].delete()
    words = demo.how_to_sign_in(PASSWORD)
    assert "maya@example.org" in words
    assert "samuel@example.org" not in words
    assert PASSWORD in words


def test_the_file_names_no_address_outside_the_reserved_domain() -> None:
    text = demo.PEOPLE.read_text("utf-8")
    assert text.count("@") - text.count("@example.org") == 0
    assert tomllib.loads(text)["person"]

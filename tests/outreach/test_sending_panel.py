"""The panel's page and the command: who may see them, and what one press does (L10, L13)."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from outreach import pausing
from outreach.models import Sender, SiteSending
from tests.accounts.conftest import signed_in, with_second_step

PAGES = ["sending", "sending_pause", "sending_resume", "sending_pause_user"]


@pytest.fixture
def host(make_user):
    """Who runs the site, with a second step."""
    person = make_user("hana@example.org", "Hana Host", is_staff=True, is_superuser=True)
    return with_second_step(person)


@pytest.fixture
def host_client(host):
    return signed_in(host)


def url(name: str, *args) -> str:
    return reverse(f"advisor:outreach_{name}", args=args)


def ask(*words: str) -> list[str]:
    out = StringIO()
    call_command("sending", *words, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("name", PAGES)
def test_T1_only_those_who_run_the_site(make_user, alice_client, name):
    advisor = with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))
    for client in (signed_in(advisor), alice_client):
        assert client.get(url(name)).status_code in (404, 405)
        assert client.post(url(name)).status_code in (404, 405)
    assert not SiteSending.objects.filter(paused_at__isnull=False).exists()


def test_L13_one_press_pauses_and_one_resumes_with_a_trace(host, host_client, alice):
    page = host_client.post(url("sending_pause"), follow=True).content.decode()
    assert "Sending is paused for everybody" in page
    assert pausing.is_paused(alice)
    host_client.post(url("sending_resume"))
    assert not pausing.is_paused(alice)
    trail = AuditEvent.objects.filter(object_type="sitesending").order_by("at")
    assert list(trail.values_list("actor", "verb")) == [
        (host.pk, "paused_sending"),
        (host.pk, "resumed_sending"),
    ]


def test_L13_one_account_is_paused_and_released_after_a_look(host_client, alice):
    host_client.post(url("sending_pause_user"), {"email": "ALICE@example.org"})
    page = host_client.get(url("sending"))
    assert [sender.owner for sender in page.context["paused"]] == [alice]
    host_client.post(url("sending_release", alice.pk))
    assert not pausing.is_paused(alice)


@pytest.mark.parametrize("email", ["", "nobody@example.org", "x"])
def test_an_address_of_nobody_is_said(host_client, email):
    page = host_client.post(url("sending_pause_user"), {"email": email})
    assert page.context["form"].errors["email"]
    assert not Sender.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(
    host_client, make_user, django_assert_num_queries, count
):
    now = timezone.now()
    for number in range(count):
        owner = make_user(f"p{number}@example.org", f"P{number}")
        pausing.pause_user(owner=owner, because=Sender.Paused.BOUNCES, by=None, now=now)
    host_client.get(url("sending"))
    with django_assert_num_queries(6):
        host_client.get(url("sending"))


def test_the_front_page_of_the_panel_leads_there(host_client, make_user):
    assert url("sending") in host_client.get(reverse("advisor:index")).text
    advisor = with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))
    assert url("sending") not in signed_in(advisor).get(reverse("advisor:index")).text


def test_L13_the_command_tells_pauses_and_resumes(alice, settings, tmp_path):
    settings.EMAIL_URL = f"folder://{tmp_path}"
    assert ask("status") == [
        "open",
        "sent within 24 hours: 0 of 500",
        "on their way: 0",
        "users paused: 0",
    ]
    assert ask("pause")[0].startswith("paused since ")
    assert ask("resume")[0] == "open"
    assert ask("pause", "--user", "alice@example.org")[0].endswith(" UTC: by_host")
    assert ask("resume", "--user", "alice@example.org") == ["open"]


def test_the_command_names_an_account_that_is_not_there(db):
    with pytest.raises(CommandError, match="Nobody has an account"):
        ask("pause", "--user", "nobody@example.org")


def test_without_mail_the_command_says_so(db):
    assert ask("status")[0] == "open; no mail server is set up (EMAIL_URL)"
    assert SiteSending.objects.count() == 0

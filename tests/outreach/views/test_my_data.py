"""What is held about me, and remove me: for people without an account (P10, P11, T14, T15, L11)."""

import json
import logging
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact, Encounter
from outreach.actions.erasure import erase
from outreach.actions.optouts import link_for
from outreach.data_requests import (
    DETAILS,
    WORKS_FOR,
    forget_data_requests,
    held_about,
    send_link,
    token_of,
)
from outreach.models import DataRequest
from outreach.suppression import is_suppressed
from reconnect_site.logs import JsonFormatter
from tests.contacts.people import new_contact
from tests.outreach.actions.test_optouts import message_to

pytestmark = pytest.mark.django_db
ADDRESS = "maria@example.org"
ASK = "/my-data/"


@pytest.fixture(autouse=True)
def _with_a_server(settings) -> None:
    cache.clear()
    settings.EMAIL_URL = "smtp://localhost:2525"


@pytest.fixture
def visitor() -> Client:
    return Client()


def ask(visitor: Client, address: str = ADDRESS, ip: str = "192.0.2.1"):
    return visitor.post(ASK, {"address": address}, REMOTE_ADDR=ip, follow=True)


def page_for(address: str = ADDRESS, **fields) -> str:
    asked = DataRequest.objects.create(address=address, key=address, **fields)
    return reverse("outreach_my_data", args=[token_of(asked)])


# --- Asking ---------------------------------------------------------------------------------
def test_P10_the_same_answer_for_every_address(visitor, alice) -> None:
    new_contact(alice, "Maria", email=ADDRESS)
    known, unknown = (ask(visitor, address) for address in (ADDRESS, "nobody@example.org"))
    assert known.redirect_chain == unknown.redirect_chain == [("/my-data/sent/", 302)]
    assert known.content == unknown.content
    assert ADDRESS not in known.content.decode()


def test_P10_asking_looks_nothing_up(visitor, alice, django_assert_num_queries) -> None:
    new_contact(alice, "Maria", email=ADDRESS)
    with django_assert_num_queries(0):
        visitor.get(ASK)
    kinds = set()
    for address in (ADDRESS, "nobody@example.org"):
        ask(visitor, address)
        kinds.add(len(mail.outbox))
    assert kinds == {1, 2}


@pytest.mark.parametrize(("language", "first"), [("en", "Hello,"), ("fr", "Bonjour")])
def test_a_mail_in_both_languages(language, first, settings) -> None:
    settings.SITE_OWNER = "Carleton Career Centre"
    asked = DataRequest.objects.create(address=ADDRESS, key=ADDRESS, language=language)
    send_link(asked.pk)
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert letter.body.startswith(first)
    assert letter.body.count(token_of(asked)) == 2
    assert letter.body.count("Carleton Career Centre") == 2


def test_T15_an_address_gets_three_links_a_day_and_nobody_can_tell(visitor) -> None:
    answers = {ask(visitor, ip=f"192.0.2.{n}").content for n in range(5)}
    assert (len(answers), len(mail.outbox)) == (1, 3)


def test_L11_a_visitor_asks_five_times_an_hour(visitor) -> None:
    codes = [ask(visitor, f"m{n}@example.org").status_code for n in range(6)]
    assert codes == [200] * 5 + [429]


def test_without_a_mail_server_there_is_no_form(visitor, settings) -> None:
    settings.EMAIL_URL = ""
    assert "<form id=" not in visitor.get(ASK).content.decode()
    ask(visitor)
    assert (mail.outbox, DataRequest.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    "typed", ["", "maria", "a@b", "a@example.org, b@example.org", "é@a.example"]
)
def test_what_is_no_address_is_said(visitor, typed) -> None:
    response = ask(visitor, typed)
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.content.decode()
    assert not DataRequest.objects.exists()


# --- The link -------------------------------------------------------------------------------
def test_P10_the_link_works_for_an_hour(visitor) -> None:
    page = page_for(created_at=timezone.now() - WORKS_FOR + timedelta(minutes=1))
    late = page_for(created_at=timezone.now() - WORKS_FOR)
    assert [visitor.get(one).status_code for one in (page, late)] == [200, 404]
    assert visitor.post(f"{late}remove/").status_code == 404


@pytest.mark.parametrize("change", [str.upper, lambda token: token[:-1], lambda token: f"{token}x"])
def test_T15_a_forged_link_opens_nothing(visitor, change) -> None:
    page = page_for()
    token = page.split("/")[3]
    assert visitor.get(page.replace(token, change(token))).status_code == 404


def test_T15_looking_changes_nothing(visitor, alice) -> None:
    maria = new_contact(alice, "Maria", email=ADDRESS)
    page = page_for()
    visitor.get(page)
    visitor.head(page)
    maria.refresh_from_db()
    assert (maria.name, is_suppressed(ADDRESS)) == ("Maria", False)


def test_an_hour_later_the_address_is_gone() -> None:
    page_for()
    assert forget_data_requests(now=timezone.now()) == 0
    assert forget_data_requests(now=timezone.now() + WORKS_FOR) == 1


def test_13_4_1_no_log_holds_the_link() -> None:
    page = page_for()
    record = logging.LogRecord("x", logging.INFO, "", 0, f"GET {page}", (), None)
    assert json.loads(JsonFormatter().format(record))["message"] == "GET /my-data/of/…/"


def test_nobody_keeps_or_finds_the_page(visitor) -> None:
    headers = visitor.get(page_for()).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "same-origin"


# --- What it shows --------------------------------------------------------------------------
def everything(owner) -> Contact:
    message = message_to(owner, name="Maria Canary", body="Canary body")
    maria = message.outreach.contact
    Contact.objects.filter(pk=maria.pk).update(
        notes="Canary note",
        organization="Canary Museum",
        city="Ottawa",
        linkedin_url="https://www.linkedin.com/in/canary",
        shared_history="Canary history",
    )
    maria.phones.create(number="613 555 0100", key="+16135550100")
    maria.tags.create(owner=owner, name="canary-tag")
    Encounter.objects.create(contact=maria, on=timezone.now().date(), note="Canary encounter")
    return maria


def test_P10_the_kinds_of_data_and_how_many_hold_them(alice, charlie) -> None:
    everything(alice)
    new_contact(charlie, "M.", email=ADDRESS)
    held = held_about(ADDRESS)
    assert held.holders == 2
    assert set(DETAILS) <= set(held.kinds)
    assert len(held.kinds) == len(DETAILS) + 4


def test_P10_a_kind_that_is_not_held_is_not_named(alice) -> None:
    new_contact(alice, "Maria", email=ADDRESS)
    assert set(held_about(ADDRESS).kinds) & set(DETAILS) == set()


def test_P4_never_who_and_no_word_of_theirs(visitor, alice, settings) -> None:
    settings.SITE_OWNER = "Carleton Career Centre"
    everything(alice)
    shown = visitor.get(page_for()).content.decode()
    assert "Carleton Career Centre" in shown
    assert re.findall(r"(?i)canary|ottawa|613 555|alice", shown) == []


def test_an_address_nobody_holds(visitor) -> None:
    assert "Nobody has noted you here" in visitor.get(page_for()).content.decode()
    assert held_about(ADDRESS).kinds == ()


# --- Remove me ------------------------------------------------------------------------------
def test_P11_posting_removes_and_the_link_ends(visitor, alice) -> None:
    maria = everything(alice)
    page = page_for()
    assert "You are removed" in visitor.post(f"{page}remove/").content.decode()
    maria.refresh_from_db()
    assert (maria.is_erased, maria.notes, maria.emails.count()) == (True, "", 0)
    assert visitor.get(page).status_code == 404


def test_W12_removal_asks_once_more_and_says_what_goes(visitor, alice) -> None:
    maria, page = everything(alice), page_for()
    assert visitor.post(page).status_code == 405
    shown = visitor.get(page).content.decode()
    assert re.findall(r"btn-(?:primary|danger)", shown) == []
    asks = visitor.get(f"{page}remove/").content.decode()
    assert all(part in asks for part in ("Where you work", "taken back", "Go back"))
    maria.refresh_from_db()
    assert (maria.is_erased, maria.name) == (False, "Maria Canary")


def test_P11_the_owner_sees_that_they_asked(alice, client) -> None:
    maria = everything(alice)
    erase(key=ADDRESS, now=timezone.now())
    client.force_login(alice)
    shown = client.get(f"/contacts/{maria.pk}/").content.decode()
    assert "This person asked to be removed" in shown
    assert re.findall(r"(?i)canary|/edit/", shown) == []
    edit = client.get(f"/contacts/{maria.pk}/edit/", follow=True)
    assert "There is nothing to edit" in edit.content.decode()


def test_T14_from_the_link_under_a_message_to_being_removed(visitor, alice) -> None:
    message = message_to(alice)
    done = visitor.post(link_for(message).removeprefix("http://localhost:8000"))
    assert f'href="{ASK}"' in done.content.decode()
    ask(visitor)
    link = re.search(r"http://\S+/my-data/of/\S+", mail.outbox[0].body).group()
    visitor.post(f"{link.removeprefix('http://localhost:8000')}remove/")
    assert not Contact.objects.filter(emails__key=ADDRESS).exists()


def test_the_privacy_page_leads_there(visitor) -> None:
    assert f'href="{ASK}"' in visitor.get("/privacy/").content.decode()

"""The pages of a request to see texts: the person's, the writer's, the host's (P10, T14, T15)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from outreach.actions import access_cases as cases
from outreach.data_requests import WORKS_FOR, token_of
from outreach.digest.build import summary_of
from outreach.models import AccessCase, AccessItem, DataRequest
from outreach.views import asked_for
from tests.accounts.conftest import signed_in, with_second_step
from tests.contacts.people import new_contact
from tests.outreach.people import outreach_of, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "maria@example.org"
CANARY = "canary-note"


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> None:
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def host(make_user) -> User:
    user = make_user("hugo@example.org", "Hugo Host", is_staff=True, is_superuser=True)
    return with_second_step(user)


@pytest.fixture
def host_client(host) -> Client:
    return signed_in(host)


@pytest.fixture
def case(alice) -> AccessCase:
    """Asked about, and listed: a note of Alice's."""
    new_contact(alice, "Maria Lopez", email=ADDRESS, notes=CANARY)
    return opened()


def opened() -> AccessCase:
    case = cases.open_case(address=ADDRESS, key=ADDRESS, language="en", now=timezone.now())
    cases.list_cases(now=timezone.now())
    return case


def ask_holders(case: AccessCase, host: User) -> None:
    cases.ask_holders(case=case, by=host, now=timezone.now())


def page_for(what: str, address: str = ADDRESS, **fields) -> str:
    asked = DataRequest.objects.create(address=address, key=address, **fields)
    return reverse(f"outreach_my_data{what}", args=[token_of(asked)])


def panel_page(case: AccessCase, what: str = "") -> str:
    return reverse(f"advisor:outreach_case{what}", args=[case.pk])


def choose(client: Client, case: AccessCase, choice: str):
    fields = {item.pk.hex: choice for item in case.items.all()}
    return client.post(reverse("outreach_asked_for", args=[case.pk]), fields)


# --- The person -------------------------------------------------------------------------------
def test_P10_the_same_for_an_address_nobody_holds(visitor, case) -> None:
    for address in (ADDRESS, "nobody@example.org"):
        response = visitor.post(page_for("_texts", address))
        assert response.status_code == 302
        assert "We write to you by" in visitor.get(response.url).content.decode()


def test_T15_only_a_link_of_the_last_hour_opens_anything(visitor, case, host) -> None:
    late = {"created_at": timezone.now() - WORKS_FOR}
    assert visitor.post(page_for("_texts", **late)).status_code == 404
    assert visitor.get(page_for("_answer", **late)).status_code == 404
    assert visitor.get(reverse("outreach_my_data_answer", args=["x.y"])).status_code == 404
    assert visitor.get(page_for("_texts")).status_code == 405


def test_P10_five_requests_a_day_from_one_mailbox(visitor) -> None:
    codes = [visitor.post(page_for("_texts")).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]


def test_P10_nothing_is_read_before_the_answer(visitor, case, alice_client, host) -> None:
    ask_holders(case, host)
    choose(alice_client, case, "released")
    assert visitor.get(page_for("_answer")).status_code == 404
    assert CANARY not in visitor.get(page_for("")).content.decode()


def test_P10_the_answer_is_read_with_a_fresh_link(visitor, case, alice_client, host) -> None:
    ask_holders(case, host)
    choose(alice_client, case, "released")
    cases.answer(case=AccessCase.objects.get(), by=host, now=timezone.now())
    cases.tell_cases(now=timezone.now())
    read = visitor.get(page_for("_answer"))
    assert CANARY in read.content.decode()
    assert "Alice" not in read.content.decode()
    assert read.headers["Cache-Control"] == "no-store"
    assert "Read the answer" in visitor.get(page_for("")).content.decode()
    assert visitor.get(page_for("_answer", "other@example.org")).status_code == 404


def test_P10_what_is_held_back_is_a_count_with_its_reason(
    visitor, case, alice_client, host
) -> None:
    ask_holders(case, host)
    choose(alice_client, case, "held:others")
    cases.answer(case=AccessCase.objects.get(), by=host, now=timezone.now())
    read = visitor.get(page_for("_answer")).content.decode()
    assert "It speaks of other people: 1 text" in read
    assert CANARY not in read


def test_P10_a_refusal_says_why(visitor, case, host) -> None:
    cases.refuse(case=case, reason="not_sure", by=host, now=timezone.now())
    read = visitor.get(page_for("_answer")).content.decode()
    assert "It is not sure that it is about this person" in read


def test_T5_what_was_written_is_text(visitor, alice, alice_client, host, host_client) -> None:
    new_contact(alice, "Maria", email=ADDRESS, notes="<script>alert(1)</script>")
    case = opened()
    ask_holders(case, host)
    shown = [alice_client.get(reverse("outreach_asked_for", args=[case.pk]))]
    choose(alice_client, case, "released")
    shown.append(host_client.get(panel_page(case)))
    cases.answer(case=AccessCase.objects.get(), by=host, now=timezone.now())
    shown.append(visitor.get(page_for("_answer")))
    pages = [page.content.decode() for page in shown]
    assert ["&lt;script&gt;alert(1)" in page for page in pages] == [True] * 3
    assert ["<script>alert" in page for page in pages] == [False] * 3


# --- Those who wrote --------------------------------------------------------------------------
def test_P10_the_writer_hears_of_it(case, alice, alice_client, host) -> None:
    page = reverse("outreach_asked_for", args=[case.pk])
    assert alice_client.get(page).status_code == 404  # not asked yet
    ask_holders(case, host)
    assert page in alice_client.get(reverse("outreach_today")).content.decode()
    summary = summary_of(alice, timezone.now().date())
    assert [line.what for group in summary.groups for line in group.lines] == [
        "asks what you wrote about them"
    ]
    assert CANARY in alice_client.get(page).content.decode()


def test_P4_nobody_reads_what_another_wrote(case, charlie, charlie_client, alice_client, host):
    page = reverse("outreach_asked_for", args=[case.pk])
    ask_holders(case, host)
    assert charlie_client.get(page).status_code == 404
    new_contact(charlie, "M.", email=ADDRESS, notes="his note")
    AccessCase.objects.update(state="received")
    ask_holders(case, host)
    assert CANARY not in charlie_client.get(page).content.decode()
    assert "his note" not in alice_client.get(page).content.decode()
    theirs = AccessItem.objects.get(owner__display_name="Alice Roy")
    charlie_client.post(page, {theirs.pk.hex: "released"})
    theirs.refresh_from_db()
    assert theirs.decision == ""


@pytest.mark.parametrize("choice", ["yes", "held", "held:", "held:because", "released:others"])
def test_B42_a_tampered_choice_changes_nothing(case, alice_client, host, choice) -> None:
    ask_holders(case, host)
    response = choose(alice_client, case, choice)
    assert "Choose one of these." in response.content.decode()
    assert AccessItem.objects.get().decision == ""


def test_P10_when_the_last_text_is_gone_there_is_nothing_left_to_ask(
    case, alice, alice_client, host
) -> None:
    ask_holders(case, host)
    alice.contacts.update(notes="")
    assert choose(alice_client, case, "released").url == reverse("outreach_today")


def test_P10_what_was_released_can_be_held_back_when_the_contact_is_gone(
    case, alice, alice_client, host
) -> None:
    ask_holders(case, host)
    choose(alice_client, case, "released")
    alice.contacts.all().delete()
    page = alice_client.get(reverse("outreach_asked_for", args=[case.pk])).content.decode()
    assert "Somebody asks what you wrote about them" in page
    assert CANARY in page
    choose(alice_client, case, "held:others")
    assert AccessItem.objects.get().text == ""


def test_P10_an_undecided_text_that_is_gone_is_no_longer_a_line_on_today(
    case, alice, alice_client, host
) -> None:
    ask_holders(case, host)
    alice.contacts.all().delete()
    assert alice_client.get("/").status_code == 200
    url = reverse("outreach_asked_for", args=[case.pk])
    assert alice_client.get(url).status_code == 404


def test_P10_what_is_closed_at_this_moment_is_not_said_to_be_saved(
    case, alice_client, host, monkeypatch
) -> None:
    ask_holders(case, host)
    monkeypatch.setattr(asked_for, "decide", lambda **_given: 0)
    url = reverse("outreach_asked_for", args=[case.pk])
    fields = {case.items.get().pk.hex: "released"}
    assert "Things have moved on" in alice_client.post(url, fields, follow=True).content.decode()


def test_P10_after_the_date_there_is_no_page(case, alice_client, host) -> None:
    ask_holders(case, host)
    AccessCase.objects.update(holders_until=timezone.now() - timedelta(minutes=1))
    assert choose(alice_client, case, "released").status_code == 404
    assert "asks what you wrote" not in alice_client.get("/").content.decode()


def test_the_page_costs_the_same_for_one_and_for_three(
    case, alice, alice_client, host, django_assert_num_queries
) -> None:
    ask_holders(case, host)
    page = reverse("outreach_asked_for", args=[case.pk])
    for number in range(2):
        alice_client.get(page)
        with django_assert_num_queries(13):
            alice_client.get(page)
        maria = AccessItem.objects.first().contact
        text_of(outreach_of(alice, "closed", contact=maria, why_you=f"w{number}"), body="Hi")
        AccessCase.objects.update(state="received")
        ask_holders(case, host)


# --- The host ---------------------------------------------------------------------------------
def test_P16_the_host_sees_kinds_and_counts_and_no_word(case, host_client) -> None:
    queue = host_client.get(reverse("advisor:outreach_cases")).content.decode()
    page = host_client.get(panel_page(case)).content.decode()
    assert ADDRESS in queue
    assert "Alice Roy" in page
    assert "Notes (1)" in page
    assert CANARY not in queue + page


def test_what_is_not_looked_up_yet_is_not_said_to_be_nothing(case, host_client) -> None:
    case.items.all().delete()
    pages = (reverse("advisor:outreach_cases"), panel_page(case))
    for listed_at, nobody in ((None, False), (case.asked_at, True)):
        AccessCase.objects.update(listed_at=listed_at)
        shown = [host_client.get(page).content.decode() for page in pages]
        assert ["Nobody has a text" in page for page in shown] == [nobody, nobody]


def test_P10_the_whole_way_in_the_panel(case, alice_client, host_client) -> None:
    host_client.post(panel_page(case, "_ask"))
    assert "Send the answer" not in host_client.get(panel_page(case)).content.decode()
    early = host_client.post(panel_page(case, "_answer"), follow=True).content.decode()
    assert "Not yet" in early
    choose(alice_client, case, "released")
    assert CANARY in host_client.get(panel_page(case)).content.decode()
    done = host_client.post(panel_page(case, "_answer"))
    again = host_client.post(panel_page(case, "_answer"))  # pressed twice
    assert done.url == again.url == reverse("advisor:outreach_cases")
    assert host_client.get(panel_page(case)).status_code == 404


def test_P10_refusing_needs_a_reason(case, host_client) -> None:
    assert host_client.post(panel_page(case, "_refuse"), {"reason": "x"}).status_code == 200
    host_client.post(panel_page(case, "_refuse"), {"reason": "law"})
    stored = AccessCase.objects.get()
    assert (stored.state, stored.refusal) == ("refused", "law")


@pytest.mark.parametrize(
    ("days", "words"), [(19, ""), (20, "10 days left"), (29, "1 day left"), (31, "Overdue")]
)
def test_P10_from_day_twenty_the_queue_warns(case, host_client, days, words) -> None:
    AccessCase.objects.update(asked_at=timezone.now() - timedelta(days=days, minutes=1))
    shown = host_client.get(reverse("advisor:outreach_cases")).content.decode()
    assert ("panel-warn" in shown) == bool(words)
    assert words in shown


def test_the_oldest_stands_first(case, host_client) -> None:
    older = cases.open_case(
        address="a@example.org",
        key="a@example.org",
        language="",
        now=timezone.now() - timedelta(days=3),
    )
    shown = host_client.get(reverse("advisor:outreach_cases")).content.decode()
    assert shown.index(older.address) < shown.index(ADDRESS)


def test_the_host_hears_in_the_digest_that_somebody_waits(case, host, alice) -> None:
    summary = summary_of(host, timezone.now().date())
    [line] = [line for group in summary.groups for line in group.lines]
    assert (line.name, line.what) == ("People without an account", "1 request to answer")
    assert summary_of(alice, timezone.now().date()) is None


def test_the_queue_costs_the_same_for_one_and_for_three(
    case, host_client, django_assert_num_queries
) -> None:
    for number in range(2):
        host_client.get(reverse("advisor:outreach_cases"))
        with django_assert_num_queries(6):
            host_client.get(reverse("advisor:outreach_cases"))
        for name in "ab":
            key = f"{name}{number}@example.org"
            cases.open_case(address=key, key=key, language="", now=timezone.now())

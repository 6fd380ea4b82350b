"""Emergency access in the panel and in the client's settings (T1, T8, T10, P16)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from advising import emergency
from advising.models import Emergency, EmergencyLook
from contacts.actions import record_encounter
from tests.accounts.conftest import confirmed, signed_in, with_second_step
from tests.outreach.people import outreach_of, text_of

BEGIN = "/advisor/emergencies/"
REASON = "Her mail was stuck and she asked for help"
SEEN = "/settings/advisors/"
POSTED = {"email": "Alice@Example.org ", "reason": REASON}


@pytest.fixture
def outreach(alice):
    """What Alice wrote, with a canary in each place."""
    outreach = outreach_of(alice)
    contact = outreach.contact
    contact.name, contact.notes = "canary-name", "canary-notes"
    contact.save()
    contact.emails.create(address="canary@example.org", key="canary@example.org")
    record_encounter(contact=contact, kind="met", on="2019-03-12", by=alice)
    text_of(outreach, subject="canary-subject", body="canary-body")
    return outreach


@pytest.fixture
def opened(host, alice) -> Emergency:
    """Open now."""
    made, _ = emergency.begin(host=host, client=alice, reason=REASON, now=timezone.now())
    return made


def pages_of(opened, outreach) -> list[str]:
    """What it opens."""
    return [f"{BEGIN}{opened.pk}/", f"{BEGIN}{opened.pk}/{outreach.pk}/"]


def canaries(text: str) -> int:
    """How often something of Alice's stands there."""
    return text.count("canary")


def test_T10_the_host_opens_reads_and_ends(host_client, alice, outreach):
    where = host_client.post(BEGIN, POSTED).headers["Location"]
    opened = Emergency.objects.get()
    assert (where, opened.reason, opened.client) == (f"{BEGIN}{opened.pk}/", REASON, alice)
    assert [told.to for told in mail.outbox] == [["alice@example.org"]]
    assert f"{where}{outreach.pk}/" in host_client.get(where).text
    read = host_client.get(f"{where}{outreach.pk}/").text
    wanted = ["name", "subject", "body", "notes"]
    assert [word for word in wanted if f"canary-{word}" not in read] == []
    assert "canary@example.org" in read
    assert host_client.post(f"{where}end/").status_code == 302
    assert host_client.get(where).status_code == 404


def test_T8_opening_asks_who_it_is_and_keeps_the_reason_out_of_the_address(host, alice):
    browser = signed_in(host)
    assert browser.get(BEGIN).headers["Location"].startswith("/account/reauthenticate/")
    assert browser.post(BEGIN, POSTED).headers["Location"] == BEGIN
    assert Emergency.objects.count() == 0
    page = confirmed(browser, host).get(BEGIN).text
    assert (REASON in page, "Alice@Example.org" in page) == (True, True)


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"email": ""}, "Enter an e-mail address"),
        ({"email": "nobody@example.org"}, "Nobody has an open account"),
        ({"email": "hugo@example.org"}, "They work here"),
        ({"email": "anna@example.org"}, "They work here"),
        ({"reason": " "}, "Write why"),
        ({"reason": "too short"}, "Write a whole sentence"),
        ({"reason": "x" * 501}, "Use at most 500 characters"),
    ],
)
def test_what_is_missing_or_not_for_it_is_said(host_client, alice, anna, posted, words):
    page = host_client.post(BEGIN, {**POSTED, **posted}).text
    assert (words in page, page.count('aria-invalid="true"')) == (True, 1)
    assert (Emergency.objects.count(), mail.outbox) == (0, [])


def test_a_second_press_opens_and_tells_nothing_more(host_client, alice):
    first, second = (host_client.post(BEGIN, POSTED).headers["Location"] for _ in "12")
    assert (first, len(mail.outbox), Emergency.objects.count()) == (second, 1, 1)


def test_the_sixth_is_refused_on_the_page(host_client, host, make_user, alice):
    for number in range(5):
        client = make_user(f"client{number}@example.org", "Client")
        emergency.begin(host=host, client=client, reason=REASON, now=timezone.now())
    assert "you can open the next one" in host_client.post(BEGIN, POSTED).text
    assert mail.outbox == []


def test_T4_nobody_elses_and_nothing_of_others(host_client, make_user, opened, outreach, charlie):
    other = with_second_step(make_user("sue@example.org", "S", is_staff=True, is_superuser=True))
    sue = confirmed(signed_in(other), other)
    for page in pages_of(opened, outreach):
        assert sue.get(page).status_code == 404
    assert sue.post(f"{BEGIN}{opened.pk}/end/").status_code == 404
    foreign = outreach_of(charlie)
    assert host_client.get(f"{BEGIN}{opened.pk}/{foreign.pk}/").status_code == 404
    assert EmergencyLook.objects.count() == 0


@pytest.mark.parametrize("why", ["expired", "no host any more", "client closed"])
def test_T2_what_is_over_is_gone_with_the_next_request(
    host_client, host, alice, opened, outreach, why
):
    past = timezone.now() - timedelta(seconds=1)
    if why == "expired":
        Emergency.objects.update(ends_at=past)
    elif why == "no host any more":
        type(host).objects.filter(pk=host.pk).update(is_superuser=False)
    else:
        type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    answers = [host_client.get(page) for page in pages_of(opened, outreach)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert sum(canaries(answer.text) for answer in answers) == 0


def test_T19_it_is_to_read_only(host_client, opened, outreach):
    answers = [host_client.post(page).status_code for page in pages_of(opened, outreach)]
    assert answers == [405, 405]
    assert host_client.get(f"{BEGIN}{opened.pk}/end/").status_code == 405
    assert host_client.get(f"/outreach/{outreach.pk}/").status_code == 404


def test_T3_only_its_pages_show_something(host_client, opened, outreach):
    others = ["/advisor/", BEGIN, "/advisor/accounts/user/", "/advisor/accounts/auditevent/"]
    assert sum(canaries(host_client.get(page).text) for page in others) == 0


def test_no_page_of_it_is_kept_by_a_browser(host_client, opened, outreach):
    for page in pages_of(opened, outreach):
        assert "no-store" in host_client.get(page).headers["Cache-Control"]


def test_P5_the_client_sees_who_why_until_when_and_what(
    host_client, alice_client, charlie_client, opened, outreach
):
    for page in pages_of(opened, outreach):
        host_client.get(page)
    seen = f"{SEEN}emergencies/{opened.pk}/"
    assert seen in alice_client.get(SEEN).text
    page = alice_client.get(seen).text
    wanted = ["Hugo Host", REASON, "The list of your outreaches", "canary-name"]
    assert [words for words in wanted if words not in page] == []
    assert charlie_client.get(seen).status_code == 404
    assert "emergencies" not in charlie_client.get(SEEN).text


@pytest.mark.parametrize("before", ["x", "2026-01-01", "0001-01-01T00:00:00+14:00"])
def test_B51_what_is_no_moment_begins_with_the_newest(alice_client, opened, before) -> None:
    emergency.note_look(emergency=opened, outreach=None, now=timezone.now())
    page = alice_client.get(f"/settings/advisors/emergencies/{opened.pk}/", {"before": before})
    assert len(page.context["looks"]) == 1


def test_older_looks_are_on_another_page(alice_client, opened):
    for _ in range(30):
        emergency.note_look(emergency=opened, outreach=None, now=timezone.now())
    page = alice_client.get(f"{SEEN}emergencies/{opened.pk}/")
    assert (len(page.context["looks"]), bool(page.context["older"])) == (25, True)
    rest = alice_client.get(page.request["PATH_INFO"], {"before": page.context["older"]})
    assert (len(rest.context["looks"]), rest.context["older"]) == (5, "")


def test_a_clients_row_leads_to_it_and_no_other(host_client, host, alice, anna):
    rows = {user: f"/advisor/accounts/user/{user.pk}/change/" for user in (alice, anna, host)}
    led = {user.email for user, row in rows.items() if BEGIN in host_client.get(row).text}
    assert led == {"alice@example.org"}
    assert 'value="alice@example.org"' in host_client.get(f"{BEGIN}?client={alice.pk}").text
    assert host_client.get(f"{BEGIN}?client=x").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(
    host_client, alice, opened, number, django_assert_num_queries
):
    for _ in range(number):
        outreach_of(alice)
    with django_assert_num_queries(13):
        host_client.get(f"{BEGIN}{opened.pk}/")

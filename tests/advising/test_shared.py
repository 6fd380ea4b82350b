"""What an advisor sees, proven with a canary in every field (T1, T2, T3, T4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from advising import actions
from advising.models import Advising, FieldGroup, Look, Share
from contacts.actions import record_encounter
from contacts.models import ContactEmail, ContactPhone
from outreach.message.vocabulary import Channel, Kind
from outreach.models import Message
from tests.advising.conftest import share
from tests.outreach.helpers import draft_of

CANARIES = {
    FieldGroup.TEXT: ["canary-subject", "canary-body"],
    FieldGroup.PERSON: ["Canary-name", "canary-organization", "canary-position"],
    FieldGroup.DETAILS: ["canary@example.org", "416 555 0199", "linkedin.com/in/canary"],
    FieldGroup.HISTORY: ["12 March 2019", "March 12, 2019"],
    FieldGroup.NOTES: ["canary-notes"],
}
NEVER = ["canary-encounter", "canary-greeting", "canary-why", "canary-history"]


@pytest.fixture
def outreach(alice):
    """An outreach with a canary in every field that Alice can fill."""
    outreach = draft_of(alice, why_you="canary-why", shared_history="canary-history")
    contact = outreach.contact
    contact.name, contact.greeting_name = "Canary-name", "canary-greeting"
    contact.organization, contact.position = "canary-organization", "canary-position"
    contact.notes, contact.linkedin_url = "canary-notes", "https://www.linkedin.com/in/canary"
    contact.save()
    contact.emails.all().delete()
    contact.phones.all().delete()
    ContactEmail.objects.create(contact=contact, address="canary@example.org", key="c")
    ContactPhone.objects.create(contact=contact, number="416 555 0199", key="p")
    on = timezone.datetime(2019, 3, 12).date()
    record_encounter(contact=contact, kind="met", on=on, by=alice, note="canary-encounter")
    Message.objects.filter(outreach=outreach).delete()
    Message.objects.create(
        outreach=outreach,
        kind=Kind.OPENING,
        channel=Channel.EMAIL,
        subject="canary-subject",
        body="canary-body",
    )
    return outreach


def pages_of(advising, outreach) -> tuple[str, str]:
    """The two pages on which an advisor may see something of an outreach."""
    of_client = f"/advisor/clients/{advising.pk}/"
    return of_client, f"{of_client}{outreach.pk}/"


@pytest.mark.parametrize("whole", [True, False], ids=["all", "one"])
@pytest.mark.parametrize("group", FieldGroup)
def test_T3_a_share_shows_its_group_and_no_other(advising, anna_client, outreach, group, whole):
    share(advising, None if whole else outreach, group)
    listed, page = (anna_client.get(url).text for url in pages_of(advising, outreach))
    assert any(canary in page for canary in CANARIES[group])
    hidden = [c for other, found in CANARIES.items() if other is not group for c in found]
    assert [c for c in [*hidden, *NEVER] if c in listed + page] == []


def test_T3_a_share_of_one_outreach_says_it_all_for_that_one(advising, anna_client, outreach):
    share(advising, None)
    share(advising, outreach, FieldGroup.TEXT)
    page = anna_client.get(pages_of(advising, outreach)[1]).text
    assert "canary-body" in page
    assert "canary-notes" not in page


def test_T3_another_outreach_of_the_client_stays_hidden(advising, anna_client, alice, outreach):
    share(advising, draft_of(alice))
    listed, page = pages_of(advising, outreach)
    assert "Canary" not in anna_client.get(listed).text
    assert anna_client.get(page).status_code == 404


ENDS = {
    "the client revokes the share": lambda advising: actions.end_share(
        share=Share.objects.get(), by=advising.client, now=timezone.now()
    ),
    "the client ends it": lambda advising: actions.end(
        advising=advising, by=advising.client, now=timezone.now()
    ),
    "the advisor ends it": lambda advising: actions.end(
        advising=advising, by=advising.advisor, now=timezone.now()
    ),
    "its last day is over": lambda advising: Share.objects.update(
        ends_at=timezone.now() - timedelta(seconds=1)
    ),
    "the account of the client is closed": lambda advising: User.objects.filter(
        pk=advising.client_id
    ).update(is_active=False),
    "the contact is in the trash": lambda advising: advising.client.contacts.update(
        trashed_at=timezone.now()
    ),
}


@pytest.mark.parametrize("ending", ENDS)
def test_T2_what_ends_is_gone_with_the_next_request(advising, anna_client, outreach, ending):
    share(advising, outreach)
    listed, page = pages_of(advising, outreach)
    assert "canary-body" in anna_client.get(page).text
    ENDS[ending](advising)
    response = anna_client.get(page)
    assert (response.status_code, "anary-" in response.text) == (404, False)
    assert "anary-" not in anna_client.get(listed).text


@pytest.mark.parametrize("change", [{"is_staff": False}, {"is_active": False}, {"role": "editor"}])
def test_T2_somebody_who_advises_no_more_sees_nothing(
    advising, anna, anna_client, outreach, change
):
    share(advising, outreach)
    User.objects.filter(pk=anna.pk).update(**change)
    response = anna_client.get(pages_of(advising, outreach)[1])
    assert response.status_code in (302, 404)
    assert not Share.objects.open(timezone.now()).exists()
    assert not Advising.objects.going_on().exists()


def test_T1_another_advisor_finds_nothing(advising, bruno_client, outreach):
    share(advising, outreach)
    for url in pages_of(advising, outreach):
        assert bruno_client.get(url).status_code == 404


def test_T1_a_client_has_no_such_page(advising, alice_client, charlie_client, outreach):
    share(advising, outreach)
    for url in pages_of(advising, outreach):
        assert alice_client.get(url).status_code == 404
        assert charlie_client.get(url).status_code == 404


def test_T4_an_outreach_of_somebody_else_is_not_found_through_a_client(
    advising, anna_client, charlie
):
    share(advising, None)
    other = draft_of(charlie)
    assert anna_client.get(pages_of(advising, other)[1]).status_code == 404


def test_P5_the_client_sees_who_looked(advising, anna_client, alice_client, outreach):
    share(advising, outreach, FieldGroup.TEXT)
    anna_client.get(pages_of(advising, outreach)[1])
    look = Look.objects.get()
    assert (look.outreach, look.groups) == (outreach, ["text"])
    page = alice_client.get(f"/settings/advisors/{advising.pk}/").text
    assert "Your outreach to" in page
    assert "Nobody has looked" not in page


def test_P5_older_looks_stand_on_the_next_page(advising, alice_client):
    began = timezone.now() - timedelta(days=1)
    for minute in range(26):
        Look.objects.create(advising=advising, at=began + timedelta(minutes=minute))
    page = f"/settings/advisors/{advising.pk}/"
    first = alice_client.get(page)
    older = alice_client.get(page, {"before": first.context["older"]})
    assert [len(one.context["looks"]) for one in (first, older)] == [25, 1]
    assert (older.context["older"], older.context["looks"][0].at) == ("", began)


@pytest.mark.parametrize("before", ["x", "7", "2026-13-01T00:00", "2026-11-26T10:00:00", "\u0660"])
def test_B40_a_moment_that_is_none_shows_the_newest(advising, alice_client, before):
    Look.objects.create(advising=advising)
    page = alice_client.get(f"/settings/advisors/{advising.pk}/", {"before": before})
    assert len(page.context["looks"]) == 1


def test_no_page_of_a_share_is_kept_by_a_browser(advising, anna_client, outreach):
    share(advising, outreach)
    assert "no-store" in anna_client.get(pages_of(advising, outreach)[1]).headers["Cache-Control"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_a_client_asks_the_same_for_one_and_for_three(
    advising, anna_client, alice, number, django_assert_num_queries
):
    for _ in range(number):
        draft_of(alice)
    share(advising, None)
    anna_client.get("/advisor/clients/")
    with django_assert_num_queries(12):
        anna_client.get(f"/advisor/clients/{advising.pk}/")

"""Who next: suggested with reasons; snoozed and dismissed for good; never those who opted out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from contacts.models import Contact
from outreach.models import Suggestion
from outreach.progress import Status
from tests.outreach.people import contact_of, outreach_of

S = Status
PAGE = "outreach_who_next"
ACTS = ["outreach_snooze", "outreach_dismiss", "outreach_suggest_again"]


def suggested(client) -> list[str]:
    page = client.get(reverse(PAGE))
    return [suggestion.contact.name for suggestion in page.context["suggestions"]]


def post(client, name: str, contact: Contact, **data):
    return client.post(reverse(name, args=[contact.pk]), data)


def test_a_lapsed_contact_with_its_reasons(alice, alice_client):
    alice.situation, alice.field_of_work = "now", "museum education"
    alice.save()
    contact_of(
        alice,
        years=6,
        relationship="manager",
        organization="The Museum",
        shared_history="planning the conference.",
    )
    page = alice_client.get(reverse(PAGE))
    (suggestion,) = page.context["suggestions"]
    assert suggestion.silence == "Last in touch 6 years ago."
    assert suggestion.reasons == [
        "What you noted of their work touches the field you aim for.",
        "For your job search: they have seen how you work.",
        "They were a step ahead of you, and may see things from there that you do not.",
    ]


def test_something_to_begin_with(alice, alice_client):
    contact_of(alice, relationship="classmate", shared_history="planning the conference.")
    (suggestion,) = alice_client.get(reverse(PAGE)).context["suggestions"]
    assert suggestion.reasons == ["You have something to begin with: planning the conference."]


def test_somebody_without_a_date_is_lapsed_too(alice, alice_client):
    contact_of(alice, "Unknown", years=None)
    page = alice_client.get(reverse(PAGE))
    assert page.context["suggestions"][0].silence.startswith("You have not noted")


@pytest.mark.parametrize(
    "fields",
    [
        {"years": 0},
        {"do_not_contact_at": timezone.now()},
        {"trashed_at": timezone.now()},
    ],
)
def test_who_is_never_suggested(alice, alice_client, fields):
    contact_of(alice, "Nobody", **fields)
    contact_of(alice, "Somebody")
    assert suggested(alice_client) == ["Somebody"]


@pytest.mark.parametrize("status", [S.DRAFT, S.SENT, S.ACCEPTED])
def test_nobody_with_an_open_outreach(alice, alice_client, status):
    outreach_of(alice, status)
    assert suggested(alice_client) == []


@pytest.mark.parametrize(("days", "names"), [(300, []), (400, ["Maria Lopez"])])
def test_a_closed_outreach_leaves_a_year_of_peace(alice, alice_client, days, names):
    outreach_of(alice, S.CLOSED, now=timezone.now() - timedelta(days=days))
    assert suggested(alice_client) == names


def test_the_same_all_day(alice, alice_client):
    for number in range(20):
        contact_of(alice, f"Person {number}")
    assert suggested(alice_client) == suggested(alice_client)


def test_higher_standing_and_less_familiar_have_their_place(alice, alice_client):
    for number in range(20):
        contact_of(alice, f"Colleague {number}", relationship="colleague", shared_history="x")
    contact_of(alice, "Professor", years=15, relationship="professor")
    contact_of(alice, "Stranger", years=15, relationship="other", closeness="barely")
    assert {"Professor", "Stranger"} <= set(suggested(alice_client))


@pytest.mark.parametrize(("months", "days"), [("1", (28, 31)), ("3", (89, 92)), ("99", (28, 31))])
def test_snoozed_for_a_month_or_three(alice, alice_client, months, days):
    maria = contact_of(alice)
    post(alice_client, "outreach_snooze", maria, months=months)
    until = Suggestion.objects.get().snoozed_until - alice.local_date(timezone.now())
    assert days[0] <= until.days <= days[1]
    assert suggested(alice_client) == []


def test_a_snooze_ends(alice, alice_client):
    maria = contact_of(alice)
    today = alice.local_date(timezone.now())
    Suggestion.objects.create(owner=alice, contact=maria, snoozed_until=today)
    assert suggested(alice_client) == ["Maria Lopez"]


def test_dismissed_lasts_and_is_brought_back(alice, alice_client):
    maria = contact_of(alice)
    post(alice_client, "outreach_dismiss", maria)
    page = alice_client.get(reverse(PAGE))
    aside = [said.contact for said in page.context["aside"]]
    assert (page.context["suggestions"], aside) == ([], [maria])
    post(alice_client, "outreach_suggest_again", maria)
    assert suggested(alice_client) == ["Maria Lopez"]


def test_dismissing_offers_an_undo(alice, alice_client):
    maria = contact_of(alice)
    page = alice_client.post(reverse("outreach_dismiss", args=[maria.pk]), follow=True)
    assert page.content.decode().count(reverse("outreach_suggest_again", args=[maria.pk])) == 2


def test_twice_is_once(alice, alice_client):
    maria = contact_of(alice)
    post(alice_client, "outreach_dismiss", maria)
    post(alice_client, "outreach_snooze", maria)
    said = Suggestion.objects.get()
    assert (said.dismissed_at, said.snoozed_until is None) == (None, False)


def test_what_was_said_is_audited(alice, alice_client):
    maria = contact_of(alice)
    for name in ACTS:
        post(alice_client, name, maria)
    verbs = AuditEvent.objects.filter(object_id=str(maria.pk)).order_by("at")
    assert [event.verb for event in verbs] == ["snooze", "dismiss", "suggest_again"]


@pytest.mark.parametrize("name", ACTS)
def test_T4_a_stranger_changes_nothing(alice, charlie_client, name):
    maria = contact_of(alice)
    kept = Suggestion.objects.create(
        owner=alice, contact=maria, snoozed_until=timezone.now().date()
    )
    assert post(charlie_client, name, maria).status_code == 404
    assert Suggestion.objects.get().snoozed_until == kept.snoozed_until


@pytest.mark.parametrize("name", ACTS)
def test_T19_reading_changes_nothing(alice, alice_client, name):
    maria = contact_of(alice)
    assert alice_client.get(reverse(name, args=[maria.pk])).status_code == 405


def test_warming_up_with_a_friend(alice, alice_client):
    contact_of(alice, "Colleague", years=0)
    contact_of(alice, "Friend", years=0, relationship="friend")
    page = alice_client.get(reverse(PAGE))
    assert (page.context["suggestions"], page.context["warm_up"].name) == ([], "Friend")


def test_nobody_at_all(alice_client):
    page = alice_client.get(reverse(PAGE)).content.decode()
    assert "Nobody to suggest today" in page


def test_B25_a_hostile_name_is_shown_as_it_is(alice, alice_client):
    contact_of(alice, "<script>alert(1)</script>", shared_history='"><img src=x onerror=y>')
    page = alice_client.get(reverse(PAGE)).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_flat_with_many_contacts(alice, alice_client, django_assert_max_num_queries):
    now = timezone.now().date()
    Contact.objects.bulk_create(
        Contact(
            owner=alice,
            name=f"P {number}",
            last_in_touch=now - timedelta(days=400 + number),
            last_in_touch_precision="day",
            silent_since=now - timedelta(days=400 + number),
            relationship="manager" if number % 2 else "",
        )
        for number in range(400)
    )
    alice_client.get(reverse(PAGE))
    with django_assert_max_num_queries(8):
        assert len(suggested(alice_client)) == 5

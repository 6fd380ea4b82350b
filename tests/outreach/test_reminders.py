"""Which people come to mind: months, promises, and the suggestion that stays all day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact
from outreach.actions.suggestions import dismiss, snooze
from outreach.progress import Status
from outreach.reminders import promises_due, suggestions
from tests.outreach.people import contact_of, outreach_of

TODAY = date(2026, 3, 31)


def test_the_longest_silent_promises_first_and_none_with_an_open_outreach(alice):
    today = timezone.now().date()
    for years in (1, 2, 3, 4, 5):
        contact_of(alice, f"{years} years", years=years, rhythm_months=6)
    outreach_of(alice, Status.SENT, contact=Contact.objects.get(name="5 years"))
    contact_of(alice, "Opted out", rhythm_months=6, do_not_contact_at=timezone.now())
    contact_of(alice, "In the trash", rhythm_months=6, trashed_at=timezone.now())
    due = [one.name for one in promises_due(alice, today)]
    assert due == ["4 years", "3 years", "2 years"]


def test_nobody_promised_nothing(alice, charlie):
    contact_of(alice, rhythm_months=6)
    assert promises_due(charlie, timezone.now().date()) == []


def test_more_than_the_pool_still_has_the_higher_standing(alice):
    today = timezone.now().date()
    Contact.objects.bulk_create(
        Contact(
            owner=alice,
            name=f"P {number}",
            last_in_touch=today - timedelta(days=3000),
            last_in_touch_precision="day",
            silent_since=today - timedelta(days=3000),
        )
        for number in range(60)
    )
    contact_of(alice, "Professor", years=2, relationship="professor")
    picks, contacts = suggestions(alice, today)
    assert "Professor" in {contacts[pick.candidate.id].name for pick in picks}


def of_today(client) -> str:
    suggestion = client.get(reverse("outreach_today")).context["suggestion"]
    return suggestion.contact.name if suggestion else ""


def test_the_suggestion_of_the_day_stays(alice, alice_client):
    contact_of(alice, "First")
    assert of_today(alice_client) == "First"
    contact_of(alice, "Better", relationship="manager", shared_history="x")
    assert of_today(alice_client) == "First"


@pytest.mark.parametrize("what", ["snooze", "dismiss", "opt out", "in touch", "trash", "write"])
def test_the_suggestion_of_the_day_gives_way(alice, alice_client, what):
    first = contact_of(alice, "First")
    assert of_today(alice_client) == "First"
    now = timezone.now()
    match what:
        case "snooze":
            snooze(contact=first, until=now.date() + timedelta(days=30), by=alice)
        case "dismiss":
            dismiss(contact=first, by=alice, now=now)
        case "opt out":
            Contact.objects.update(do_not_contact_at=now)
        case "in touch":
            alice_client.post(reverse("contacts_in_touch", args=[first.pk]))
        case "trash":
            Contact.objects.update(trashed_at=now)
        case "write":
            outreach_of(alice, Status.DRAFT, contact=first, now=now)
    contact_of(alice, "Second")
    assert of_today(alice_client) == "Second"

"""What stands in the files of the archive, beside the people themselves."""

import json
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from accounts.audit import record
from contacts.models import Contact, ContactEmail, DuplicatePair, ImportBatch, Merge
from outreach.archive.files import account_files
from outreach.digest.plans import plan_of
from outreach.models import Digest, FeedKey, Outreach, Promise, Sender, Suggestion
from outreach.progress import Status
from tests.contacts.people import new_contact
from tests.outreach.people import NOW, outreach_of, text_of

LATER = date(2027, 1, 5)


def files(user, now=NOW) -> dict[str, bytes]:
    """The archive by name."""
    return dict(account_files(user, now=now))


def plain(user, name: str) -> dict:
    """One of its JSON files."""
    return json.loads(files(user)[name])


@pytest.fixture
def maria(alice) -> Contact:
    """Somebody Alice knows."""
    return new_contact(alice, "Maria Santos", email="maria@example.org", last="2019")


def about(user, contact) -> dict:
    """What about-contacts.json says of one contact."""
    rows = plain(user, "about-contacts.json")["contacts"]
    return next(row for row in rows if row.get("contact") == contact.pk.urn)


def test_dates_of_ones_own_and_a_snooze_are_there(alice, maria) -> None:
    own = {"first_nudge_days": 3, "close_days": 9, "snoozed_step": "nudge", "snoozed_until": LATER}
    outreach = outreach_of(alice, Status.SENT, contact=maria)
    Outreach.objects.filter(pk=outreach.pk).update(**own)
    (row,) = plain(alice, "outreaches.json")["outreaches"]
    assert {name: row[name] for name in own} == {**own, "snoozed_until": "2027-01-05"}


def test_a_promise_is_there(alice, maria) -> None:
    outreach = outreach_of(alice, Status.CLOSED, contact=maria)
    Promise.objects.create(outreach=outreach, rhythm_months=6, made_at=NOW)
    (row,) = plain(alice, "outreaches.json")["outreaches"]
    assert row["promise"] == {"rhythm_months": 6, "made_at": "2026-03-02T15:00:00Z"}


def test_a_delivery_is_there_with_address_and_time(alice, maria) -> None:
    outreach = outreach_of(alice, Status.SENT, contact=maria)
    text_of(outreach, sent_at=NOW, queued_at=NOW, address="maria@example.org")
    (message,) = plain(alice, "outreaches.json")["outreaches"][0]["messages"]
    assert (message["delivery"], message["address"]) == ("sent", "maria@example.org")
    assert message["sent_at"] == message["queued_at"] == "2026-03-02T15:00:00Z"


def test_what_was_decided_about_somebody_is_there(alice, maria) -> None:
    Contact.objects.filter(pk=maria.pk).update(rhythm_snoozed_until=LATER, never_in_touch=True)
    ContactEmail.objects.update(bounced_at=NOW)
    Suggestion.objects.create(owner=alice, contact=maria, dismissed_at=NOW)
    row = about(alice, maria)
    assert (row["name"], row["rhythm_snoozed_until"]) == ("Maria Santos", "2027-01-05")
    assert row["never_in_touch"] is True
    assert row["suggestion"]["dismissed_at"] == "2026-03-02T15:00:00Z"
    assert [email["address"] for email in row["bounced"]] == ["maria@example.org"]


def test_P6_kept_on_purpose_is_there(alice, maria) -> None:
    Contact.objects.filter(pk=maria.pk).update(kept_at=NOW, imported_at=NOW)
    row = about(alice, maria)
    assert row["kept_at"] == row["imported_at"] == "2026-03-02T15:00:00Z"


def test_two_who_were_told_apart_are_there_and_a_mere_likeness_is_not(alice, maria) -> None:
    for name, status in (("Mario", "distinct"), ("Mara", "open")):
        first, second = sorted([maria.pk, new_contact(alice, name).pk])
        DuplicatePair.objects.create(
            owner=alice, first_id=first, second_id=second, reason="name", strength=1, status=status
        )
    rows = plain(alice, "about-contacts.json")["contacts"]
    assert [row["status"] for row in rows if "one_person_or_two" in row] == ["distinct"]


def test_a_contact_merged_into_another_is_there_as_it_was(alice, maria) -> None:
    twin = new_contact(alice, "M. Santos", notes="Met in Ottawa.")
    Contact.objects.filter(pk=twin.pk).update(trashed_at=NOW)
    Merge.objects.create(owner=alice, kept=maria, dropped=twin)
    (person,) = plain(alice, "contacts-merged.json")["contacts"]
    assert (person["formatted_name"], person["notes"]) == ("M. Santos", "Met in Ottawa.")
    assert "1 contact as it was before you merged it" in files(alice)["README.txt"].decode()


def test_next_steps_have_whole_names_and_their_days(alice, maria) -> None:
    outreach = outreach_of(alice, Status.SENT, contact=maria)
    calendar = Calendar.from_ical(files(alice)["next-steps.ics"])
    (event,) = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]) == "Maria Santos: send a nudge"
    assert event.decoded("DTSTART") == outreach.due_on


def test_all_next_steps_are_there(alice, monkeypatch) -> None:
    monkeypatch.setattr("outreach.feed.entries.AT_MOST", 1)
    for name in ("Maria", "Ana"):
        outreach_of(alice, Status.SENT, contact=new_contact(alice, name))
    assert files(alice)["next-steps.ics"].count(b"BEGIN:VEVENT") == 2


def test_the_account_is_there_without_a_secret(alice) -> None:
    plan = plan_of(alice)
    plan.rhythm, plan.hour = "weekly", 18
    plan.save()
    Digest.objects.create(owner=alice, local_date=LATER, delivery="sent", sent_at=NOW)
    FeedKey.objects.create(owner=alice, token_hash="f" * 64)
    Sender.objects.create(owner=alice, paused_at=NOW, paused_because="bounces")
    profile = plain(alice, "profile.json")
    assert (profile["reminders_by_mail"]["rhythm"], profile["reminders_by_mail"]["hour"]) == (
        "weekly",
        18,
    )
    assert [mail["local_date"] for mail in profile["reminders_by_mail"]["mails"]] == ["2027-01-05"]
    assert profile["sending"][0]["paused_because"] == "bounces"
    assert set(profile["calendar_link"][0]) == {"created_at", "last_used_at"}
    assert alice.password.encode() not in files(alice)["profile.json"]


def test_the_trail_holds_what_they_did_and_what_was_done_to_their_account(alice, charlie) -> None:
    ImportBatch.objects.create(owner=alice, status="done", counts={"added": 3})
    record(actor=alice, verb="update", target=alice)
    record(actor=charlie, verb="pause", target=alice)
    record(actor=charlie, verb="update", target=charlie)
    first, *done = plain(alice, "trail.json")["trail"]
    assert first["import"]["counts"] == {"added": 3}
    assert [(row["verb"], row["by_you"]) for row in done] == [("update", True), ("pause", False)]


def test_T1_nothing_of_a_stranger_is_in_any_file(alice, charlie, maria) -> None:
    secret = new_contact(charlie, "Secret Person")
    text_of(outreach_of(charlie, Status.SENT, contact=secret), body="secret words", sent_at=NOW)
    Suggestion.objects.create(owner=charlie, contact=secret, dismissed_at=NOW)
    ImportBatch.objects.create(owner=charlie, tag="secret")
    now = datetime(2026, 11, 26, tzinfo=UTC)
    assert [name for name, data in files(alice, now).items() if b"ecret" in data] == []


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(alice, django_assert_num_queries, count) -> None:
    for number in range(count):
        contact = new_contact(alice, f"P {number}", email=f"p{number}@example.org", last="2019")
        text_of(outreach_of(alice, Status.SENT, contact=contact), sent_at=NOW)
    with django_assert_num_queries(36):
        files(alice)

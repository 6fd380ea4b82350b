"""What a person calls wrong: asked, frozen, decided by each holder, answered (P12)."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import AuditEvent
from contacts.actions import Stale, move_to_trash
from contacts.models import Contact
from outreach.actions import corrections
from outreach.actions.erasure import erase
from outreach.actions.merging import merge_contacts
from outreach.actions.messages import mark_sent
from outreach.contested import Contested, contested_in
from outreach.delivery import gate
from outreach.delivery.work import deliver_one
from outreach.idle import looked_at
from outreach.limits import Limit, obstacles
from outreach.models import Contest, Correction, DataRequest, Delivery, Message, Problem
from tests.at_once import at_once
from tests.contacts.people import new_contact
from tests.outreach.letters import brought_to, letter_to, press
from tests.outreach.people import outreach_of, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "maria@example.org"
NOW = timezone.now()
IN_TIME = NOW + timedelta(days=2)
LATE = NOW + timedelta(days=31)
OVER = NOW + timedelta(days=90)


def asked(now=NOW, **says) -> Correction:
    """The person says so, and it is brought to whoever holds the address."""
    who = {"address": ADDRESS, "key": ADDRESS, "language": "en"}
    made = corrections.ask_to_correct(**who, says=says or {"city": "Gatineau"}, now=now)
    corrections.spread_corrections(now=now)
    return made


def maria_of(owner, **details) -> Contact:
    return new_contact(owner, "Maria Lopez", email=ADDRESS, **{"city": "Ottawa", **details})


def taken(contact: Contact, field: str = "city", version: int = 0) -> bool:
    contest = contact.contests.get(field=field)
    version = version or contest.contact.version
    return corrections.take_over(contest=contest, version=version, by=contact.owner, now=NOW)


def kept(contact: Contact, field: str = "city") -> bool:
    contest = contact.contests.get(field=field)
    return corrections.keep(contest=contest, reason="then", by=contact.owner, now=NOW)


# --- Asking -----------------------------------------------------------------------------------
def test_P12_three_open_requests_for_an_address_and_no_more(alice) -> None:
    for _ in range(corrections.OPEN_AT_MOST):
        asked()
    with pytest.raises(corrections.TooMany):
        asked()


def test_P12_of_several_at_one_moment_three_are_open(file_database) -> None:
    DataRequest.objects.create(address=ADDRESS, key=ADDRESS)

    def ask() -> None:
        with suppress(corrections.TooMany):
            asked_for = {"address": ADDRESS, "key": ADDRESS, "language": "en"}
            corrections.ask_to_correct(**asked_for, says={"city": "Hull"}, now=NOW)

    at_once(*[ask] * 6)
    assert Correction.objects.count() == corrections.OPEN_AT_MOST


def test_P12_asking_looks_nobody_up(alice, django_assert_num_queries) -> None:
    maria_of(alice)
    for key in (ADDRESS, "nobody@example.org"):
        with django_assert_num_queries(6):
            corrections.ask_to_correct(
                address=key, key=key, language="en", says={"city": "Hull"}, now=NOW
            )
    assert not Contest.objects.exists()


def test_P12_every_holder_is_asked_and_the_trash_too(alice, charlie) -> None:
    maria_of(alice)
    move_to_trash(contact=maria_of(charlie), now=NOW, by=charlie)
    new_contact(charlie, "Mario", email="mario@example.org", city="Ottawa")
    asked()
    assert sorted(one.owner.display_name for one in Contest.objects.all()) == [
        "Alice Roy",
        "Charlie Webb",
    ]
    assert corrections.spread_corrections(now=NOW) == 0


@pytest.mark.parametrize(
    ("says", "contested"),
    [
        ({"city": "Gatineau"}, True),
        ({"city": "Ottawa"}, False),
        ({"position": "Curator"}, False),
        ({"name": "Maria Lopez"}, False),
        ({"email": "m@example.org"}, True),
        ({"phone": "613 562 5800"}, False),
        ({"relationship": "none"}, True),
    ],
)
def test_P12_what_is_not_noted_or_the_same_is_not_contested(alice, says, contested) -> None:
    maria_of(alice, phone="+1 613-562-5800", relationship="friend")
    asked(**says)
    assert Contest.objects.exists() == contested


# --- Frozen -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("says", "body", "uses"),
    [
        ({"name": "Marie Lopez"}, "Hi Maria, how are you?", True),
        ({"name": "Marie Lopez"}, "Hi there, how are you?", False),
        ({"city": "Gatineau"}, "Are you still in OTTAWA?", True),
        ({"city": "Gatineau"}, "Are you still there?", False),
        ({"email": "marie@example.org"}, "Hi", True),
        ({"phone": "613 562 5801"}, "Hi", False),
        ({"relationship": "none"}, "Hi", True),
    ],
)
def test_P12_a_message_that_uses_it_is_frozen(alice, says, body, uses) -> None:
    maria = maria_of(alice, relationship="friend", phone="613 562 5800")
    message = text_of(outreach_of(alice, contact=maria), body=body)
    asked(**says)
    assert bool(contested_in(message)) == uses
    assert (Limit.CONTESTED in {one.limit for one in obstacles(message, now=NOW)}) == uses


@pytest.mark.parametrize(("channel", "uses"), [("sms", True), ("email", False), ("spoken", True)])
def test_P12_a_contested_number_freezes_what_goes_by_number(alice, channel, uses) -> None:
    maria = maria_of(alice, phone="613 562 5800")
    message = text_of(outreach_of(alice, contact=maria), body="Hi")
    Message.objects.filter(pk=message.pk).update(channel=channel)
    message.refresh_from_db()
    asked(phone="613 562 5801")
    assert bool(contested_in(message)) == uses


def test_P12_by_hand_it_is_not_noted_as_sent(alice) -> None:
    message = text_of(outreach_of(alice, contact=maria_of(alice)), body="Hi Maria")
    asked(name="Marie")
    with pytest.raises(Contested):
        mark_sent(message=message, user=alice, now=NOW, today=NOW.date())
    message.refresh_from_db()
    assert message.delivery == Delivery.DRAFT


def test_P12_the_gate_looks_again(alice) -> None:
    message = letter_to(alice, "Maria", body="Hi Maria")
    assert press(message)
    queued = brought_to(message, Delivery.QUEUED)
    assert gate.obstacle(queued, NOW) is None
    asked(name="Marie")
    assert gate.obstacle(queued, NOW) == Problem.CONTESTED
    kept(queued.outreach.contact, "name")
    assert gate.obstacle(Message.objects.get(pk=queued.pk), NOW) is None


def test_P12_what_was_about_to_go_is_a_draft_again_that_says_why(
    alice, alice_client, settings, tmp_path
) -> None:
    settings.EMAIL_URL = f"folder://{tmp_path}/mail"
    message = letter_to(alice, "Maria", body="Hi Maria")
    assert press(message)
    asked(name="Marie")
    brought_to(message, Delivery.QUEUED, due_at=NOW)
    assert deliver_one(clock=lambda: NOW)
    message.refresh_from_db()
    assert (message.delivery, message.problem) == (Delivery.DRAFT, Problem.CONTESTED)
    page = f"/outreach/{message.outreach_id}/"
    assert "put back when it was about to go" in alice_client.get(page).content.decode()
    kept(message.outreach.contact, "name")
    assert "put back when it was about to go" not in alice_client.get(page).content.decode()


# --- Deciding ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("says", "read"),
    [
        ({"city": "Gatineau"}, lambda one: one.city == "Gatineau"),
        (
            {"name": "Marie L."},
            lambda one: (one.name, one.greeting_name, one.called) == ("Marie L.", "", "Marie"),
        ),
        (
            {"email": "Marie@example.org"},
            lambda one: (
                [(e.address, e.key) for e in one.emails.all()]
                == [("Marie@example.org", "marie@example.org")]
            ),
        ),
        (
            {"phone": "613 562 5801"},
            lambda one: [p.key for p in one.phones.all()] == ["+16135625801"],
        ),
        ({"relationship": "mentor"}, lambda one: one.relationship == "mentor"),
        (
            {"relationship": "none"},
            lambda one: (one.relationship, one.shared_history) == ("", ""),
        ),
    ],
)
def test_P12_taking_over_edits_the_contact(alice, says, read) -> None:
    maria = maria_of(
        alice,
        greeting_name="Mia",
        phone="613 562 5800",
        relationship="friend",
        shared_history="choir",
    )
    asked(**says)
    assert taken(maria, next(iter(says)))
    stored = Contact.objects.get(pk=maria.pk)
    assert read(stored)
    assert stored.version == maria.version + 1
    assert not contested_in(text_of(outreach_of(alice, contact=stored), body="Hi Maria"))


def test_F23_a_contact_changed_meanwhile_is_not_written_over(alice) -> None:
    maria = maria_of(alice)
    asked()
    Contact.objects.filter(pk=maria.pk).update(city="Hull", version=maria.version + 1)
    with pytest.raises(Stale):
        taken(maria, version=maria.version)
    assert Contest.objects.get().decision == ""


def test_P12_an_address_that_was_removed_is_not_taken_over(alice) -> None:
    maria = maria_of(alice)
    erase(key="gone@example.org", now=NOW)
    asked(email="gone@example.org")
    with pytest.raises(corrections.Unusable):
        taken(maria, "email")
    assert Contest.objects.get().decision == ""


def test_a_decision_is_made_once(alice) -> None:
    maria = maria_of(alice)
    asked()
    assert [kept(maria), taken(maria), kept(maria)] == [True, False, False]
    maria.refresh_from_db()
    assert maria.city == "Ottawa"


# --- Answering --------------------------------------------------------------------------------
def test_P12_answered_in_counts_when_all_have_decided(alice, charlie) -> None:
    hers, his = maria_of(alice), maria_of(charlie)
    asked()
    taken(hers)
    assert corrections.answer_corrections(now=IN_TIME) == 0
    kept(his)
    assert corrections.answer_corrections(now=NOW) == 0  # the time it takes tells nothing
    assert corrections.answer_corrections(now=IN_TIME) == 1
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert "City\n- kept theirs: it was right when you were in touch (1)" in letter.body
    assert "- corrected it as you said (1)" in letter.body
    assert [word for word in ("Alice", "Charlie", "Ottawa") if word in letter.body] == []


def test_P12_after_answer_and_decisions_nothing_is_left(alice) -> None:
    maria = maria_of(alice)
    asked()
    taken(maria)
    assert corrections.forget_corrections(now=IN_TIME) == 0
    corrections.answer_corrections(now=IN_TIME)
    assert corrections.forget_corrections(now=IN_TIME) == 1
    assert not Contest.objects.exists()


def test_P12_after_thirty_days_the_person_hears_who_has_not_decided(alice) -> None:
    maria = maria_of(alice)
    asked()
    assert corrections.answer_corrections(now=LATE) == 1
    assert "not decided yet; until then it is used in no new message (1)" in mail.outbox[0].body
    assert corrections.answer_corrections(now=LATE) == 0
    assert taken(maria)  # it stays frozen until then
    assert corrections.forget_corrections(now=LATE) == 0
    assert corrections.answer_corrections(now=LATE) == 1
    assert "corrected it as you said (1)" in mail.outbox[1].body
    assert corrections.forget_corrections(now=LATE) == 1


def test_P12_where_nobody_decides_in_time_the_word_of_the_person_counts(alice, charlie) -> None:
    hers, his = maria_of(alice), maria_of(charlie)
    asked(name="Marie L.", city="Gatineau")
    for field in ("name", "city"):
        kept(his, field)
    corrections.answer_corrections(now=LATE)
    assert corrections.decide_by_time(now=OVER - timedelta(seconds=1)) == 0
    assert corrections.decide_by_time(now=OVER) == 2
    hers.refresh_from_db()
    his.refresh_from_db()
    assert [(one.name, one.city) for one in (hers, his)] == [
        ("Marie L.", "Gatineau"),
        ("Maria Lopez", "Ottawa"),
    ]
    assert corrections.answer_corrections(now=OVER) == 1
    first, last = mail.outbox
    assert "Where somebody has not decided by" in first.body
    assert "- did not decide in time: it is corrected as you said (1)" in last.body
    assert corrections.forget_corrections(now=OVER) == 1


def test_P6_what_time_decided_is_no_hand_of_the_user(alice) -> None:
    maria = maria_of(alice)
    long_ago = NOW - timedelta(days=900)
    Contact.objects.filter(pk=maria.pk).update(idle_since=long_ago, imported_at=long_ago)
    asked()
    assert looked_at(alice.contacts.all(), alice) == []
    corrections.decide_by_time(now=OVER)
    (one,) = looked_at(alice.contacts.all(), alice)
    assert (one.since, one.imported_at) == (long_ago, long_ago)
    assert AuditEvent.objects.get(verb="take_over").actor is None


def test_P11_by_time_an_address_that_nobody_may_keep_is_taken_out(alice) -> None:
    maria = maria_of(alice)
    erase(key="gone@example.org", now=NOW)
    asked(email="gone@example.org")
    corrections.decide_by_time(now=OVER)
    assert not maria.emails.exists()


def test_P12_what_was_taken_out_by_hand_is_not_put_back_by_time(alice) -> None:
    maria = maria_of(alice)
    asked()
    Contact.objects.filter(pk=maria.pk).update(city="")
    corrections.decide_by_time(now=OVER)
    assert Contact.objects.get(pk=maria.pk).city == ""
    assert Contest.objects.get().decision == "time"


def test_P12_an_address_nobody_holds_is_answered_just_as_late(alice) -> None:
    asked()
    assert corrections.answer_corrections(now=NOW) == 0
    assert corrections.answer_corrections(now=IN_TIME) == 1
    assert "Nobody has noted something else" in mail.outbox[0].body


def test_a_mail_that_cannot_go_is_tried_again(alice, monkeypatch, caplog) -> None:
    asked()

    def refuses(*args) -> None:
        raise OSError(ADDRESS)

    with monkeypatch.context() as away:
        away.setattr(corrections, "send_in_each", refuses)
        assert corrections.answer_corrections(now=IN_TIME) == 0
        gone = asked()
        Correction.objects.filter(pk=gone.pk).update(asked_at=IN_TIME - timedelta(days=60))
        assert corrections.answer_corrections(now=IN_TIME) == 1  # given up
    assert Correction.objects.get(pk=gone.pk).address == ""
    assert "OSError" in caplog.text
    assert ADDRESS not in caplog.text
    assert corrections.answer_corrections(now=IN_TIME) == 1


def test_P12_the_trail_names_fields_and_no_value(alice) -> None:
    maria = maria_of(alice)
    asked()
    taken(maria)
    corrections.answer_corrections(now=IN_TIME)
    found = AuditEvent.objects.filter(object_type__in=["correction", "contest"]).order_by("at")
    assert [(one.verb, one.actor, one.fields) for one in found] == [
        ("ask_to_correct", None, ["city"]),
        ("take_over", alice, ["city"]),
        ("answer_correction", None, []),
    ]


def test_T14_who_is_removed_asks_nothing_any_more(alice) -> None:
    maria_of(alice)
    asked()
    erase(key=ADDRESS, now=NOW)
    assert not Correction.objects.exists()
    assert not Contest.objects.exists()


def test_P12_who_was_merged_into_another_does_not_count_twice(alice) -> None:
    kept_one, dropped = maria_of(alice), maria_of(alice, city="Hull")
    versions = (kept_one.version, dropped.version)
    merge_contacts(kept=kept_one, dropped=dropped, versions=versions, now=NOW, by=alice)
    asked()
    taken(Contact.objects.get(pk=kept_one.pk))
    corrections.answer_corrections(now=IN_TIME)
    assert "corrected it as you said (1)" in mail.outbox[0].body
    assert "not decided yet" not in mail.outbox[0].body


def test_one_request_that_fails_stops_none_of_the_others(alice, caplog) -> None:
    maria = maria_of(alice)
    who = {"address": ADDRESS, "key": ADDRESS, "language": "en"}
    corrections.ask_to_correct(**who, says={"no such field": "x"}, now=NOW)
    asked(now=IN_TIME)
    assert maria.contests.count() == 1
    assert "outreach.correction" in caplog.text

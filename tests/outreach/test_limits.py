"""Who may send what from here, and how much (TRUST.md, L1–L7): N passes, N+1 is refused."""

import logging
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from contacts.models import Contact, ContactEmail
from outreach import pausing
from outreach.limits import Limit, Refusal, obstacles, warn_of_raised_limits
from outreach.models import Delivery, Message, Sender
from outreach.unanswered import people_among
from tests.outreach.letters import NOW, OLD_ENOUGH, brought_to, letter_to, press
from tests.outreach.people import text_of

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WORDS = ("amber", "birch", "cedar", "dune", "ember", "fjord", "glade", "heath", "inlet", "jetty")


@pytest.fixture
def settled(alice) -> User:
    """Alice, whose account is a month old."""
    User.objects.filter(pk=alice.pk).update(date_joined=OLD_ENOUGH)
    alice.refresh_from_db()
    return alice


def own_words(number: int) -> str:
    """A text like no other."""
    word = WORDS[number % len(WORDS)]
    return " ".join(f"{word}{number}x{place * number}" for place in range(1, 12))


def send_many(owner: User, count: int, *, start=NOW, apart=10 * MINUTE, first=0) -> None:
    """That many messages of different words to different people, each arrived."""
    for number in range(count):
        message = letter_to(owner, f"P{first + number} Reed", body=own_words(number))
        press(message, now=start + number * apart)
        brought_to(message, Delivery.SENT, sent_at=start + number * apart)


def refused(message: Message, **more) -> tuple[Limit, object]:
    """Why it was refused, and when it opens; it is a draft still."""
    with pytest.raises(Refusal) as refusal:
        press(message, **more)
    assert Message.objects.get(pk=message.pk).delivery == Delivery.DRAFT
    return refusal.value.obstacle.limit, refusal.value.obstacle.opens_at


def test_nothing_stands_in_the_way_of_a_first_message(alice):
    assert obstacles(letter_to(alice), now=NOW) == []


def test_L1_two_a_minute(settled):
    send_many(settled, 2, apart=timedelta(seconds=20))
    third = letter_to(settled, "Third")
    assert refused(third, now=NOW + timedelta(seconds=40)) == (Limit.MINUTE, NOW + MINUTE)
    assert press(third, now=NOW + MINUTE)


def test_L1_twenty_a_day(settled):
    send_many(settled, 20)
    last = letter_to(settled, "Last")
    assert refused(last, now=NOW + 5 * 60 * MINUTE) == (Limit.DAY, NOW + DAY)
    assert press(last, now=NOW + DAY)


def test_L1_sixty_a_week(settled):
    for day in range(3):
        send_many(settled, 20, start=NOW + day * DAY, first=20 * day)
    last = letter_to(settled, "Last")
    assert refused(last, now=NOW + 4 * DAY) == (Limit.WEEK, NOW + 7 * DAY)
    assert press(last, now=NOW + 7 * DAY)


def test_L1_five_a_day_in_the_first_week(alice):
    User.objects.filter(pk=alice.pk).update(date_joined=NOW - 6 * DAY)
    send_many(alice, 5)
    last = letter_to(alice, "Last")
    assert refused(last, now=NOW + 60 * MINUTE) == (Limit.FIRST_DAYS, NOW + DAY)
    User.objects.filter(pk=alice.pk).update(date_joined=NOW - 7 * DAY)
    assert press(last, now=NOW + 60 * MINUTE)


def test_L2_the_site_has_a_limit_too_and_others_keep_their_drafts(settled, charlie, settings):
    settings.SENDS_A_DAY_OF_SITE = 3
    send_many(settled, 3)
    theirs = letter_to(charlie, "Noor Haddad")
    limit, opens_at = refused(theirs, now=NOW + 60 * MINUTE)
    assert (limit, opens_at) == (Limit.SITE, NOW + DAY + 60 * MINUTE)


def test_L1_and_L2_raised_limits_are_logged_and_lowered_ones_hold(settled, settings, caplog):
    caplog.set_level(logging.WARNING)
    settings.SENDS_A_DAY, settings.SENDS_A_WEEK = 1, 61
    warn_of_raised_limits()
    assert [record.getMessage() for record in caplog.records] == [
        "SENDS_A_WEEK is 61; the usual limit is 60"
    ]
    send_many(settled, 1)
    assert refused(letter_to(settled, "Next"), now=NOW + 60 * MINUTE)[0] == Limit.DAY


def test_L3_five_may_wait_at_once(settled):
    for number in range(5):
        message = letter_to(settled, f"P{number} Reed", body=own_words(number))
        press(message, now=NOW + number * MINUTE)
    assert refused(letter_to(settled, "Sixth"), now=NOW + 10 * MINUTE)[0] == Limit.WAITING
    brought_to(message, Delivery.SENT, sent_at=NOW)
    assert press(letter_to(settled, "Seventh"), now=NOW + 10 * MINUTE)


def test_L3_only_an_address_of_this_contact(alice):
    message = letter_to(alice)
    assert refused(message, address="somebody.else@example.org")[0] == Limit.NO_ADDRESS
    message.outreach.contact.emails.update(bounced_at=NOW)
    assert refused(message)[0] == Limit.NO_ADDRESS


# --- L4 ---------------------------------------------------------------------------------------
def after(message: Message, kind: str, days: int) -> Message:
    """The one before has arrived; the next text of this outreach, so many days later."""
    brought_to(message, Delivery.SENT, sent_at=NOW + days * DAY)
    return text_of(message.outreach, kind, body=f"{kind} " + own_words(days))


def follow_up(message: Message, status: str, kind: str, days: int) -> Message:
    """The same, in the state that it brings the outreach to."""
    type(message.outreach).objects.filter(pk=message.outreach_id).update(status=status)
    return after(message, kind, days)


def test_L4_a_week_between_two_that_were_not_answered(settled):
    first = letter_to(settled)
    press(first)
    nudge = follow_up(first, "sent", "nudge", days=0)
    assert refused(nudge, now=NOW + 6 * DAY) == (Limit.TOO_SOON, NOW + 7 * DAY)
    assert press(nudge, now=NOW + 7 * DAY)


@pytest.mark.parametrize("address", ["maria@example.org", "MARIA@Example.org"])
def test_L4_the_same_person_noted_down_twice_is_one(settled, address):
    """A second contact with the address of the first does not begin at zero."""
    press(letter_to(settled))
    twin = letter_to(settled, "M. Lopez", body=own_words(2))
    there = {"address": address, "key": address.lower()}
    twin.outreach.contact.emails.update(**there)
    assert refused(twin, now=NOW + DAY) == (Limit.TOO_SOON, NOW + 7 * DAY)
    Contact.objects.exclude(pk=twin.outreach.contact_id).update(trashed_at=NOW)
    assert refused(twin, now=NOW + DAY) == (Limit.TOO_SOON, NOW + 7 * DAY)
    Contact.objects.exclude(pk=twin.outreach.contact_id).update(
        last_in_touch="2026-11-27", last_in_touch_precision="day", silent_since="2026-11-27"
    )
    assert press(twin, now=NOW + 2 * DAY)


@pytest.mark.parametrize(
    ("keys", "people"),
    [
        ([["a"], ["a"]], 1),
        ([["a"], ["b"]], 2),
        ([["a"], ["b"], ["a", "b"], ["c"]], 2),
        ([[], []], 2),
    ],
)
def test_L5_who_share_an_address_are_one_person(alice, keys, people):
    rows = []
    for own in keys:
        rows.append(Contact.objects.create(owner=alice, name="Maria"))
        for key in own:
            ContactEmail.objects.create(contact=rows[-1], address=f"{key}@x.example", key=key)
    assert people_among([row.pk for row in rows]) == people


def test_L4_the_address_of_somebody_else_s_contact_is_another_person(settled, charlie):
    press(letter_to(settled))
    User.objects.filter(pk=charlie.pk).update(date_joined=OLD_ENOUGH)
    assert press(letter_to(charlie), now=NOW + DAY)


def test_L4_the_fourth_without_an_answer_is_refused_until_they_are_in_touch(settled):
    first = letter_to(settled)
    nudge = follow_up(first, "sent", "nudge", days=0)
    last = follow_up(nudge, "nudged", "last_nudge", days=10)
    brought_to(last, Delivery.SENT, sent_at=NOW + 30 * DAY)
    type(first.outreach).objects.filter(pk=first.outreach_id).update(status="closed")
    fourth = text_of(first.outreach, "stay_in_touch", body=own_words(4))
    assert refused(fourth, now=NOW + 90 * DAY) == (Limit.TOO_OFTEN, None)
    Contact.objects.update(
        last_in_touch=date(2027, 1, 5), last_in_touch_precision="day", silent_since="2027-01-05"
    )
    assert press(fourth, now=NOW + 90 * DAY)


def test_L4_what_answers_them_presses_nobody(settled):
    first = letter_to(settled)
    thanks = follow_up(first, "helped", "thank_you", days=0)
    assert press(thanks, now=NOW + DAY)


@pytest.mark.parametrize("delivery", ["failed", "bounced", "cancelled", "draft"])
def test_L4_what_never_arrived_does_not_count(settled, delivery):
    first = letter_to(settled)
    nudge = follow_up(first, "sent", "nudge", days=0)
    brought_to(first, Delivery(delivery), sent_at=None, queued_at=NOW)
    assert press(nudge, now=NOW + DAY)


# --- L5 ---------------------------------------------------------------------------------------
def send_the_same(owner: User, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        name = f"{WORDS[number].title()} Reed"
        message = letter_to(owner, name, body=f"Hi {name}, can we talk for a while? Alice")
        assert press(message, now=NOW + number * 10 * MINUTE, confirmed=True)
        brought_to(message, Delivery.SENT, sent_at=NOW)


@pytest.mark.parametrize(
    ("before", "limit"),
    [(2, None), (3, Limit.LIKE_OTHERS), (4, Limit.LIKE_OTHERS), (5, Limit.SAME_TEXT)],
)
def test_L5_more_than_three_people_are_asked_about_and_more_than_five_refused(
    settled, before, limit
):
    send_the_same(settled, before)
    message = letter_to(settled, "Zoë Ives", body="Hi Zoë Ives! Can we talk for a while? Alice")
    found = obstacles(message, now=NOW + 120 * MINUTE)
    assert [one.limit for one in found] == ([limit] if limit else [])
    assert [one.count for one in found] == ([before] if limit else [])


def test_L5_asking_can_be_answered_and_a_refusal_cannot(settled):
    send_the_same(settled, 3)
    later = NOW + 120 * MINUTE
    message = letter_to(settled, "Zoë Ives", body="Hi Zoë Ives! Can we talk for a while? Alice")
    assert refused(message, now=later)[0] == Limit.LIKE_OTHERS
    assert press(message, now=later, confirmed=True)
    send_the_same(settled, 1, first=5)
    last = letter_to(settled, "Ann Li", body="Hi Ann Li, can we talk for a while? Alice")
    assert refused(last, now=later + 10 * MINUTE, confirmed=True)[0] == Limit.SAME_TEXT
    assert press(last, now=NOW + 2 * DAY)


# --- L6, L7, L13 ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ({"body": "See example.org, https://a.example/x and b.example"}, None),
        ({"body": "a.example b.example c.example", "subject": "d.example"}, Limit.LINKS),
        ({"body": "word " * 1001}, Limit.LENGTH),
    ],
)
def test_L6_three_links_and_a_letter_of_a_size(alice, text, limit):
    found = obstacles(letter_to(alice, **text), now=NOW)
    assert [one.limit for one in found] == ([limit] if limit else [])


def test_L7_an_address_that_was_not_proven_sends_nothing(alice):
    EmailAddress.objects.update(verified=False)
    assert refused(letter_to(alice))[0] == Limit.OWN_ADDRESS


def test_L7_how_they_know_each_other_comes_first(alice):
    message = letter_to(alice)
    Contact.objects.update(relationship="")
    assert refused(message)[0] == Limit.RELATIONSHIP


def test_L13_a_pause_is_said_before_and_refused_after(alice):
    pausing.pause_user(owner=alice, because=Sender.Paused.BOUNCES, by=None, now=NOW)
    message = letter_to(alice)
    assert [one.limit for one in obstacles(message, now=NOW)] == [Limit.PAUSED]
    assert refused(message)[0] == Limit.PAUSED

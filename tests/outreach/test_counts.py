"""What is counted of sends, and what a clock that goes wrong does to it (L1, L2, L12, F27)."""

import logging
from datetime import timedelta

import pytest

from outreach import counts
from outreach.actions.sending import call_off
from outreach.models import Sender, SiteSending
from tests.outreach.letters import NOW, letter_to, press

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_L1_a_window_opens_when_the_first_one_too_many_leaves_it():
    sent = [NOW - timedelta(hours=hours) for hours in (30, 23, 2)]
    assert counts.opens_at(sent, counts.DAY, 3, NOW) is None
    assert counts.opens_at(sent, counts.DAY, 2, NOW) == NOW + HOUR
    assert counts.opens_at(sent, counts.DAY, 1, NOW) == NOW + 22 * HOUR


def test_L2_the_site_opens_when_a_whole_hour_leaves_the_day():
    site = SiteSending(by_hour={"2026-11-25T14": 100, "2026-11-25T15": 2, "2026-11-26T15": 3})
    assert counts.sent_in_a_day(site, NOW) == 5
    assert counts.site_opens_at(site, 6, NOW) is None
    assert counts.site_opens_at(site, 5, NOW) == NOW + HOUR
    assert counts.site_opens_at(site, 3, NOW) == NOW + 25 * HOUR


def test_L12_a_send_is_counted_for_its_sender_and_for_the_site(alice):
    message = letter_to(alice)
    press(message)
    sender = Sender.objects.get(owner=alice)
    assert sender.recent == [["2026-11-26T15:00:00+00:00", message.pk.hex]]
    assert SiteSending.of_the_site().by_hour == {"2026-11-26T15": 1}


def test_L12_a_call_off_gives_the_count_back(alice):
    message = letter_to(alice)
    press(letter_to(alice, "Tom Reed"))
    press(message, now=NOW + timedelta(minutes=2))
    message.refresh_from_db()
    call_off(message=message, user=alice, now=NOW + timedelta(minutes=2, seconds=9))
    assert len(Sender.objects.get(owner=alice).recent) == 1
    assert SiteSending.of_the_site().by_hour == {"2026-11-26T15": 1}


def test_L12_who_counts_from_an_old_reading_stores_nothing(alice):
    message = letter_to(alice)
    sender, site = counts.locked(alice)
    counts.count(message, sender, site, NOW)
    with pytest.raises(counts.CountedElsewhere):
        counts.count(message, sender, site, NOW)


def test_what_is_kept_is_bounded(alice, settings):
    settings.SENDS_A_WEEK = 3
    message = letter_to(alice)
    for hours in range(60):
        sender, site = counts.locked(alice)
        counts.count(message, sender, site, NOW + hours * HOUR)
    assert len(Sender.objects.get(owner=alice).recent) == 3
    assert len(SiteSending.of_the_site().by_hour) == counts.HOURS_KEPT


@pytest.mark.parametrize("hours", [1, 24, -1, -24])
def test_F27_a_clock_that_jumps_and_comes_back_resets_nothing(alice, hours):
    for number in range(3):
        sender, site = counts.locked(alice)
        counts.count(letter_to(alice, f"N{number}"), sender, site, NOW)
    sender, site = counts.locked(alice)
    counts.count(letter_to(alice, "Far"), sender, site, NOW + hours * HOUR)

    sender, site = counts.sender_of(alice), counts.site_now()
    lately = [at for at in counts.moments(sender) if at > NOW - counts.DAY]
    assert len(lately) == (3 if hours == -24 else 4)
    assert counts.opens_at(counts.moments(sender), counts.DAY, 3, NOW) is not None
    assert counts.sent_in_a_day(site, NOW) == 4


def test_L2_most_of_a_day_used_up_is_said_once_a_day(
    alice, settings, caplog, django_capture_on_commit_callbacks
):
    settings.SENDS_A_DAY_OF_SITE = 5
    caplog.set_level(logging.WARNING)
    for number in range(5):
        sender, site = counts.locked(alice)
        with django_capture_on_commit_callbacks(execute=True):
            counts.count(letter_to(alice, f"N{number}"), sender, site, NOW)
    assert [record.getMessage() for record in caplog.records] == [
        "4 of 5 messages of a day have been sent from this site"
    ]

"""P6: users are told by mail of those who leave, whatever their reminders; and once."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress

from contacts.models import Contact
from outreach.actions.digests import choose, stop
from outreach.actions.leaving import keep_all, let_leave, notice_leaving, tell_of_leaving
from outreach.delivery import kinds, work
from outreach.delivery.outbox import sweep
from outreach.digest.build import summary_of
from outreach.digest.plans import make_digests
from outreach.models import Digest, DigestPlan, Leaving
from tests.outreach.delivery.mails import Clock, drain
from tests.outreach.leavers import at, idle, imported

DAY = timedelta(days=1)
NIGHT = at(2026, 12, 1, hour=1)
"""A Tuesday; Maria, imported on 1 January, is due to be told of."""


@pytest.fixture
def clock(mail_folder, settings) -> Clock:
    """A site that sends, in the night before that day."""
    settings.SITE_URL = "https://reconnect.example"
    return Clock(NIGHT)


@pytest.fixture
def maria(alice, clock) -> Contact:
    """Imported eleven months ago."""
    return imported(alice, at(2026, 1, 1))


def night(clock: Clock) -> None:
    """The daily jobs, in their order."""
    let_leave(now=clock())
    notice_leaving(now=clock())
    tell_of_leaving(now=clock())


def minute(clock: Clock) -> None:
    """What the worker does in a minute."""
    make_digests(now=clock())
    sweep(now=clock())
    drain(clock)


def a_day(clock: Clock) -> None:
    """A night, the morning after it, and on to the next night."""
    night(clock)
    clock.passes(hours=9)
    minute(clock)
    clock.passes(hours=15)


def mails(folder: Path) -> list:
    """What has arrived."""
    found = sorted(folder.iterdir()) if folder.exists() else []
    return [message_from_bytes(one.read_bytes(), policy=default) for one in found]


def text(mail) -> str:
    """What stands in the plain part, on one line."""
    return " ".join(mail.get_body(("plain",)).get_content().split())


def test_P6_the_digest_tells_also_when_nothing_else_is_due(alice, maria, clock, mail_folder):
    choose(user=alice, rhythm="weekly", days=[4], hour=8, now=NIGHT)
    a_day(clock)
    (mail,) = mails(mail_folder)
    assert "People who leave your contacts" in text(mail)
    assert "1 person: leaves on 1 January 2027" in text(mail)
    assert "https://reconnect.example/contacts/leaving/" in text(mail)
    assert "Maria" not in text(mail)
    assert mail["List-Unsubscribe"]
    assert Leaving.objects.get().told_at == NIGHT + timedelta(hours=9)


def test_P6_somebody_without_a_plan_is_told(alice, maria, clock, mail_folder):
    a_day(clock)
    assert len(mails(mail_folder)) == 1


def test_P6_with_reminders_off_a_plain_mail_of_its_own(alice, maria, clock, mail_folder):
    choose(user=alice, rhythm="off", days=[], hour=7, now=NIGHT)
    a_day(clock)
    (mail,) = mails(mail_folder)
    assert mail["Subject"].startswith("Reconnect: 1 person leaves on ")
    assert mail["List-Unsubscribe"] is None
    assert mail.get_content_type() == "text/plain"
    assert "nobody leaves your contacts before you were told" in text(mail)
    assert DigestPlan.objects.get().due_at is None


def test_P6_the_plain_mail_says_it_in_french(alice, maria, clock, mail_folder):
    alice.language = "fr"
    alice.save()
    choose(user=alice, rhythm="off", days=[], hour=7, now=NIGHT)
    a_day(clock)
    (mail,) = mails(mail_folder)
    assert mail["Content-Language"] == "fr-CA"
    assert "1er janvier 2027" in text(mail)


@pytest.mark.parametrize("rhythm", ["daily", "weekly", "off"])
def test_P6_nobody_is_told_of_twice(alice, maria, clock, mail_folder, rhythm):
    choose(user=alice, rhythm=rhythm, days=[1], hour=8, now=NIGHT)
    for _ in range(8):
        a_day(clock)
    assert len(mails(mail_folder)) == 1
    idle(alice, at(2025, 1, 9), "Ben")
    a_day(clock)
    assert len(mails(mail_folder)) == 2


def test_P6_jobs_run_twice_or_killed_between_tell_once(alice, maria, clock, mail_folder):
    notice_leaving(now=clock())  # killed here
    for _ in range(2):
        night(clock)
    clock.passes(hours=9)
    for _ in range(2):
        minute(clock)
    assert (len(mails(mail_folder)), Digest.objects.count()) == (1, 1)


def test_P6_stopped_in_the_morning_told_on_the_next(alice, maria, clock, mail_folder):
    night(clock)
    clock.passes(hours=9)
    make_digests(now=clock())
    stop(user=alice, now=clock(), by=None)
    minute(clock)
    assert mails(mail_folder) == []
    clock.passes(hours=15)
    a_day(clock)
    assert len(mails(mail_folder)) == 1


def test_P6_whose_address_is_not_confirmed_loses_nobody(alice, maria, clock, mail_folder):
    EmailAddress.objects.update(verified=False)
    for _ in range(70):
        a_day(clock)
    assert mails(mail_folder) == []
    assert Contact.objects.kept().get() == maria
    EmailAddress.objects.update(verified=True)
    a_day(clock)
    told = Leaving.objects.get()
    assert (len(mails(mail_folder)), told.leaves_on) == (1, told.told_at.date() + 28 * DAY)


def test_P6_after_two_months_without_a_worker_nobody_leaves_untold(
    alice, maria, clock, mail_folder
):
    clock.passes(days=62)
    a_day(clock)
    told = Leaving.objects.get()
    assert len(mails(mail_folder)) == 1
    assert told.leaves_on == told.told_at.date() + 28 * DAY
    for _ in range(28):
        a_day(clock)
        assert Contact.objects.kept().exists()
    a_day(clock)
    assert not Contact.objects.kept().exists()


def test_P6_a_site_that_cannot_send_loses_nobody(alice, maria, clock, settings):
    settings.EMAIL_URL = ""
    for _ in range(40):
        a_day(clock)
    assert Contact.objects.kept().get() == maria


def test_P6_perhaps_sent_is_not_told(alice, maria, clock, mail_folder, monkeypatch):
    night(clock)
    clock.passes(hours=9)
    make_digests(now=clock())
    monkeypatch.setattr(work.Delivering, "_remember", lambda self, outcome: None)  # killed
    drain(clock)
    clock.passes(minutes=2)
    sweep(now=clock())
    assert Digest.objects.get().delivery == "unconfirmed"
    assert Leaving.objects.get().told_at is None
    monkeypatch.undo()
    clock.passes(hours=15)
    a_day(clock)
    assert Leaving.objects.get().told_at is not None


def test_P6_on_time_to_the_day(alice, maria, clock):
    for _ in range(32):
        a_day(clock)
        if not Contact.objects.kept().exists():
            break
    assert Contact.objects.get().trashed_at.date() == at(2027, 1, 1).date()


def test_P6_whom_the_user_keeps_is_not_told_of(alice, maria, clock, mail_folder):
    night(clock)
    keep_all(now=clock(), by=alice)
    clock.passes(hours=9)
    minute(clock)
    assert mails(mail_folder) == []


def test_P6_the_preview_tells_and_marks_nothing(alice, maria, clock):
    notice_leaving(now=clock())
    summary = summary_of(alice, alice.local_date(clock()))
    assert [line.name for group in summary.groups for line in group.lines] == ["1 person"]
    assert Leaving.objects.get().digest is None


def test_P6_told_and_sent_are_written_together(alice, maria, clock, monkeypatch):
    night(clock)
    clock.passes(hours=9)
    make_digests(now=clock())

    def breaks(digest, now):
        raise ValueError

    monkeypatch.setattr(kinds, "note_told", breaks)
    drain(clock)
    assert Leaving.objects.get().told_at is None
    assert Digest.objects.get().delivery != "sent"

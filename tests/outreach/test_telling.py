"""Mails that are owed: claimed, sent at least once, never by two at a time (F3–F5, F14, F16)."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.utils import timezone

from advising.models import Emergency
from advising.sending import tell_of_emergencies
from outreach.actions.access_cases import tell_cases
from outreach.actions.corrections import answer_corrections
from outreach.models import AccessCase, Correction
from outreach.telling import CLAIM_LASTS, MOST_CLAIMS, End, tell

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SOON, NEXT = NOW + CLAIM_LASTS - timedelta(seconds=1), NOW + CLAIM_LASTS
REFUSED_NOW = SMTPRecipientsRefused({"m@example.org": (451, b"later")})
REFUSED_EVER = SMTPRecipientsRefused({"m@example.org": (550, b"no such user")})


class Killed(BaseException):
    """The worker is gone at this very moment; nothing of it catches that."""


@pytest.fixture
def untold():
    case = AccessCase.objects.create(address="m@example.org", closed_at=NOW)
    return AccessCase.objects.filter(pk=case.pk, told_at=None)


def failing(error: BaseException):
    def mail() -> None:
        raise error

    return mail


def test_F4_a_worker_killed_after_the_server_took_it_tells_once_more_an_hour_later(untold) -> None:
    with pytest.raises(Killed):
        tell(untold, failing(Killed()), NOW)
    sent = []
    ends = [tell(untold, lambda: sent.append(1), at) for at in (NOW, SOON, NEXT)]
    assert (ends, len(sent)) == ([End.LATER, End.LATER, End.TOLD], 1)


def test_F5_while_one_is_at_it_the_other_leaves_it_alone(untold) -> None:
    other = []
    end = tell(untold, lambda: other.append(tell(untold, failing(Killed()), NOW)), NOW)
    assert (end, other) == (End.TOLD, [End.LATER])


@pytest.mark.parametrize("error", [REFUSED_NOW, ConnectionRefusedError(), OSError(), ValueError()])
def test_F14_what_was_surely_not_sent_is_free_at_once(untold, error) -> None:
    for _ in range(MOST_CLAIMS + 1):
        assert tell(untold, failing(error), NOW) == End.LATER
    assert tell(untold, lambda: None, NOW) == End.TOLD


@pytest.mark.parametrize("error", [SMTPServerDisconnected(), TimeoutError(), BrokenPipeError()])
def test_F16_silence_is_tried_again_an_hour_later_and_three_times_in_all(untold, error) -> None:
    ends = [tell(untold, failing(error), NOW + hours * CLAIM_LASTS) for hours in range(4)]
    assert ends == [End.LATER] * MOST_CLAIMS + [End.HOPELESS]
    assert tell(untold, failing(error), SOON) == End.LATER


def test_F15_a_mailbox_that_never_takes_one_is_not_asked_again(untold) -> None:
    assert tell(untold, failing(REFUSED_EVER), NOW) == End.HOPELESS


def _correction(alice, host) -> None:
    asked_at = NOW - timedelta(days=2)
    Correction.objects.create(
        address="m@example.org", key="m@example.org", asked_at=asked_at, spread_at=asked_at
    )


def _case(alice, host) -> None:
    AccessCase.objects.create(address="m@example.org", state="answered", closed_at=NOW)


def _emergency(alice, host) -> None:
    opened_at = NOW - timedelta(minutes=5)
    Emergency.objects.create(host=host, client=alice, reason="r", opened_at=opened_at, ends_at=NOW)


@pytest.mark.parametrize(
    ("make", "job"),
    [
        (_correction, answer_corrections),
        (_case, tell_cases),
        (_emergency, tell_of_emergencies),
    ],
)
def test_F4_each_of_them_is_claimed_before_it_is_sent(
    alice, make_user, monkeypatch, mailoutbox, make, job
) -> None:
    make(alice, make_user("hugo@example.org", "Hugo", is_staff=True, is_superuser=True))
    with monkeypatch.context() as killing:
        killing.setattr("outreach.plain_mail.EmailMessage.send", lambda self: failing(Killed())())
        with pytest.raises(Killed):
            job(now=NOW)
    assert [job(now=at) for at in (NOW, SOON, NEXT, NEXT + CLAIM_LASTS)] == [0, 0, 1, 0]
    assert len(mailoutbox) == 1

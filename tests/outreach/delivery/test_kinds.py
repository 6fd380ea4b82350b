"""Whatever the site sends goes the same way."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from outreach.delivery import kinds
from outreach.delivery.kinds import packed
from outreach.delivery.outbox import sweep
from outreach.models import Digest
from tests.outreach.delivery.mails import drain

pytestmark = pytest.mark.django_db


def mail(**headers: str) -> EmailMessage:
    """A mail with accents."""
    letter = EmailMessage(policy=SMTP)
    for name, value in {"To": "alice@example.org", "Subject": "Été", **headers}.items():
        letter[name] = value
    letter.set_content("À bientôt\n")
    letter.add_alternative("<p>À bientôt</p>\n", subtype="html")
    return letter


@pytest.fixture
def digest(alice, clock, monkeypatch) -> Digest:
    """Alice's mail of the day, which is due."""
    monkeypatch.setattr(kinds, "digest_letter", lambda digest, now: mail())
    return Digest.objects.create(
        owner=alice,
        local_date=clock().date(),
        delivery="queued",
        due_at=clock(),
        queued_at=clock(),
    )


def state(digest: Digest) -> tuple[str, str]:
    digest.refresh_from_db()
    return digest.delivery, digest.problem


def test_a_mail_is_packed_in_seven_bits() -> None:
    letter = packed(mail())
    assert letter.recipient == "alice@example.org"
    assert letter.content.isascii()


def test_L3_a_mail_to_two_is_not_packed() -> None:
    with pytest.raises(ValueError, match="too many values"):
        packed(mail(To="a@example.org, b@example.org"))


def test_a_digest_is_sent_once(server, clock, digest) -> None:
    assert (drain(clock), state(digest)) == (1, ("sent", ""))
    assert server.recipients == ["alice@example.org"]
    assert server.mails[0].message["Subject"] == "Été"
    assert drain(clock) == 0


def test_a_digest_with_nothing_to_say_is_not_sent(server, clock, digest, monkeypatch) -> None:
    monkeypatch.setattr(kinds, "digest_letter", lambda digest, now: None)
    assert (drain(clock), state(digest)) == (1, ("cancelled", "nothing_to_say"))
    assert server.connections == 0


@pytest.mark.parametrize(
    ("script", "end"),
    [
        ({"drop_at": "done"}, ("unconfirmed", "silence")),
        ({"rcpt": "550 5.1.1 no"}, ("failed", "no_such_address")),
        ({"rcpt": "450 no"}, ("queued", "try_later")),
    ],
)
def test_L14_a_digest_ends_as_every_mail_does(server, clock, digest, script, end) -> None:
    server.script(**script)
    drain(clock)
    assert state(digest) == end


def test_F30_a_digest_caught_handing_over_is_not_sent_again(server, clock, digest) -> None:
    Digest.objects.update(delivery="handing_over", attempts=1)
    assert sweep(now=clock()) == 1
    assert (state(digest), drain(clock)) == (("unconfirmed", "stopped"), 0)


def test_messages_come_before_digests(server, clock, digest, message) -> None:
    drain(clock)
    assert server.recipients == ["maria@example.org", "alice@example.org"]

"""A report of failure reaches the message it is about, whatever comes first (F18, F19, L9)."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from accounts.models import AuditEvent
from contacts.actions import update_contact
from contacts.details import Details
from contacts.exchange.normalise import clean_email
from contacts.models import ContactEmail
from outreach.actions.deliveries import note_sent
from outreach.delivery.inbound import What
from outreach.delivery.lease import Lost, claim
from outreach.delivery.receiving import take_in
from outreach.delivery.work import deliver_one
from outreach.management.commands import receive_mail
from outreach.models import Delivery, Message, Problem, Sender
from outreach.progress import Status, Step
from tests.outreach.delivery.mails import confirmed, drain
from tests.outreach.delivery.test_inbound import MAILS, NAMES
from tests.outreach.people import contact_of, outreach_of

D = Delivery
pytestmark = pytest.mark.django_db


def about(message: Message, name: str = "hard-postfix.eml") -> bytes:
    """A mail of the folder, about this message."""
    raw = (MAILS / name).read_bytes().replace(b"{KEY}", message.pk.hex.encode())
    return raw.replace(b"{MESSAGE_ID}", message.message_id.encode())


@pytest.fixture
def sent(message, server, clock) -> Message:
    """It went out, and the server took it."""
    drain(clock)
    message.refresh_from_db()
    assert message.delivery == D.SENT
    return message


def outcome(message: Message) -> tuple[str, str, str]:
    message.refresh_from_db()
    message.outreach.refresh_from_db()
    return message.delivery, message.outreach.status, message.outreach.next_step


BOUNCED = (D.BOUNCED, Status.BOUNCED, Step.FIX_ADDRESS)


# --- What is about a message of ours --------------------------------------------------------------
@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("hard-")])
def test_F18_a_late_bounce_is_noted(sent, clock, name) -> None:
    assert take_in(about(sent, name), now=clock.passes(hours=3)) is What.FAILED
    assert outcome(sent) == BOUNCED


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("hard-")])
def test_F18_everything_else_changes_nothing(sent, clock, name) -> None:
    before = dump()
    take_in(about(sent, name), now=clock.passes(hours=3))
    assert dump() == before


def dump() -> list:
    models = (Message, ContactEmail, AuditEvent, Sender)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_F18_twice_is_once(sent, clock) -> None:
    take_in(about(sent), now=clock.passes(hours=3))
    before = dump()
    take_in(about(sent), now=clock.passes(hours=3))
    assert dump() == before


def test_F18_a_forged_report_needs_the_ids_of_the_message(sent, charlie, clock) -> None:
    """Whoever knows the address, the subject and the server knows nothing that helps."""
    before = dump()
    for guess in ("0" * 32, str(sent.outreach_id.hex), str(sent.outreach.contact_id.hex)):
        raw = (MAILS / "hard-postfix.eml").read_bytes().replace(b"{KEY}", guess.encode())
        take_in(raw.replace(b"{MESSAGE_ID}", b"<maria@example.org>"), now=clock())
    assert dump() == before


def test_P20_the_log_has_no_address_and_no_id(sent, clock, caplog) -> None:
    caplog.set_level("INFO")
    take_in(about(sent), now=clock())
    said = caplog.text
    assert "mail came in: failed, noted" in said
    assert [it for it in ("maria", sent.pk.hex, sent.message_id) if it in said] == []


@pytest.mark.parametrize(
    ("name", "problem", "is_off"),
    [
        ("hard-postfix.eml", Problem.NO_SUCH_ADDRESS, True),
        ("hard-exchange-online.eml", Problem.NO_SUCH_ADDRESS, True),
        ("hard-mailbox-full.eml", Problem.MAILBOX_FULL, False),
        ("hard-expired.eml", Problem.GAVE_UP, False),
        ("hard-gmail-plain-french.eml", Problem.BOUNCED, False),
    ],
)
def test_L9_only_an_address_that_does_not_exist_is_off(sent, clock, name, problem, is_off) -> None:
    take_in(about(sent, name), now=clock())
    sent.refresh_from_db()
    assert sent.problem == problem
    assert (ContactEmail.objects.get().bounced_at == clock()) == is_off


# --- Before "sent" is stored ----------------------------------------------------------------------
@pytest.mark.parametrize("delivery", [D.HANDING_OVER, D.UNCONFIRMED])
def test_F19_a_report_before_sent_is_stored_is_not_lost(message, clock, delivery) -> None:
    Message.objects.filter(pk=message.pk).update(delivery=delivery, due_at=None)
    take_in(about(message), now=clock())
    assert outcome(message) == BOUNCED
    assert message.sent_at == message.queued_at


def test_F19_the_worker_that_comes_later_leaves_it_alone(message, clock) -> None:
    hold = claim(Message.objects.all(), now=clock())
    hold.hand_over(clock())
    take_in(about(message), now=clock())
    with pytest.raises(Lost):
        note_sent(hold=hold, code="250", now=clock())
    assert outcome(message) == BOUNCED


def test_F19_nor_is_it_sent_again(message, server, clock) -> None:
    hold = claim(Message.objects.all(), now=clock())
    hold.hand_over(clock())
    take_in(about(message), now=clock())
    clock.passes(hours=2)
    assert not deliver_one(clock=clock)
    assert outcome(message) == BOUNCED


@pytest.mark.parametrize("delivery", [D.DRAFT, D.HELD, D.QUEUED, D.FAILED, D.CANCELLED])
def test_F18_what_has_not_left_cannot_come_back(message, clock, delivery) -> None:
    Message.objects.filter(pk=message.pk).update(delivery=delivery)
    take_in(about(message), now=clock())
    message.refresh_from_db()
    assert message.delivery == delivery


def test_F18_after_an_answer_the_outreach_stays_where_it_is(sent, clock) -> None:
    sent.outreach.refresh_from_db()
    type(sent.outreach).objects.update(status=Status.ACCEPTED)
    take_in(about(sent), now=clock())
    assert outcome(sent)[:2] == (D.BOUNCED, Status.ACCEPTED)


# --- Three of twenty ------------------------------------------------------------------------------
def sends(alice, clock, *names: str) -> None:
    """One message each; with the name of a mail, that comes back."""
    for place, name in enumerate(names):
        outreach = outreach_of(alice, contact=contact_of(alice, f"Person {place}"))
        clock.passes(minutes=1)
        message = confirmed(outreach, clock, address=f"p{place}@example.org")
        Message.objects.filter(pk=message.pk).update(delivery=D.SENT, sent_at=clock())
        if name:
            take_in(about(message, name), now=clock())


def paused(owner) -> str:
    row = Sender.objects.filter(owner=owner, paused_at__isnull=False).first()
    return row.paused_because if row else ""


def test_L9_three_of_the_last_twenty_pause(alice, clock) -> None:
    sends(alice, clock, "hard-postfix.eml", *[""] * 9, "hard-gmail.eml", *[""] * 8)
    assert paused(alice) == ""
    sends(alice, clock, "hard-exim.eml")
    assert paused(alice) == Sender.Paused.BOUNCES


def test_L9_older_ones_do_not_count(alice, clock) -> None:
    sends(alice, clock, *["hard-postfix.eml"] * 2, *[""] * 19, "hard-postfix.eml")
    assert paused(alice) == ""


def test_L9_a_server_out_of_reach_does_not_count(alice, clock) -> None:
    sends(alice, clock, *["hard-expired.eml"] * 5)
    assert paused(alice) == ""


def test_L9_what_a_server_refuses_at_once_counts_too(alice, clock) -> None:
    sends(alice, clock, *["hard-postfix.eml"] * 2)
    outreach = outreach_of(alice, contact=contact_of(alice, "Third"))
    message = confirmed(outreach, clock, address="third@example.org")
    Message.objects.filter(pk=message.pk).update(
        delivery=D.FAILED, problem=Problem.NO_SUCH_ADDRESS, reply_code="550 5.1.1"
    )
    sends(alice, clock, "hard-postfix.eml")
    assert paused(alice) == Sender.Paused.BOUNCES


# --- The command ----------------------------------------------------------------------------------
class Pipe:
    """Standard input."""

    def __init__(self, raw: bytes) -> None:
        self.buffer = io.BytesIO(raw)


def piped(monkeypatch, raw: bytes, *options: str) -> Pipe:
    pipe = Pipe(raw)
    monkeypatch.setattr("sys.stdin", pipe)
    call_command("receive_mail", *options)
    return pipe


def test_F18_the_command_takes_a_mail_in(sent, monkeypatch) -> None:
    piped(monkeypatch, about(sent))
    assert outcome(sent) == BOUNCED


def test_F18_the_command_takes_the_recipient_from_the_server(sent, monkeypatch) -> None:
    raw = about(sent, "hard-mailbox-full.eml").replace(sent.pk.hex.encode(), b"")
    piped(monkeypatch, raw, "--recipient", f"bounces+{sent.pk.hex}@reconnect.example")
    assert outcome(sent) == BOUNCED


@pytest.mark.parametrize("raw", [b"", b"\x00\xff" * 99, b"From", b"a: b\n" * 9, b"\n\n\n"])
def test_F18_a_broken_mail_never_fails_the_pipe(db, monkeypatch, raw) -> None:
    piped(monkeypatch, raw)


def test_F18_a_mail_above_the_limit_is_read_to_its_end_and_dropped(sent, monkeypatch) -> None:
    monkeypatch.setattr(receive_mail, "LARGEST", 1000)
    monkeypatch.setattr("outreach.delivery.inbound.LARGEST", 1000)
    pipe = piped(monkeypatch, about(sent) + b"x" * 300_000)
    assert pipe.buffer.read() == b""
    assert outcome(sent)[0] == D.SENT


def test_F19_without_a_database_the_server_keeps_it(db, monkeypatch) -> None:
    def away(*_args, **_kwargs) -> None:
        raise OperationalError

    monkeypatch.setattr(receive_mail, "take_in", away)
    with pytest.raises(CommandError) as error:
        piped(monkeypatch, b"x")
    assert error.value.returncode == 75


def test_F18_nothing_happens_to_somebody_elses(sent, charlie, clock) -> None:
    outreach = outreach_of(charlie, contact=contact_of(charlie))
    theirs = confirmed(outreach, clock)
    Message.objects.filter(pk=theirs.pk).update(delivery=D.SENT, sent_at=clock())
    take_in(about(sent), now=clock() + timedelta(hours=1))
    theirs.refresh_from_db()
    assert theirs.delivery == D.SENT
    assert not outreach.contact.emails.filter(bounced_at__isnull=False).exists()


# --- What the user sees ---------------------------------------------------------------------------
def test_L9_the_page_says_why_and_the_contact_which_address(sent, alice_client, clock) -> None:
    take_in(about(sent), now=clock())
    page = alice_client.get(f"/outreach/{sent.outreach_id}/").content.decode()
    assert "This address does not exist. Your text is kept." in page
    page = alice_client.get(f"/contacts/{sent.outreach.contact_id}/").content.decode()
    assert '<bdi>maria@example.org</bdi> <span class="chip chip-warm">Does not exist</span>' in page


def test_L9_an_edit_of_something_else_does_not_bring_the_address_back(sent, alice, clock) -> None:
    take_in(about(sent), now=clock())
    contact = sent.outreach.contact
    contact.refresh_from_db()
    emails = tuple(map(clean_email, ("new@example.org", "maria@example.org")))
    details = Details(name=contact.name, emails=emails)
    update_contact(by=alice, contact=contact, version=contact.version, details=details)
    off = contact.emails.filter(bounced_at__isnull=False).values_list("key", flat=True)
    assert list(off) == ["maria@example.org"]

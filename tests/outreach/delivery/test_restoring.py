"""F33: last night's backup is put back, and nothing goes out a second time."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent
from outreach.actions.restoring import hold_what_waits
from outreach.models import Digest, Message, SuppressedAddress
from outreach.progress import Step
from outreach.suppression import hash_of, is_suppressed, suppress
from tests.outreach.delivery.mails import confirmed, drain, state
from tests.outreach.people import contact_of, outreach_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("was", "now", "step"),
    [
        ("held", ("draft", "restored"), Step.FINISH_DRAFT),
        ("queued", ("draft", "restored"), Step.FINISH_DRAFT),
        ("handing_over", ("unconfirmed", "restored"), Step.FIND_OUT),
        ("unconfirmed", ("unconfirmed", ""), Step.FIND_OUT),
        ("failed", ("failed", ""), Step.TRY_AGAIN),
        ("draft", ("draft", ""), Step.FINISH_DRAFT),
    ],
)
def test_F33_what_waited_is_held_and_nothing_is_sent(
    server, clock, message, was, now, step
) -> None:
    Message.objects.update(delivery=was)
    call_command("after_restore", stdout=StringIO())
    assert (state(message), message.due_at) == (now, None if now[1] else clock())
    call_command("after_restore", stdout=StringIO())
    clock.passes(hours=2)
    drain(clock)
    assert (state(message), server.connections) == (now, 0)
    if now[1]:
        message.outreach.refresh_from_db()
        assert message.outreach.next_step == step


def test_F33_the_text_is_there_and_an_old_page_cannot_send_it(clock, message) -> None:
    before = Message.objects.get()
    held = hold_what_waits(now=clock())
    after = Message.objects.get()
    assert (held.drafts, held.unconfirmed, held.digests) == (1, 0, 0)
    assert (after.subject, after.body) == (before.subject, before.body)
    assert (after.version, after.text_hash) == (before.version + 1, "")
    assert AuditEvent.objects.filter(verb="restored", object_id=str(after.pk)).count() == 1


def test_F33_digests_of_that_night_are_dropped(clock, alice, charlie) -> None:
    for owner, delivery in ((alice, "queued"), (charlie, "handing_over")):
        day = clock().date()
        Digest.objects.create(owner=owner, local_date=day, delivery=delivery, due_at=clock())
    assert hold_what_waits(now=clock()).digests == 2
    ends = Digest.objects.values_list("delivery", "problem", "due_at")
    assert set(ends) == {("cancelled", "restored", None)}


def test_F33_later_opt_outs_are_applied_again_from_the_log(
    alice,
    clock,
    caplog,
    tmp_path,
    django_capture_on_commit_callbacks,
) -> None:
    caplog.set_level("INFO")
    with django_capture_on_commit_callbacks(execute=True):
        reason = SuppressedAddress.Reason.OPTED_OUT
        suppress(address="maria@example.org", reason=reason, now=clock())
    assert "maria" not in caplog.text
    log = tmp_path / "worker.log"
    junk = '{"message": "suppressed x y z"}\n{"message": "suppressed ' + "0" * 64 + ' k spam"}\n'
    log.write_text(f"{junk}{caplog.text}\n{caplog.text}\nno line of ours\n")
    SuppressedAddress.objects.all().delete()  # the backup is from before
    message = confirmed(outreach_of(alice, contact=contact_of(alice)), clock)
    out = StringIO()
    call_command("after_restore", "--log", str(log), stdout=out)
    assert "1 opt-outs were applied again" in out.getvalue()
    assert is_suppressed(message.address)
    assert SuppressedAddress.objects.get().address_hash == hash_of("maria@example.org")


def test_a_log_that_cannot_be_read_is_named(tmp_path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("after_restore", "--log", str(tmp_path / "nowhere"), stdout=StringIO())

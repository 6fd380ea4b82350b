"""Messages are composed once, edited freely and sent once."""

from datetime import UTC, datetime

import pytest

from outreach.actions.messages import (
    Blocked,
    Stale,
    compose_again,
    mark_sent,
    save_message,
    start_message,
)
from outreach.message.vocabulary import Kind
from outreach.models import Message, Outreach, OutreachEvent, Wording
from outreach.progress import Refused
from tests.outreach.helpers import READY, TODAY, draft_of
from tests.outreach.shipped import load_shipped

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.fixture
def draft(alice) -> Outreach:
    """A draft with all its answers."""
    return draft_of(alice, **READY)


def begin(draft: Outreach, kind: Kind = Kind.OPENING) -> Message:
    return start_message(outreach=draft, kind=kind, user=draft.owner, today=TODAY, now=NOW)


def sent(message: Message) -> bool:
    return mark_sent(message=message, user=message.outreach.owner, now=NOW, today=TODAY)


def test_starting_twice_gives_the_same_draft(draft):
    assert begin(draft).pk == begin(draft).pk
    assert Message.objects.count() == 1


def test_seeds_follow_each_other_so_that_messages_differ_most(alice, charlie, draft):
    from tests.outreach.helpers import contact_of

    draft_of(charlie, contact_of(charlie), **READY)
    second = draft_of(alice, contact_of(alice, "Omar Haddad"), **READY)
    assert second.seed == draft.seed + 1
    first = begin(second)
    sent(first)
    second.refresh_from_db()
    assert [first.seed, begin(second, Kind.NUDGE).seed] == [second.seed, second.seed + 1]


def test_two_drafts_do_not_read_the_same(alice, draft):
    from tests.outreach.helpers import contact_of

    texts = {begin(draft).body.replace("Maria", "")}
    for number in range(4):
        other = draft_of(alice, contact_of(alice, f"Maria {number}"), **READY)
        texts.add(begin(other).body.replace("Maria", ""))
    assert len(texts) > 1


@pytest.mark.parametrize("kind", [Kind.NUDGE, Kind.THANK_YOU, Kind.ANSWER_NO, Kind.RESULT_NOTE])
def test_what_does_not_fit_is_refused(draft, kind):
    with pytest.raises(Refused):
        begin(draft, kind)


@pytest.mark.parametrize(
    ("status", "kind", "then"),
    [
        ("sent", Kind.NUDGE, "nudged"),
        ("accepted", Kind.REPLY_YES, "accepted"),
        ("helped", Kind.THANK_YOU, "thanked"),
        ("declined", Kind.ANSWER_NO, "closed"),
    ],
)
def test_sending_moves_the_outreach_on(draft, status, kind, then):
    sent(begin(draft))
    Outreach.objects.update(status=status)
    draft.refresh_from_db()
    message = begin(draft, kind)
    assert message.body
    assert sent(message)
    draft.refresh_from_db()
    assert draft.status == then


def test_R2_sent_twice_is_noted_once(draft):
    message = begin(draft)
    assert [sent(message), sent(message)] == [True, False]
    assert OutreachEvent.objects.count() == 1


def test_a_lost_race_with_an_answer_leaves_the_draft(draft):
    sent(begin(draft))
    message = begin(draft, Kind.NUDGE)
    Outreach.objects.update(status="declined")
    message.outreach.refresh_from_db()
    with pytest.raises(Refused):
        sent(message)
    message.refresh_from_db()
    assert message.delivery == "draft"


@pytest.mark.parametrize("body", ["", "Hi [Name]", " \n"])
def test_a_blocked_text_is_never_marked_sent(draft, body):
    message = begin(draft)
    Message.objects.update(body=body)
    message.refresh_from_db()
    with pytest.raises(Blocked):
        sent(message)


def test_F23_saving_over_a_newer_text_is_refused(draft):
    message = begin(draft)
    save_message(message=message, version=1, subject="A", body="One", now=NOW)
    with pytest.raises(Stale):
        save_message(message=message, version=1, subject="A", body="Two", now=NOW)
    message.refresh_from_db()
    assert message.body == "One"


def test_a_sent_text_is_never_changed(draft):
    message = begin(draft)
    sent(message)
    for write in (
        lambda: save_message(message=message, version=1, subject="A", body="Two", now=NOW),
        lambda: compose_again(message=message, version=1, user=draft.owner, now=NOW, today=TODAY),
    ):
        with pytest.raises(Stale):
            write()


def test_wordings_come_from_the_database_where_there_are_any(draft):
    load_shipped()
    Wording.objects.filter(kind="opening", move="exit").update(text="Say no, all is well.")
    assert "Say no, all is well." in begin(draft).body

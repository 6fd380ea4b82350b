"""F11: an outreach is locked before its messages, by every action, so that no two wait for ever."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outreach.actions import answers
from outreach.actions.messages import mark_sent, start_message
from outreach.message.vocabulary import Kind
from outreach.progress import Status
from tests.outreach.helpers import READY, TODAY, draft_of
from tests.outreach.people import NOW, outreach_of, text_of

LOCK = 'SELECT "outreach_outreach"."id" '
CHANGE = 'UPDATE "outreach_message" '


@pytest.fixture
def opening(alice):
    """What sends the first message by hand."""
    text = start_message(
        outreach=draft_of(alice, **READY), kind=Kind.OPENING, user=alice, today=TODAY, now=NOW
    )
    return lambda: mark_sent(message=text, user=alice, now=NOW, today=TODAY)


@pytest.fixture
def nudge(alice):
    """What says that the nudge, of which there is a draft, went out another way."""
    outreach = outreach_of(alice, Status.SENT)
    text_of(outreach, Kind.NUDGE)
    return lambda: answers.written_elsewhere(outreach=outreach, by=alice, now=NOW, today=TODAY)


@pytest.mark.parametrize("action", ["opening", "nudge"])
def test_F11_the_outreach_comes_before_its_messages(opening, nudge, action) -> None:
    with CaptureQueriesContext(connection) as queries:
        {"opening": opening, "nudge": nudge}[action]()
    statements = [query["sql"] for query in queries]
    first = {
        start: next(number for number, sql in enumerate(statements) if sql.startswith(start))
        for start in (LOCK, CHANGE)
    }
    assert first[LOCK] < first[CHANGE]

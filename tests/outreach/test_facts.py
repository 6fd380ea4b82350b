"""From the models to what the composer is told."""

from datetime import UTC, date, datetime

import pytest

from outreach.facts import digest, facts_for
from outreach.message.vocabulary import Kind, Situation
from outreach.models import Outreach, Promise, RequestType
from tests.outreach.helpers import READY, TODAY, contact_of, draft_of


def facts(outreach, user, kind=Kind.OPENING):
    return facts_for(outreach=outreach, kind=kind, user=user, today=TODAY)


def test_contact_profile_and_answers_meet(alice):
    found = facts(draft_of(alice, **READY), alice)
    assert (found.sender_name, found.greeting_name, found.full_name) == (
        "Alice Roy",
        "Maria",
        "Maria Santos",
    )
    assert (found.ask, found.gap_years, found.situation) == ("recommendation", 17, Situation.NOW)
    assert found.answers["work"] == "planning the grad student conference in 2009"


def test_a_date_is_told_only_with_a_situation_that_has_one(alice):
    draft = draft_of(alice, **(READY | {"situation_date": date(2027, 5, 1)}))
    assert facts(draft, alice).situation_date is None
    draft.situation = "from_date"
    assert facts(draft, alice).situation_date == date(2027, 5, 1)


@pytest.mark.parametrize(
    ("on", "precision", "years", "at_least"),
    [
        (date(2021, 10, 31), "before", 5, True),
        (date(2021, 10, 31), "around", 5, False),
        (date(2025, 10, 31), "before", 1, True),
        (date(2025, 10, 31), "day", 1, False),
        # "In 2025" may be eleven months ago, which is not "more than a year".
        (date(2025, 7, 1), "year", None, False),
        (date(2025, 5, 20), "around", 1, False),
        (date(2026, 5, 25), "around", 0, False),
    ],
)
def test_a_gap_claims_no_more_than_is_known(alice, on, precision, years, at_least):
    contact = contact_of(alice, last_in_touch=on, last_in_touch_precision=precision)
    found = facts(draft_of(alice, contact, **READY), alice)
    assert (found.gap_years, found.gap_at_least) == (years, at_least)


def test_a_hello_asks_nothing_and_tells_the_promise(alice):
    draft = draft_of(alice, **(READY | {"approach": "friendly_first"}))
    Promise.objects.create(outreach=draft, rhythm_months=6)
    found = facts(Outreach.objects.get(), alice, Kind.HELLO)
    assert (found.ask, found.promise_months) == ("", 6)


def test_a_custom_request_type_keeps_its_key(alice):
    draft = draft_of(alice, **READY)
    draft.request_type = RequestType.objects.create(key="housing", name_en="Housing")
    assert facts(draft, alice).ask == "housing"


def test_the_opening_went_out_on_the_users_own_day(alice):
    draft = draft_of(alice, **READY)
    draft.sent_at = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # still the 23rd in Toronto
    assert facts(draft, alice, Kind.NUDGE).sent_on == date(2026, 11, 23)


def test_news_told_in_a_hello_are_not_told_again(alice):
    draft = draft_of(alice, **READY)
    draft.answers = {"news": "I moved", "stay_in_touch.interest": "the fair is back"}
    answers = facts(draft, alice, Kind.STAY_IN_TOUCH).answers
    assert (answers["news"], answers["interest"]) == ("", "the fair is back")
    assert facts(draft, alice, Kind.HELLO).answers["news"] == "I moved"


def test_a_digest_changes_with_the_facts(alice):
    draft = draft_of(alice, **READY)
    before = digest(facts(draft, alice))
    assert digest(facts(draft, alice)) == before
    draft.tone = "formal"
    assert digest(facts(draft, alice)) != before

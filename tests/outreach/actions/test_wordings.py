"""Curated texts: proposed, published by a second pair of eyes, never with a finding."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import AuditEvent
from outreach.actions.wordings import (
    NotAnyMore,
    Objected,
    OwnChange,
    propose,
    publish,
    withdraw,
)
from outreach.models import Wording, WordingVersion
from tests.outreach.shipped import load_shipped

NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)
GOOD = "A plain no is welcome here, and it changes nothing."


@pytest.fixture
def wording(db) -> Wording:
    """A shipped exit in English."""
    load_shipped()
    return Wording.objects.get(key="en.opening.full.exit.warm.a")


@pytest.fixture
def anna(make_user):
    return make_user("anna@example.org", "Anna Advisor", is_staff=True)


@pytest.fixture
def ben(make_user):
    return make_user("ben@example.org", "Ben Advisor", is_staff=True)


def text_of(wording: Wording) -> str:
    return Wording.objects.get(pk=wording.pk).text


def test_an_only_editor_publishes_at_once(wording, anna):
    version = propose(wording=wording, text=GOOD, by=anna, now=NOW)
    assert (text_of(wording), version.is_open, version.published_by) == (GOOD, False, anna)
    verbs = AuditEvent.objects.order_by("at").values_list("verb", flat=True)
    assert list(verbs) == ["propose", "publish"]


def test_T7_of_two_editors_the_other_one_publishes(wording, anna, ben):
    before = wording.text
    version = propose(wording=wording, text=GOOD, by=anna, now=NOW)
    assert (text_of(wording), version.is_open) == (before, True)
    with pytest.raises(OwnChange):
        publish(version=version, by=anna, now=NOW)
    publish(version=version, by=ben, now=NOW)
    stored = Wording.objects.get(pk=wording.pk)
    assert (stored.text, stored.updated_by) == (GOOD, anna)
    version.refresh_from_db()
    assert (version.published_by, version.before) == (ben, before)


def test_an_editor_who_left_is_no_second_editor(wording, anna, ben):
    ben.is_active = False
    ben.save()
    propose(wording=wording, text=GOOD, by=anna, now=NOW)
    assert text_of(wording) == GOOD


def test_publishing_twice_publishes_once(wording, anna, ben):
    version = propose(wording=wording, text=GOOD, by=anna, now=NOW)
    publish(version=version, by=ben, now=NOW)
    with pytest.raises(NotAnyMore):
        publish(version=version, by=ben, now=NOW)
    assert AuditEvent.objects.filter(verb="publish").count() == 1


def test_a_withdrawn_text_is_not_published(wording, anna, ben):
    before = wording.text
    version = propose(wording=wording, text=GOOD, by=anna, now=NOW)
    for _ in range(2):
        withdraw(version=version, by=anna, now=NOW)
    with pytest.raises(NotAnyMore):
        publish(version=version, by=ben, now=NOW)
    assert (text_of(wording), AuditEvent.objects.filter(verb="withdraw").count()) == (before, 1)


def test_a_newer_proposal_takes_the_place_of_the_older(wording, anna, ben):
    first = propose(wording=wording, text=GOOD, by=anna, now=NOW)
    second = propose(
        wording=wording, text="It’s fine to say no to this, truly.", by=ben, now=NOW + timedelta(1)
    )
    first.refresh_from_db()
    assert (first.withdrawn_at, second.is_open) == (NOW + timedelta(1), True)


def test_T7_who_changed_a_comma_does_not_let_the_other_publish_their_own(
    wording, anna, ben, make_user
):
    propose(wording=wording, text=GOOD, by=anna, now=NOW)
    version = propose(wording=wording, text=GOOD.replace(",", ""), by=ben, now=NOW)
    for editor in (anna, ben):
        with pytest.raises(OwnChange):
            publish(version=version, by=editor, now=NOW)
    carl = make_user("carl@example.org", "Carl Advisor", is_staff=True)
    publish(version=version, by=carl, now=NOW)
    assert text_of(wording) == GOOD.replace(",", "")


def test_T7_bringing_back_what_was_turned_down_makes_nobody_less_of_an_author(wording, anna, ben):
    first = propose(wording=wording, text=GOOD, by=anna, now=NOW)
    withdraw(version=first, by=ben, now=NOW)
    version = propose(wording=wording, text=GOOD, by=ben, now=NOW, after=first)
    with pytest.raises(OwnChange):
        publish(version=version, by=anna, now=NOW)


def test_T7_what_was_turned_down_holds_up_nobody(wording, anna, ben):
    withdraw(version=propose(wording=wording, text=GOOD, by=anna, now=NOW), by=ben, now=NOW)
    publish(version=propose(wording=wording, text=GOOD, by=ben, now=NOW), by=anna, now=NOW)
    assert text_of(wording) == GOOD


def test_what_was_written_over_an_older_text_is_not_published(wording, anna, ben):
    version = propose(wording=wording, text=GOOD, by=anna, now=NOW)
    Wording.objects.filter(pk=wording.pk).update(text="A newer shipped text: no is fine.")
    with pytest.raises(NotAnyMore):
        publish(version=version, by=ben, now=NOW)
    assert text_of(wording) == "A newer shipped text: no is fine."
    assert WordingVersion.objects.get().is_open


def test_a_text_that_draws_a_remark_is_refused_with_it(wording, anna):
    with pytest.raises(Objected) as refused:
        propose(wording=wording, text="You owe me this after all I did.", by=anna, now=NOW)
    assert "put weight on the reader" in refused.value.reason
    assert (WordingVersion.objects.count(), text_of(wording)) == (0, wording.text)

"""A wording is tried on sample messages before anybody uses it."""

from dataclasses import replace

import pytest

from outreach.message.shipped import shipped_wordings
from outreach.message.trial import in_other_language, objection_to, samples_with
from outreach.message.vocabulary import Kind, Language, Length, Move
from outreach.message.wording import Wording

WORDINGS = shipped_wordings()


def own(text: str, move: Move = Move.EXIT, **chosen) -> Wording:
    """A wording of an editor, for an opening in English unless told otherwise."""
    usual = {"kind": Kind.OPENING, "language": Language.EN, "length": Length.FULL, "tone": "warm"}
    return Wording(key="own", move=move, text=text, **{**usual, **chosen})


def tried(wording: Wording):
    return objection_to(wording, [*samples_with(wording, WORDINGS)], WORDINGS)


def test_every_sample_holds_the_wording() -> None:
    samples = [*samples_with(own("A no is fine, and I mean it."), WORDINGS)]
    assert len(samples) > 20
    assert {sample.facts.tone for sample in samples} == {"warm"}
    assert all("A no is fine, and I mean it." in sample.message.body for sample in samples)


@pytest.mark.parametrize("wording", WORDINGS[:: len(WORDINGS) // 15], ids=lambda w: w.key)
def test_what_is_shipped_meets_no_objection(wording: Wording) -> None:
    assert tried(wording) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("You owe me this after all I did for you.", "pressure"),
        ("Say no if you like. I’m so sorry to ask; I apologise again.", "over_apologises"),
        ("Think about it over the weekend.", "no_easy_out"),
        ("A no is fine. [your name]", "placeholder_left"),
    ],
)
def test_a_wording_that_brings_a_finding_is_told_which(text: str, code: str) -> None:
    objection = tried(own(text))
    assert objection is not None
    assert (objection.finding.code, text in objection.sample.message.body) == (code, True)


def test_a_wording_that_closer_ones_always_beat_has_no_samples() -> None:
    assert [*samples_with(own("A no is fine.", tone=""), WORDINGS)] == []


def test_what_the_message_has_without_it_is_not_its_doing() -> None:
    """A message that says nothing of a shared past has that finding with any exit."""
    wording = own("A no is fine, and I mean it.")
    samples = [one for one in samples_with(wording, WORDINGS) if not one.facts.shared_history]
    assert samples
    assert objection_to(wording, samples, WORDINGS) is None


def test_a_placeholder_chooses_its_situation_and_gap() -> None:
    now = own("I am looking {now}.", Move.CONTEXT)
    assert {one.facts.situation for one in samples_with(now, WORDINGS)} == {"now"}
    gap = own("It’s been {some_years}; we know each other from {shared_history}.", Move.ANCHOR)
    assert {one.facts.gap_years for one in samples_with(gap, WORDINGS)} == {3}


def test_a_wording_that_nothing_fills_has_no_samples() -> None:
    assert [*samples_with(own("{nobody}"), WORDINGS)] == []


def test_a_sign_off_of_an_opening_is_shown_in_every_kind() -> None:
    wording = own("Yours,\n{sender}", Move.SIGN_OFF)
    assert {one.facts.kind for one in samples_with(wording, WORDINGS)} >= {Kind.THANK_YOU}


def test_the_other_language_beside_it() -> None:
    sample = next(samples_with(own("A no is fine, and I mean it.", ask="coffee"), WORDINGS))
    other = in_other_language(sample, WORDINGS)
    assert other is not None
    assert (other.facts.language, other.facts.ask) == (Language.FR, "coffee")
    assert other.message.body.startswith("Bonjour")
    custom = replace(sample, facts=replace(sample.facts, ask="own-type"))
    assert in_other_language(custom, WORDINGS) is not None

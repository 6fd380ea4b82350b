"""Whatever a plausible user answers, the message is fit to be sent and the checker agrees."""

import re

import pytest

from outreach.message.check import check
from outreach.message.compose import compose
from outreach.message.composition import Composition
from outreach.message.facts import Facts
from outreach.message.vocabulary import Channel, Kind, Language, Move
from tests.examples import all_are_asked_for
from tests.outreach.message.plausible import plausible, pool_of
from tests.outreach.message.test_matrix import BROKEN, IN_LANGUAGE

SEED = 7
COUNT = 2400 if all_are_asked_for() else 900
EMPTY = re.compile(r"\(\s*\)|[:;,]\s*[.?!]|\b(?:about|depuis|grâce à|sur|parce que)\s*[.?!,]")


def composed(facts: Facts, seed: int) -> Composition:
    return compose(facts, IN_LANGUAGE[facts.language], seed)


@pytest.mark.parametrize("sample", [(COUNT, SEED), (COUNT // 3, SEED, [Kind.REMINDER])])
def test_no_plausible_message_is_broken_or_has_a_finding(sample) -> None:
    wrong = []
    for seed, facts in enumerate(plausible(*sample)):
        message = composed(facts, seed)
        text = f"{message.subject}\n{message.body}"
        found = check(
            message.body,
            kind=facts.kind,
            channel=facts.channel,
            language=facts.language,
            subject=message.subject,
            address=facts.address,
        )
        codes = [finding.code for finding in found]
        if codes or BROKEN.search(text) or EMPTY.search(text):
            wrong.append((codes, text))
    assert wrong == []


def test_short_notes_nearly_always_say_how_the_two_know_each_other() -> None:
    short = {Channel.SMS, Channel.CONNECTION_NOTE}
    notes = placed = 0
    for seed, facts in enumerate(plausible(600, SEED)):
        if facts.channel in short and facts.kind is Kind.OPENING:
            body = composed(facts, seed).body
            found = check(
                body, kind=facts.kind, channel=Channel.SPOKEN, language=facts.language
            )  # a call has room, so nothing is withheld
            notes += 1
            placed += all(finding.code != "no_shared_history" for finding in found)
    assert placed >= 0.97 * notes


def test_the_sample_is_wide() -> None:
    for language in Language:
        pool = pool_of(language)
        assert min(len(pool[name]) for name in ("shared_history", "work", "topic", "role")) >= 25
        assert len(pool["why_you"]) >= 25


def test_every_move_of_an_opening_comes_up() -> None:
    moves = {
        passage.move
        for seed, facts in enumerate(plausible(60, SEED))
        for passage in composed(facts, seed).passages
    }
    assert {Move.ANCHOR, Move.ASK, Move.DETAIL, Move.CONTEXT, Move.WHY_YOU, Move.EXIT} <= moves

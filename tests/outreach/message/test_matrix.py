"""Every combination composes, and what comes out is fit to be sent."""

import re
from collections.abc import Iterable, Iterator

import pytest

from outreach.message.check import check
from outreach.message.compose import compose
from outreach.message.composition import Composition
from outreach.message.facts import Facts
from outreach.message.shipped import shipped_wordings
from outreach.message.vocabulary import Approach, Channel, Kind, Language, Move
from tests.outreach.message.sample import later_messages, openings, some_answers

IN_LANGUAGE = {
    language: [wording for wording in shipped_wordings() if wording.language is language]
    for language in Language
}
BROKEN = re.compile(
    r"  |\.\.|[{}]| ,| \.|\?\.|\.\?|,,|;\.|\ba (?:hour|honest)|\ban? (?:an?|the)\b|\bthe the\b"
    r"|\bde les?\b|\bà les?\b|\bsi ils?\b|\bque (?:il|elle|on|un)\b"
    r"|\b(?:de|que|le|la) [aeiouéàêœ]\w"
    r"|\bminutes minutes\b",
    re.I,
)
WORDS = {Channel.EMAIL: 120, Channel.LINKEDIN_MESSAGE: 90, Channel.SPOKEN: 75}
CHARACTERS = {Channel.CONNECTION_NOTE: 200, Channel.SMS: 160}
FRENCH_RUNS_LONGER = 1.15
BRIEF = {Kind.NUDGE, Kind.LAST_NUDGE, Kind.ANSWER_NO}

Made = tuple[Facts, Composition]


def made(matrix: Iterable[Facts]) -> Iterator[Made]:
    for seed, facts in enumerate(matrix):
        yield facts, compose(facts, IN_LANGUAGE[facts.language], seed)


@pytest.fixture(scope="module")
def first_messages() -> list[Made]:
    return list(made(openings()))


@pytest.fixture(scope="module")
def later() -> list[Made]:
    return [*made(later_messages()), *made(some_answers())]


def moves(message: Composition) -> list[Move]:
    return [passage.move for passage in message.passages]


def test_nothing_is_broken(first_messages: list[Made], later: list[Made]) -> None:
    broken = [
        (match[0], message.body)
        for _, message in first_messages + later
        if (match := BROKEN.search(f"{message.subject}\n{message.body}"))
    ]
    assert broken == []


def test_lengths_are_within_the_targets(first_messages: list[Made], later: list[Made]) -> None:
    too_long = []
    for facts, message in first_messages + later:
        longer = FRENCH_RUNS_LONGER if facts.language is Language.FR else 1
        most = CHARACTERS.get(facts.channel)
        words = 50 if facts.kind in BRIEF else WORDS.get(facts.channel, 0) * longer
        if len(message.body) >= most if most else len(message.body.split()) > words:
            too_long.append((facts.channel, len(message.body.split()), message.body))
    assert too_long == []


def test_an_email_with_its_answers_is_long_enough(first_messages: list[Made]) -> None:
    short = [
        message.body
        for facts, message in first_messages
        if facts.channel is Channel.EMAIL and facts.why_you and len(message.body.split()) < 60
    ]
    assert short == []


def test_requests_lead_and_leave_a_way_out(first_messages: list[Made]) -> None:
    for facts, message in first_messages:
        order = moves(message)
        assert Move.EXIT in order
        before = [p.text for p in message.passages[: order.index(Move.ASK)]]
        sentences = re.findall(r"[.?!](?:\s|$)", " ".join(before[1:]))
        # A later request is announced in the sentence before it, a call asks for a moment first.
        most = (
            2 if facts.approach is Approach.FRIENDLY_FIRST or facts.channel is Channel.SPOKEN else 1
        )
        assert len(sentences) <= most, message.body


def test_sentences_are_short_and_questions_few(first_messages: list[Made]) -> None:
    for _, message in first_messages:
        assert message.body.count("?") <= 2, message.body
        assert message.body.count("!") <= 1, message.body
        for sentence in re.split(r"(?<=[.?!])\s", message.body):
            assert len(sentence.split()) <= 25, sentence


def test_nothing_is_asked_after_the_answer(later: list[Made]) -> None:
    asking = {Kind.OPENING, Kind.NUDGE, Kind.LAST_NUDGE, Kind.REPLY_YES, Kind.REMINDER}
    asked = [m.body for facts, m in later if facts.kind not in asking and "?" in m.body]
    assert asked == []


def test_nudges_hold_the_request_and_the_way_out(later: list[Made]) -> None:
    for facts, message in later:
        if facts.kind in (Kind.NUDGE, Kind.LAST_NUDGE):
            assert {Move.ASK, Move.EXIT} <= set(moves(message))


def test_the_checker_finds_nothing(first_messages: list[Made], later: list[Made]) -> None:
    """Every third message, which takes some seconds; the wordings rotate through all of them."""
    found = [
        (finding.code, message.body)
        for facts, message in (first_messages + later)[::3]
        for finding in check(
            message.body,
            kind=facts.kind,
            channel=facts.channel,
            language=facts.language,
            subject=message.subject,
            address=facts.address,
        )
    ]
    assert found == []


def test_tu_and_vous_never_mix(first_messages: list[Made], later: list[Made]) -> None:
    polite = re.compile(r"\b(?:vous|votre|vos)\b", re.I)
    familiar = re.compile(r"\b(?:tu|te|toi|ton|ta|tes)\b|\bt[’']", re.I)
    for facts, message in first_messages + later:
        if facts.language is Language.FR:
            wrong = polite if facts.address == "tu" else familiar
            assert not wrong.search(f"{message.subject}\n{message.body}"), message.body

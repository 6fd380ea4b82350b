"""The fourteen labels, held to labelled messages: a floor that no change may fall through."""

import json
from pathlib import Path
from typing import Any

import pytest

from outreach.management.commands.check_messages import CHANNELS, KINDS
from outreach.message.check import labels
from outreach.message.labels import LABELS
from outreach.message.language import recognise
from outreach.message.score import Score, Tally
from outreach.message.vocabulary import Channel, Language

DATA = Path(__file__).parents[2] / "data"
FLOORS = {
    "labelled.jsonl": 0.98,
    "labelled_own.jsonl": 0.95,
    "labelled_unseen.jsonl": 0.93,
    "labelled_development.jsonl": 0.95,
    "labelled_last_look.jsonl": 0.85,
    "labelled_independent.jsonl": 0.90,
}
"""The rules were improved on all but the last two, which therefore say most about unseen texts."""


def found(message: dict[str, Any]) -> dict[str, bool]:
    channel = CHANNELS[message["channel"]]
    if message["channel_note"] == "connection_note":
        channel = Channel.CONNECTION_NOTE
    kind = KINDS[message["kind"]]
    return labels(message["body"], kind=kind, channel=channel, subject=message["subject"])


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_mean_f1_stays_above_its_floor(name: str) -> None:
    tally = Tally()
    for line in (DATA / name).read_text("utf-8").splitlines():
        message = json.loads(line)
        tally.add(found(message), message["labels"])
    assert tally.mean_f1() >= FLOORS[name]


def test_there_are_fourteen_labels_in_their_order() -> None:
    assert tuple(labels("Hi", kind="opening", channel="email")) == LABELS
    assert len(LABELS) == 14


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanks,\nBo", False),
        ("Thank you either way,\nBo", True),
        ("I'd be grateful if you could call me.", False),
        ("Any advice would be much appreciated.", False),
        ("Thank you for how you looked after me.", True),
        ("Merci d’avance de votre réponse.", False),
        ("Merci d’avoir pris la peine de me lire.", True),
    ],
)
def test_thanks_that_count(text: str, expected: bool) -> None:
    message = f"Hi Al,\n\nCould you name one employer?\n\n{text}"
    language = recognise(text)
    found_ = labels(message, kind="opening", channel="email", language=language)
    assert found_["grateful"] is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('A "no time, sorry" is fine.', True),
        ("If nothing springs to mind, that's a useful answer as well.", True),
        ("Only if you're comfortable with it.", True),
        ("If you have time.", False),
        ("No pressure! But I'm counting on you.", False),
        ("I don't know what I'll do if you say no.", False),
        ("Votre silence ne me froisserait pas.", True),
        ("Un simple non me va.", True),
        ("I'd not hold it against you.", True),
        ("Or not at all, if you'd rather.", True),
        ("Only if you feel like it.", True),
        ("If I don't find work I lose my visa.", False),
        ("Si je ne trouve pas d'emploi, je pars.", False),
        ("T'es ben correct de pas répondre.", True),
    ],
)
def test_ways_out_that_count(text: str, expected: bool) -> None:
    ask = "Pourriez-vous" if recognise(text) is Language.FR else "Could you"
    message = f"{ask} name one employer? {text}"
    found_ = labels(message, kind="opening", channel="email", language=recognise(text))
    assert found_["easy_out"] is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sorry for the long silence.", False),
        ("Sorry, and sorry again.", True),
        ("I am so sorry to bother you.", True),
        ("I was sorry to hear about your father. Sorry this is late.", False),
        ("Je suis vraiment navré de vous importuner.", True),
    ],
)
def test_one_short_sorry_is_enough(text: str, expected: bool) -> None:
    assert labels(text, kind="opening", channel="email")["over_apologises"] is expected


def test_a_score_with_nothing_to_find_is_full() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (1.0, 1.0, 1.0)


def test_precision_recall_and_f1() -> None:
    score = Score(hits=3, extras=1, misses=2)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.6, pytest.approx(2 / 3))

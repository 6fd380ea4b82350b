"""The index over the phrases finds what a plain search would find."""

import re

import pytest

from outreach.message import lexicon_en, lexicon_fr
from outreach.message.lexicon import Lexicon, lexicon_of
from outreach.message.openings import openings
from outreach.message.vocabulary import Language

SMALL = Lexicon(
    {
        "thanks": ("thank <you>", "(?:many )?thanks"),
        "gap": ("not .. fair",),
        "start": ("^need",),
        "fine": ("(?:is|'s) fine", "don't mind"),
    },
    {"you": "you|u"},
)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("thank you", {"thanks"}),
        ("thank u, many  thanks", {"thanks"}),
        ("thankyou", set()),
        ("not at all very fair", {"gap"}),
        ("not so. but fair", set()),
        ("need a hand", {"start"}),
        ("hello, need a hand", {"start"}),
        ("i need a hand", set()),
        ("that's fine", {"fine"}),
        ("i dont mind", {"fine"}),
        ("i don't mind", {"fine"}),
    ],
)
def test_shorthands(text: str, tags: set[str]) -> None:
    assert set(SMALL.scan(text)) == tags


def test_hits_are_in_order_and_do_not_overlap() -> None:
    assert SMALL.scan("thank you thanks")["thanks"] == [(0, 9), (10, 16)]


@pytest.mark.parametrize(
    ("phrase", "keys"),
    [
        ("thank +you", {"than"}),
        ("i +want", {"i "}),
        ("recs?", {"rec"}),
        ("favou?r", {"favo"}),
        ("(?:any|some) +tips", {"any ", "some"}),
        ("(?:so +)?sorry", {"so ", "sorr"}),
        (r"\d+ +min", {"0"}),
        (r"\w+ing", {""}),
        ("'s +fine", {"s "}),
    ],
)
def test_the_letters_a_phrase_can_begin_with(phrase: str, keys: set[str]) -> None:
    assert openings(phrase) == keys


def test_both_languages_hold_the_same_tags() -> None:
    assert lexicon_of(Language.EN).tags() == lexicon_of(Language.FR).tags()


@pytest.mark.parametrize("data", [lexicon_en, lexicon_fr])
def test_phrases_are_folded(data: object) -> None:
    phrases = [text for texts in data.PHRASES.values() for text in texts]  # type: ignore[attr-defined]
    odd = [text for text in phrases if re.search(r"[À-ÿ’]|(?<!\\)[A-Z]", text.replace("(?P", ""))]
    assert odd == []


@pytest.mark.parametrize("data", [lexicon_en, lexicon_fr])
def test_every_tag_is_a_tuple_of_phrases(data: object) -> None:
    assert all(isinstance(texts, tuple) for texts in data.PHRASES.values())  # type: ignore[attr-defined]

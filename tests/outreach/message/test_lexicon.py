"""The index over the phrases finds what a plain search would find."""

import re

import pytest

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
        ("thank +you", {"than y"}),
        ("i +want", {"i w"}),
        (r"i +\w+ing", {"i "}),
        ("i'm", {"i '"}),
        ("your +(?:old|very +new|2nd)", {"your o", "your v", "your 0"}),
        ("recs?", {"rec"}),
        ("favou?r", {"favo"}),
        ("(?:any|some) +tips", {"any t", "some t"}),
        ("(?:so +)?sorry", {"so s", "sorr"}),
        (r"\d+ +min", {"0"}),
        (r"\w+ing", {""}),
        ("'s +fine", {"s f"}),
    ],
)
def test_the_letters_a_phrase_can_begin_with(phrase: str, keys: set[str]) -> None:
    assert openings(phrase) == keys


def test_both_languages_hold_the_same_tags() -> None:
    assert lexicon_of(Language.EN).tags() == lexicon_of(Language.FR).tags()


@pytest.mark.parametrize("language", Language)
def test_phrases_are_folded_and_compile(language: Language) -> None:
    lexicon = lexicon_of(language)
    odd = [text for text in lexicon.texts() if re.search(r"[À-ÿ’]|(?<!\\)[A-Z]|  ", text)]
    assert odd == []
    assert all(re.compile(text) for text in lexicon.texts())

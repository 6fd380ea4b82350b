"""Sentences, greetings and sign-offs keep their places in the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.message.sentences import Role, fold, split


def parts(text: str, role: Role = Role.BODY) -> list[str]:
    return [text[one.start : one.end] for one in split(text) if one.role is role]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One here. Two here!  Three?", ["One here.", "Two here!", "Three?"]),
        (
            "You met Dr. Osei at St. Boniface. It rained.",
            ["You met Dr. Osei at St. Boniface.", "It rained."],
        ),
        ("Call no. 4 on Sept. 5. Thanks for it.", ["Call no. 4 on Sept. 5.", "Thanks for it."]),
        (
            "Off to Winnipeg in Sept. Any paper there?",
            ["Off to Winnipeg in Sept.", "Any paper there?"],
        ),
        ("C’est possible ? Oui ! « Non. » Bon.", ["C’est possible ?", "Oui !", "« Non. »", "Bon."]),
        ("Now that you ask... I am stuck.", ["Now that you ask...", "I am stuck."]),
        ("well... maybe not today", ["well... maybe not today"]),
        ("At 3.5 km, e.g. by bus. Yes.", ["At 3.5 km, e.g. by bus.", "Yes."]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "greeting"),
    [
        ("Hi Obinna,\n\nQuick question.", "Hi Obinna,"),
        ("Dear Dr. Osei,\n\nOne question.", "Dear Dr. Osei,"),
        ("Bonjour Monsieur Ouellette, j’ose espérer.", "Bonjour Monsieur Ouellette,"),
        ("Carmen,\n\nI need you.", "Carmen,"),
        ("Allô Fred! Je pars.", "Allô Fred!"),
    ],
)
def test_the_greeting_is_set_apart(text: str, greeting: str) -> None:
    assert parts(text, Role.GREETING) == [greeting]


@pytest.mark.parametrize(
    "text", ["Totally get it, thanks. Bye now then.", "Passed a goose, laughed a lot."]
)
def test_a_first_clause_is_not_a_greeting(text: str) -> None:
    assert parts(text, Role.GREETING) == []


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        (
            "Hi A,\n\nA no is fine.\n\nKind regards,\nTope Balogun",
            ["Kind regards,", "Tope Balogun"],
        ),
        ("Salut! Bon été. À bientôt, tout le monde va bien ici. Jo", ["Jo"]),
        (
            "Madame,\n\nMerci bien à vous.\n\nVeuillez agréer mes salutations.\n\nI. Roy",
            2,
        ),
        ("Hi A, that call was great. Bye now and thanks for all of it!", []),
    ],
)
def test_the_sign_off_is_set_apart(text: str, closing: list[str] | int) -> None:
    found = parts(text, Role.SIGN_OFF)
    assert (len(found) if isinstance(closing, int) else found) == closing


def test_folding_keeps_the_length_and_drops_accents_and_curls() -> None:
    text = "L’été, « Noël »\u00a0— ŒUVRE İ ß"
    assert len(fold(text)) == len(text)
    assert fold(text).startswith('l\'ete, " noel " - ')


@given(st.text(max_size=300))
def test_sentences_are_in_order_and_cover_the_text(text: str) -> None:
    found = split(text)
    assert len(fold(text)) == len(text)
    assert "".join("".join(text[one.start : one.end].split()) for one in found) == "".join(
        text.split()
    )
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_a_row_of_abbreviations_is_read_once():
    """From its beginning at each full stop, this took for ever."""
    assert len(split("A. " * 30_000)) == 1

"""The head of a phrase still names what the whole named."""

import pytest

from outreach.message.shorten import heads
from outreach.message.vocabulary import Language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("planning the grad student conference in 2009", ["planning the grad student conference"]),
        ("the museum volunteers’ weekend", []),
        ("working in a lab", []),
        (
            "the co-op placement at Hydro One in 2014",
            ["the co-op placement at Hydro One", "the co-op placement"],
        ),
        ("the first year of the science camp", []),
    ],
)
def test_english_heads(text: str, expected: list[str]) -> None:
    assert heads(text, Language.EN) == expected


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("le séminaire de politiques publiques de 2014", "le séminaire de politiques publiques"),
        ("l’enquête sur les cliniques avec Amina Hassan", "l’enquête sur les cliniques"),
        ("la première année du camp de sciences", "la première année du camp"),
    ],
)
def test_french_heads(text: str, longest: str) -> None:
    assert heads(text, Language.FR)[0] == longest

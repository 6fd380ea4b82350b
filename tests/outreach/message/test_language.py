"""Which language a text is in, and tu or vous."""

import json
from pathlib import Path

import pytest

from outreach.message.language import addresses, recognise
from outreach.message.reading import Reading
from outreach.message.vocabulary import Address, Language

LABELLED = Path(__file__).parents[2] / "data" / "labelled.jsonl"


def test_every_labelled_message_is_recognised() -> None:
    lines = LABELLED.read_text("utf-8").splitlines()
    messages = [json.loads(line) for line in lines]
    assert [m["id"] for m in messages if recognise(m["body"])[:2] != m["lang"]] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", Language.EN),
        ("12345 ???", Language.EN),
        ("Un café à Québec?", Language.FR),
        ("Coffee at Café Névé with René?", Language.EN),
        ("Salut, merci pour hier!", Language.FR),
        ("pourrais tu m'ecrire 2 lignes stp", Language.FR),
    ],
)
def test_short_and_odd_texts(text: str, language: Language) -> None:
    assert recognise(text) is language


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Pourrais-tu m’écrire?", Address.TU),
        ("Je t'écris, dis-moi oui.", Address.TU),
        ("Pourriez-vous m’écrire?", Address.VOUS),
        ("Une demande.", Address.VOUS),
    ],
)
def test_tu_or_vous(text: str, address: Address) -> None:
    assert Reading(text, Language.FR).address is address


def test_a_rendez_vous_is_not_an_address() -> None:
    assert addresses("tu viens au rendez-vous?") == ([(0, 2)], [])

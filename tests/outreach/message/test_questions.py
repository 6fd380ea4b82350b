"""The beginnings of sentences: present for every request type, language and address."""

import pytest

from outreach.message.questions import (
    Question,
    anchor_question,
    questions_for,
    questions_of_kind,
    why_you_question,
)
from outreach.message.vocabulary import Address, Ask, Kind, Language

KEYS = {
    Ask.RECOMMENDATION: ["work", "theme", "facts"],
    Ask.COFFEE: ["topic", "minutes", "questions"],
    Ask.APPLICATION_ADVICE: ["role", "region", "organisations"],
    Ask.CANDIDACY_IDEAS: ["role", "strengths"],
    Ask.OTHER: ["request"],
}


def every_question(language: Language, address: Address) -> list[Question]:
    asked = [question for ask in Ask for question in questions_for(ask, language, address)]
    later = [question for kind in Kind for question in questions_of_kind(kind, language, address)]
    return [
        *asked,
        *later,
        anchor_question(language, address),
        why_you_question(language, address),
    ]


@pytest.mark.parametrize("address", Address)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("ask", Ask)
def test_each_request_type_asks_what_it_needs(
    ask: Ask, language: Language, address: Address
) -> None:
    assert [q.key for q in questions_for(ask, language, address)] == KEYS[ask]


@pytest.mark.parametrize("address", Address)
@pytest.mark.parametrize("language", Language)
def test_every_example_fits_its_limit_and_stems_end_open(
    language: Language, address: Address
) -> None:
    for question in every_question(language, address):
        assert question.stem.endswith("…")
        assert 0 < len(question.example) <= question.limit
        assert not question.example.endswith(".")


def test_an_unknown_request_type_asks_as_other_does() -> None:
    custom = questions_for("mentoring", Language.EN, Address.VOUS)
    assert custom == questions_for(Ask.OTHER, Language.EN, Address.VOUS)


def test_a_hello_has_no_request_to_ask_about() -> None:
    assert questions_for("", Language.EN, Address.VOUS) == ()


def test_tu_and_vous_differ_where_the_reader_is_named() -> None:
    assert "vous" in why_you_question(Language.FR, Address.VOUS).stem
    assert "toi" in why_you_question(Language.FR, Address.TU).stem


def test_french_stems_have_a_no_break_space_before_the_colon() -> None:
    stems = [q.stem for q in every_question(Language.FR, Address.VOUS) if ":" in q.stem]
    assert stems
    assert all("\u00a0:" in stem for stem in stems)

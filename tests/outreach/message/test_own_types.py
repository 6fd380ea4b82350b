"""Request types that advisors add: their sentence is completed, their words stand before shared."""

import pytest

from outreach.message.own_types import (
    SLOTS,
    asked_with,
    completed,
    field_of,
    lacks_request,
    stem_of,
    wording_fields,
    wordings_of,
)
from outreach.message.questions import questions_for
from outreach.message.vocabulary import Address, Language

EN, FR = Language.EN, Language.FR


@pytest.mark.parametrize(
    ("stem", "typed", "language", "whole"),
    [
        ("introduce me to", "Marie Roy", EN, "introduce me to Marie Roy"),
        ("introduce me to", "… Marie Roy.", EN, "introduce me to Marie Roy"),
        (
            "introduce me to",
            "Could you introduce me to Marie Roy?",
            EN,
            "introduce me to Marie Roy",
        ),
        ("look over", "The first page", EN, "look over the first page"),
        ("me présenter à", "Marie Roy", FR, "me présenter à Marie Roy"),
        ("me présenter à", "Pourriez-vous me présenter à Marie", FR, "me présenter à Marie"),
        ("parler d’", "emploi", FR, "parler d’emploi"),
        ("me parler de", "emploi", FR, "me parler d’emploi"),
        ("écrire à", "le directeur", FR, "écrire au directeur"),
        ("", "introduce me to Marie", EN, "introduce me to Marie"),
        ("introduce me to", "{recipient} {{7*7}}", EN, "introduce me to {recipient} {{7*7}}"),
        ("introduce me to", " … ", EN, " … "),
    ],
)
def test_the_sentence_is_completed_once(
    stem: str, typed: str, language: Language, whole: str
) -> None:
    assert completed(stem, typed, language) == whole


@pytest.mark.parametrize(
    ("language", "address", "stem"),
    [
        (EN, Address.VOUS, "see me"),
        (FR, Address.VOUS, "relire votre texte"),
        (FR, Address.TU, "relire ton texte"),
    ],
)
def test_the_beginning_is_that_of_the_language(
    language: Language, address: Address, stem: str
) -> None:
    texts = {"stem_en": "see me", "stem_fr": "relire votre texte", "stem_fr_tu": "relire ton texte"}
    assert stem_of(texts, language, address) == stem


def test_with_tu_the_beginning_for_vous_serves_where_there_is_no_other() -> None:
    assert stem_of({"stem_fr": "me présenter à"}, FR, Address.TU) == "me présenter à"


def test_the_question_begins_with_it() -> None:
    asked = asked_with(questions_for("x", FR, Address.TU), "me présenter à", "Marie")
    assert [(one.stem, one.example) for one in asked] == [("Pourrais-tu me présenter à …", "Marie")]
    assert asked_with(questions_for("x", EN, Address.VOUS), "", "")[0].stem == "Could you …"


def test_a_text_becomes_one_wording_for_each_tone_with_a_key_that_leads_back() -> None:
    texts = {"exit_en": "No is fine.", "ask_formal_en": "May I ask you to {request}?"}
    made = wordings_of("type-1", "intro", texts)
    assert [(one.key, one.tone) for one in made] == [
        ("type-1.ask_formal.en.formal", "formal"),
        ("type-1.exit.en.warm", "warm"),
        ("type-1.exit.en.neutral", "neutral"),
        ("type-1.exit.en.formal", "formal"),
    ]
    assert {one.ask for one in made} == {"intro"}
    assert [field_of(one.key, texts) for one in made] == ["ask_formal_en", *["exit_en"] * 3]


@pytest.mark.parametrize(
    ("texts", "fields"),
    [
        ({"exit_fr": "Un non me va."}, ["exit_fr"] * 6),
        ({"exit_fr": "Vous pouvez dire non."}, ["exit_fr"] * 3),
        ({"exit_fr": "Un non me va.", "exit_fr_tu": "Dis non."}, ["exit_fr", "exit_fr_tu"] * 3),
    ],
)
def test_with_tu_a_text_serves_that_says_vous_to_nobody(texts: dict[str, str], fields: list[str]):
    made = wordings_of("t", "x", texts)
    assert sorted(field_of(one.key, texts) for one in made) == sorted(fields)


def test_only_what_asks_must_hold_the_request() -> None:
    lacking = {field for field in wording_fields() if lacks_request(field, "No is fine.")}
    asking = {slot.name for slot in SLOTS if slot.asks}
    assert lacking == {f"{name}_{of}" for name in asking for of in ("en", "fr", "fr_tu")}
    assert not any(lacks_request(field, "{request}?") for field in wording_fields())


def test_keys_fit_the_column() -> None:
    texts = dict.fromkeys(wording_fields(), "{request}")
    made = wordings_of(f"type-{'f' * 32}", "x", texts)
    assert max(len(one.key) for one in made) <= 80

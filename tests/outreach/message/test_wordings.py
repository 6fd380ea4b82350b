"""The shipped wordings: keys, placeholders, register, typography."""

import re
from collections import Counter

import pytest

from outreach.message.shipped import shipped_wordings
from outreach.message.slots import check_wording
from outreach.message.vocabulary import Address, Kind, Language, Length, Move, Tone
from outreach.message.wording import Wording

WORDINGS = shipped_wordings()
ENGLISH = [wording for wording in WORDINGS if wording.language is Language.EN]
FRENCH = [wording for wording in WORDINGS if wording.language is Language.FR]
PLAIN = re.compile(r"\{\w+\}")


def found(pattern: str, wordings: list[Wording]) -> list[str]:
    return [w.key for w in wordings if re.search(pattern, PLAIN.sub("x", w.text), re.I)]


def test_keys_are_unique_and_fit_the_column() -> None:
    assert [key for key, count in Counter(w.key for w in WORDINGS).items() if count > 1] == []
    assert max(len(wording.key) for wording in WORDINGS) <= 80


def test_every_wording_can_be_published() -> None:
    assert {w.key: p for w in WORDINGS if (p := check_wording(w.text))} == {}


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Hi {recipient},", []),
        ("Hi {nickname},", ["unknown:nickname"]),
        ("Hi {{settings.SECRET_KEY}}", ["brace"]),
        ("Could you  help?", ["space"]),
        ("Thank you..", ["stops"]),
        (" ", ["empty"]),
    ],
)
def test_a_bad_wording_is_told_what_is_wrong(text: str, problems: list[str]) -> None:
    assert check_wording(text) == problems


def test_no_sentence_begins_with_what_the_user_typed() -> None:
    starts = r"^\{(?!sender|title|minutes)|[.?!] \{(?!sender|title|minutes)"
    assert [w.key for w in WORDINGS if re.search(starts, w.text)] == []


def test_quotes_and_apostrophes_are_curly() -> None:
    assert found(r"['\"]", list(WORDINGS)) == []


def test_formal_english_has_no_contraction() -> None:
    formal = [wording for wording in ENGLISH if wording.tone in ("", Tone.FORMAL)]
    spoken = {w.key for w in formal if w.length is Length.SPOKEN and not w.tone}
    assert [key for key in found(r"\w’(?:m|ve|d|ll|re|t|s)\b", formal) if key not in spoken] == []


def test_only_warm_wordings_exclaim_and_only_in_thanks() -> None:
    loud = [wording for wording in WORDINGS if "!" in wording.text]
    assert {(wording.tone, wording.move) for wording in loud} == {(Tone.WARM, Move.THANKS)}
    assert [wording.key for wording in loud if wording.text.count("!") > 1] == []


def test_tu_and_vous_are_only_where_they_are_declared() -> None:
    familiar = r"\b(?:tu|te|toi|ton|ta|tes|tien|tienne)\b|\bt’"
    polite = r"\b(?:vous|votre|vos|vôtre)\b"
    not_tu = [wording for wording in FRENCH if wording.address != Address.TU]
    not_vous = [wording for wording in FRENCH if wording.address != Address.VOUS]
    assert found(familiar, not_tu) == []
    assert found(polite, not_vous) == []


def test_french_spacing() -> None:
    assert found(r"\s[?!;]", FRENCH) == []
    assert found(r"[^\u00a0]:|«[^\u00a0]|[^\u00a0]»", FRENCH) == []
    assert found(r"x minutes", FRENCH) == []


def test_french_supposes_no_gender() -> None:
    agreed = (
        r"\b(?:ravi|heureu(?:x|se)|reconnaissant|désolé|sûr|certain|intéressé|prêt|cher|chère)e?\b"
    )
    assert found(agreed, FRENCH) == []


@pytest.mark.parametrize(
    "banned",
    [
        r"pick your brain|reach(?:ing)? out|circle back|quick|sorry|no pressure|in advance",
        r"did you (?:see|get)|my last email|haven’t heard|still waiting|asap|urgent",
        r"e-mail\b|feedback|opportunité|désolé|d’avance|faire du sens|déranger de",
        r"nobody else|only person|last hope|after all I|you owe",
    ],
)
def test_no_wording_pleads_presses_or_borrows(banned: str) -> None:
    assert found(banned, list(WORDINGS)) == []


def test_subjects_have_three_to_six_words_and_no_full_stop() -> None:
    subjects = [w for w in WORDINGS if w.move is Move.SUBJECT]
    words = {w.key: len(re.findall(r"[\w{}’-]+", w.text)) for w in subjects}
    assert {key: count for key, count in words.items() if not 3 <= count <= 7} == {}
    assert [w.key for w in subjects if w.text.endswith(".")] == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("move", [Move.ASK, Move.EXIT, Move.ANCHOR, Move.THANKS, Move.WHY_YOU])
def test_the_important_moves_have_three_variants(
    move: Move, tone: Tone, language: Language
) -> None:
    for address in Address if language is Language.FR else [Address.VOUS]:
        groups = Counter(
            (w.ask, w.tone, w.address)
            for w in WORDINGS
            if (w.kind, w.length, w.move) == (Kind.OPENING, Length.FULL, move)
            and w.language is language
            and w.tone in ("", tone)
            and w.address in ("", address)
            and not w.approach
        )
        assert groups
        assert min(groups.values()) >= 3

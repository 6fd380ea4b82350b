"""The composer: choice, rotation, pinning, and what it does with odd facts."""

import re
from dataclasses import replace

import pytest

from outreach.message.compose import NoWordingFits, another, compose
from outreach.message.composition import Composition
from outreach.message.facts import Facts
from outreach.message.samples import facts_for
from outreach.message.shipped import shipped_wordings
from outreach.message.vocabulary import (
    Address,
    Approach,
    Ask,
    Channel,
    Kind,
    Language,
    Length,
    Move,
    Tone,
)
from outreach.message.wording import Wording

WORDINGS = shipped_wordings()


def text_of(composition: Composition, move: Move) -> str:
    return " ".join(p.text for p in composition.passages if p.move is move)


def composed(seed: int = 1, **changes: object) -> Composition:
    return compose(replace(facts_for(), **changes), WORDINGS, seed)


def wording(key: str, text: str, move: Move = Move.ASK, **selectors: str) -> Wording:
    return Wording(key, Kind.OPENING, move, Language.EN, Length.FULL, text, **selectors)


def test_the_same_facts_and_seed_give_the_same_message() -> None:
    assert composed(5) == composed(5)


def test_ten_seeds_give_ten_different_messages() -> None:
    assert len({composed(seed).body for seed in range(10)}) == 10


def test_an_email_has_a_subject_and_short_paragraphs() -> None:
    message = composed()
    assert message.subject
    assert message.subject_key.startswith("en.opening.full.subject.recommendation")
    assert 4 <= message.body.count("\n\n") <= 5


def test_the_name_stands_under_the_closing_with_the_signature() -> None:
    message = composed(signature="Sam Lee, PhD\n613 555 0100")
    assert message.body.endswith("\nSam Lee\nSam Lee, PhD\n613 555 0100")


def test_only_email_is_signed_with_the_signature() -> None:
    message = composed(channel=Channel.LINKEDIN_MESSAGE, signature="613 555 0100")
    assert "613" not in message.body
    assert message.subject == ""


def test_the_most_specific_wording_wins() -> None:
    choice = [
        wording("exit", "A no is fine.", Move.EXIT),
        wording("any", "Could you help?"),
        wording("ask", "Could you recommend me?", ask="recommendation"),
        wording("tone", "Could you recommend me, Judith?", ask="recommendation", tone="warm"),
    ]
    assert text_of(compose(facts_for(), choice, 1), Move.ASK) == "Could you recommend me, Judith?"


def test_a_wording_with_an_empty_placeholder_is_never_used() -> None:
    facts = replace(facts_for(optional=False), why_you="")
    for seed in range(20):
        message = compose(facts, WORDINGS, seed)
        assert text_of(message, Move.WHY_YOU) == ""
        assert "{" not in message.body


def test_a_needed_move_without_a_wording_is_named() -> None:
    only_exit = [wording("exit", "A no is fine.", Move.EXIT)]
    with pytest.raises(NoWordingFits) as caught:
        compose(facts_for(), only_exit, 1)
    assert (caught.value.kind, caught.value.move) == (Kind.OPENING, Move.ASK)


def test_a_missing_answer_is_named_not_invented() -> None:
    facts = replace(facts_for(ask=Ask.COFFEE), answers={})
    with pytest.raises(NoWordingFits):
        compose(facts, WORDINGS, 1)


def test_a_custom_request_type_is_written_like_other() -> None:
    facts = replace(facts_for(ask=Ask.OTHER), ask="mentoring")
    assert "introduce me to Marie Roy" in compose(facts, WORDINGS, 1).body


def test_wordings_of_a_custom_type_win_over_those_of_other() -> None:
    facts = replace(facts_for(ask=Ask.OTHER), ask="mentoring")
    own = wording("own", "Would you mentor me: {request}?", ask="mentoring", tone="warm")
    assert text_of(compose(facts, [*WORDINGS, own], 1), Move.ASK).startswith("Would you mentor me")


def test_keep_pins_a_move_and_without_leaves_a_wording_out() -> None:
    key = "en.opening.full.exit.warm.b"
    pinned = compose(facts_for(), WORDINGS, 1, keep={Move.EXIT: key})
    assert [p.wording_key for p in pinned.passages if p.move is Move.EXIT] == [key]
    for seed in range(10):
        message = compose(facts_for(), WORDINGS, seed, without={key})
        assert key not in {p.wording_key for p in message.passages}


def test_a_pin_that_no_longer_fits_is_let_go() -> None:
    facts = facts_for(optional=False)
    message = compose(facts, WORDINGS, 1, keep={Move.WHY_YOU: "en.opening.full.why_you.warm.a"})
    assert text_of(message, Move.WHY_YOU) == ""


def test_another_wording_changes_one_move_and_comes_round() -> None:
    facts, first = facts_for(), composed(3)
    seen, message = [], first
    for _ in range(5):
        message = another(facts, WORDINGS, 3, message, Move.EXIT)
        seen.append(text_of(message, Move.EXIT))
        assert text_of(message, Move.ASK) == text_of(first, Move.ASK)
    assert len(set(seen)) == 5
    assert seen[-1] == text_of(first, Move.EXIT)


def test_another_subject() -> None:
    facts, first = facts_for(), composed(3)
    second = another(facts, WORDINGS, 3, first, Move.SUBJECT)
    assert second.subject != first.subject
    assert second.body == first.body


@pytest.mark.parametrize("language", Language)
def test_template_code_comes_out_as_typed(language: Language) -> None:
    for code in ("{{settings.SECRET_KEY}}", "{0.__class__}", "%(x)s", "{sender}"):
        answers = {"request": f"read {code}" if language is Language.EN else f"lire {code}"}
        facts = replace(facts_for(ask=Ask.OTHER, language=language), answers=answers)
        assert code in compose(facts, WORDINGS, 1).body


def test_an_editors_braces_are_only_text() -> None:
    odd = wording("odd", "Could you help {{settings.SECRET_KEY}} {0.__class__}?", tone="warm")
    exit_ = wording("exit", "A no is fine.", Move.EXIT)
    assert text_of(compose(facts_for(), [odd, exit_], 1), Move.ASK) == odd.text


def test_the_shared_work_is_not_told_twice() -> None:
    same = replace(facts_for(), shared_history="planning the 2009 grad student conference")
    assert compose(same, WORDINGS, 1).body.count("conference") == 1


def test_the_shared_history_stands_in_for_work_not_answered() -> None:
    facts = replace(facts_for(), answers={}, shared_history="planning the conference")
    assert "our work planning the conference" in compose(facts, WORDINGS, 1).body


@pytest.mark.parametrize(
    ("years", "said"),
    [
        (None, ""),
        (0, ""),
        (1, "more than a year"),
        (3, "about three years"),
        (16, "about sixteen years"),
    ],
)
def test_the_gap_is_said_once_at_most(years: int | None, said: str) -> None:
    for seed in range(6):
        body = composed(seed, gap_years=years).body
        assert body.count("year") == (1 if said else 0)
        assert said in body


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("years", "en", "fr"),
    [(1, "a", "’un"), (2, "two", "e deux"), (5, "five", "e cinq"), (40, "twenty", "e vingt")],
)
def test_a_gap_that_may_be_longer_names_no_length(language, years, en, fr) -> None:
    said = f"plus d{fr} an" if language is Language.FR else f"more than {en} year"
    for seed in range(6):
        facts = replace(facts_for(language=language), gap_years=years, gap_at_least=True)
        body = compose(facts, WORDINGS, seed).body
        assert said in body
        assert not re.search(r"(?:about|environ) \w+ (?:years|ans)", body)


@pytest.mark.parametrize("channel", Channel)
def test_a_hello_is_built_without_a_request(channel: Channel) -> None:
    facts = replace(facts_for(Kind.HELLO), ask="", approach=Approach.FRIENDLY_FIRST)
    message = compose(replace(facts, channel=channel), WORDINGS, 1)
    assert text_of(message, Move.ASK) == ""
    assert "?" not in message.body


def test_formal_greetings() -> None:
    formal = {"tone": Tone.FORMAL}
    assert composed(**formal).body.startswith("Dear Dr. Roy,\n")
    assert composed(**formal, formal_name="").body.startswith("Dear Judith Roy,\n")
    french = replace(facts_for(language=Language.FR), tone=Tone.FORMAL)
    message = compose(french, WORDINGS, 1).body
    assert message.startswith("Madame,\n")
    assert ", Madame, mes salutations distinguées.\nSam Lee" in message


def test_formal_french_without_a_title() -> None:
    facts = replace(facts_for(language=Language.FR), tone=Tone.FORMAL)
    named = compose(replace(facts, formal_name="Maître Roy"), WORDINGS, 1).body
    assert named.startswith("Bonjour Maître Roy,\n")
    assert "mes salutations distinguées" in named
    assert "Madame" not in named


def test_a_text_message_stays_in_the_basic_alphabet() -> None:
    body = composed(channel=Channel.SMS).body
    assert body.isascii()
    french = replace(facts_for(language=Language.FR, address=Address.TU), channel=Channel.SMS)
    assert not set(compose(french, WORDINGS, 1).body) & set("’“”«»\u00a0")


def test_a_script_has_one_line_for_each_part() -> None:
    message = composed(channel=Channel.SPOKEN)
    assert [p.move for p in message.passages] == [
        Move.GREETING,
        Move.ANCHOR,
        Move.ASK,
        Move.CONTEXT,
        Move.EXIT,
    ]
    assert message.body.count("\n\n") == 4


def test_a_note_is_one_line() -> None:
    for channel in (Channel.CONNECTION_NOTE, Channel.SMS):
        assert "\n" not in composed(channel=channel).body


def test_no_organisation_found_yet() -> None:
    answers = {"role": "policy analyst", "organisations": "none yet"}
    facts = replace(facts_for(ask=Ask.APPLICATION_ADVICE), answers=answers)
    assert "start of my list" in compose(facts, WORDINGS, 1).body


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("ask", Ask)
def test_nothing_anyone_types_breaks_the_composer(ask: Ask, language: Language) -> None:
    odd = [
        "\0\u202e",
        "a",
        "😀 🙈",
        "….",
        "{" * 500,
        "(((",
        "d’" * 50,
        "\\1 \\g<0>",
        "À",
        "如何 招聘？",
    ]
    facts = facts_for(ask=ask, language=language)
    for typed in odd:
        answers = {key: f"x {typed}" for key in facts.answers}
        strange = replace(
            facts, answers=answers, shared_history=typed, why_you=typed, greeting_name=typed
        )
        assert compose(strange, WORDINGS, 1).body


def facts_with_long_answers() -> Facts:
    topic = "how people with a doctorate in the humanities move into policy work in the provinces"
    return replace(facts_for(ask=Ask.COFFEE), answers={"topic": topic}, channel=Channel.SMS)


def test_a_long_answer_gives_way_to_a_shorter_request() -> None:
    body = compose(facts_with_long_answers(), WORDINGS, 1).body
    assert len(body) < 160
    assert "15 minutes" in body


def test_a_formal_greeting_without_a_formal_name_always_has_the_full_name() -> None:
    for seed in range(12):
        body = composed(seed, tone=Tone.FORMAL, formal_name="", full_name="Margaret Osei").body
        assert body.startswith("Dear Margaret Osei,\n")

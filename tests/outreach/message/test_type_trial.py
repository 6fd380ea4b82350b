"""A request type is tried in every tone and both languages; a remark leads to its text."""

import pytest

from outreach.message.shipped import shipped_wordings
from outreach.message.type_trial import letters, remarks_on
from outreach.message.vocabulary import Channel, Kind, Tone

WORDINGS = shipped_wordings()
TEXTS = {
    "stem_en": "introduce me to",
    "stem_fr": "me présenter à",
    "completion_en": "Marie Roy, who leads the city archives",
    "completion_fr": "Marie Roy, qui dirige les archives de la Ville",
}
ENGLISH = {name: text for name, text in TEXTS.items() if name.endswith("_en")}


HOUR = {
    "stem_en": "show me",
    "stem_fr": "me montrer",
    "completion_en": "the archive for an hour",
    "completion_fr": "les archives pendant une heure",
}


@pytest.mark.parametrize("texts", [TEXTS, HOUR], ids=["a person", "an hour"])
def test_a_plain_type_draws_no_remark(texts: dict[str, str]) -> None:
    assert remarks_on(texts, WORDINGS) == []


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"exit_en": "You owe me this."}, {("exit_en", "pressure"), ("exit_en", "no_easy_out")}),
        ({"subject_en": "Hi!"}, {("subject_en", "vague_subject")}),
        ({"thank_you_en": "Thanks in advance!"}, {("thank_you_en", "thanks_in_advance")}),
        ({"detail_en": "[your name]"}, {("detail_en", "placeholder_left")}),
        ({"stem_en": "find me a job at"}, {("stem_en", "not_reasonable")}),
        ({"reply_yes_en": "It goes with {topic}."}, {("reply_yes_en", "")}),
    ],
    ids=lambda given: "",
)
def test_a_remark_leads_to_the_text_it_comes_from(
    texts: dict[str, str], found: set[object]
) -> None:
    remarks = remarks_on(ENGLISH | texts, WORDINGS)
    assert {(one.field, one.finding.code if one.finding else "") for one in remarks} >= found
    assert {one.field for one in remarks} == {field for field, _ in found}


def test_a_beginning_that_says_vous_is_no_beginning_for_tu() -> None:
    french = {"stem_fr": "relire votre ancien", "completion_fr": "plan de cours avec moi"}
    remarks = remarks_on(french, WORDINGS)
    assert ("stem_fr", "tu_vous_mixed") in {
        (one.field, one.finding.code) for one in remarks if one.finding
    }


def test_there_is_a_letter_for_each_tone_and_language() -> None:
    found = letters(TEXTS, WORDINGS, kind=Kind.OPENING, channel=Channel.EMAIL)
    assert set(found) == {(tone, of) for tone in Tone for of in ("en", "fr", "fr_tu")}
    assert len({one.message.body for one in found.values()}) == 9


def test_without_its_sentence_there_is_nothing_to_try() -> None:
    assert remarks_on({"exit_en": "You owe me this."}, WORDINGS) == []
    assert letters({}, WORDINGS, kind=Kind.OPENING, channel=Channel.EMAIL) == {}

"""Findings: what is said about a message, where, and how severely."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.message.check import check, labels
from outreach.message.finding import Severity
from outreach.message.findings import BLOCKING, ORDER, REASONS
from outreach.message.rewrites import REWRITES
from outreach.message.vocabulary import Channel, Kind, Language

GOOD = """Hi Kathleen,

I'd value your advice on one thing: beyond the three places on my list, which organisations \
would you look at for a museum registrar post in the Maritimes?

I'll be on the market from September, when my term at the archives runs out. You know the \
sector better than I do after our two summers at Louisbourg.

Names alone are enough. And if nothing springs to mind, that's a useful answer as well.

Isaac Pottie"""


def codes(text: str, **given_: str) -> list[str]:
    settings_ = {"kind": "opening", "channel": "email", "subject": "Where else to apply?"} | given_
    return [finding.code for finding in check(text, **settings_)]  # type: ignore[arg-type]


def test_a_good_message_has_no_finding() -> None:
    assert codes(GOOD) == []


def test_a_hello_instead_of_a_request_asks_nothing() -> None:
    found = codes("Hi Ana,\n\nHow are you? I was thinking of our years in Leeds.\n\nTom")
    assert found[0] == "no_ask"


def test_the_span_is_exactly_the_placeholder() -> None:
    text = "Hi [Name],\n\nCould you write two lines about the 2019 audit we did? A no is fine."
    first = check(text, kind="opening", channel="email", subject="Two lines?")[0]
    assert (first.code, text[first.start : first.end]) == ("placeholder_left", "[Name]")


def test_a_blank_in_the_subject_blocks_without_a_span() -> None:
    first = check(GOOD, kind="opening", channel="email", subject="About {topic}")[0]
    assert (first.severity, first.start, first.end) == (Severity.BLOCK, 0, 0)
    assert "subject" in first.reason


@pytest.mark.parametrize(
    ("channel", "most"), [("connection_note", 300), ("sms", 480), ("linkedin_message", 3000)]
)
def test_only_a_hard_limit_blocks_a_long_text(channel: str, most: int) -> None:
    text = ("Could you help? A no is fine. " * 120)[:most]
    assert "over_channel_limit" not in codes(text, channel=channel)
    assert "over_channel_limit" in codes(text + "x", channel=channel)


def test_nothing_blocks_but_blanks_and_hard_limits() -> None:
    rude = "Hi,\nI beg you, find me a job today! You owe me. Sorry, so sorry. Thanks in advance."
    found = check(rude, kind="opening", channel="email")
    assert len(found) > 5
    assert {finding.severity for finding in found} == {Severity.ADVISE}


def test_findings_come_in_the_order_that_matters() -> None:
    found = codes("Hi [Name],\n\nFind me a job! You owe me. Sorry, so sorry. Thanks in advance.")
    assert found == sorted(found, key=ORDER.index)


def test_the_rewrite_is_in_the_language_and_address_of_the_message() -> None:
    text = "Salut Max,\n\nPourrais-tu relire mon CV pour le poste à la Ville?\n\nJo"
    found = check(text, kind="opening", channel="email", subject="Mon CV")
    rewrite = next(finding.rewrite for finding in found if finding.code == "no_easy_out")
    assert rewrite == "Tu peux me répondre « pas cette fois », ça me va."


def test_a_given_address_decides_between_tu_and_vous() -> None:
    found = check("Un café mardi?", kind="opening", channel="sms", language="fr-CA", address="tu")
    assert "vous" not in " ".join(
        finding.rewrite for finding in found if finding.code == "no_easy_out"
    )


def test_the_polite_conditional_is_neither_hesitation_nor_apology() -> None:
    text = "Bonjour,\n\nJe me permets de vous écrire. Pourriez-vous me nommer un employeur?"
    assert "over_apologises" not in codes(text)


def test_tu_and_vous_together_are_noticed() -> None:
    text = "Bonjour Luc,\n\nPourriez-vous me dire si tu connais un organisme?\n\nJo"
    assert "tu_vous_mixed" in codes(text)


@pytest.mark.parametrize("code", sorted({*ORDER}))
def test_every_code_has_a_calm_reason_and_a_rewrite(code: str) -> None:
    assert re.fullmatch(r"[^.!?]+\.", REASONS[code])
    assert code in REWRITES or code in {"over_target_length", "vague_subject"}


def test_only_two_codes_block() -> None:
    assert {"placeholder_left", "over_channel_limit"} == BLOCKING


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="letter"):
        check("Hello", kind="letter", channel="email")


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(max_size=400) | st.text("aàé .,!?'’\n[]{}\"«»19sorryou", max_size=400),
    kind=st.sampled_from(Kind),
    channel=st.sampled_from(Channel),
    language=st.sampled_from([None, *Language]),
)
def test_no_text_raises_and_spans_stay_inside(
    text: str, kind: Kind, channel: Channel, language: Language | None
) -> None:
    found = check(text, kind=kind, channel=channel, language=language, subject=text[:40])
    assert found == check(text, kind=kind, channel=channel, language=language, subject=text[:40])
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in found)


@pytest.mark.parametrize(
    "anchor",
    [
        "We know each other from the first year of the science camp.",
        "You may remember me from the museum volunteers’ weekend.",
        "You know me through planning the grad student conference.",
        "It’s good to be in touch again after the first year of the camp.",
        "Nous nous connaissons depuis le projet de bibliothèque.",
        "Tu te souviendras de moi grâce à l’équipe de soccer.",
        "Permettez-moi de rappeler l’équipe de soccer.",
    ],
)
def test_any_history_counts_after_words_that_say_we_know_each_other(anchor: str) -> None:
    assert labels(anchor, kind="opening", channel="email")["mentions_shared_history"]


@pytest.mark.parametrize(
    "text",
    [
        "I’m glad we’re in touch again after so long.",
        "J’ai repris contact après tout ce temps.",
    ],
)
def test_a_gap_alone_is_no_history(text: str) -> None:
    assert not labels(text, kind="opening", channel="email")["mentions_shared_history"]


def test_a_note_without_room_is_not_told_to_say_more() -> None:
    ask = "Hello Anne-Sophie, this is Ana Whitfield-Osei. Could you name one employer to try? "
    full = ask + "I am on the market now. Please feel free to say no; one word is plenty."
    for text, expected in ((full, False), (ask + "A no is fine.", True)):
        found = check(text, kind="opening", channel="sms", language="en")
        assert ("no_shared_history" in {finding.code for finding in found}) is expected


def test_a_reason_that_the_reader_saw_the_work_does_not_press() -> None:
    text = "Je m’adresse à vous parce que vous avez vu mon travail à l’urgence de l’hôpital."
    assert not labels(text, kind="opening", channel="email")["pressure"]
    assert labels("Vous avez vu mon message?", kind="nudge", channel="email")["pressure"]

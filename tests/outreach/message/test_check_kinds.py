"""What each kind of message must and must not hold."""

import pytest

from outreach.message.check import check

SORRY = "No problem at all. "


def codes(text: str, kind: str, channel: str = "linkedin_message") -> set[str]:
    return {finding.code for finding in check(text, kind=kind, channel=channel)}


def test_a_hello_must_hold_no_request() -> None:
    text = "Hi Bo! Loved the photo. By the way, could you pass my CV to your director?"
    assert "request_in_hello" in codes(text, "hello")


@pytest.mark.parametrize(
    "text",
    [
        "Hi Bo! I walked past our old lab today. I'd love to hear your news some day.",
        "Salut Bo! Je suis passé devant le vieux labo. Donne-moi de tes nouvelles!",
        "Hi Bo, would love to have a coffee and hear about your life. No request up my sleeve.",
    ],
)
def test_a_sincere_hello_is_left_alone(text: str) -> None:
    assert codes(text, "hello") == set()


def test_a_thank_you_thanks() -> None:
    assert "not_grateful" in codes("Hi Bo, the call was on Tuesday. Ana", "thank_you")
    assert codes("Hi Bo, thank you for the call on Tuesday. Ana", "thank_you") == set()


def test_a_thank_you_asks_for_nothing_more() -> None:
    text = "Thanks for the call, Bo. Could you also introduce me to your manager?"
    assert "asks_again" in codes(text, "thank_you")


def test_a_thank_you_may_name_the_advice_it_is_for() -> None:
    text = "Bonjour Luc,\n\nMerci. Je retiens surtout ceci : ton conseil sur les portfolios.\n\nAna"
    assert "asks_again" not in codes(text, "thank_you")


def test_an_answer_to_a_no_makes_no_smaller_request() -> None:
    text = "I understand, thank you. Would a five-minute call be possible instead?"
    assert "asks_again" in codes(text, "answer_no")


@pytest.mark.parametrize("kind", ["answer_no", "nudge", "last_nudge"])
def test_short_kinds_stay_under_fifty_words(kind: str) -> None:
    found = check(SORRY * 20, kind=kind, channel="email")
    assert "This kind of message is best under fifty words." in {one.reason for one in found}


def test_a_nudge_does_not_measure_silence() -> None:
    text = "Hi Bo, three weeks ago I asked for two lines on our audit. No reply yet. A no is fine."
    assert codes(text, "nudge") & {"measures_silence", "pressure"}


def test_a_kind_nudge_is_left_alone() -> None:
    text = (
        "Hi Bo, a small reminder: two lines on LinkedIn about our audit? A no is fine. Thank you."
    )
    assert codes(text, "nudge") == set()


@pytest.mark.parametrize("kind", ["nudge", "reply_yes", "thank_you"])
def test_only_a_first_email_needs_a_subject(kind: str) -> None:
    assert "missing_subject" not in codes("Thank you, Bo.", kind, "email")
    assert "missing_subject" in codes("Thank you, Bo.", "opening", "email")


def test_a_loan_agreement_is_no_loan() -> None:
    text = "I still use the loan agreement we wrote. Would you be my reference? A no is fine."
    assert "not_reasonable" not in codes(text, "opening")


def test_a_letter_for_tomorrow_is_pressure_in_french_too() -> None:
    text = "Salut Luc! Peux-tu m’écrire une recommandation pour demain? Merci! Ana"
    assert "pressure" in codes(text, "opening")

"""What is good about a message is said, and only what is true of it."""

from outreach.message.strengths import strengths
from tests.outreach.message.test_check import GOOD


def test_a_good_message_has_many_strengths() -> None:
    assert strengths(GOOD, kind="opening", channel="email") == (
        "The request comes early and is out in the open.",
        "The reader can tell at once what a yes would mean.",
        "It asks for one small favour.",
        "It is easy to say no.",
        "It reminds the reader how you know each other.",
        "It says where you stand.",
        "It is short enough to read at a busy moment.",
    )


def test_an_empty_text_has_none() -> None:
    assert strengths("  \n", kind="opening", channel="email") == ()


def test_a_thank_you_is_praised_for_thanks_and_for_asking_nothing() -> None:
    found = strengths("Thank you for Tuesday, Bo.", kind="thank_you", channel="sms")
    assert found[:2] == ("It asks for nothing.", "The thanks are clear.")


def test_pressure_is_not_praised() -> None:
    found = strengths("Any news on my letter? I'm counting on you.", kind="nudge", channel="email")
    assert "It puts no weight on the reader." not in found
    assert "It is easy to say no." not in found

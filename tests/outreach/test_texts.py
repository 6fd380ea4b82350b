"""A text in parts, its size, what blocks it; the message is not stored."""

import pytest

from outreach.composed import Composed
from outreach.message.composition import Composition, Passage
from outreach.message.vocabulary import Move
from outreach.models import Message, Outreach
from outreach.texts import blocking, findings_of, parts_of, size_of

PASSAGES = (
    Passage(Move.GREETING, "g", "Hi Maria,", 0),
    Passage(Move.ASK, "a", "Could you write two lines about the fair?", 1),
    Passage(Move.EXIT, "e", "No is fine.", 1),
    Passage(Move.SIGN_OFF, "s", "Warmly,\nAlice", 2),
)
COMPOSITION = Composition("A request", PASSAGES, "subject")


def message_of(body: str = COMPOSITION.body, channel: str = "email", **columns) -> Message:
    outreach = Outreach(language="en", address="vous")
    composed = Composed(COMPOSITION).as_json()
    return Message(
        outreach=outreach, kind="opening", channel=channel, body=body, composed=composed, **columns
    )


def shown(body: str) -> list[list[tuple[str, str, bool]]]:
    parts = parts_of(message_of(body), body)
    return [[(part.text, part.move, part.is_composed) for part in line] for line in parts]


def test_an_untouched_text_is_the_composers_by_paragraph():
    assert shown(COMPOSITION.body) == [
        [("Hi Maria,", "greeting", True)],
        [("Could you write two lines about the fair?", "ask", True), ("No is fine.", "exit", True)],
        [("Warmly,\nAlice", "sign_off", True)],
    ]


def test_own_sentences_are_read_and_the_rest_stays_known():
    body = COMPOSITION.body.replace("No is fine.", "You can say no, and all is well.")
    assert shown(body)[1] == [
        ("Could you write two lines about the fair?", "ask", True),
        ("You can say no, and all is well.", "exit", False),
    ]


def test_words_of_no_known_kind_are_own_words():
    assert shown("Blue whale.\n\nGreen tea.") == [
        [("Blue whale.", "", False)],
        [("Green tea.", "", False)],
    ]


@pytest.mark.parametrize("body", ["", " \n\n ", "\n"])
def test_nothing_has_no_parts(body):
    assert shown(body) == []


def test_every_letter_is_in_one_part():
    body = "Hi Maria, hello!\n\nOne more thing.  Could you write two lines about the fair? Ok\n\nA"
    together = "".join(text for line in shown(body) for text, _move, _known in line)
    assert "".join(together.split()) == "".join(body.split())


@pytest.mark.parametrize(
    ("channel", "count", "target", "in_characters"),
    [("email", 15, 150, False), ("sms", 79, 160, True), ("connection_note", 79, 200, True)],
)
def test_a_size_counts_what_the_channel_counts(channel, count, target, in_characters):
    size = size_of(message_of(channel=channel), COMPOSITION.body)
    assert (size.count, size.target, size.in_characters) == (count, target, in_characters)


@pytest.mark.parametrize(
    ("body", "channel"),
    [
        ("Hi [Name]", "email"),
        ("x" * 301, "connection_note"),
        ("x" * 481, "sms"),
        ("x" * 3001, "linkedin_message"),
        ("Hi Maria", "email"),
        ("x" * 300, "connection_note"),
    ],
)
def test_what_blocks_is_what_the_checker_blocks(body, channel):
    message = message_of(body, channel)
    found = [one for one in findings_of(message, "A request", body) if one.severity == "block"]
    assert blocking(message) is bool(found)


def test_a_blank_in_the_subject_blocks():
    assert blocking(message_of(subject="For [Name]"))

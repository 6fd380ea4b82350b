"""Which sentence of a text does what."""

from outreach.message.anatomy import anatomy
from outreach.message.vocabulary import Move

TEXT = """Hi Kathleen,

Could you name one museum in Halifax that hires registrars? I start applying in September.

We spent two summers at Louisbourg. I'm asking you because you know the sector.

A no is fine. Thank you for reading.

Isaac"""


def test_each_sentence_has_its_move() -> None:
    moves = [(TEXT[start:end].split()[0], move) for start, end, move in anatomy(TEXT)]
    assert moves == [
        ("Hi", Move.GREETING),
        ("Could", Move.ASK),
        ("I", Move.CONTEXT),
        ("We", Move.ANCHOR),
        ("I'm", Move.WHY_YOU),
        ("A", Move.EXIT),
        ("Thank", Move.THANKS),
        ("Isaac", Move.SIGN_OFF),
    ]


def test_the_news_of_a_reply() -> None:
    text = "Bo, thank you for the call. I've signed up for the course."
    moves = [move for _, _, move in anatomy(text, kind="thank_you", channel="sms")]
    assert moves == [Move.GREETING, Move.THANKS, Move.NEWS]


def test_a_sentence_that_does_nothing_in_particular_is_left_out() -> None:
    text = "Could you name one museum? The swallows are back."
    assert [move for _, _, move in anatomy(text)] == [Move.ASK]

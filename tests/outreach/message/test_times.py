"""Words that place a clause in time."""

import pytest

from outreach.message.times import AHEAD, DAY_AHEAD, GONE


@pytest.mark.parametrize(
    "clause",
    [
        "my leave ends in august",
        "i hand back my keys on the last day of june",
        "the interviews begin in two weeks",
        "i finish at the end of october",
        "je rentre a la fin de l'ete",
        "je depose le 1er mars",
        "je commence dans trois semaines",
    ],
)
def test_what_is_to_come(clause: str) -> None:
    assert AHEAD.search(clause)
    assert not GONE.search(clause)


@pytest.mark.parametrize("clause", ["we ran the fair in 2019", "it may be late", "my own years"])
def test_what_is_not(clause: str) -> None:
    assert not AHEAD.search(clause)


def test_a_day_is_weaker_than_a_date() -> None:
    assert DAY_AHEAD.search("the form is due on friday")
    assert not AHEAD.search("i am free on friday")

"""Which approach is honest for a motive (DESIGN.md, the six lines). Pure.

Hello first is open only to somebody who wants the relationship and would write all the same;
everybody else is up front. That is a matter of honesty: no study says either gets more answers
(WORDING.md, section 13), so the pages must not say so.
"""

from enum import StrEnum


class Verdict(StrEnum):
    """What follows from the two answers."""

    UNKNOWN = ""
    UP_FRONT = "up_front"
    """Help is the reason: say so first."""
    HONEST_UP_FRONT = "honest_up_front"
    """A hello without the will to stay in touch would mislead: explain, and lead to up front."""
    CHOICE = "choice"
    """Both ways are honest; hello first against a promise."""


VERDICTS: dict[tuple[str, str], Verdict] = {
    ("help", "yes"): Verdict.UP_FRONT,
    ("help", "unsure"): Verdict.UP_FRONT,
    ("help", "no"): Verdict.UP_FRONT,
    ("both", "yes"): Verdict.CHOICE,
    ("both", "unsure"): Verdict.HONEST_UP_FRONT,
    ("both", "no"): Verdict.HONEST_UP_FRONT,
    ("relationship", "yes"): Verdict.CHOICE,
    ("relationship", "unsure"): Verdict.HONEST_UP_FRONT,
    ("relationship", "no"): Verdict.HONEST_UP_FRONT,
}

RHYTHMS = (3, 6, 12)
"""Months between two notes that a promise may name (twice a year is plenty)."""


def verdict(hope: str, still_write: str) -> Verdict:
    """The verdict for what was answered; UNKNOWN while an answer is missing."""
    return VERDICTS.get((hope, still_write), Verdict.UNKNOWN)

"""Thanks, apologies and pressure."""

import re

from outreach.message.reading import Reading, Span
from outreach.message.sentences import Role
from outreach.message.vocabulary import Kind

_ASKING = frozenset({Kind.OPENING, Kind.NUDGE, Kind.LAST_NUDGE})

_BARE_THANKS = re.compile(
    r"(?:(?:many|kind|best|warm) )?(?:thanks?|thank you|merci|cheers|ta|thx|tks)(?: (?:again|"
    r"so much|very much|a lot|bien|beaucoup|a tous))?"
    r"(?:[ ,.!-]*|[,.!-]+ ?[\w.' \[\]{}<>-]{0,25}[,.!]*)"
)
_OFFERED = re.compile(
    r"\b(?:i|we|je|on)(?:'ll| will| can| could| shall|'d| would)"
    r"(?: gladly| also| happily| always)? $"
    r"|\bj(?:e |')(?:te |vous |lui |leur |l'|les |t'|en |y )?$"
)
"""Before words that would press, were they not about what the writer will do."""


def thanks(reading: Reading, kind: Kind) -> tuple[Span, ...]:
    """Thanks that are meant: no request formula, no bare "Thanks," before the name.

    A message that answers ends with "Thank you again!" and means it.
    """
    formulas = reading.hits("thanks_formula")
    if kind in _ASKING:
        formulas = formulas + reading.hits("thanks_expected")
    found = []
    for start, end in reading.hits("thanks"):
        if any(first < end and start < last for first, last in formulas):
            continue
        sentence = reading.sentence_at(start)
        if (
            sentence
            and kind in _ASKING
            and _is_bare(reading, sentence.start, sentence.end, sentence.role)
        ):
            continue
        found.append((start, end))
    return tuple(found)


def _is_bare(reading: Reading, start: int, end: int, role: Role) -> bool:
    words = reading.plain[start:end]
    if (
        role is not Role.SIGN_OFF
        and reading.body
        and (start, end) != (reading.body[-1].start, reading.body[-1].end)
    ):
        return False
    return bool(_BARE_THANKS.fullmatch(words)) and (role is Role.SIGN_OFF or len(reading.body) > 1)


def apologies(reading: Reading) -> tuple[Span, ...]:
    """Every apology, except sympathy and words about apologising that are none."""
    others = reading.hits("apology_other")
    return tuple(
        (start, end)
        for start, end in reading.hits("apology")
        if not any(first < end and start < last for first, last in others)
    )


def over_apologises(reading: Reading) -> bool:
    """Two apologies or more, or one that abases itself."""
    count = len(apologies(reading))
    heavy = len(reading.hits("apology_heavy"))
    return count >= 2 or bool(heavy and count) or heavy >= 2


def pressure(reading: Reading) -> tuple[Span, ...]:
    """Guilt, debts, clocks, and remarks about silence, outside sentences that take them back."""
    relieved = reading.hits("pressure_not")
    return tuple(
        (start, end)
        for start, end in reading.hits("pressure")
        if not any(first < end and start < last for first, last in relieved)
        and not is_own_doing(reading, start)
    )


def is_own_doing(reading: Reading, start: int) -> bool:
    """Whether the words at a place are what the writer will do: "I can send it tonight"."""
    return bool(_OFFERED.search(reading.plain, max(0, start - 30), start))

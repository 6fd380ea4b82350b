"""The closed list of placeholders of a wording, and reading them in a text.

A placeholder is a name of this list in single braces, ``{shared_history}``. It is replaced
plainly, once; any other brace is text. There is no template language here and no
``str.format``: what users and editors type can never be code.
"""

import re
from functools import lru_cache

FRAME = {
    "recipient": "the name the greeting uses",
    "formal_name": "title and family name, for a formal greeting",
    "full_name": "first and family name, for a formal greeting without a title",
    "title": "Madame or Monsieur alone, where the formal name begins with it",
    "sender": "the name of the person who writes",
    "minutes": "the number of minutes asked for, 15 unless told",
}
"""Names and numbers every message has."""

ANSWERS = {
    "shared_history": "what places the writer: planning the conference in 2009",
    "work": "the work to recommend: planning the conference in 2009",
    "our_work": "the same as shared work: our work planning the conference in 2009",
    "theme": "one theme a recommendation could mention",
    "facts": "facts that help to remember",
    "topic": "what a coffee is about: how museums hire",
    "questions": "the two or three questions of a coffee",
    "role": "the roles, with the region: policy analyst roles in Ottawa",
    "organisations": "organizations already found",
    "strengths": "what one brings, in one line",
    "request": "another request, as after “could you”: introduce me to …",
    "why_you": "the reason, with its conjunction: because you saw …",
    "news": "news in one line",
    "detail": "a practical detail",
    "deadline": "a date that matters to a promised help: the posting closes on 14 March",
    "material": "what else is needed for a promised help: a link, a line to pass on",
    "helped": "what helped most",
    "next": "what one will do with the help",
    "result": "what came of it",
    "interest": "something of interest to the reader",
    "promise": "how often one means to write: twice a year",
}
"""What the user typed or chose; a wording that says more of it wins over one that says less."""

GAP = {
    "gap": "time since the last contact, of any length",
    "a_while": "time since the last contact, one to two years only",
    "some_years": "time since the last contact, two to five years only",
    "many_years": "time since the last contact, five years and more only",
}
"""Time since the last contact. A wording with one of these is left out where it does not apply."""

SITUATION = {
    "now": "only when the writer is on the market: now",
    "from_date": "only when the writer soon will be: from March 2027, or soon",
    "not_before": "only when the writer is researching: until March 2027, or for a while yet",
    "for_now": "only when the writer is not looking: for now",
}
"""Where the writer stands. A wording with one of these is for that situation only."""

PLACEHOLDERS: dict[str, str] = FRAME | ANSWERS | GAP | SITUATION
"""Every placeholder a wording may use, with what it stands for."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[str, ...]:
    """Text and names in turn: ``"Hi {recipient},"`` gives ``("Hi ", "recipient", ",")``."""
    return tuple(_PLACEHOLDER.split(text))


@lru_cache(maxsize=4096)
def placeholders(text: str) -> frozenset[str]:
    """The names in single braces, known or not."""
    return frozenset(pieces(text)[1::2])


def unknown_placeholders(text: str) -> list[str]:
    """Names in braces that are not in the closed list, in order of the alphabet."""
    return sorted(placeholders(text) - PLACEHOLDERS.keys())


def check_wording(text: str) -> list[str]:
    """What is wrong with the text of a wording, as short codes; empty when it can be published.

    ``empty``; ``unknown:name`` for a placeholder that is not in the list; ``brace`` for a brace
    that belongs to no placeholder; ``space`` for a doubled or outer space; ``stops`` for a
    doubled full stop. Whether it reads well is the checker's business, not this function's.
    """
    rest = _PLACEHOLDER.sub("", text)
    problems = [f"unknown:{name}" for name in unknown_placeholders(text)]
    problems += ["brace"] * bool(re.search(r"[{}]", rest))
    problems += ["space"] * bool(re.search(r"  |^\s|\s$", text))
    problems += ["stops"] * bool(re.search(r"(?<!\.)\.{2}(?!\.)", text))
    return problems if text.strip() else ["empty"]

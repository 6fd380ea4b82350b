"""From facts to the words that stand for each placeholder."""

import re
from collections.abc import Callable, Mapping
from types import ModuleType

from outreach.message import english, french
from outreach.message.facts import Facts
from outreach.message.grammar import alike, tidy
from outreach.message.shorten import heads
from outreach.message.vocabulary import Ask, Language, Situation

GRAMMARS: Mapping[Language, ModuleType] = {Language.EN: english, Language.FR: french}

_MOST_WORDS = 15
"""In one phrase: a sentence has room for 28 (WORDING.md, section 1: under 20 is best)."""

DEFAULT_MINUTES, MOST_MINUTES = 15, 20
"""WORDING.md, section 2: fifteen minutes, twenty at most."""

_SHAPES = {
    "work": "thing",
    "theme": "phrase",
    "facts": "facts",
    "topic": "topic",
    "questions": "questions",
    "role": "roles",
    "organisations": "organisations",
    "strengths": "strengths",
    "request": "request",
    "news": "phrase",
    "detail": "phrase",
    "deadline": "phrase",
    "material": "facts",
    "helped": "phrase",
    "next": "phrase",
    "result": "phrase",
    "interest": "phrase",
}
_TITLE = re.compile(r"(?:(Madame|Mme)|(Monsieur|Mr|M))\b\.?")


def values_of(facts: Facts, *, twice: bool = False) -> dict[str, str]:
    """The words of every placeholder that has some; one without words is missing.

    What places the writer is missing where the work to recommend says it, unless ``twice``.
    """
    values = (
        _names(facts) | _answers(facts) | _history(facts, twice) | _gap(facts) | _situation(facts)
    )
    return {name: value for name, value in values.items() if value}


def _names(facts: Facts) -> dict[str, str]:
    title = _TITLE.match(facts.formal_name.strip()) if facts.language is Language.FR else None
    return {
        "recipient": tidy(facts.greeting_name),
        "formal_name": tidy(facts.formal_name),
        "full_name": tidy(facts.full_name),
        "sender": tidy(facts.sender_name),
        "title": ("Madame" if title[1] else "Monsieur") if title else "",
    }


def _answers(facts: Facts) -> dict[str, str]:
    grammar = GRAMMARS[facts.language]
    values = {"minutes": str(minutes(facts.answers.get("minutes", "")))}
    for name, shape in _SHAPES.items():
        values[name] = _shaped(getattr(grammar, shape), facts.answers.get(name, ""))
    if values["role"] and (region := facts.answers.get("region", "").strip()):
        values["role"] += f" {grammar.region(region)}"
    values["why_you"] = _shaped(grammar.because, facts.why_you)
    values["promise"] = grammar.rhythm(facts.promise_months) if facts.promise_months else ""
    return values


def _shaped(shape: Callable[[str], str], typed: str) -> str:
    """A shape never sees an empty answer, and never makes a word of mere punctuation."""
    return shape(typed) if any(character.isalnum() for character in typed) else ""


def minutes(typed: str) -> int:
    """The minutes asked for: the first number typed, 15 without one, 20 at most."""
    number = re.search(r"\d{1,3}", typed)
    return min(max(int(number[0]), 1), MOST_MINUTES) if number else DEFAULT_MINUTES


def _history(facts: Facts, twice: bool) -> dict[str, str]:
    """What places the writer; said once where it is also the work to recommend."""
    grammar = GRAMMARS[facts.language]
    shared = _short(_shaped(grammar.thing, facts.shared_history), facts)
    if facts.ask != Ask.RECOMMENDATION:
        return {"shared_history": shared}
    work = facts.answers.get("work", "").strip() or facts.shared_history
    named = _short(_shaped(grammar.thing, work), facts)
    return {
        "shared_history": "" if alike(shared, named) and not twice else shared,
        "work": named,
        "our_work": _short(_shaped(grammar.joint_work, work), facts),
    }


def _short(text: str, facts: Facts) -> str:
    """The phrase, or the head of it where no sentence around it would be easy to read."""
    if text.count(" ") < _MOST_WORDS:
        return text
    return next((h for h in heads(text, facts.language) if h.count(" ") < _MOST_WORDS), text)


def _gap(facts: Facts) -> dict[str, str]:
    if not facts.gap_years or facts.gap_years < 1:
        return {}
    grammar = GRAMMARS[facts.language]
    words = grammar.more_years if facts.gap_at_least else grammar.years
    years = words(facts.gap_years)
    length = "a_while" if facts.gap_years < 2 else "some_years"
    return {"gap": years, "many_years" if facts.gap_years >= 5 else length: years}


def _situation(facts: Facts) -> dict[str, str]:
    grammar, day = GRAMMARS[facts.language], facts.situation_date
    match facts.situation:
        case Situation.NOW:
            return {"now": grammar.NOW}
        case Situation.FROM_DATE:
            return {"from_date": grammar.from_date(day)}
        case Situation.NOT_BEFORE:
            return {"not_before": grammar.not_before(day)}
        case Situation.NOT_LOOKING:
            return {"for_now": grammar.FOR_NOW}
    return {}


def fill(parts: tuple[str, ...], values: Mapping[str, str], language: Language) -> str:
    """Put the values where their names stand, once: a value that holds braces stays as typed.

    ``parts`` come from ``slots.pieces``. Where a value and the text around it meet,
    elision and contraction are made and a doubled closing mark becomes one.
    """
    join = GRAMMARS[language].join
    done = parts[0]
    for name, after in zip(parts[1::2], parts[2::2], strict=True):
        done, value = join(done, values[name], name)
        done += value
        done += after[1:] if after[:1] in (".", "?") and _closed(value) else after
    return done


def _closed(value: str) -> bool:
    return value.rstrip("”»\u00a0")[-1:] in (".", "?", "!", "…")

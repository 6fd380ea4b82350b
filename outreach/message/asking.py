"""Find what a message asks for: the asking clauses, their objects, and how many favours.

A request has a frame (how it is put: "could you", "it would mean a lot if", "j'aurais besoin
de") and an object (a recommendation, fifteen minutes, the names of employers). Most frames
are also used for offers, thanks, news and good wishes, so a frame alone is not a request:
it needs an object from working life, and nothing in its clause that says it is something else.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from outreach.message.reading import Reading, Span
from outreach.message.sentences import Sentence
from outreach.message.vocabulary import Kind


class Favour(StrEnum):
    """What a request is for; favours of one family are one favour."""

    RECOMMENDATION = "o_recommendation"
    REFERENCE = "o_reference"
    REFERRAL = "o_referral"
    INTRODUCTION = "o_introduction"
    MEETING = "o_meeting"
    ADVICE = "o_advice"
    NAMES = "o_names"
    REVIEW = "o_review"
    JOB = "o_job"
    LETTER = "o_letter"
    CONTACT = "o_contact"
    PERMISSION = "o_permission"
    SALE = "o_sale"
    MONEY = "o_money"


_FAMILY = {
    Favour.RECOMMENDATION: "recommendation",
    Favour.MEETING: "conversation",
    Favour.ADVICE: "conversation",
    Favour.NAMES: "conversation",
    Favour.PERMISSION: "permission",
    Favour.REVIEW: "review",
    Favour.REFERENCE: "reference",
    Favour.REFERRAL: "referral",
    Favour.INTRODUCTION: "introduction",
    Favour.JOB: "job",
    Favour.LETTER: "letter",
    Favour.CONTACT: "contact",
    Favour.SALE: "sale",
    Favour.MONEY: "money",
}
_OBJECTS = tuple(favour.value for favour in Favour)
_TALK = frozenset({Favour.MEETING})
_FRAMES = ("ask_strong", "ask_direct", "ask_wish", "ask_permission", "ask_imperative")
_REPLIES = frozenset({Kind.THANK_YOU, Kind.RESULT_NOTE, Kind.ANSWER_NO, Kind.STAY_IN_TOUCH})
_NUDGES = frozenset({Kind.NUDGE, Kind.LAST_NUDGE})
_ASKING = _NUDGES | {Kind.OPENING}
_CLAUSE_END = re.compile(r"[,;.!?]|\bbut\b|\bmais\b")


@dataclass(frozen=True, slots=True)
class Ask:
    """One asking clause: its sentence, where the asking starts, and what it is for."""

    sentence: Sentence
    start: int
    favours: frozenset[Favour]
    strong: bool


def find_asks(reading: Reading, kind: Kind) -> tuple[Ask, ...]:
    """The asking clauses of a message in the order of the text."""
    found = (_ask_in(reading, sentence, kind) for sentence in reading.body)
    return tuple(ask for ask in found if ask)


def _ask_in(reading: Reading, sentence: Sentence, kind: Kind) -> Ask | None:
    negated = negated_spans(reading, sentence)
    frames = {tag: _outside(reading.hits_in(sentence, tag), negated) for tag in _FRAMES}
    if kind in _NUDGES:
        frames["ask_recall"] = _outside(reading.hits_in(sentence, "ask_recall"), negated)
    favours = favours_in(reading, sentence)
    starts = [span[0] for spans in frames.values() for span in spans]
    strong = bool(frames["ask_strong"]) or bool(frames.get("ask_recall"))
    if not starts and not _bare_question(reading, sentence, favours):
        return None
    start = min(starts, default=sentence.start)
    if not _counts(reading, sentence, kind, favours, strong):
        return None
    return Ask(sentence, start, favours, strong)


def negated_spans(reading: Reading, sentence: Sentence) -> list[Span]:
    """The stretches that say what is not asked: "I'm not looking for introductions"."""
    spans = []
    for start, end in reading.hits_in(sentence, "v_negated"):
        stop = _CLAUSE_END.search(reading.plain, end, sentence.end)
        spans.append((start, stop.start() if stop else sentence.end))
    return spans


def favours_in(reading: Reading, sentence: Sentence) -> frozenset[Favour]:
    """Everything asked for that a sentence names, outside what it says is not asked."""
    negated = negated_spans(reading, sentence)
    return frozenset(
        favour
        for favour in Favour
        if _outside(reading.hits_in(sentence, favour.value), negated)
    )


def _outside(spans: list[Span], negated: list[Span]) -> list[Span]:
    return [s for s in spans if not any(start <= s[0] < end for start, end in negated)]


def _bare_question(reading: Reading, sentence: Sentence, favours: frozenset[Favour]) -> bool:
    """ "15 min this month?": an object and a question mark are enough."""
    return bool(favours) and reading.of(sentence).rstrip(' "').endswith("?")


def _counts(
    reading: Reading, sentence: Sentence, kind: Kind, favours: frozenset[Favour], strong: bool
) -> bool:
    offers = reading.says(sentence, "v_offer")
    thanks = reading.says(sentence, "v_thanks")
    wishes = reading.says(sentence, "v_wellwish")
    social = reading.says(sentence, "v_social")
    career = reading.says(sentence, "career")
    working = bool(favours - _TALK) or career
    if kind in _REPLIES:
        direct = strong or reading.says(sentence, "ask_direct", "ask_permission", "ask_imperative")
        return direct and working and not (offers or thanks or wishes or social)
    if kind is Kind.HELLO:
        return (strong or (bool(favours - _TALK) and working)) and not (
            offers or thanks or wishes or (social and not strong)
        )
    if strong:
        return not (thanks and not favours) and not (offers and not favours)
    if offers or wishes:
        return False
    if thanks:
        return bool(favours) and "?" in reading.of(sentence)
    if social:
        return bool(favours - _TALK)
    return bool(favours) or (kind in _ASKING and career)


def families(reading: Reading, asks: tuple[Ask, ...]) -> frozenset[str]:
    """The distinct favours of a message; alternatives ("a call or two lines") are one."""
    found: set[str] = set()
    for ask in asks:
        found |= _families_of(reading, ask)
    return frozenset(found)


def _families_of(reading: Reading, ask: Ask) -> set[str]:
    spans = {
        favour: reading.hits_in(ask.sentence, favour.value)[0] for favour in ask.favours
    }
    found = {_FAMILY[favour] for favour in spans}
    if len(found) < 2:
        return found
    words = reading.of(ask.sentence)
    if re.search(r"\b(?:or|ou)\b", words) and not re.search(r"\b(?:and|et)\b", words):
        return {sorted(found)[0]}
    return found

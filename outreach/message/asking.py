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
_FAVOURS = {favour.value: favour for favour in Favour}
"""By tag."""

_TALK = frozenset({Favour.MEETING})
_FRAMES = (
    "ask_strong",
    "ask_direct",
    "ask_direct_more",
    "ask_wish",
    "ask_permission",
    "ask_imperative",
)
_TO_THE_READER = ("ask_direct", "ask_direct_more", "ask_permission", "ask_imperative")
_REPLIES = frozenset({Kind.THANK_YOU, Kind.RESULT_NOTE, Kind.ANSWER_NO, Kind.STAY_IN_TOUCH})
_NUDGES = frozenset({Kind.NUDGE, Kind.LAST_NUDGE})
_ASKING = _NUDGES | {Kind.OPENING}
_NOT_ASKED = (
    "v_social",
    "v_wellwish",
    "v_offer",
    "v_thanks",
    "small_talk",
    "exit",
    "history",
)
_LOOSE = frozenset({Favour.ADVICE, Favour.NAMES})
_AND = re.compile(r"\b(?:and|plus|also|et|aussi|ainsi que|puis)\b|,")
_OR = re.compile(r"\b(?:or|ou|whichever|either)\b")
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
    found = tuple(
        ask for sentence in reading.body if (ask := _ask_in(reading, sentence, kind)) is not None
    )
    return found or (_likeliest(reading, kind) if kind in _ASKING else ())


def _likeliest(reading: Reading, kind: Kind) -> tuple[Ask, ...]:
    """In a message that is meant to ask: the first question that is not small talk, if any.

    A nudge may name what it is about without asking again ("One last word: a coffee").
    """
    for sentence in reading.body:
        recalled = kind in _NUDGES and favours_in(reading, sentence)
        if recalled and not reading.says(sentence, "v_thanks", "exit"):
            return (Ask(sentence, sentence.start, favours_in(reading, sentence), False),)
        favours = favours_in(reading, sentence) - _LOOSE - _TALK
        if ("?" in reading.of(sentence) or favours) and not reading.says(sentence, *_NOT_ASKED):
            return (Ask(sentence, sentence.start, favours_in(reading, sentence), False),)
    return ()


def _ask_in(reading: Reading, sentence: Sentence, kind: Kind) -> Ask | None:
    negated = negated_spans(reading, sentence)
    said = reading.tags_in(sentence)
    frames = {tag: _outside(said.get(tag, []), negated) for tag in _FRAMES}
    if kind in _NUDGES:
        frames["ask_recall"] = _outside(reading.hits_in(sentence, "ask_recall"), negated)
    favours = favours_in(reading, sentence)
    if "?" in reading.of(sentence) or any(frames.values()):
        frames["ask_wh"] = _outside(reading.hits_in(sentence, "ask_wh"), negated)
    starts = [span[0] for spans in frames.values() for span in spans]
    strong = bool(frames["ask_strong"]) or bool(frames.get("ask_recall"))
    named = kind in _NUDGES and bool(favours - _LOOSE)
    if not starts and not named and not _bare_question(reading, sentence, favours):
        return None
    start = min(starts, default=sentence.start)
    if _only_lets_go(reading, sentence, start, favours):
        return None
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
    said = reading.tags_in(sentence)
    named = [favour for tag, favour in _FAVOURS.items() if tag in said]
    if not named or "v_negated" not in said:
        return frozenset(named)
    negated = negated_spans(reading, sentence)
    return frozenset(favour for favour in named if _outside(said[favour.value], negated))


def _outside(spans: list[Span], negated: list[Span]) -> list[Span]:
    if not negated:
        return spans
    return [s for s in spans if not any(start <= s[0] < end for start, end in negated)]


def _bare_question(reading: Reading, sentence: Sentence, favours: frozenset[Favour]) -> bool:
    """ "15 min this month?": an object and a question mark are enough."""
    return bool(favours) and reading.of(sentence).rstrip(' "').endswith("?")


def _only_lets_go(
    reading: Reading, sentence: Sentence, start: int, favours: frozenset[Favour]
) -> bool:
    """ "Tell me frankly if you'd rather not" is a way out, in the form of a request."""
    ways_out = reading.hits_in(sentence, "exit", "exit_if")
    if not ways_out or (favours and "?" in reading.of(sentence)):
        return False
    return not favours or start > min(ways_out)[0] - 12


def _counts(
    reading: Reading, sentence: Sentence, kind: Kind, favours: frozenset[Favour], strong: bool
) -> bool:
    offers = reading.says(sentence, "v_offer")
    thanks = reading.says(sentence, "v_thanks")
    wishes = reading.says(sentence, "v_wellwish")
    social = reading.says(sentence, "v_social")
    career = reading.says(sentence, "career") or _career_before(reading, sentence)
    working = bool(favours - _TALK) or career
    if kind in _REPLIES:
        direct = strong or reading.says(sentence, *_TO_THE_READER)
        working = working or (bool(favours) and "?" in reading.of(sentence))
        insists = strong and "?" in reading.of(sentence)
        return direct and (working or insists) and not (offers or thanks or wishes or social)
    if kind is Kind.HELLO:
        turned = strong or bool(favours) or reading.says(sentence, *_TO_THE_READER)
        weighty = bool(favours - _TALK - _LOOSE) or (turned and career)
        return weighty and not (offers or thanks or wishes or (social and not strong))
    if strong:
        return not (thanks and not favours) and not (offers and not favours)
    if wishes:
        return False
    if offers:
        return bool(favours - _TALK) and "?" in reading.of(sentence)
    if thanks:
        return bool(favours) and "?" in reading.of(sentence)
    if social:
        return bool(favours - _TALK) or (bool(favours) and career)
    if kind not in _ASKING:
        return bool(favours)
    return bool(favours) or career or reading.says(sentence, *_TO_THE_READER)


def _career_before(reading: Reading, sentence: Sentence) -> bool:
    """ "My nephew is applying there. Could you tell him what they look for?" """
    place = reading.body.index(sentence)
    return (
        "?" in reading.of(sentence)
        and place > 0
        and reading.says(reading.body[place - 1], "career")
    )


def families(reading: Reading, asks: tuple[Ask, ...]) -> frozenset[str]:
    """The distinct favours of a message.

    A conversation and what it is about are one favour, and so are alternatives ("a call or two
    lines"). A further sentence only adds a favour when it turns to the reader again.
    """
    found: set[str] = set()
    for ask in asks:
        new = _families_of(reading, ask)
        if not found or ask.strong or reading.says(ask.sentence, *_TO_THE_READER):
            found |= new
    if "job" in found:  # to be passed on, or put in touch, is part of being found a job
        found -= {"referral", "contact", "introduction", "talk", "conversation"}
    return frozenset(found - {"talk"} if len(found) > 1 and "talk" in found else found)


def _families_of(reading: Reading, ask: Ask) -> set[str]:
    """The favours of one sentence, leaving out what is only a part or a form of another."""
    places = {favour: reading.hits_in(ask.sentence, favour.value) for favour in ask.favours}
    solid = {favour: spans[0] for favour, spans in places.items() if favour not in _LOOSE}
    if not solid:
        return {"talk"} if ask.favours else set()
    kept: dict[str, Span] = {}
    for favour, span in sorted(solid.items(), key=lambda item: item[1]):
        family = _FAMILY[favour]
        if family in kept:
            continue
        if not kept or _adds(reading, list(kept.values())[-1], span):
            kept[family] = span
    return set(kept)


def _adds(reading: Reading, before: Span, after: Span) -> bool:
    """Whether the words between two objects join them as two things, not as one or either."""
    if after[0] < before[1]:
        return False
    between = reading.plain[before[1] : after[0]]
    return bool(_AND.search(between)) and not _OR.search(between)

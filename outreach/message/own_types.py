"""Request types that advisors add: the beginning of their sentence, and wordings of their own.

All their texts are one table of names and texts (``stem_en``, ``ask_warm_fr_tu`` …), as the form
has them. The beginning of the sentence goes on where "could you" ends: "introduce me to". With
what the user types after it, it is the placeholder ``{request}``, so that every shared wording
serves every type; a wording of its own stands before those.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from outreach.message.questions import Question
from outreach.message.reading import Reading
from outreach.message.slots import placeholders
from outreach.message.values import GRAMMARS
from outreach.message.vocabulary import Address, Kind, Language, Length, Move, Tone
from outreach.message.wording import Wording

Texts = Mapping[str, str]

VARIANTS: dict[str, tuple[Language, Address]] = {
    "en": (Language.EN, Address.VOUS),
    "fr": (Language.FR, Address.VOUS),
    "fr_tu": (Language.FR, Address.TU),
}
"""English, French with vous, French with tu."""

REQUEST = "request"
"""The answer that completes the sentence, and its placeholder."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a wording of one's own. ``asks``: the request itself must be in it."""

    name: str
    kind: Kind
    length: Length
    move: Move
    tones: tuple[Tone, ...] = tuple(Tone)
    asks: bool = False


SLOTS: tuple[Slot, ...] = (
    Slot("subject", Kind.OPENING, Length.FULL, Move.SUBJECT),
    Slot("ask_warm", Kind.OPENING, Length.FULL, Move.ASK, (Tone.WARM,), asks=True),
    Slot("ask_neutral", Kind.OPENING, Length.FULL, Move.ASK, (Tone.NEUTRAL,), asks=True),
    Slot("ask_formal", Kind.OPENING, Length.FULL, Move.ASK, (Tone.FORMAL,), asks=True),
    Slot("detail", Kind.OPENING, Length.FULL, Move.DETAIL),
    Slot("exit", Kind.OPENING, Length.FULL, Move.EXIT),
    Slot("short", Kind.OPENING, Length.SHORT, Move.ASK, asks=True),
    Slot("spoken", Kind.OPENING, Length.SPOKEN, Move.ASK, asks=True),
    Slot("nudge", Kind.NUDGE, Length.FULL, Move.ASK, asks=True),
    Slot("last_nudge", Kind.LAST_NUDGE, Length.FULL, Move.ASK, asks=True),
    Slot("reply_yes", Kind.REPLY_YES, Length.FULL, Move.DETAIL),
    Slot("reminder", Kind.REMINDER, Length.FULL, Move.ASK, asks=True),
    Slot("thank_you", Kind.THANK_YOU, Length.FULL, Move.THANKS),
)
"""Where a type may have words of its own; all else is said in the shared ones."""

_SLOTS = {slot.name: slot for slot in SLOTS}


def wording_fields() -> tuple[str, ...]:
    """The names of all texts that are wordings."""
    return tuple(f"{slot.name}_{variant}" for slot in SLOTS for variant in VARIANTS)


def wordings_of(prefix: str, ask: str, texts: Texts) -> tuple[Wording, ...]:
    """The wordings of a type, each for one tone and one form of address, so that they rank before
    every shared one. Their keys begin with ``prefix``, for good."""
    return tuple(
        Wording(
            key=f"{prefix}.{slot.name}.{variant}.{tone}",
            kind=slot.kind,
            move=slot.move,
            language=language,
            length=slot.length,
            text=text,
            ask=ask,
            tone=tone,
            address=address if language is Language.FR else "",
        )
        for slot in SLOTS
        for variant, (language, address) in VARIANTS.items()
        if (text := texts.get(_source(slot.name, variant, texts), ""))
        for tone in slot.tones
    )


def field_of(key: str, texts: Texts) -> str:
    """The name of the text that the wording with this key came from."""
    _prefix, slot, variant, _tone = key.rsplit(".", 3)
    return _source(slot, variant, texts)


def _source(name: str, variant: str, texts: Texts) -> str:
    """Whose text a variant takes: with tu that for vous, where there is no other and it says vous
    to nobody."""
    own, polite = f"{name}_{variant}", f"{name}_fr"
    if variant != "fr_tu" or texts.get(own) or not texts.get(polite):
        return own
    return own if Reading(texts[polite], Language.FR).addresses[1] else polite


def lacks_request(field: str, text: str) -> bool:
    """Whether a wording that must hold the request does not."""
    name = next((name for name in _SLOTS if field.startswith(f"{name}_")), "")
    slot = _SLOTS.get(name)
    return bool(slot and slot.asks and text and REQUEST not in placeholders(text))


def stem_of(texts: Texts, language: Language, address: Address) -> str:
    """The beginning of the sentence; for tu the one for vous where there is no other."""
    if language is Language.EN:
        return texts.get("stem_en", "")
    familiar = texts.get("stem_fr_tu", "") if address is Address.TU else ""
    return familiar or texts.get("stem_fr", "")


def completed(stem: str, typed: str, language: Language) -> str:
    """The request as after "could you": the beginning with what was typed after it, once."""
    if not stem or not any(character.isalnum() for character in typed):
        return typed
    grammar = GRAMMARS[language]
    said: str = grammar.request(typed)
    if said.casefold().startswith(stem.casefold()):
        return said
    space = "" if stem.endswith("’") else " "
    whole: str = grammar.phrase(f"{stem}{space}{grammar.phrase(typed)}")
    return whole


def with_request(answers: Texts, stem: str, language: Language) -> dict[str, str]:
    """Answers whose request is whole."""
    told = dict(answers)
    if REQUEST in told:
        told[REQUEST] = completed(stem, told[REQUEST], language)
    return told


def asked_with(questions: tuple[Question, ...], stem: str, example: str) -> tuple[Question, ...]:
    """The questions with the beginning of this type: "Could you introduce me to …"."""
    return tuple(_asked_with(question, stem, example) for question in questions)


def _asked_with(question: Question, stem: str, example: str) -> Question:
    if question.key != REQUEST or not stem:
        return question
    begins = f"{question.stem.rstrip(' …')} {stem} …"
    return replace(question, stem=begins, example=example or question.example)


def ready_variants(texts: Texts) -> Iterator[str]:
    """The variants whose sentence can be told: there is a beginning and what may follow it."""
    for variant, (language, address) in VARIANTS.items():
        completion = texts.get(f"completion_{'en' if language is Language.EN else 'fr'}", "")
        if completion and stem_of(texts, language, address):
            yield variant

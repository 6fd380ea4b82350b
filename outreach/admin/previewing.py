"""What the panel shows of a wording: sample messages side by side, and what a version changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from outreach.message.trial import Sample, in_other_language
from outreach.message.vocabulary import Language
from outreach.models import Channel, Tone, Wording
from outreach.wordings import samples_of, wordings_in_use

MOST_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Said:
    """A run of text; ``is_marked`` where it is what one previews."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A sample message ready to print."""

    lang: str
    subject: str
    parts: list[Said]


@dataclass(frozen=True, slots=True)
class Preview:
    """The same sample in both languages, English on the left."""

    title: Any
    letters: list[Letter]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words that stayed ("same"), went ("gone") or came ("new")."""

    what: str
    text: str


def previews_of(wording: Wording, text: str) -> list[Preview]:
    """At most three samples that differ in channel or tone; none where it is never used."""
    pool = wordings_in_use()
    return [
        Preview(
            f"{Channel(sample.facts.channel).label}, {Tone(sample.facts.tone).label}",
            _side_by_side(wording, text, sample, in_other_language(sample, pool)),
        )
        for sample in _different(samples_of(wording, text, pool))
    ]


def _different(samples: Iterable[Sample]) -> list[Sample]:
    found: dict[tuple[str, str], Sample] = {}
    for sample in samples:
        found.setdefault((sample.facts.channel, sample.facts.tone), sample)
    return list(found.values())[:MOST_SAMPLES]


def _side_by_side(
    wording: Wording, text: str, sample: Sample, other: Sample | None
) -> list[Letter]:
    """English on the left, as everywhere in the panel."""
    letters = [_letter(sample, wording.key or "new")]
    if other is not None:
        letters.append(_letter(other, ""))
    return sorted(letters, key=lambda letter: letter.lang != "en-CA")


def _letter(sample: Sample, key: str) -> Letter:
    message = sample.message
    if key and message.subject_key == key:
        parts = [Said(message.subject, True), Said(f"\n\n{message.body}")]
        return Letter(language_tag(sample), "", parts)
    said = [part.text for part in message.passages if part.wording_key == key]
    return Letter(language_tag(sample), message.subject, marked(message.body, said))


def language_tag(sample: Sample) -> str:
    """The ``lang`` of a sample on the page."""
    return "en-CA" if sample.facts.language is Language.EN else "fr-CA"


def marked(body: str, said: Iterable[str]) -> list[Said]:
    """The text with these runs marked, which follow each other in it."""
    parts, rest = [], body
    for text in said:
        before, found, after = rest.partition(text) if text else (rest, "", "")
        if found:
            parts += [Said(before), Said(found, True)]
            rest = after
    return [part for part in (*parts, Said(rest)) if part.text]


def changes_between(before: str, after: str) -> list[Stretch]:
    """The two texts word by word."""
    old, new = _words(before), _words(after)
    stretches = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            stretches.append(Stretch("same", "".join(old[i:j])))
            continue
        if i < j:
            stretches.append(Stretch("gone", "".join(old[i:j])))
        if k < m:
            stretches.append(Stretch("new", "".join(new[k:m])))
    return stretches


def _words(text: str) -> list[str]:
    """Words with the space after them, so that they join to the text again."""
    parts = text.split(" ")
    return [f"{part} " for part in parts[:-1]] + parts[-1:]

"""How the messages of a request type would read: the first one in every tone, then what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from outreach.admin.previewing import Letter, Preview, language_tag, marked
from outreach.message.own_types import Texts
from outreach.message.trial import Sample
from outreach.message.type_trial import PREFIX, UNKNOWN, letters
from outreach.message.vocabulary import Channel, Kind, Tone
from outreach.message.wording import Wording
from outreach.models import Channel as ChannelLabels
from outreach.models import Kind as KindLabels
from outreach.models import Tone as ToneLabels

FOLLOWING = (
    (Kind.OPENING, Channel.CONNECTION_NOTE),
    (Kind.OPENING, Channel.SPOKEN),
    (Kind.NUDGE, Channel.EMAIL),
    (Kind.LAST_NUDGE, Channel.EMAIL),
    (Kind.REPLY_YES, Channel.EMAIL),
    (Kind.REMINDER, Channel.EMAIL),
    (Kind.THANK_YOU, Channel.EMAIL),
)


@dataclass(frozen=True, slots=True)
class TypePreviews:
    """The first message in three tones, in English and French with vous; and the rest."""

    first: list[Preview]
    with_tu: list[Preview]
    following: list[Preview]


def previews_of(texts: Texts, pool: Sequence[Wording], ask: str = UNKNOWN) -> TypePreviews | None:
    """None while the sentence is not there in any language."""
    samples = letters(texts, pool, ask, kind=Kind.OPENING, channel=Channel.EMAIL)
    if not samples:
        return None
    first = [_pair(ToneLabels(tone).label, samples, tone, ("en", "fr")) for tone in Tone]
    with_tu = [_pair(ToneLabels(tone).label, samples, tone, ("fr_tu",)) for tone in Tone]
    following = []
    for kind, channel in FOLLOWING:
        found = letters(texts, pool, ask, kind=kind, channel=channel)
        title = f"{KindLabels(kind).label}, {ChannelLabels(channel).label}"
        following.append(_pair(title, found, Tone.NEUTRAL, ("en", "fr")))
    return TypePreviews(first, [one for one in with_tu if one.letters], following)


def _pair(
    title: Any, samples: dict[tuple[Tone, str], Sample], tone: Tone, variants: Sequence[str]
) -> Preview:
    found = [samples[tone, one] for one in variants if (tone, one) in samples]
    return Preview(title, [_letter(sample) for sample in found])


def _letter(sample: Sample) -> Letter:
    """What is the type's own is marked: its wordings, else the request within a shared one."""
    message, request = sample.message, sample.facts.answers.get("request", "")
    said = [
        part.text if part.wording_key.startswith(f"{PREFIX}.") else request
        for part in message.passages
        if part.wording_key.startswith(f"{PREFIX}.") or request in part.text
    ]
    return Letter(language_tag(sample), message.subject, marked(message.body, said))

"""Trying a request type before anybody uses it: its messages in every tone and both languages.

Every kind of message that tells the request or has words of the type is composed for the invented
person, as people would get it, and read by the checker. What it finds goes to the text it is from.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from outreach.message.check import check
from outreach.message.compose import NoWordingFits, compose
from outreach.message.composition import Composition
from outreach.message.facts import Facts
from outreach.message.finding import Finding
from outreach.message.own_types import (
    VARIANTS,
    Texts,
    field_of,
    ready_variants,
    stem_of,
    with_request,
    wordings_of,
)
from outreach.message.samples import facts_for
from outreach.message.trial import Sample
from outreach.message.vocabulary import Approach, Channel, Kind, Language, Situation, Tone
from outreach.message.wording import Wording

UNKNOWN = "a-request-type"
"""The key in a trial: any that is not built in is composed alike."""

PREFIX = "type"
"""Of the keys of a type's own wordings in a trial."""
_REPLIES = (Kind.NUDGE, Kind.LAST_NUDGE, Kind.REPLY_YES, Kind.REMINDER, Kind.THANK_YOU)
"""Kinds that tell the request again, or have words of a type; the others know nothing of it."""

_SEEDS = 3
"""As many wordings of equal rank the shared ones have, so that each has its turn."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What the checker says of a type's messages, and the text it comes from.

    Without a finding: no message would take this text. ``sample`` is the first such message.
    """

    field: str
    finding: Finding | None
    sample: Sample | None


def letters(
    texts: Texts,
    pool: Sequence[Wording],
    ask: str = UNKNOWN,
    *,
    kind: Kind,
    channel: Channel,
) -> dict[tuple[Tone, str], Sample]:
    """One message for each tone and variant, with all that may be answered."""
    found = {}
    for variant in ready_variants(texts):
        usable = _usable(texts, pool, ask, variant)
        for tone in Tone:
            facts = _facts(texts, ask, variant, kind, channel, tone, optional=True)
            if sample := _composed(facts, usable, 0):
                found[tone, variant] = sample
    return found


def remarks_on(texts: Texts, pool: Sequence[Wording], ask: str = UNKNOWN) -> list[Remark]:
    """Everything that stands in the way of publishing: each text and code once.

    ``pool`` holds the wordings in use, without those of the type itself; ``ask`` is its key.
    """
    found: dict[tuple[str, str], Remark] = {}
    causes: dict[tuple[object, ...], str] = {}
    used: set[str] = set()
    for sample, usable in _trials(texts, pool, ask):
        own = _own_keys(sample.message)
        used |= {field_of(key, texts) for key in own}
        for finding in _findings(sample.facts, sample.message):
            alike = (finding.code, sample.facts.kind, sample.facts.language, *own)
            if alike not in causes:
                causes[alike] = _cause(texts, usable, sample, finding)
            field = causes[alike]
            found.setdefault((field, finding.code), Remark(field, finding, sample))
    tried = set(ready_variants(texts))
    for wording in wordings_of(PREFIX, ask, texts):
        field, variant = field_of(wording.key, texts), wording.key.rsplit(".", 2)[1]
        if field not in used and variant in tried:
            found.setdefault((field, ""), Remark(field, None, None))
    return list(found.values())


def _trials(
    texts: Texts, pool: Sequence[Wording], ask: str
) -> Iterator[tuple[Sample, list[Wording]]]:
    """Every tone with every shared wording of a rank; what does not choose takes turns."""
    gaps, everything = itertools.cycle((None, 1, 3, 16)), itertools.cycle((True, False))
    situations = itertools.cycle(Situation)
    approaches = itertools.cycle(Approach)
    for variant in ready_variants(texts):
        usable = _usable(texts, pool, ask, variant)
        for kind, channel in _places():
            for tone, seed in itertools.product(Tone, range(_SEEDS)):
                facts = replace(
                    _facts(texts, ask, variant, kind, channel, tone, optional=next(everything)),
                    gap_years=next(gaps),
                    situation=next(situations),
                    approach=next(approaches),
                )
                if sample := _composed(facts, usable, seed):
                    yield sample, usable


def _places() -> Iterator[tuple[Kind, Channel]]:
    """A first message goes every way, what follows by mail and as a text message."""
    for channel in Channel:
        yield Kind.OPENING, channel
    yield from itertools.product(_REPLIES, (Channel.EMAIL, Channel.SMS))


def _usable(texts: Texts, pool: Sequence[Wording], ask: str, variant: str) -> list[Wording]:
    language, address = VARIANTS[variant]
    shared = [*pool, *wordings_of(PREFIX, ask, texts)]
    return [one for one in shared if one.language == language and one.address in ("", address)]


def _facts(
    texts: Texts,
    ask: str,
    variant: str,
    kind: Kind,
    channel: Channel,
    tone: Tone,
    *,
    optional: bool,
) -> Facts:
    language, address = VARIANTS[variant]
    facts = facts_for(kind, ask, language, address, optional=optional)
    completion = texts[f"completion_{'en' if language is Language.EN else 'fr'}"]
    answers = {**facts.answers, "request": completion}
    told = with_request(answers, stem_of(texts, language, address), language)
    return replace(facts, channel=channel, tone=tone, answers=told)


def _composed(facts: Facts, wordings: Sequence[Wording], seed: int) -> Sample | None:
    try:
        return Sample(facts, compose(facts, wordings, seed), seed)
    except NoWordingFits:
        return None


def _own_keys(message: Composition) -> list[str]:
    keys = [passage.wording_key for passage in message.passages] + [message.subject_key]
    return [key for key in keys if key.startswith(f"{PREFIX}.")]


def _findings(facts: Facts, message: Composition) -> tuple[Finding, ...]:
    return check(
        message.body,
        kind=facts.kind,
        channel=facts.channel,
        language=facts.language,
        subject=message.subject,
        address=facts.address,
    )


def _cause(texts: Texts, wordings: Sequence[Wording], sample: Sample, finding: Finding) -> str:
    """The text without which the finding would not be there; else the beginning of the sentence."""
    for key in _own_keys(sample.message):
        others = [wording for wording in wordings if wording.key != key]
        without = _composed(sample.facts, others, sample.seed)
        codes = {one.code for one in _findings(sample.facts, without.message)} if without else set()
        if finding.code not in codes:
            return field_of(key, texts)
    if sample.facts.language is Language.EN:
        return "stem_en"
    has_own = sample.facts.address == "tu" and texts.get("stem_fr_tu")
    return "stem_fr_tu" if has_own else "stem_fr"

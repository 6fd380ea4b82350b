"""Check a message: what its reader might stumble over, and what is good about it.

The text may have been composed here, edited, or written elsewhere; nothing but the text is
needed. What each check means is defined in WORDING.md, Part C. Nothing here raises on any text.
"""

from collections.abc import Callable, Iterator

from outreach.message.finding import Finding
from outreach.message.findings import ORDER, REASONS, severity_of
from outreach.message.labels import Evidence
from outreach.message.limits import (
    ANCHOR_CHARACTERS,
    LONG_SENTENCE,
    MOST_CHARACTERS,
    MOST_QUESTIONS,
    SHORT_CHANNELS,
    SHORT_KINDS,
    TARGET_CHARACTERS,
    TARGET_WORDS,
    TOLERATED_CHARACTERS,
    allowance,
)
from outreach.message.manners import apologies, over_apologises
from outreach.message.measures import words
from outreach.message.placeholders import placeholders
from outreach.message.reading import Reading, Span
from outreach.message.rewrites import rewrite_for, theme_of
from outreach.message.substance import count_favours, unfair_span
from outreach.message.vocabulary import Address, Channel, Kind, Language

NOWHERE: Span = (0, 0)
"""The span of what is missing."""

_NUDGES = frozenset({Kind.NUDGE, Kind.LAST_NUDGE})
_ASKING = _NUDGES | {Kind.OPENING}
_THANKING = frozenset({Kind.THANK_YOU, Kind.RESULT_NOTE, Kind.ANSWER_NO})
_NO_REQUEST = _THANKING | {Kind.STAY_IN_TOUCH}
_FRESH = frozenset({Kind.OPENING, Kind.HELLO})

_Note = tuple[str, Span]
_Rule = Callable[[Evidence], Iterator[_Note]]


def check(
    text: str,
    *,
    kind: str | Kind,
    channel: str | Channel,
    language: str | Language | None = None,
    subject: str = "",
    address: str | Address | None = None,
) -> tuple[Finding, ...]:
    """The findings about a message, in the order they matter.

    ``kind``, ``channel``, ``language`` and ``address`` may be given as their short strings; an
    unknown one raises ValueError. The language is recognised from the text when not given.
    """
    evidence = read(text, kind=kind, channel=channel, language=language, subject=subject)
    notes = [note for rule in _RULES for note in rule(evidence)]
    notes.sort(key=lambda note: (ORDER.index(note[0].partition(":")[0]), note[1]))
    form = Address(address) if address else None
    return tuple(_finding(evidence, note, form) for note in notes)


def labels(
    text: str,
    *,
    kind: str | Kind,
    channel: str | Channel,
    language: str | Language | None = None,
    subject: str = "",
) -> dict[str, bool]:
    """The fourteen labels of WORDING.md, Part C, in their order."""
    return read(text, kind=kind, channel=channel, language=language, subject=subject).labels()


def read(
    text: str,
    *,
    kind: str | Kind,
    channel: str | Channel,
    language: str | Language | None = None,
    subject: str = "",
) -> Evidence:
    """What a message says, and where; the findings, labels and strengths are drawn from it."""
    reading = Reading(text, Language(language) if language else None)
    return Evidence(reading, Kind(kind), Channel(channel), subject)


def _finding(evidence: Evidence, note: _Note, address: Address | None) -> Finding:
    key, (start, end) = note
    code = key.partition(":")[0]
    reading = evidence.reading
    # English has one form of address; French text is asked for its own only where nobody said.
    form = Address.VOUS if reading.language is Language.EN else address or reading.address
    rewrite = rewrite_for(code, _theme(evidence, code), reading.language, form)
    return Finding(code, severity_of(code), start, end, REASONS[key], rewrite)


def _theme(evidence: Evidence, code: str) -> str:
    if code == "not_grateful":
        return evidence.kind.value
    if code == "no_ask":
        return "nudge" if evidence.kind in _NUDGES else ""
    if code.endswith("_subject") and evidence.kind is Kind.HELLO:
        return "hello"
    return theme_of(evidence.asks)


def _blanks(evidence: Evidence) -> Iterator[_Note]:
    for span in evidence.reading.slots:
        yield "placeholder_left", span
    if placeholders(evidence.subject):
        yield "placeholder_left:subject", NOWHERE


def _lengths(evidence: Evidence) -> Iterator[_Note]:
    text, channel = evidence.reading.text.strip(), evidence.channel
    more = allowance(evidence.reading.language)
    most = SHORT_KINDS.get(evidence.kind)
    if len(text) > MOST_CHARACTERS.get(channel, len(text)):
        yield "over_channel_limit", NOWHERE
    elif evidence.too_long:
        yield "too_long", NOWHERE
    elif most and words(text) > most * more:
        yield "over_target_length:fifty", NOWHERE
    elif _over_target(text, channel, more):
        yield "over_target_length", NOWHERE


def _over_target(text: str, channel: Channel, more: float) -> bool:
    if channel in TARGET_CHARACTERS:
        return len(text) > TARGET_CHARACTERS[channel] + TOLERATED_CHARACTERS[channel]
    return words(text) > TARGET_WORDS[channel] * more


def _request(evidence: Evidence) -> Iterator[_Note]:
    """What an opening or a nudge must hold; a reminder lets them change their mind."""
    if evidence.kind is Kind.REMINDER and not evidence.easy_out:
        yield "no_easy_out", NOWHERE
    if evidence.kind not in _ASKING:
        return
    asks, reading = evidence.asks, evidence.reading
    if not asks:
        yield "no_ask", NOWHERE
        return
    first = (asks[0].sentence.start, asks[0].sentence.end)
    if evidence.pretends:
        yield "bait_and_switch", first
    elif not evidence.upfront:
        yield "not_upfront", first
    if evidence.unfair:  # what to ask for instead comes before how to name it
        yield "not_reasonable", unfair_span(reading) or first
    elif evidence.kind is Kind.OPENING and not evidence.specific:
        yield "not_specific", first
    if not evidence.unfair and count_favours(reading, asks) > 1:
        last = asks[-1].sentence
        yield "several_asks", (last.start, last.end)
    if not evidence.easy_out:
        yield "no_easy_out", NOWHERE


def _no_request(evidence: Evidence) -> Iterator[_Note]:
    if not evidence.asks:
        return
    first = evidence.asks[0].sentence
    if evidence.kind is Kind.HELLO:
        yield "request_in_hello", (first.start, first.end)
    elif evidence.kind in _NO_REQUEST:
        yield "asks_again", (first.start, first.end)


def _background(evidence: Evidence) -> Iterator[_Note]:
    """An opening says who is writing and why now, where the channel has room for it."""
    if evidence.kind is not Kind.OPENING:
        return
    if not evidence.shared_past and _has_room(evidence):
        yield "no_shared_history", NOWHERE
    if not evidence.context and evidence.channel not in SHORT_CHANNELS:
        yield "no_context", NOWHERE


def _has_room(evidence: Evidence) -> bool:
    """Whether a few words more, to say how one knows the other, would fit the channel."""
    most = TARGET_CHARACTERS.get(evidence.channel)
    return most is None or len(evidence.reading.text.strip()) + ANCHOR_CHARACTERS <= most


def _courtesy(evidence: Evidence) -> Iterator[_Note]:
    reading = evidence.reading
    for span in evidence.pressure:
        yield "pressure", span
    if evidence.kind in _NUDGES | {Kind.REMINDER}:
        pressing = set(evidence.pressure)
        for span in reading.hits("silence_measured"):
            if span not in pressing:
                yield "measures_silence", span
    if over_apologises(reading):
        places = apologies(reading) or reading.hits("apology_heavy")
        yield "over_apologises", places[-1]
    if evidence.kind in _THANKING and not evidence.thanks:
        yield "not_grateful", NOWHERE


def _phrases(evidence: Evidence) -> Iterator[_Note]:
    for code, tag in (
        ("thanks_in_advance", "thanks_in_advance"),
        ("pick_your_brain", "pick_your_brain"),
        ("hollow_flattery", "flattery"),
    ):
        for span in evidence.reading.hits(tag):
            yield code, span


def _form(evidence: Evidence) -> Iterator[_Note]:
    reading = evidence.reading
    if reading.language is Language.FR:
        familiar, polite = reading.addresses
        if familiar and polite:
            yield "tu_vous_mixed", min(familiar, polite, key=len)[0]
    longest = LONG_SENTENCE * allowance(reading.language)
    for sentence in reading.body:
        if words(reading.text[sentence.start : sentence.end]) > longest:
            yield "long_sentence", (sentence.start, sentence.end)
    if reading.plain.count("?") > MOST_QUESTIONS:
        last = reading.plain.rindex("?")
        yield "many_questions", (last, last + 1)


def _subject(evidence: Evidence) -> Iterator[_Note]:
    if evidence.channel is not Channel.EMAIL or evidence.kind not in _FRESH:
        return
    if not evidence.subject.strip():
        yield "missing_subject", NOWHERE
    elif evidence.kind is Kind.OPENING and evidence.has_vague_subject:
        yield "vague_subject", NOWHERE


_RULES: tuple[_Rule, ...] = (
    _blanks,
    _lengths,
    _request,
    _no_request,
    _background,
    _courtesy,
    _phrases,
    _form,
    _subject,
)

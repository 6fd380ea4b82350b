"""What is good about a message: the other half of honest advice."""

from collections.abc import Callable

from outreach.message.check import read
from outreach.message.findings import gettext_noop
from outreach.message.labels import Evidence
from outreach.message.limits import SHORT_KINDS, TARGET_CHARACTERS, TARGET_WORDS, allowance
from outreach.message.measures import words
from outreach.message.substance import count_favours
from outreach.message.vocabulary import Channel, Kind, Language

_ASKING = frozenset({Kind.OPENING, Kind.NUDGE, Kind.LAST_NUDGE})
_OPENING = frozenset({Kind.OPENING})
_CALM = frozenset({Kind.NUDGE, Kind.LAST_NUDGE, Kind.REMINDER, Kind.HELLO, Kind.STAY_IN_TOUCH})
_QUIET = frozenset(
    {Kind.HELLO, Kind.THANK_YOU, Kind.RESULT_NOTE, Kind.ANSWER_NO, Kind.STAY_IN_TOUCH}
)
_THANKING = frozenset({Kind.THANK_YOU, Kind.RESULT_NOTE, Kind.ANSWER_NO, Kind.REPLY_YES})
_ALL = frozenset(Kind)


def _is_brief(evidence: Evidence) -> bool:
    text = evidence.reading.text.strip()
    more = allowance(evidence.reading.language)
    fifty = SHORT_KINDS.get(evidence.kind)
    if fifty:
        return words(text) <= fifty * more
    most = TARGET_CHARACTERS.get(evidence.channel)
    if most:
        return len(text) <= most
    return words(text) <= TARGET_WORDS[evidence.channel] * more


def _is_small(evidence: Evidence) -> bool:
    one = count_favours(evidence.reading, evidence.asks) == 1
    return bool(evidence.asks) and one and not evidence.unfair


_STRENGTHS: tuple[tuple[frozenset[Kind], Callable[[Evidence], bool], str], ...] = (
    (
        _ASKING,
        lambda it: it.upfront,
        gettext_noop("The request comes early and is out in the open."),
    ),
    (
        _OPENING,
        lambda it: it.specific and not it.unfair,
        gettext_noop("The reader can tell at once what a yes would mean."),
    ),
    (_OPENING, lambda it: _is_small(it), gettext_noop("It asks for one small favour.")),
    (_ASKING, lambda it: bool(it.asks) and it.easy_out, gettext_noop("It is easy to say no.")),
    (
        _OPENING,
        lambda it: bool(it.shared_past),
        gettext_noop("It reminds the reader how you know each other."),
    ),
    (_OPENING, lambda it: bool(it.context), gettext_noop("It says where you stand.")),
    (_QUIET, lambda it: not it.asks, gettext_noop("It asks for nothing.")),
    (_THANKING, lambda it: bool(it.thanks), gettext_noop("The thanks are clear.")),
    (_CALM, lambda it: not it.pressure, gettext_noop("It puts no weight on the reader.")),
    (_ALL, _is_brief, gettext_noop("It is short enough to read at a busy moment.")),
)


def strengths(
    text: str,
    *,
    kind: str | Kind,
    channel: str | Channel,
    language: str | Language | None = None,
    subject: str = "",
) -> tuple[str, ...]:
    """What is good about a message, as gettext message ids, the most important first."""
    if not text.strip():
        return ()
    evidence = read(text, kind=kind, channel=channel, language=language, subject=subject)
    return tuple(
        sentence
        for kinds, holds, sentence in _STRENGTHS
        if evidence.kind in kinds and holds(evidence)
    )

"""Which sentence does what: the moves of a text that was written or edited by hand."""

from outreach.message.check import read
from outreach.message.labels import Evidence
from outreach.message.reading import Span
from outreach.message.sentences import Role, Sentence
from outreach.message.vocabulary import Channel, Kind, Language, Move

_FRAMES = {Role.GREETING: Move.GREETING, Role.SIGN_OFF: Move.SIGN_OFF}
_REPLIES = frozenset(
    {
        Kind.THANK_YOU,
        Kind.RESULT_NOTE,
        Kind.ANSWER_NO,
        Kind.REPLY_YES,
        Kind.REMINDER,
        Kind.STAY_IN_TOUCH,
    }
)


def anatomy(
    text: str,
    *,
    kind: str | Kind = Kind.OPENING,
    channel: str | Channel = Channel.EMAIL,
    language: str | Language | None = None,
) -> tuple[tuple[int, int, Move], ...]:
    """The sentences whose move can be told, as (start, end, move), in the order of the text.

    A sentence that does two things is named for the one that matters more to the reader: the
    way out before the request, the request before the past.
    """
    evidence = read(text, kind=kind, channel=channel, language=language)
    found = ((s, _move(evidence, s)) for s in evidence.reading.sentences)
    return tuple((s.start, s.end, move) for s, move in found if move)


def _move(evidence: Evidence, sentence: Sentence) -> Move | None:
    if sentence.role in _FRAMES:
        return _FRAMES[sentence.role]
    asks = tuple((ask.sentence.start, ask.sentence.end) for ask in evidence.asks)
    reading = evidence.reading
    if _within(asks, sentence):
        return Move.ASK
    if _within(evidence.exits, sentence):
        return Move.EXIT
    if reading.says(sentence, "why_you"):
        return Move.WHY_YOU
    if _within(evidence.thanks, sentence):
        return Move.THANKS
    if _within(evidence.context, sentence):
        return Move.NEWS if evidence.kind in _REPLIES else Move.CONTEXT
    if _within(evidence.shared_past, sentence):
        return Move.ANCHOR
    if evidence.kind in _REPLIES:
        return Move.NEWS
    return Move.DETAIL if asks and reading.says(sentence, "quantity", "v_offer") else None


def _within(spans: tuple[Span, ...], sentence: Sentence) -> bool:
    return any(sentence.start <= start < sentence.end for start, _ in spans)

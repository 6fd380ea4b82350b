"""Where the writer stands, and the past the two share."""

import re

from outreach.message.reading import Reading, Span
from outreach.message.sentences import Role
from outreach.message.vocabulary import Kind

_REPLIES = frozenset({Kind.THANK_YOU, Kind.RESULT_NOTE, Kind.ANSWER_NO, Kind.REPLY_YES, Kind.STAY_IN_TOUCH})
_INTRODUCTION = re.compile(
    r"\b(?:from|of|ex|at|de|du|des|de la|de l['’]) ?(?:the |our |la |le |l['’]|your |\w+ )?[A-ZÀ-Þ0-9][^.!?\n]{0,50}"
)
_PAST_YEAR = re.compile(
    r"\b(?:in|of|since|batch|from|back in|until|summer|fall|winter|spring|autumn|en|de|depuis|ete|hiver|automne|printemps|"
    r"\(|a|,|class|year)? ?\(?((?:19[5-9]\d|20[0-2]\d))\b"
)
_TOGETHER = re.compile(r"\b(?:we|our|us|you|your|i was|nous|notre|nos|on|vous|votre|tu|ton|ta|j'etais)\b")
_PAST_VERB = re.compile(
    r"\b(?:was|were|did|had|met|taught|worked|\w{3,}ed|ran|sat|wrote|built|saw|knew|gave|led|took|etais|etait|etions|"
    r"avais|avait|avions|avez|as|ai|ete|\w+iez|\w+ions)\b"
)
_COMING = re.compile(
    r"\b(?:will|'ll|going to|plan|before|until|from|starting|by|next|coming|ends?|apply|applying|avant|d'ici|partir|prochain\w*|"
    r"postuler\w*|poserai|for)\b"
)


def context(reading: Reading, kind: Kind) -> tuple[Span, ...]:
    """The sentences that say where the writer stands or why now; in replies, what comes next."""
    tags = ("context", "next_step") if kind in _REPLIES else ("context",)
    found = reading.with_any(tags)
    return tuple((s.start, s.end) for s in found if not _about_reader(reading, s.start, s.end, tags))


def _about_reader(reading: Reading, start: int, end: int, tags: tuple[str, ...]) -> bool:
    """News to come back with later is a promise, not a standing."""
    return False


def shared_past(reading: Reading) -> tuple[Span, ...]:
    """The sentences that mention a past the two share, before the present exchange."""
    found: list[Span] = []
    for sentence in reading.sentences:
        if sentence.role is Role.GREETING:
            continue
        not_past = reading.hits_in(sentence, "history_not")
        hits = [
            hit
            for hit in reading.hits_in(sentence, "history")
            if not any(start <= hit[0] < end or hit[0] <= start < hit[1] for start, end in not_past)
        ]
        if hits or _dated(reading, sentence.start, sentence.end) or _introduced(reading, sentence.start):
            found.append((sentence.start, sentence.end))
    return tuple(found)


def _dated(reading: Reading, start: int, end: int) -> bool:
    words = reading.plain[start:end]
    return bool(
        _PAST_YEAR.search(words) and _TOGETHER.search(words) and _PAST_VERB.search(words)
        and not _COMING.search(words)
    )


def _introduced(reading: Reading, start: int) -> bool:
    """ "Claire from the Brandon lab (2014)": a name and where it comes from, near the top."""
    if start > 120:
        return False
    hits = [h for h in reading.hits("history_intro") if start <= h[0] < start + 60]
    return any(_INTRODUCTION.search(reading.text, begin, min(end + 60, len(reading.text))) for begin, end in hits)

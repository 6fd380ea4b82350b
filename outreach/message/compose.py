"""The composer: facts and curated wordings in, a message out. Pure and deterministic.

One wording is picked for each move. Among those whose placeholders all have words, the one
that says most of what the user typed, and fits most closely, wins; equals rotate by the seed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from outreach.message import layout
from outreach.message.composition import Composition, Passage
from outreach.message.facts import Facts
from outreach.message.shorten import heads
from outreach.message.slots import (
    ANSWERS,
    GAP,
    PLACEHOLDERS,
    SITUATION,
    pieces,
    placeholders,
    unknown_placeholders,
)
from outreach.message.values import fill, values_of
from outreach.message.vocabulary import LENGTH_OF, Ask, Channel, Kind, Length, Move
from outreach.message.wording import Wording

__all__ = [
    "PLACEHOLDERS",
    "NoWordingFits",
    "another",
    "compose",
    "placeholders",
    "rotation",
    "unknown_placeholders",
]

_FACTS = frozenset(ANSWERS | SITUATION | GAP)
_BUILT_IN = frozenset(ask.value for ask in Ask)
_NAME_WEIGHT = {"title": 4, "formal_name": 3, "full_name": 2, "recipient": 1}
_FACT_WEIGHT, _ASK_WEIGHT, _APPROACH_WEIGHT = 4, 2, 16
_PLACES = {move: place % 9 for place, move in enumerate(Move, start=-2)}
_FRAMES = frozenset({Move.GREETING, Move.SIGN_OFF})
_SWAPPED = (Move.EXIT, Move.THANKS, Move.CONTEXT, Move.WHY_YOU, Move.NEWS, Move.ANCHOR, Move.ASK)
_DROPPED = (Move.DETAIL, Move.THANKS, Move.CONTEXT, Move.EXIT, Move.NEWS)
_PLACING = frozenset({Move.ASK, Move.ANCHOR})
_WITH_HEADS = frozenset({"shared_history", "our_work"})
_BOUNDS = {Channel.SMS: 170, Channel.CONNECTION_NOTE: 199, Channel.SPOKEN: 90}
"""How long a message may get before the words that place the writer are left out."""


class NoWordingFits(LookupError):
    """No curated wording can say a move the message cannot do without."""

    def __init__(self, kind: Kind, move: Move) -> None:
        super().__init__(f"no wording for {move.value} of {kind.value}")
        self.kind, self.move = kind, move


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A wording that could be used, filled, with its rank."""

    wording: Wording
    text: str
    rank: int


_Candidates = dict[Move, list[_Candidate]]
_Chosen = dict[Move, _Candidate]


def compose(
    facts: Facts,
    wordings: Sequence[Wording],
    seed: int,
    *,
    without: Collection[str] = (),
    keep: Mapping[Move, str] | None = None,
) -> Composition:
    """Compose one message.

    ``without`` leaves wordings out by key; ``keep`` pins moves to wording keys, as long as
    they still fit the facts. Moves with nothing to say are left out. Raises ``NoWordingFits``
    when a move the kind needs has no wording left.
    """
    found = _candidates(facts, wordings, seed, without, values_of(facts))
    pinned = {
        move: candidate
        for move, key in (keep or {}).items()
        for candidate in found.get(move, ())
        if candidate.wording.key == key
    }
    for move in layout.NEEDED[facts.kind]:
        if move not in found:
            raise NoWordingFits(facts.kind, move)
    chosen = {move: candidates[0] for move, candidates in found.items()} | pinned
    chosen = _fitted(facts, chosen, found, pinned)
    if LENGTH_OF[facts.channel] is not Length.FULL and _is_long(facts, chosen):
        values = values_of(facts, twice=True)
        placing = [wording for wording in wordings if wording.move == Move.ANCHOR]
        anchors = _candidates(facts, placing, seed, without, values).get(Move.ANCHOR, [])
        options = found | {move: [candidate] for move, candidate in pinned.items()}
        chosen = _brief(facts, chosen, options, anchors, values)
    return _laid_out(facts, chosen)


def another(
    facts: Facts, wordings: Sequence[Wording], seed: int, composition: Composition, move: Move
) -> Composition:
    """The same message with the next wording for one move, in turn; the same one if it is alone."""
    shown = {passage.move: passage.wording_key for passage in composition.passages}
    if composition.subject_key:
        shown[Move.SUBJECT] = composition.subject_key
    if keys := rotation(facts, wordings, seed).get(move):
        place = keys.index(shown[move]) if shown.get(move) in keys else -1
        shown[move] = keys[(place + 1) % len(keys)]
    return compose(facts, wordings, seed, keep=shown)


def rotation(facts: Facts, wordings: Sequence[Wording], seed: int) -> dict[Move, tuple[str, ...]]:
    """By move, the keys of the wordings that may take turns: equal in rank, in their order."""
    found = _candidates(facts, wordings, seed, (), values_of(facts))
    return {
        move: tuple(candidate.wording.key for candidate in _levels(candidates)[0])
        for move, candidates in found.items()
    }


def _levels(candidates: list[_Candidate]) -> list[list[_Candidate]]:
    """The candidates by rank, best rank first."""
    return [list(level) for _, level in groupby(candidates, key=lambda candidate: candidate.rank)]


def _candidates(
    facts: Facts,
    wordings: Iterable[Wording],
    seed: int,
    without: Collection[str],
    values: Mapping[str, str],
) -> _Candidates:
    """By move, every wording that fits and whose placeholders all have words, best first."""
    found: _Candidates = {}
    for move, fitting in _fitting(facts, wordings).items():
        usable = [
            _candidate(wording, values, facts)
            for wording in fitting
            if wording.key not in without and placeholders(wording.text) <= values.keys()
        ]
        usable.sort(key=lambda candidate: (-candidate.rank, candidate.wording.key))
        if usable:
            found[move] = [
                candidate
                for level in _levels(usable)
                for candidate in _rotated(level, _turn(move, seed, len(level)))
            ]
    return found


def _rotated(level: list[_Candidate], turn: int) -> list[_Candidate]:
    return level[turn:] + level[:turn]


def _turn(move: Move, seed: int, number: int) -> int:
    """Which of ``number`` equal wordings comes first.

    Seeds that follow each other, as those of a user's outreaches do, give messages that differ
    in most moves. Each move reads the last three digits of the seed, to the base ``number``, with
    weights of its own: points of a plane over three elements of which no four lie on a line, so
    that with three wordings two messages agree in at most three moves (a linear code).
    """
    tens, hundreds = divmod(_PLACES[move], 3)
    return (seed + tens * (seed // number) + hundreds * (seed // number**2)) % number


def _fitting(facts: Facts, wordings: Iterable[Wording]) -> dict[Move, list[Wording]]:
    """The wordings of each move that may be used, from the first family that has any.

    Greeting and sign-off of every kind are those of an opening unless it has its own, and a
    reply may use a longer family's words for a move where its channel has none.
    """
    pool = _usable(facts, wordings)
    by_family: dict[tuple[Kind, Length, Move], list[Wording]] = {}
    for wording in pool:
        by_family.setdefault((wording.kind, wording.length, wording.move), []).append(wording)
    fitting = {}
    for move in layout.moves_of(facts.kind, facts.channel):
        for kind, length in _families(facts, move):
            if (kind, length, move) in by_family:
                fitting[move] = by_family[kind, length, move]
                break
    return fitting


def _asks(facts: Facts) -> frozenset[str]:
    """The request types whose wordings may be used: a custom type is written like OTHER."""
    custom = facts.ask and facts.ask not in _BUILT_IN
    return frozenset({"", facts.ask, Ask.OTHER.value if custom else ""})


def _usable(facts: Facts, wordings: Iterable[Wording]) -> list[Wording]:
    """The wordings whose every key is empty or matches; the hot loop, so with plain names."""
    language, kind, opening = facts.language, facts.kind, Kind.OPENING
    asks, tones = _asks(facts), ("", facts.tone)
    addresses, approaches = ("", facts.address), ("", facts.approach)
    return [
        wording
        for wording in wordings
        if wording.language == language
        and (wording.kind == kind or wording.kind == opening)
        and wording.ask in asks
        and wording.tone in tones
        and wording.address in addresses
        and wording.approach in approaches
    ]


def _families(facts: Facts, move: Move) -> Iterable[tuple[Kind, Length]]:
    length = LENGTH_OF[facts.channel]
    yield facts.kind, length
    if move in _FRAMES:
        yield Kind.OPENING, length
    elif facts.kind is not Kind.OPENING:
        if length is Length.SPOKEN:
            yield facts.kind, Length.SHORT
        yield facts.kind, Length.FULL


def _candidate(wording: Wording, values: Mapping[str, str], facts: Facts) -> _Candidate:
    names = placeholders(wording.text)
    rank = (
        _FACT_WEIGHT * len(names & _FACTS)
        + max((_NAME_WEIGHT.get(name, 0) for name in names), default=0)
        + _ASK_WEIGHT * bool(wording.ask)
        + (wording.ask == facts.ask)
        + _APPROACH_WEIGHT * bool(wording.approach)
        + bool(wording.tone)
        + bool(wording.address)
    )
    text = fill(pieces(wording.text), values, facts.language)
    return _Candidate(wording, text, rank - layout.has_long_sentence(text))


def _fitted(facts: Facts, chosen: _Chosen, found: _Candidates, pinned: _Chosen) -> _Chosen:
    """Shorten until the message has the length its channel aims at, or nothing is left to do.

    First without details that say nothing of the user's own, then with the shortest equal
    wordings, then without details, and on short channels with wordings that say less.
    """
    for smaller in _smaller(facts, chosen, found, pinned):
        chosen = smaller
        if not _is_long(facts, chosen):
            break
    return chosen


def _is_long(facts: Facts, chosen: _Chosen) -> bool:
    return layout.is_long(_body(chosen), facts.kind, facts.channel)


def _body(chosen: _Chosen) -> list[str]:
    return [candidate.text for move, candidate in chosen.items() if move is not Move.SUBJECT]


def _smaller(
    facts: Facts, chosen: _Chosen, found: _Candidates, pinned: _Chosen
) -> Iterable[_Chosen]:
    yield chosen
    free = [move for move in _SWAPPED if move in chosen and move not in pinned]
    needed, short = layout.NEEDED[facts.kind], LENGTH_OF[facts.channel] is Length.SHORT
    detail = chosen.get(Move.DETAIL)
    own_words = detail is not None and placeholders(detail.wording.text) & _FACTS
    if not own_words and Move.DETAIL not in needed:
        chosen = _dropped(chosen, Move.DETAIL)
        yield chosen
    for move in free:
        chosen = chosen | {move: _shortest(_levels(found[move])[0], facts.channel)}
        yield chosen
    for move in _DROPPED if short or facts.kind is not Kind.OPENING else (Move.DETAIL,):
        if move not in needed:
            chosen = _dropped(chosen, move)
            yield chosen
    for move in reversed(free) if LENGTH_OF[facts.channel] is not Length.FULL else ():
        for fewer in _levels(found[move])[1:]:
            if move in chosen and move not in _PLACING:
                chosen = chosen | {move: _shortest(fewer, facts.channel)}
                yield chosen


def _brief(
    facts: Facts,
    chosen: _Chosen,
    found: _Candidates,
    anchors: list[_Candidate],
    values: Mapping[str, str],
) -> _Chosen:
    """The request and the words that place the writer, both as full as there is room for.

    The request gives way first, since nobody reads on who cannot place the writer. ``anchors``
    also tell the work that a briefer request no longer names. With room for neither, a note
    that is a little too long still beats one from a stranger.
    """
    asks: list[_Candidate | None] = [*_versions(found.get(Move.ASK, []), values, facts)]
    placed: list[_Chosen] = []
    bare: list[_Chosen] = []
    for ask in asks or [None]:
        named = ask is not None and _says(ask, "work", "our_work")
        fitting = found.get(Move.ANCHOR, []) if named else anchors
        fitting = _versions(fitting, values, facts)
        for anchor in (*fitting, *([] if fitting else [None])):
            tried = chosen | {one.wording.move: one for one in (ask, anchor) if one is not None}
            places = named or (anchor is not None and _says(anchor, "shared_history"))
            if places and not _is_long(facts, tried):
                return tried
            (placed if places else bare).append(tried)
    within = [tried for tried in bare if not _is_long(facts, tried)]
    closest = min(placed, key=lambda tried: _size(facts, tried), default=None)
    bound = _BOUNDS[facts.channel] if facts.kind is Kind.OPENING else 0
    if closest and (not within or _size(facts, closest) <= bound):
        return closest
    return within[0] if within else bare[-1]


def _says(candidate: _Candidate, *names: str) -> bool:
    return not placeholders(candidate.wording.text).isdisjoint(names)


def _size(facts: Facts, chosen: _Chosen) -> int:
    return sum(layout.size(text, facts.channel) for text in _body(chosen))


def _versions(
    candidates: list[_Candidate], values: Mapping[str, str], facts: Facts
) -> list[_Candidate]:
    """The shortest wording of each rank, whole and with the head of what it tells."""
    versions = []
    for level in _levels(candidates):
        whole = _shortest(level, facts.channel)
        versions.append(whole)
        parts = pieces(whole.wording.text)
        for name in placeholders(whole.wording.text) & _WITH_HEADS:
            for head in heads(values[name], facts.language):
                text = fill(parts, {**values, name: head}, facts.language)
                versions.append(replace(whole, text=text))
    return versions


def _dropped(chosen: _Chosen, move: Move) -> _Chosen:
    return {kept: candidate for kept, candidate in chosen.items() if kept is not move}


def _shortest(candidates: list[_Candidate], channel: Channel) -> _Candidate:
    return min(candidates, key=lambda candidate: layout.size(candidate.text, channel))


def _laid_out(facts: Facts, chosen: _Chosen) -> Composition:
    anchor = chosen.get(Move.ANCHOR)
    late = anchor is not None and bool(placeholders(anchor.wording.text) & GAP.keys())
    laid_out = layout.paragraphs(facts.kind, facts.channel, late_anchor=late)
    filled = [[move for move in paragraph if move in chosen] for paragraph in laid_out]
    passages = [
        Passage(move, chosen[move].wording.key, chosen[move].text, number)
        for number, paragraph in enumerate(filter(None, filled))
        for move in paragraph
    ]
    subject = chosen.get(Move.SUBJECT)
    return Composition(
        subject=subject.text if subject else "",
        passages=tuple(_finished(passages, facts, chosen)),
        subject_key=subject.wording.key if subject else "",
    )


def _finished(passages: list[Passage], facts: Facts, chosen: _Chosen) -> Iterable[Passage]:
    """The last touches: signature, small letter after a greeting on the same line, plain SMS."""
    for before, passage in zip([None, *passages], passages, strict=False):
        text = passage.text
        if facts.signature and passage.move is Move.SIGN_OFF:
            text += f"\n{facts.signature.strip()}" if facts.channel is Channel.EMAIL else ""
        if before and before.paragraph == passage.paragraph and before.text.endswith(","):
            text = _continued(text, chosen[passage.move].wording.text)
        if facts.channel is Channel.SMS:
            text = text.translate(_PLAIN)
        yield replace(passage, text=text)


def _continued(text: str, wording: str) -> str:
    """What goes on after "Hi Judith," begins small, unless with a name or "I"."""
    if wording.startswith("{") or wording.split("’")[0].split()[0] == "I":
        return text
    return text[0].lower() + text[1:]


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})
"""Characters outside the basic SMS alphabet halve the room of a text message and more."""

"""Counts that tell nothing of single people: small ones are hidden, also by subtraction. Pure.

A table has a line for each group and one for all. Of a line the figures are shown from the left as
far as each is at least FEWEST; what follows is hidden, for it is a part of what went before. *Yes*
and *no* are shown together or not at all: with *answered* beside it, one nearly tells the other.

A hidden figure could still be the total less the others. So lines are hidden in addition, the
smallest first, until each hidden figure could be quite another one with every shown figure as it
is. That is certain where outreaches could have changed places: two that came equally far, as far
as their lines show, may swap groups without a trace, each with what became of it (``_range``).
Swapping groups in one table leaves every other table of the page alone.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

FEWEST = 5

STAGES: tuple[tuple[str, ...], ...] = (
    ("started",),
    ("sent",),
    ("answered",),
    ("yes", "no"),
    ("thanked",),
)
"""How far an outreach came; each is a part of the one before, *thanked* of *yes*."""
MEASURES = tuple(measure for stage in STAGES for measure in stage)
BEFORE = ("", "started", "sent", "answered", "yes")
"""What an outreach was before it came to each stage."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many outreaches of a group came how far, and of how many clients they are."""

    started: int = 0
    sent: int = 0
    answered: int = 0
    yes: int = 0
    no: int = 0
    thanked: int = 0
    clients: int = 0

    def of(self, measure: str) -> int:
        """One figure by its name."""
        count: int = getattr(self, measure)
        return count


Groups = Mapping[Hashable, Counts]
Shown = dict[Hashable, int]
"""Of each group, how many stages are shown."""


def shown_stages(
    total: Counts, tables: Iterable[Groups], fewest: int = FEWEST
) -> tuple[int, list[Shown]]:
    """How many stages are shown of the line for all, and of each line of each table.

    A stage whose small figures cannot be kept apart in one table is shown in none.
    """
    tables = list(tables)
    deepest = _large(total, fewest)
    while True:
        found = [_shown(table, deepest, fewest) for table in tables]
        fitting = min([deepest, *(deep for deep, _shown_of in found)])
        if fitting == deepest:
            return deepest, [shown for _deep, shown in found]
        deepest = fitting


def _large(counts: Counts, fewest: int) -> int:
    """How many stages in a row are large enough to be shown."""
    if counts.clients < fewest:
        return 0
    for number, stage in enumerate(STAGES):
        if any(counts.of(measure) < fewest for measure in stage):
            return number
    return len(STAGES)


def _shown(groups: Groups, deepest: int, fewest: int) -> tuple[int, Shown]:
    """The stages shown of each group, and how many of the total can be shown with them."""
    shown = {key: min(deepest, _large(counts, fewest)) for key, counts in groups.items()}
    stage = 0
    while stage < deepest:
        hidden = {key: groups[key] for key, shows in shown.items() if shows <= stage}
        if all(_is_safe(key, stage, hidden, shown, fewest) for key in hidden):
            stage += 1
            continue
        first = STAGES[stage][0]
        others = [key for key, shows in shown.items() if shows > stage]
        if not others:
            return stage, shown
        shown[min(others, key=lambda key: groups[key].of(first))] = stage
    return deepest, shown


def _is_safe(key: Hashable, stage: int, hidden: Groups, shown: Shown, fewest: int) -> bool:
    """Whether a group's hidden figures of a stage may be quite others: each small number at least,
    where they are small."""
    for measure in STAGES[stage]:
        low, high = _range(key, measure, hidden, shown)
        is_small = hidden[key].of(measure) < fewest
        if high - low < fewest - 1 or (is_small and low > 0):
            return False
    return True


def _range(key: Hashable, measure: str, hidden: Groups, shown: Shown) -> tuple[int, int]:
    """Between which numbers a hidden figure may lie at least, for all that is shown.

    From the deeper of two hidden stages on, a line's outreaches that came so far may swap with
    another's; where nothing of either is shown, they may change lines alone.
    """
    partners: dict[int, list[Counts]] = {}
    for other, counts in hidden.items():
        if other != key:
            partners.setdefault(max(shown[key], shown[other]), []).append(counts)
    own = hidden[key]
    return _fewest(own, measure, partners), _most(own, measure, partners)


Partners = Mapping[int, list[Counts]]
"""The other hidden lines, by the stage from which on they may swap."""


def _fewest(own: Counts, measure: str, partners: Partners) -> int:
    """When it gave to others what they have room for."""
    if partners.get(0):
        return 0
    room = (
        other.of(BEFORE[stage]) - other.of(measure)
        for stage, others in partners.items()
        for other in others
    )
    return max(0, own.of(measure) - sum(room))


def _most(own: Counts, measure: str, partners: Partners) -> int:
    """When it got from others what it has places for; from the first stage to the last, for what
    it gets at one makes places at the next."""
    way = [*BEFORE[1 : _stage_of(measure) + 1], measure]
    places = {step: own.of(step) for step in way}
    for stage in sorted(partners):
        upto = places[BEFORE[stage]] if stage else None
        for step in way[stage:]:
            both = places[step] + sum(other.of(step) for other in partners[stage])
            places[step] = both if upto is None else min(upto, both)
    return places[measure]


def _stage_of(measure: str) -> int:
    return next(number for number, stage in enumerate(STAGES) if measure in stage)


def cells(counts: Counts, shows: int) -> Iterator[int | None]:
    """The figures of a line in the order of MEASURES; None for what is hidden."""
    for number, stage in enumerate(STAGES):
        for measure in stage:
            yield counts.of(measure) if number < shows else None

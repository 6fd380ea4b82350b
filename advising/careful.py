"""Counts that tell nothing of single people: small ones are hidden, also by subtraction. Pure.

A table has a line for each group and one for all of them. The figures of a line (started, sent,
answered …) get smaller from left to right, for each counts a part of the one before. They are shown
up to the first that is smaller than FEWEST; that one and all after it are hidden. *Yes* and *no*
are shown together or not at all: with *answered* beside it, one nearly tells the other.

A reader could still find a hidden figure by taking the shown lines from the total. So more lines
are hidden, the smallest first, until each hidden figure could be any of FEWEST numbers or more with
no shown figure changed. ``_range`` works out which numbers it could be: it lets two hidden lines
exchange outreaches that both reached the last stage that either line shows. Each takes along what
became of it afterwards, and no shown figure changes; nor does any in the other tables of the page,
for there both stay in their groups.
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
    """Whether a group's hidden figures of a stage could each be one of FEWEST numbers or more; and
    where the figure is small, 0 among them."""
    for measure in STAGES[stage]:
        low, high = _range(key, measure, hidden, shown)
        is_small = hidden[key].of(measure) < fewest
        if high - low < fewest - 1 or (is_small and low > 0):
            return False
    return True


def _range(key: Hashable, measure: str, hidden: Groups, shown: Shown) -> tuple[int, int]:
    """Between which numbers a hidden figure may lie at least, for all that is shown.

    Two lines may exchange outreaches that reached the last stage that either of them shows. Where
    neither shows anything, one may also change lines without another coming back for it.
    """
    partners: dict[int, list[Counts]] = {}
    for other, counts in hidden.items():
        if other != key:
            partners.setdefault(max(shown[key], shown[other]), []).append(counts)
    own = hidden[key]
    return _fewest(own, measure, partners), _most(own, measure, partners)


Partners = Mapping[int, list[Counts]]
"""The other hidden lines, by how many stages an outreach must have behind it to be exchanged."""


def _fewest(own: Counts, measure: str, partners: Partners) -> int:
    """The figure, if the line gave away as many of these outreaches as others can take: for each,
    another line gives back one that did not come as far as the measure."""
    if partners.get(0):
        return 0
    room = (
        other.of(BEFORE[stage]) - other.of(measure)
        for stage, others in partners.items()
        for other in others
    )
    return max(0, own.of(measure) - sum(room))


def _most(own: Counts, measure: str, partners: Partners) -> int:
    """The figure, if the line got as many of these outreaches from others as it has of those that
    it can give back; reckoned stage by stage, for what it gets at one it can give back at the
    next."""
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

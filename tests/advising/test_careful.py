"""No hidden figure can be computed: every table that reads the same is tried (TRUST.md, P15)."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advising.careful import FEWEST, MEASURES, STAGES, Counts, cells, shown_stages

MANY = 99  # clients
Line = tuple[int, ...]


@st.composite
def counts(draw, most: int) -> Counts:
    """Any line: each figure a part of the one before."""
    started = draw(st.integers(0, most))
    sent = draw(st.integers(0, started))
    answered = draw(st.integers(0, sent))
    yes = draw(st.integers(0, answered))
    no = draw(st.integers(0, answered - yes))
    clients = draw(st.sampled_from([1, MANY, MANY, MANY]))
    return Counts(started, sent, answered, yes, no, draw(st.integers(0, yes)), clients)


def tables(most: int, lines: int):
    """Tables of two lines and more."""
    return st.lists(counts(most), min_size=2, max_size=lines).map(
        lambda rows: dict(enumerate(rows))
    )


def total_of(table) -> Counts:
    """The line for all."""
    sums = [sum(line.of(measure) for line in table.values()) for measure in MEASURES]
    return Counts(*sums, clients=MANY)


def lines_that_read_the_same(line: tuple[int | None, ...], most: int) -> Iterator[Line]:
    """Every line with these figures where they are shown."""

    def fits(place: int, upto: int) -> range:
        seen = line[place]
        if seen is None:
            return range(upto + 1)
        return range(seen, seen + 1) if seen <= upto else range(0)

    for started in fits(0, most):
        for sent, answered in ((s, a) for s in fits(1, started) for a in fits(2, s)):
            for yes in fits(3, answered):
                for no, thanked in product(fits(4, answered - yes), fits(5, yes)):
                    yield started, sent, answered, yes, no, thanked


def possible(table, shown, deepest: int) -> dict[tuple[int, int], set[int]]:
    """For each hidden figure, its values in all tables that read the same as this one."""
    most = total_of(table).started
    places = sum(len(stage) for stage in STAGES[:deepest])
    goal = tuple(cells(total_of(table), deepest))[:places]
    lines = [
        list(lines_that_read_the_same(tuple(cells(line, shown[key])), most))
        for key, line in table.items()
    ]
    found: dict[tuple[int, int], set[int]] = {}
    for number, own in enumerate(lines):
        sums: set[Line] = {(0,) * places}
        for other in (heads for place, heads in enumerate(lines) if place != number):
            parts = {line[:places] for line in other}
            tried = {add(one, part) for one, part in product(sums, parts)}
            sums = {one for one in tried if all(a <= b for a, b in zip(one, goal, strict=True))}
        for line in own:
            if tuple(a - b for a, b in zip(goal, line, strict=False)) in sums:
                for place, value in enumerate(line):
                    found.setdefault((number, place), set()).add(value)
    return found


def add(one: Line, other: Line) -> Line:
    """Figure by figure."""
    return tuple(a + b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("fewest", [2, 3])
@settings(max_examples=120, deadline=None)
@given(table=tables(most=4, lines=3))
def test_P15_a_hidden_figure_may_be_any_small_number(fewest, table):
    deepest, (shown,) = shown_stages(total_of(table), [table], fewest)
    if not deepest:
        return
    values = possible(table, shown, deepest)
    for key, line in table.items():
        for place, (seen, true) in enumerate(
            zip(cells(line, shown[key]), line_of(line), strict=True)
        ):
            if seen is not None:
                assert values[key, place] == {true}
            elif true < fewest:
                assert set(range(fewest)) <= values[key, place]
            else:
                assert len(values[key, place]) >= fewest


def line_of(line: Counts) -> Line:
    """The figures as they are."""
    return tuple(line.of(measure) for measure in MEASURES)


@settings(max_examples=300, deadline=None)
@given(first=tables(most=40, lines=12), data=st.data())
def test_P15_nothing_small_is_shown_and_no_line_is_hidden_alone(first, data):
    total = total_of(first)
    deepest, (shown,) = shown_stages(total, [first])
    for key, line in first.items():
        assert shown[key] <= deepest
        assert all(seen is None or seen >= FEWEST for seen in cells(line, shown[key]))
        assert line.clients >= FEWEST or shown[key] == 0
    for stage in range(deepest):
        hidden = [key for key, shows in shown.items() if shows <= stage]
        assert len(hidden) != 1

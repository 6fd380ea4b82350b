"""No hidden figure can be computed: every table that reads the same is tried (TRUST.md, P15)."""

from collections.abc import Iterator
from itertools import product
from operator import sub

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advising.careful import FEWEST, MEASURES, STAGES, Counts, cells, shown_stages
from tests.examples import examples

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


def lines_that_read_the_same(line: tuple[int | None, ...], room: Line) -> Iterator[Line]:
    """Every line with these figures where they are shown, and no more than this where not."""

    def fits(place: int, upto: int) -> range:
        seen = line[place]
        if seen is None:
            return range(min(upto, room[place]) + 1)
        return range(seen, seen + 1) if seen <= upto else range(0)

    for started in fits(0, MANY):
        for sent, answered in ((s, a) for s in fits(1, started) for a in fits(2, s)):
            for yes in fits(3, answered):
                for no, thanked in product(fits(4, answered - yes), fits(5, yes)):
                    yield started, sent, answered, yes, no, thanked


def possible(table, shown, deepest: int) -> dict[tuple[int, int], set[int]]:
    """For each hidden figure, its values in all tables that read the same as this one."""
    total = total_of(table)
    places = sum(len(stage) for stage in STAGES[:deepest])
    goal = line_of(total)[:places]
    seen = [tuple(cells(line, shown[key])) for key, line in table.items()]
    # What is seen of the lines leaves so much of the total, where that is shown.
    left = tuple(
        of_all - sum(filter(None, figures)) if place < places else total.started
        for place, (of_all, *figures) in enumerate(zip(line_of(total), *seen, strict=True))
    )
    lines = [set(lines_that_read_the_same(line, left)) for line in seen]
    heads = [{line[:places] for line in those} for those in lines]
    found: dict[tuple[int, int], set[int]] = {}
    for number, own in enumerate(lines):
        others = sorted((*heads[:number], *heads[number + 1 :]), key=len)
        fitting = {head for head in heads[number] if add_up_to(less(goal, head), others)}
        for line in own:
            if line[:places] in fitting:
                for place, value in enumerate(line):
                    found.setdefault((number, place), set()).add(value)
    return found


def add_up_to(goal: Line, lines: list[set[Line]]) -> bool:
    """Whether one line of each comes to this, figure by figure."""
    first, *others = lines
    if not others:
        return goal in first
    return any(add_up_to(less(goal, one), others) for one in first)


def less(one: Line, other: Line) -> Line:
    """Figure by figure."""
    return tuple(map(sub, one, other))


@pytest.mark.parametrize("fewest", [2, 3])
@settings(max_examples=examples(120), deadline=None)
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


@settings(max_examples=examples(300), deadline=None)
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

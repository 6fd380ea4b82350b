"""The geometry of a chart: nothing overlaps, nothing leaves the picture."""

from hypothesis import given
from hypothesis import strategies as st

from outreach.charts import chart
from outreach.shares import Share

shares = st.integers(0, 60).flatmap(
    lambda total: st.builds(Share, st.integers(0, total), st.just(total))
)


def test_few_are_dots_and_more_are_bars():
    drawn = chart([("One", [("Answered", Share(2, 3)), ("Said yes", Share(4, 8))])])
    few, more = drawn.strips[0].bars
    assert [(dot.x, dot.is_filled) for dot in few.dots] == [(7, True), (27, True), (47, False)]
    assert (more.dots, more.width) == ((), "50.00%")
    assert (drawn.has_dots, drawn.has_bars) == (True, True)


def test_the_range_lies_around_the_end_of_the_bar():
    (bar,) = chart([("One", [("Answered", Share(6, 9))])]).strips[0].bars
    assert (bar.low, bar.width, bar.high) == ("35.42%", "66.67%", "87.94%")


def test_the_second_bar_is_the_strong_one():
    bars = chart([("One", [("a", Share(1, 9)), ("b", Share(1, 9))])]).strips[0].bars
    assert [bar.is_strong for bar in bars] == [False, True]


def test_a_long_label_takes_two_lines_and_moves_the_rest_down():
    bars = [("Answered", Share(1, 9))]
    short, long = (
        chart([("Coffee", bars)]),
        chart([("A quarter of an hour over coffee or on the phone", bars)]),
    )
    assert [line.text for line in long.strips[0].label] == [
        "A quarter of an hour over",
        "coffee or on the phone",
    ]
    assert long.height == short.height + 20
    assert long.strips[0].bars[0].top == short.strips[0].bars[0].top + 20


def test_nothing_to_draw_has_no_height():
    assert chart([]).height == 0


@given(st.lists(st.lists(shares, min_size=1, max_size=2), min_size=1, max_size=12))
def test_everything_stands_below_what_comes_before_and_inside(groups):
    drawn = chart([("label", [("caption", share) for share in group]) for group in groups])
    heights = [
        y
        for strip in drawn.strips
        for y in (
            *(line.y for line in strip.label),
            *(at for b in strip.bars for at in (b.caption_y, b.top, b.range_y)),
        )
    ]
    assert heights == sorted(set(heights))
    assert heights[-1] < drawn.height
    for bar in (bar for strip in drawn.strips for bar in strip.bars):
        assert 0 <= float(bar.low[:-1]) <= float(bar.high[:-1]) <= 100
        assert 0 <= float(bar.width[:-1]) <= 100

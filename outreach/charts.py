"""Where the marks of a chart stand: bars, the range around them, dots. Pure geometry.

Widths are parts of the whole width, in per cent, and heights are in pixels: so a chart fits every
screen, and its words keep their size.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from outreach.shares import Share

LABEL = 18  # from the top of a strip to the line its label stands on
LABEL_LINE = 20  # from there to the next line of a long label
LABEL_WIDTH = 30  # characters: as many as fit the smallest screen
CAPTION = 24  # from there, and from one bar, to the caption of the next
BAR_BELOW = 8
BAR = 12
RANGE_BELOW = 6
DOT = 6  # radius
DOT_STEP = 20
BETWEEN = 26


@dataclass(frozen=True, slots=True)
class Dot:
    """One of few; filled when it counts."""

    x: int
    is_filled: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One share: its caption and then dots, or a bar with the range below it."""

    caption: str
    caption_y: int
    top: int
    middle: int
    range_y: int
    width: str
    low: str
    high: str
    dots: tuple[Dot, ...]
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label."""

    text: str
    y: int


@dataclass(frozen=True, slots=True)
class Strip:
    """One group: its label and its bars."""

    label: tuple[Line, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """All strips, and how high that is."""

    height: int
    strips: tuple[Strip, ...]
    has_dots: bool
    has_bars: bool


Captioned = tuple[str, Share]


def chart(groups: Iterable[tuple[str, list[Captioned]]]) -> Chart:
    """A strip for each label; the last share of a strip is drawn strongest."""
    strips, y = [], 0
    for label, shares in groups:
        lines = _lines(label, y + LABEL)
        y = lines[-1].y
        bars = []
        for number, (caption, share) in enumerate(shares, start=1):
            bars.append(_bar(caption, share, y + CAPTION, is_strong=number > 1))
            y = bars[-1].range_y
        strips.append(Strip(lines, tuple(bars)))
        y += BETWEEN
    drawn = [bar for strip in strips for bar in strip.bars]
    return Chart(
        height=max(0, y - BETWEEN + RANGE_BELOW),
        strips=tuple(strips),
        has_dots=any(bar.dots for bar in drawn),
        has_bars=any(not bar.dots for bar in drawn),
    )


def _lines(label: str, y: int) -> tuple[Line, ...]:
    texts = wrap(label, LABEL_WIDTH) or [""]
    return tuple(Line(text, y + number * LABEL_LINE) for number, text in enumerate(texts))


def _bar(caption: str, share: Share, caption_y: int, *, is_strong: bool) -> Bar:
    top = caption_y + BAR_BELOW
    low, high = share.range
    return Bar(
        caption=caption,
        caption_y=caption_y,
        top=top,
        middle=top + BAR // 2,
        range_y=top + BAR + RANGE_BELOW,
        width=_per_cent(share.hits / share.total if share.total else 0),
        low=_per_cent(low),
        high=_per_cent(high),
        dots=_dots(share) if share.is_too_few else (),
        is_strong=is_strong,
    )


def _dots(share: Share) -> tuple[Dot, ...]:
    return tuple(
        Dot(DOT + 1 + number * DOT_STEP, number < share.hits) for number in range(share.total)
    )


def _per_cent(part: float) -> str:
    """Always with a point, whatever the language of the page: it is an attribute, not words."""
    return f"{100 * part:.2f}%"

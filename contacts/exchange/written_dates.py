"""Dates as programs and people write them in files, out as ISO text (IMPORTS.md, rule 5).

No clock, and no guess: whether 03/04/2019 is in March or April is decided by the other dates of
its column, or by the user. Words for months in English, French, German, Spanish, Italian, Dutch and
Portuguese; ``dateutil`` knows only the first of them and makes dates out of anything.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from contacts.exchange.text import fold, western_digits

FIRST_YEAR, LAST_YEAR = 1800, 2200
LIMIT = 60  # characters
_WITHOUT_YEAR = 1604  # Apple's way of saying that the year of a birthday is not known


class NotADate(ValueError):
    """The text is no date, or no such day exists."""


class EitherOrder(NotADate):
    """Day and month may be either way round; ``year`` is sure."""

    def __init__(self, year: int) -> None:
        super().__init__("either order")
        self.year = year


@dataclass(frozen=True, slots=True)
class Order:
    """What the dates of one column tell of their order; ``example`` reads both ways."""

    day_first: bool | None = None
    example: str = ""


# --- Words ------------------------------------------------------------------------------------
_MONTHS = (
    "january janvier januar enero gennaio januari janeiro",
    "february fevrier februar febrero febbraio februari fevereiro",
    "march mars marz maerz marzo maart mrt marco",
    "april avril abril aprile",
    "may mai mayo maggio mei maio",
    "june juin juni junio giugno junho",
    "july juillet juli julio luglio julho",
    "august aout agosto augustus",
    "september septembre septiembre setiembre settembre setembro",
    "october octobre oktober octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december decembre dezember diciembre dicembre december dezembro",
)


def _by_beginning() -> dict[str, int]:
    """Every month by each beginning of three letters or more that fits no other month."""
    found: dict[str, set[int]] = {}
    for number, names in enumerate(_MONTHS, 1):
        for name in names.split():
            for length in range(3, len(name) + 1):
                found.setdefault(name[:length], set()).add(number)
    return {word: months.pop() for word, months in found.items() if len(months) == 1}


_MONTH = _by_beginning()

_TIME = re.compile(
    r"(?:,|\bat\b|\ba\b|t)?\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:z|utc|gmt)?\s*(?:[+-]\d{2}:?\d{2})?$"
)
_NOTHING = re.compile(r"[0\s./:-]*$")
_OF = r"(?:\s+(?:de|of|del)\s+|\s+d'|[\s./,-]+)"
_ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})\.?$|(\d{4})(\d{2})(\d{2})$")
_CHARACTERS = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?$")
_NUMBERS = re.compile(r"(\d{1,2})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})\.?$")
_DAY_WORD = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|e|º|o|a|\.)?{_OF}([a-z]+)\.?(?:{_OF}(\d{{4}}|\d{{2}}))?$"
)
_WORD_DAY = re.compile(r"([a-z]+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?:,?[\s-]+(\d{4}|\d{2}))?$")
_WORD_YEAR = re.compile(rf"([a-z]+)\.?{_OF}(\d{{4}})$")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})$|(\d{1,2})[-/.](\d{4})$")
_YEAR = re.compile(r"(\d{4})$")
_AROUND = re.compile(
    r"^(?:~|≈|around|about|circa|ca?\.?|approx\.?|vers|environ|um|gegen|hacia|verso|rond)"
    r"\s*(?=\d{4}|[a-z]+ \d{4})"
)
_BEFORE = re.compile(r"^(?:<|before|prior to|avant(?: le)?|vor|antes de|prima del?|voor)\s*(?=\S)")
_WITHOUT = re.compile(r"--(\d{1,2})-?(\d{1,2})$")


# --- Reading ----------------------------------------------------------------------------------
def day(text: str, day_first: bool | None = None) -> str:
    """A day as YYYY-MM-DD; "" for zeros, which stand for none. Raises NotADate."""
    bare = _bare(text)
    if _NOTHING.match(bare):
        return ""
    year, month, number = _parts(bare, day_first)
    if not year:
        raise NotADate
    return _iso(year, month, number)


def remembered(text: str, day_first: bool | None = None) -> str:
    """A day, a month (2019-03) or a year (2019), around (~2019) or before it (<2019).

    Raises NotADate.
    """
    bare = _bare(text)
    later = _BEFORE.sub("", bare, count=1)
    exact = _AROUND.sub("", later.rstrip("? "), count=1)
    if _NOTHING.match(exact):
        return ""
    mark = "<" if later != bare else "~" if exact != bare else ""
    if found := _YEAR.match(exact):
        return f"{mark}{_year(found[1])}"
    if found := _YEAR_MONTH.match(exact):
        month = int(found[2] or found[3])
        return f"{mark}{_iso(_year(found[1] or found[4]), month, 1)[:7]}"
    if found := _WORD_YEAR.match(exact):
        return f"{mark}{_iso(_year(found[2]), _month(found[1]), 1)[:7]}"
    return f"{'<' if mark == '<' else ''}{day(exact, day_first)}"


def birthday(text: str, day_first: bool | None = None) -> str:
    """A day, or --MM-DD where the year is not said. Raises NotADate."""
    bare = _bare(text)
    if _NOTHING.match(bare):
        return ""
    found = _WITHOUT.match(bare)
    year, month, number = (0, int(found[1]), int(found[2])) if found else _parts(bare, day_first)
    if year in (0, _WITHOUT_YEAR):
        return f"--{_iso(2000, month, number)[5:]}"
    return _iso(year, month, number)


def order_of(texts: Iterable[str]) -> Order:
    """Which comes first in a column: a number above 12 is a day. Dots always put the day first."""
    day_first = month_first = False
    example = ""
    for text in texts:
        found = _NUMBERS.match(_bare(text))
        if not found or found[2] == ".":
            continue
        first, second = int(found[1]), int(found[3])
        day_first |= second <= 12 < first <= 31
        month_first |= first <= 12 < second <= 31
        if first != second and 1 <= first <= 12 and 1 <= second <= 12:
            example = example or text.strip()
    if day_first != month_first:
        return Order(day_first=day_first)
    return Order(example=example)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """Folded, without a time of day. No date is longer than ``LIMIT``."""
    if len(text) > LIMIT:
        return "too long"
    folded = fold(western_digits(text)).strip(" ,")
    return _TIME.sub("", folded).strip(" ,") or folded if ":" in folded else folded


def _parts(bare: str, day_first: bool | None) -> tuple[int, int, int]:
    """Year (0: not said), month and day."""
    if found := _ISO.match(bare):
        year, month, number = (part for part in found.groups() if part)
        return _year(year), int(month), int(number)
    if found := _CHARACTERS.match(bare):
        return _year(found[1]), int(found[2]), int(found[3])
    if found := _DAY_WORD.match(bare):
        return _year(found[3]), _month(found[2]), int(found[1])
    if found := _WORD_DAY.match(bare):
        return _year(found[3]), _month(found[1]), int(found[2])
    if found := _NUMBERS.match(bare):
        return _numbers(int(found[1]), int(found[3]), _year(found[4]), found[2] == "." or day_first)
    raise NotADate


def _numbers(first: int, second: int, year: int, day_first: bool | None) -> tuple[int, int, int]:
    if first > 12 or (second <= 12 and (day_first or first == second)):
        return year, second, first
    if second > 12 or day_first is False:
        return year, first, second
    raise EitherOrder(year)


def _year(text: str | None) -> int:
    """Two digits are of this century up to 68, as everywhere in computing."""
    if not text:
        return 0
    year = int(text)
    if len(text) == 2:
        return year + (2000 if year <= 68 else 1900)
    if year != _WITHOUT_YEAR and not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADate
    return year


def _month(word: str) -> int:
    if word not in _MONTH:
        raise NotADate
    return _MONTH[word]


def _iso(year: int, month: int, number: int) -> str:
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        raise NotADate from None

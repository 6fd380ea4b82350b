"""Remembered dates: "2019", "around 2019", "mars 2019", "14 March 2019", in English and French.

The answer is a day that stands for what is remembered, and how well it is remembered: the day
itself, the 15th of a month, 1 July of a year, the last day that "before 2019" may mean, and never a
day later than today. The order of day and month in 03/04/2019 is never guessed (IMPORTS.md, rule 5;
TRUST.md, B49 to B54).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from contacts.exchange.text import fold, western_digits

FIRST_YEAR = 1900
LIMIT = 60  # characters; nobody remembers in more


class Precision(StrEnum):
    """How well a date is remembered."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    AROUND = "around"
    BEFORE = "before"  # on that day or any time earlier: how long ago is known to be at least that


class Problem(StrEnum):
    """Why a text is no remembered date."""

    NOT_UNDERSTOOD = "not_understood"
    DAY_OR_MONTH_FIRST = "day_or_month_first"
    SHORT_YEAR = "short_year"
    OUT_OF_RANGE = "out_of_range"
    IN_THE_FUTURE = "in_the_future"
    NO_SUCH_MONTH = "no_such_month"
    NO_SUCH_DAY = "no_such_day"


class NotADate(ValueError):
    """The text is no date we can take; year, month and day as far as they were understood."""

    def __init__(self, problem: Problem, *, year: int = 0, month: int = 0, day: int = 0) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.year, self.month, self.day = year, month, day


@dataclass(frozen=True, slots=True)
class Remembered:
    """A day that stands for what is remembered, and how well it is."""

    on: date
    precision: Precision


_MONTH_NAMES = (
    "january janvier jan janv",
    "february fevrier feb fev fevr",
    "march mars mar",
    "april avril apr avr",
    "may mai",
    "june juin jun",
    "july juillet jul juil",
    "august aout aug",
    "september septembre sep sept",
    "october octobre oct",
    "november novembre nov",
    "december decembre dec",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_SEASON = r"(?:spring|summer|fall|autumn|winter|printemps|ete|automne|hiver)"
_AROUND = re.compile(
    r"^(?:(?:around|about|circa|ca?\.|roughly|approximately|approx\.?|some ?time in|maybe|vers"
    r"|environ|autour de|aux alentours de|a peu pres en|peut-etre en|quelque part en"
    r"|early|late|mid|debut|fin|mi)[\s-]+(?:in |en )?"
    rf"|[~≈]\s*|(?:in |the |en |a l'|l'|au )*{_SEASON}(?: of| de)?\s+)"
)
_IN = re.compile(r"^(?:in|en|since|depuis|on|le)\s+")
_AGO = re.compile(r"^(?:about |around )?(\d+) years? ago$|^il y a (?:environ )?(\d+) ans?$")
_BEFORE = re.compile(r"^(?:(?:some ?time )?(?:before|prior to|avant)\s+|<\s*)")
_MORE_THAN_AGO = re.compile(
    r"^(?:more than|over) (\d+|an?|one) years? ago$|^il y a plus (?:de |d')(\d+|un) ans?$"
)
_WORD_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_MONTH_YEAR = re.compile(rf"^{_WORD_MONTH}(?: of| de)?,? (\d+)$")
_YEAR_MONTH_WORD = re.compile(rf"^(\d{{4}}),? {_WORD_MONTH}$")
_DAY_MONTH_YEAR = re.compile(rf"^(\d+)(?:st|nd|rd|th|er|e)?(?: of| de)? {_WORD_MONTH},? (\d+)$")
_MONTH_DAY_YEAR = re.compile(rf"^{_WORD_MONTH} (\d+)(?:st|nd|rd|th)?,? (\d+)$")
_ISO_DAY = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_ISO_MONTH = re.compile(r"^(\d{4})[-/.](\d{1,2})$")
_NUMBER_MONTH = re.compile(r"^(\d{1,2})[-/.](\d{4})$")
_NUMBERS = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d+)$")
_LAST_YEAR = ("last year", "l'an dernier", "l'annee derniere", "l'an passe", "l'annee passee")
_TODAY = {"today": 0, "aujourd'hui": 0, "yesterday": 1, "hier": 1}


def parse_remembered(text: str, today: date) -> Remembered:
    """Read what is remembered. Raises NotADate with the reason."""
    folded = fold(western_digits(text)).replace("’", "'").strip(" .,")
    if len(folded) > LIMIT and not folded.isdigit():
        raise NotADate(Problem.NOT_UNDERSTOOD)
    if folded in _TODAY:
        return Remembered(today - timedelta(days=_TODAY[folded]), Precision.DAY)
    if folded in _LAST_YEAR:
        return _of_year(today.year - 1, today)
    if ago := _AGO.match(folded):
        return _years_ago(_small(ago[1] or ago[2]), today)
    if more := _MORE_THAN_AGO.match(folded):
        count = more[1] or more[2]
        return years_ago_at_least(_small(count) if count.isdigit() else 1, today)
    if before := _BEFORE.match(folded):
        return _before(_read(_IN.sub("", folded[before.end() :]), today))
    bare, is_around = _AROUND.subn("", folded, count=1)
    remembered = _read(_IN.sub("", bare.rstrip(" ?")), today)
    if is_around or folded.endswith("?"):
        return _around(remembered.on.year, _month_of(remembered), today)
    return remembered


def as_iso(on: date, precision: str) -> str:
    """The same in signs that need no language: 2019-03-14, 2019-03, 2019, ~2019, <2019.

    Reading it again gives the same date and precision.
    """
    match precision:
        case Precision.MONTH:
            return f"{on:%Y-%m}"
        case Precision.YEAR:
            return f"{on:%Y}"
        case Precision.AROUND:  # a month stands on its 15th, a year on 1 July
            return f"~{on:%Y-%m}" if on.day == 15 else f"~{on:%Y}"
        case Precision.BEFORE:
            return f"<{_shortest(on + timedelta(days=1))}"
        case _:
            return on.isoformat()


def _shortest(first: date) -> str:
    """The year or the month that begins on that day; or the day."""
    if first.day > 1:
        return first.isoformat()
    return f"{first:%Y}" if first.month == 1 else f"{first:%Y-%m}"


def years_ago_at_least(years: int, today: date) -> Remembered:
    """So many years ago or more: before the month that is so long ago."""
    if years > today.year - FIRST_YEAR:
        raise NotADate(Problem.OUT_OF_RANGE)
    return _before(Remembered(date(today.year - years, today.month, 15), Precision.MONTH))


def within_a_year(today: date) -> Remembered:
    """Some time in the past year: around the middle of it, and no month is named."""
    middle = today - timedelta(days=182)
    # "Around" on a 15th stands for that month.
    return Remembered(middle - timedelta(days=middle.day == 15), Precision.AROUND)


def _before(end: Remembered) -> Remembered:
    """Any time before the day, month or year that was read."""
    on = end.on
    if end.precision is Precision.MONTH:
        on = on.replace(day=1)
    elif end.precision is Precision.YEAR:
        on = on.replace(month=1, day=1)
    return Remembered(on - timedelta(days=1), Precision.BEFORE)


def _read(text: str, today: date) -> Remembered:
    if text.isdigit():
        return _of_year(_year(text, today), today)
    if parts := _MONTH_YEAR.match(text):
        return _of_month(_year(parts[2], today), _MONTHS[parts[1]], today)
    if parts := _YEAR_MONTH_WORD.match(text):
        return _of_month(_year(parts[1], today), _MONTHS[parts[2]], today)
    if parts := _DAY_MONTH_YEAR.match(text):
        return _of_day(_year(parts[3], today), _MONTHS[parts[2]], _small(parts[1]), today)
    if parts := _MONTH_DAY_YEAR.match(text):
        return _of_day(_year(parts[3], today), _MONTHS[parts[1]], _small(parts[2]), today)
    return _read_numbers(text, today)


def _read_numbers(text: str, today: date) -> Remembered:
    if parts := _ISO_DAY.match(text):
        return _of_day(_year(parts[1], today), int(parts[2]), int(parts[3]), today)
    if parts := _ISO_MONTH.match(text):
        return _of_month(_year(parts[1], today), int(parts[2]), today)
    if parts := _NUMBER_MONTH.match(text):
        return _of_month(_year(parts[2], today), int(parts[1]), today)
    if parts := _NUMBERS.match(text):
        return _either_order(int(parts[1]), int(parts[2]), parts[3], today)
    raise NotADate(Problem.NOT_UNDERSTOOD)


def _either_order(first: int, second: int, year_text: str, today: date) -> Remembered:
    """Taken only when one of the two numbers cannot be a month, or both are the same."""
    if len(year_text) <= 2:
        raise NotADate(Problem.SHORT_YEAR)
    year = _year(year_text, today)
    if first <= 12 and second <= 12 and first != second:
        raise NotADate(Problem.DAY_OR_MONTH_FIRST, year=year, month=second, day=first)
    day, month = (first, second) if second <= 12 else (second, first)
    return _of_day(year, month, day, today)


def _year(text: str, today: date) -> int:
    year = _small(text)
    if len(text) == 2:
        raise NotADate(Problem.SHORT_YEAR)
    if len(text) != 4 or year < FIRST_YEAR:
        raise NotADate(Problem.OUT_OF_RANGE)
    if year > today.year:
        raise NotADate(Problem.IN_THE_FUTURE)
    return year


def _small(text: str) -> int:
    """The number, or one beyond any year for a text of many digits (B54)."""
    return int(text) if len(text) <= 6 else 10**6


def _of_day(year: int, month: int, day: int, today: date) -> Remembered:
    if not 1 <= month <= 12:
        raise NotADate(Problem.NO_SUCH_MONTH, year=year, month=month)
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise NotADate(Problem.NO_SUCH_DAY, year=year, month=month, day=day)
    return _not_later(date(year, month, day), today)


def _not_later(on: date, today: date) -> Remembered:
    if on > today:
        raise NotADate(Problem.IN_THE_FUTURE)
    return Remembered(on, Precision.DAY)


def _of_month(year: int, month: int, today: date) -> Remembered:
    if not 1 <= month <= 12:
        raise NotADate(Problem.NO_SUCH_MONTH, year=year, month=month)
    if (year, month) > (today.year, today.month):
        raise NotADate(Problem.IN_THE_FUTURE)
    return Remembered(min(date(year, month, 15), today), Precision.MONTH)


def _of_year(year: int, today: date) -> Remembered:
    return Remembered(min(date(year, 7, 1), today), Precision.YEAR)


def _around(year: int, month: int, today: date) -> Remembered:
    on = date(year, month, 15) if month else date(year, 7, 1)
    return Remembered(min(on, today), Precision.AROUND)


def _years_ago(years: int, today: date) -> Remembered:
    if years > today.year - FIRST_YEAR:
        raise NotADate(Problem.OUT_OF_RANGE)
    return _around(today.year - years, 0, today)


def _month_of(remembered: Remembered) -> int:
    return 0 if remembered.precision is Precision.YEAR else remembered.on.month

"""Remembered dates: what is read, what stands for it, what is refused and why."""

from datetime import date

import pytest

from contacts.exchange.dates import (
    NotADate,
    Precision,
    Problem,
    Remembered,
    as_iso,
    parse_remembered,
    within_a_year,
    years_ago_at_least,
)

TODAY = date(2026, 11, 23)
DAY, MONTH, YEAR, AROUND, BEFORE = Precision


def refusal(text: str) -> NotADate:
    with pytest.raises(NotADate) as refused:
        parse_remembered(text, TODAY)
    return refused.value


@pytest.mark.parametrize(
    "text",
    [
        "2019-03-14",
        "2019/3/14",
        "2019.03.14",
        "14 March 2019",
        "14th of March, 2019",
        "March 14, 2019",
        "Mar. 14th 2019",
        "14 mars 2019",
        "le 14 mars 2019",
        "14/03/2019",
        "03/14/2019",
        "٢٠١٩-٠٣-١٤",
        "１４ March 2019",
    ],
)
def test_days(text):
    assert parse_remembered(text, TODAY) == Remembered(date(2019, 3, 14), DAY)


@pytest.mark.parametrize(
    "text", ["March 2019", "mars 2019", "2019-03", "03/2019", "2019 March", "in March, 2019"]
)
def test_a_month_stands_on_its_fifteenth(text):
    assert parse_remembered(text, TODAY) == Remembered(date(2019, 3, 15), MONTH)


@pytest.mark.parametrize("text", ["2019", " 2019. ", "in 2019", "en 2019", "٢٠١٩"])
def test_a_year_stands_on_the_first_of_july(text):
    assert parse_remembered(text, TODAY) == Remembered(date(2019, 7, 1), YEAR)


@pytest.mark.parametrize(
    "text",
    [
        "around 2019",
        "about 2019",
        "circa 2019",
        "c. 2019",
        "~2019",
        "vers 2019",
        "environ 2019",
        "aux alentours de 2019",
        "2019?",
        "summer 2019",
        "à l’été 2019",
        "late 2019",
        "fin 2019",
        "7 years ago",
        "il y a 7 ans",
    ],
)
def test_around_a_year(text):
    assert parse_remembered(text, TODAY) == Remembered(date(2019, 7, 1), AROUND)


def test_around_a_month_keeps_the_month():
    assert parse_remembered("vers mars 2019", TODAY) == Remembered(date(2019, 3, 15), AROUND)


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("before 2019", date(2018, 12, 31)),
        ("avant 2019", date(2018, 12, 31)),
        ("some time before March 2019", date(2019, 2, 28)),
        ("avant mars 2019", date(2019, 2, 28)),
        ("before 14 March 2019", date(2019, 3, 13)),
        ("before 2026", date(2025, 12, 31)),
        ("more than 5 years ago", date(2021, 10, 31)),
        ("over a year ago", date(2025, 10, 31)),
        ("il y a plus de 5 ans", date(2021, 10, 31)),
        ("il y a plus d’un an", date(2025, 10, 31)),
    ],
)
def test_before_stands_on_the_last_day_it_may_mean(text, last_day):
    assert parse_remembered(text, TODAY) == Remembered(last_day, BEFORE)


@pytest.mark.parametrize("years", [1, 2, 5])
@pytest.mark.parametrize("today", [TODAY, date(2026, 1, 1), date(2028, 2, 29), date(2026, 12, 31)])
def test_years_ago_at_least_is_that_long_ago_and_at_most_a_month_more(years, today):
    silent = (today - years_ago_at_least(years, today).on).days
    assert years * 365 < silent <= years * 366 + 31


@pytest.mark.parametrize("day", range(1, 32))
def test_within_a_year_is_around_no_month(day):
    remembered = within_a_year(date(2026, 10, day))
    assert remembered.precision is AROUND
    assert remembered.on.day != 15


@pytest.mark.parametrize(("text", "day"), [("today", 23), ("hier", 22), ("Aujourd’hui", 23)])
def test_today_and_yesterday(text, day):
    assert parse_remembered(text, TODAY) == Remembered(date(2026, 11, day), DAY)


def test_last_year():
    assert parse_remembered("l’an dernier", TODAY) == Remembered(date(2025, 7, 1), YEAR)


@pytest.mark.parametrize("name", ["févr.", "août", "déc", "sept.", "janv", "avr"])
def test_french_months_with_and_without_accents(name):
    assert parse_remembered(f"{name} 2019", TODAY).precision is MONTH


@pytest.mark.parametrize("text", ["2026", "around 2026", "November 2026", "2026-11"])
def test_what_stands_for_it_is_never_later_than_today(text):
    assert parse_remembered(text, date(2026, 11, 3)).on <= date(2026, 11, 3)


@pytest.mark.parametrize("text", ["03/04/2019", "3-4-2019", "03.04.2019", "3 4 2019"])
def test_the_order_of_day_and_month_is_never_guessed(text):
    refused = refusal(text)
    assert refused.problem is Problem.DAY_OR_MONTH_FIRST
    assert (refused.year, {refused.month, refused.day}) == (2019, {3, 4})


def test_B49_a_day_that_does_not_exist_is_named():
    refused = refusal("29 Feb 2025")
    assert refused.problem is Problem.NO_SUCH_DAY
    assert (refused.day, refused.month, refused.year) == (29, 2, 2025)
    assert parse_remembered("29 Feb 2024", TODAY).on == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12/31/25", Problem.SHORT_YEAR),  # B50
        ("19", Problem.SHORT_YEAR),
        ("1", Problem.OUT_OF_RANGE),  # B51
        ("0001-01-01", Problem.OUT_OF_RANGE),
        ("1899", Problem.OUT_OF_RANGE),
        ("9999", Problem.IN_THE_FUTURE),
        ("10000", Problem.OUT_OF_RANGE),
        ("1" * 400, Problem.OUT_OF_RANGE),  # B54
        ("1" * 100_000, Problem.OUT_OF_RANGE),
        ("2026-11-24", Problem.IN_THE_FUTURE),
        ("December 2026", Problem.IN_THE_FUTURE),
        ("2027", Problem.IN_THE_FUTURE),
        ("2000 years ago", Problem.OUT_OF_RANGE),
        ("more than 2000 years ago", Problem.OUT_OF_RANGE),
        ("before 2027", Problem.IN_THE_FUTURE),
        ("before the flood", Problem.NOT_UNDERSTOOD),
        ("2019-13", Problem.NO_SUCH_MONTH),
        ("2019-00-01", Problem.NO_SUCH_MONTH),
        ("32 March 2019", Problem.NO_SUCH_DAY),
        ("0 mars 2019", Problem.NO_SUCH_DAY),
        ("a while ago", Problem.NOT_UNDERSTOOD),
        ("", Problem.NOT_UNDERSTOOD),
        ("March", Problem.NOT_UNDERSTOOD),
        ("x" * 100_000, Problem.NOT_UNDERSTOOD),
        ("2019-03-14T02:30", Problem.NOT_UNDERSTOOD),  # B52: days, never hours
    ],
)
def test_B50_B54_refused_dates_say_why(text, why):
    assert refusal(text).problem is why


def test_1900_is_the_first_year():
    assert parse_remembered("1900", TODAY).on == date(1900, 7, 1)


@pytest.mark.parametrize(
    "text",
    ["2019-03-14", "2019-03", "2019", "~2019", "~2019-03", "<2019", "<2019-03", "<2019-03-14"],
)
def test_signs_that_need_no_language_are_read_and_written_alike(text: str) -> None:
    remembered = parse_remembered(text, TODAY)
    assert as_iso(remembered.on, remembered.precision) == text

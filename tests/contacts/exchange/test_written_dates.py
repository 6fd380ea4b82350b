"""Dates in files (IMPORTS.md, section 2 and section 6, rule 5)."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.exchange.written_dates import (
    EitherOrder,
    NotADate,
    Order,
    birthday,
    day,
    order_of,
    remembered,
)


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-04",
        "2024/3/4",
        "20240304",
        "2024-03-04T23:59:00Z",
        "2024-03-04 10:11:12.5+02:00",
        "4 Mar 2024",
        "04-Mar-24",
        "Mar 4, 2024",
        "March 4th, 2024",
        "4th of March 2024",
        "4 mars 2024",
        "4. März 2024",
        "4. Maerz 2024",
        "4 mrt. 2024",
        "4 maart 2024",
        "4 de marzo de 2024",
        "4 de mar. de 2024",
        "4 de março de 2024",
        "4 marzo 2024",
        "4.3.2024",
        "04.03.24",
        "4.3.2024, 8:35",
        "2024年3月4日",
        "٠٤.٠٣.٢٠٢٤",
        " 4\u00a0mars\u00a02024 ",
    ],
)
def test_a_day_however_it_is_written(written):
    assert day(written) == "2024-03-04"


MONTHS = [
    "January Jan janvier janv. Januar Jan enero ene. gennaio gen januari janeiro",
    "February Feb février févr. Februar febrero febbraio februari fevereiro fev.",
    "March Mar mars März marzo maart mrt março",
    "April Apr avril avr. abril abr. aprile",
    "May mai Mai mayo maggio mag mei maio",
    "June Jun juin Juni junio giugno giu junho",
    "July Jul juillet juil. Juli julio luglio lug julho",
    "August Aug août Aug. agosto ago. augustus",
    "September Sep Sept sept. septembre septiembre settembre set setembro",
    "October Oct octobre oct. Oktober Okt. octubre ottobre ott oktober outubro out",
    "November Nov novembre nov. noviembre novembro",
    "December Dec décembre déc. Dezember Dez. diciembre dic. dicembre dezembro",
]


@pytest.mark.parametrize("month", range(1, 13))
def test_months_in_seven_languages(month):
    words = MONTHS[month - 1].split()
    assert {day(f"9 {word} 2020") for word in words} == {f"2020-{month:02}-09"}


@pytest.mark.parametrize(
    "written",
    ["3", "May", "2019", "31 Feb 2024", "29/02/2025", "4 jui 2024", "2024-13-01", "32/13/2024",
     "99999999", "year 1", "0001-01-01", "9999-12-31", "x" * 500, "12:30", "4 mars", "4/3",
     "1" * 60],
)  # fmt: skip
def test_what_is_no_day(written):
    with pytest.raises(NotADate):
        day(written, day_first=True)


@pytest.mark.parametrize("written", ["", " ", "0", "0/0/00", "0.0.00", "00/00/00", "0000-00-00"])
def test_nothing_and_zeros_are_no_date(written):
    assert (day(written), remembered(written), birthday(written)) == ("", "", "")


def test_day_and_month_are_never_guessed():
    with pytest.raises(EitherOrder) as either:
        day("03/04/2019")
    assert either.value.year == 2019
    assert (day("03/04/2019", True), day("03/04/2019", False)) == ("2019-04-03", "2019-03-04")
    assert (day("13/04/2019", False), day("04/13/2019", True)) == ("2019-04-13", "2019-04-13")
    assert day("04/04/2019") == "2019-04-04"


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["1/2/2020", "13/2/2020"], Order(day_first=True)),
        (["1/2/2020", "2/13/2020"], Order(day_first=False)),
        (["", "x", "5 May 2020", "2/2/2020", " 1/2/2020 "], Order(example="1/2/2020")),
        (["13/1/2020", "1/13/2020", "2/3/2020"], Order(example="2/3/2020")),
        (["1.2.2020", "2020-01-02", "0/0/00"], Order()),
        ([], Order()),
    ],
)
def test_the_order_of_a_column(column, order):
    assert order_of(column) == order


def test_two_digits_of_a_year():
    assert (day("1.1.68"), day("1.1.69"), day("1.1.00")) == (
        "2068-01-01",
        "1969-01-01",
        "2000-01-01",
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2019", "2019"),
        ("2019-3", "2019-03"),
        ("3.2019", "2019-03"),
        ("Mai 2019", "2019-05"),
        ("c. 2019", "~2019"),
        ("ca. 2019", "~2019"),
        ("um 2019", "~2019"),
        ("environ 2019", "~2019"),
        ("~ 2019-03", "~2019-03"),
        ("2019 ?", "~2019"),
        ("2019-03-14", "2019-03-14"),
    ],
)
def test_a_time_as_well_as_it_is_remembered(written, kept):
    assert remembered(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("--04-12", "--04-12"),
        (" --0412", "--04-12"),
        ("12 avril", "--04-12"),
        ("April 12", "--04-12"),
        ("1604-04-12", "--04-12"),
        ("--02-29", "--02-29"),
        ("19800412", "1980-04-12"),
        ("1980/4/12", "1980-04-12"),
    ],
)
def test_birthdays_with_and_without_a_year(written, kept):
    assert birthday(written) == kept


@given(st.text(st.sampled_from("0123456789/-. ,:~avrilmarTZ年日é"), max_size=30), st.booleans())
def test_any_text_is_a_date_or_not(text, day_first):
    for read in (day, remembered, birthday):
        with suppress(NotADate):
            assert isinstance(read(text, day_first), str)
    assert order_of([text]) in (Order(), Order(True), Order(False), Order(example=text.strip()))


@given(st.dates())
def test_an_iso_day_is_itself(on):
    if 1800 <= on.year <= 2200 and on.year != 1604:
        assert day(on.isoformat()) == birthday(on.isoformat()) == on.isoformat()

"""Remembered dates in words, and typed back."""

from datetime import date

import pytest
from django.utils import translation

from contacts.exchange.dates import parse_remembered
from contacts.remembered import remembered_input, remembered_text, silence_text

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2019-03-14", "14 March 2019"),
        ("2019-03", "March 2019"),
        ("2019", "2019"),
        ("around 2019", "around 2019"),
        ("around March 2019", "around March 2019"),
        ("before 2019", "before 2019"),
        ("before March 2019", "before March 2019"),
        ("before 14 March 2019", "before 14 March 2019"),
        ("more than 5 years ago", "before November 2021"),
    ],
)
def test_shown_as_well_as_it_is_remembered(typed, shown):
    when = parse_remembered(typed, TODAY)
    assert remembered_text(when.on, when.precision) == shown


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "typed",
    [
        "2019-03-14",
        "2019-03",
        "2019",
        "around 2019",
        "around March 2019",
        "before 2019",
        "before March 2019",
        "before 14 March 2019",
        "before 1 March 2019",
        "more than 5 years ago",
    ],
)
def test_what_is_typed_back_means_the_same(typed, language):
    when = parse_remembered(typed, TODAY)
    with translation.override(language):
        again = remembered_input(when.on, when.precision)
    assert parse_remembered(again, TODAY) == when


@pytest.mark.parametrize(
    ("on", "precision", "ago"),
    [
        (None, "", ""),
        (date(2026, 11, 23), "day", "today"),
        (date(2026, 11, 22), "day", "yesterday"),
        (date(2026, 11, 20), "day", "3 days ago"),
        (date(2026, 11, 9), "day", "2 weeks ago"),
        (date(2026, 8, 1), "day", "3 months ago"),
        (date(2026, 11, 15), "month", "this month"),
        (date(2026, 10, 15), "month", "1 month ago"),
        (date(2025, 3, 15), "month", "20 months ago"),
        (date(2024, 3, 15), "month", "2 years ago"),
        (date(2026, 7, 1), "year", "this year"),
        (date(2025, 7, 1), "around", "1 year ago"),
        (date(2009, 7, 1), "around", "17 years ago"),
        (date(2021, 10, 31), "before", "more than 5 years ago"),
        (date(2025, 10, 31), "before", "more than a year ago"),
        (date(2025, 12, 31), "before", "more than 10 months ago"),
        (date(2026, 11, 1), "before", "some time ago"),
    ],
)
def test_silence_is_no_finer_than_the_memory(on, precision, ago):
    assert silence_text(on, precision, TODAY) == ago

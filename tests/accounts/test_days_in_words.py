"""Dates as people read them."""

from datetime import date

import pytest
from django.utils import translation

from accounts.days import date_in_words


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("en", date(2027, 5, 1), "1 May 2027"),
        ("fr", date(2027, 5, 1), "1er mai 2027"),
        ("fr", date(2027, 5, 11), "11 mai 2027"),
    ],
)
def test_the_first_of_a_month_is_premier_in_french(language, day, words):
    with translation.override(language):
        assert date_in_words(day) == words

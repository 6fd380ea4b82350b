"""A field for a day or a month, as people type them."""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.printing import said_once
from contacts.exchange.text import fold, is_blank

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
FIGURE_STYLES = ("%Y-%m-%d", "%Y-%m")
NAMES = (
    "january jan janvier janv",
    "february feb fevrier fevr",
    "march mar mars",
    "april apr avril avr",
    "may mai",
    "june jun juin",
    "july jul juillet juil",
    "august aug aout",
    "september sept sep septembre",
    "october oct octobre",
    "november nov novembre",
    "december dec decembre",
)
MONTHS = {name: number for number, names in enumerate(NAMES, start=1) for name in names.split()}
"""Month numbers by name, in small letters without accents."""
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er)$")


class DayField(forms.DateField):
    """A day, or a month that stands for its first day: 2027-05-01, 1 May 2027, May 2027.

    Months may be in words of either language. A day and month in figures alone are not guessed
    (TRUST.md, B50). A form that asks for a day to come sets ``after`` to today; then the year
    may be left out, and "15 January" is the next one.
    """

    after: date | None = None

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("“%(value)s” is not a date. Write a day like 2027-05-01, or May 2027."),
        "range": _("Enter a year between 2000 and 2100."),
    }

    def to_python(self, value: Any) -> date | None:
        """The day. Raises ValidationError for what is no day, or out of range (B49, B51)."""
        if value in self.empty_values or (isinstance(value, str) and is_blank(value)):
            return None
        try:
            day = value if isinstance(value, date) else _read(str(value), self.after)
        except ValueError:
            shown = {"value": str(value).strip()[:40]}
            raise ValidationError(
                self.error_messages["invalid"], code="invalid", params=shown
            ) from None
        if not EARLIEST <= day <= LATEST:
            raise ValidationError(self.error_messages["range"], code="range")
        return day


def _read(text: str, after: date | None) -> date:
    words = fold(text).replace(",", " ").replace(".", " ").split()
    if set(words) & set(MONTHS):
        return _read_named(words, after)
    for style in FIGURE_STYLES:
        try:
            return datetime.strptime(" ".join(words), style).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError("neither a day nor a month in figures")


def _read_named(words: list[str], after: date | None) -> date:
    """A month in words; the year stands last, as in "1 May 2027" and in "May 1, 2027"."""
    if after and not any(len(word) == 4 and word.isdigit() for word in words):
        day = _read_named([*words, str(after.year)], None)
        if len(words) == 1 and day.month == after.month:
            raise ValueError("this month, or that of next year")
        return day if day >= after else _read_named([*words, str(after.year + 1)], None)
    months = [MONTHS[word] for word in words if word in MONTHS]
    *days, year = [ORDINAL.sub("", word) for word in words if word not in MONTHS] or [""]
    is_plain = len(months) == 1 and len(days) <= 1 and len(year) == 4
    if not is_plain or any(len(day) > 2 for day in days):
        raise ValueError("not one month, one year and at most one day")
    return date(int(year), months[0], int(days[0]) if days else 1)


def moment_of(text: str) -> datetime | None:
    """A moment with its zone, as an address or a button holds it; None for anything else.

    Neither a naive one, nor one so far away that it has no like in another zone (B51).
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    is_one = moment.tzinfo is not None and EARLIEST.year <= moment.year <= LATEST.year
    return moment if is_one else None


@said_once
def date_in_words(day: date, style: str = "DATE_FORMAT") -> str:
    """A date in the language of the page; in French the first of a month is « 1er »."""
    words = date_format(day, style)
    if day.day == 1 and words.startswith("1 ") and (get_language() or "").startswith("fr"):
        return f"1er{words[1:]}"
    return words

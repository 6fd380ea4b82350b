"""A field for a day or a month, as people type them."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contacts.exchange.text import is_blank

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
FIGURE_STYLES = ("%Y-%m-%d", "%Y-%m")
NAMED_STYLES = ("%d %m %Y", "%m %Y", "%m %d %Y")
ENGLISH = "january february march april may june july august september october november december"
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
MONTHS = {
    **{name: number for number, name in enumerate(FRENCH.split(), start=1)},
    **{name: number for number, name in enumerate(ENGLISH.split(), start=1)},
    **{name[:3]: number for number, name in enumerate(ENGLISH.split(), start=1)},
    "fevrier": 2,
    "aout": 8,
    "decembre": 12,
    "1er": 1,
}
"""Month numbers by name; also the French way to write the first of a month."""


class DayField(forms.DateField):
    """A day, or a month that stands for its first day: 2027-05-01, 1 May 2027, May 2027.

    Months may be in words of either language. A day and month in figures alone are not guessed
    (TRUST.md, B50).
    """

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("“%(value)s” is not a date. Write a day like 2027-05-01, or May 2027."),
        "range": _("Enter a year between 2000 and 2100."),
    }

    def to_python(self, value: Any) -> date | None:
        """The day. Raises ValidationError for what is no day, or out of range (B49, B51)."""
        if value in self.empty_values or (isinstance(value, str) and is_blank(value)):
            return None
        day = value if isinstance(value, date) else self._read(str(value))
        if not EARLIEST <= day <= LATEST:
            raise ValidationError(self.error_messages["range"], code="range")
        return day

    def _read(self, text: str) -> date:
        words = text.replace(",", " ").replace(".", " ").casefold().split()
        plain = " ".join(str(MONTHS.get(word, word)) for word in words)
        for style in NAMED_STYLES if set(words) & set(MONTHS) else FIGURE_STYLES:
            try:
                return datetime.strptime(plain, style).date()  # noqa: DTZ007
            except ValueError:
                continue
        shown = {"value": text.strip()[:40]}
        raise ValidationError(self.error_messages["invalid"], code="invalid", params=shown)

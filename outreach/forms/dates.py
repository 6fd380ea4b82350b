"""Dates of next steps: putting one off, and the days to wait before each."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.days import DayField
from accounts.fields import PlainForm
from outreach.progress import (
    CLOSE_DAYS,
    FEWEST_DAYS,
    FIRST_NUDGE_DAYS,
    LAST_NUDGE_DAYS,
    MOST_DAYS,
)
from outreach.promises import months_after

WAITS = {"days": _("3 days"), "week": _("A week"), "month": _("A month")}
ON_A_DATE = "date"


class SnoozeForm(PlainForm, forms.Form):
    """Not now: in three days, a week, a month, or on a date. ``due`` is the date it has now."""

    wait = forms.ChoiceField(
        choices=[*WAITS.items(), (ON_A_DATE, _("On that date"))],
        error_messages={"required": _("Choose until when.")},
    )
    until = DayField(
        label=_("Or on a date of your own"),
        required=False,
        help_text=_("A day like 2027-05-01 or 1 May 2027."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, due: date | None, today: date
    ) -> None:
        super().__init__(data)
        self.today, self.due = today, max(due or today, today)
        self.fields["until"].after = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A date of one's own is later than the one it has; the others count from that one."""
        values = super().clean() or {}
        wait, until = values.get("wait"), values.get("until")
        if wait == ON_A_DATE and "until" not in self.errors:
            if until is None:
                self.add_error("until", _("Enter a date."))
            elif until <= self.due:
                later = _("Enter a later date than the one it has now.")
                self.add_error("until", ValidationError(later, code="early"))
        elif wait in WAITS:
            values["until"] = self._counted(wait)
        return values

    def _counted(self, wait: str) -> date:
        if wait == "month":
            return months_after(self.due, 1)
        return self.due + timedelta(days=3 if wait == "days" else 7)


def _days(label: Any, usual: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        help_text=ngettext_lazy(
            "Business days. Left empty, we wait %(count)d day.",
            "Business days. Left empty, we wait %(count)d days.",
            usual,
        )
        % {"count": usual},
        error_messages={
            "min_value": _("Give them at least 5 business days: a week."),
            "max_value": _("Enter 60 business days or fewer."),
            "invalid": _("Enter a number of days, such as 10."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class DaysForm(PlainForm, forms.Form):
    """How long to wait before each step."""

    first = _days(_("Before the nudge"), FIRST_NUDGE_DAYS)
    last = _days(_("Between the nudge and the last one"), LAST_NUDGE_DAYS)
    close = _days(_("Between the last nudge and the kind close"), CLOSE_DAYS)

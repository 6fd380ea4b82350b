"""When reminders come by mail."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm
from outreach.digest.words import days_of, hour_in_words
from outreach.models import DigestPlan

Rhythm = DigestPlan.Rhythm


class RemindersForm(PlainForm, forms.Form):
    """How often, on which days, at what hour; only what the rhythm needs is asked for."""

    rhythm = forms.ChoiceField(
        label=_("How often?"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often.")},
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    day = forms.TypedChoiceField(
        label=_("On which day of the week?"), coerce=int, required=False, empty_value=None
    )
    hour = forms.TypedChoiceField(
        label=_("At what time?"),
        coerce=int,
        help_text=_("On your clock: it follows your time zone."),
        error_messages={"required": _("Choose a time.")},
    )

    def __init__(
        self, data: QueryDict | None = None, *, plan: DigestPlan, kept: dict[str, Any]
    ) -> None:
        days = days_of(plan)
        stored = {"rhythm": plan.rhythm, "days": days, "day": days[0], "hour": plan.hour}
        super().__init__(data, initial={**stored, **kept})
        week = [(number, capfirst(WEEKDAYS[number])) for number in range(7)]
        for name in ("days", "day"):
            self.fields[name].choices = week  # type: ignore[attr-defined]
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]
        hours = [(hour, hour_in_words(hour)) for hour in range(24)]
        self.fields["hour"].choices = hours  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Certain days are at least one; once a week is exactly one."""
        values = super().clean() or {}
        rhythm = values.get("rhythm")
        if rhythm == Rhythm.WEEKDAYS and not values.get("days") and not self.has_error("days"):
            self.add_error("days", _("Choose at least one day."))
        if rhythm == Rhythm.WEEKLY and values.get("day") is None and not self.has_error("day"):
            self.add_error("day", _("Choose the day."))
        return values

    @property
    def chosen_days(self) -> list[int]:
        """The days that go with the rhythm; none where it needs none."""
        values = self.cleaned_data
        chosen: dict[str, list[int]] = {
            Rhythm.WEEKDAYS: values["days"],
            Rhythm.WEEKLY: [values["day"]],
        }
        return chosen.get(values["rhythm"], [])

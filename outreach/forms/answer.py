"""What came back: one answer, and the few things one may add to it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from accounts.fields import PlainForm, PlainTextField
from contacts.forms import LEAVE_OUT, beside
from outreach.models import Outreach
from outreach.progress import Answer, Status, answers_possible

ANSWER_LABELS = {
    Answer.YES: _("They said yes"),
    Answer.LATER: _("They said later"),
    Answer.NO: _("They said no"),
    Answer.BOUNCED: _("It did not arrive"),
}
ANSWER_LABELS_HELLO = {
    **ANSWER_LABELS,
    Answer.YES: _("They wrote back"),
    Answer.NO: _("They would rather not"),
}
DAY_HELP = _("A day like 2027-05-01 or 1 May 2027.")


class AnswerForm(PlainForm, forms.Form):
    """The four buttons post ``answer``; everything else may stay empty."""

    answer = forms.ChoiceField(error_messages={"required": _("Choose what they answered.")})
    help_by = DayField(
        label=_("When will they help?"),
        required=False,
        help_text=_("If you agreed on a day, we ask you then how it went."),
    )
    later_until = DayField(label=_("When may you write again?"), required=False, help_text=DAY_HELP)
    on = DayField(
        label=_("When did they answer?"),
        required=False,
        help_text=_("Left empty, we take today."),
    )
    note = PlainTextField(
        label=_("Something to remember"),
        required=False,
        max_length=500,
        help_text=beside(_("Only you see this."), LEAVE_OUT),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        outreach: Outreach,
        sent_on: date | None,
        today: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.today, self.sent_on = today, sent_on
        for name in ("help_by", "later_until"):
            self.fields[name].after = today  # type: ignore[attr-defined]
        self.possible = answers_possible(Status(outreach.status), is_hello=outreach.is_hello)
        choices = [(answer.value, ANSWER_LABELS[answer]) for answer in self.possible]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        """The day of the answer: after the message, and not in the future."""
        on: date = self.cleaned_data["on"] or self.today
        if on > self.today:
            raise ValidationError(_("Enter today or an earlier day."), code="future")
        if self.sent_on and on < self.sent_on:
            early = _("Enter the day you wrote to them, or a later day.")
            raise ValidationError(early, code="early")
        return on

    def clean_later_until(self) -> date | None:
        """A day to come."""
        return self._to_come(self.cleaned_data["later_until"])

    def clean_help_by(self) -> date | None:
        """A day to come; today is one."""
        return self._to_come(self.cleaned_data["help_by"])

    def _to_come(self, day: date | None) -> date | None:
        if day and day < self.today:
            raise ValidationError(_("Enter today or a later day."), code="past")
        return day

    @property
    def until(self) -> date | None:
        """The date that belongs to this answer."""
        dates = {Answer.LATER: "later_until", Answer.YES: "help_by"}
        name = dates.get(Answer(self.cleaned_data["answer"]))
        return self.cleaned_data[name] if name else None


class HelpForm(PlainForm, forms.Form):
    """Did they help? "Not yet" may name a day."""

    until = DayField(
        label=_("When shall we ask again?"),
        required=False,
        help_text=_("Left empty, we ask in two weeks."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.fields["until"].after = today  # type: ignore[attr-defined]

    def clean_until(self) -> date | None:
        """A day after today."""
        until: date | None = self.cleaned_data["until"]
        if until and until <= self.today:
            raise ValidationError(_("Enter a day after today."), code="past")
        return until

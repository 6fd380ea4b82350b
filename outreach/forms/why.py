"""Step 2, why now: the motive, the approach that follows, and the promise."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outreach.forms.steps import StepForm
from outreach.models import Approach, Outreach
from outreach.motive import RHYTHMS, Verdict, verdict

RHYTHM_LABELS = {
    3: _("Every three months"),
    6: _("Twice a year"),
    12: _("Once a year"),
}


class WhyForm(StepForm):
    """The two questions, then what follows from them."""

    conditional = ("approach", "rhythm")
    hope = forms.ChoiceField(
        label=_("What do you hope for?"),
        choices=Outreach.Hope.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you hope for.")},
    )
    still_write = forms.ChoiceField(
        label=_("If they said no, would you still write in six months?"),
        choices=Outreach.StillWrite.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you would still write.")},
    )
    # Posted by the panel that explains why up front is the honest way.
    understood = forms.BooleanField(required=False, widget=forms.HiddenInput)
    approach = forms.ChoiceField(
        label=_("How do you want to begin?"),
        choices=[
            (Approach.UP_FRONT, _("Up front: my request is in this message")),
            (Approach.FRIENDLY_FIRST, _("Friendly first: a hello that asks for nothing")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    rhythm = forms.TypedChoiceField(
        label=_("How often will you write?"),
        choices=[(months, RHYTHM_LABELS[months]) for months in RHYTHMS],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )
    promise = forms.BooleanField(
        label=_("I mean to stay in touch, whatever they answer."), required=False
    )

    @classmethod
    def stored(cls, outreach: Outreach) -> dict[str, Any]:
        months = outreach.promise.rhythm_months if hasattr(outreach, "promise") else ""
        return {
            "hope": outreach.hope,
            "still_write": outreach.still_write,
            "understood": "on" if outreach.hope and outreach.still_write else "",
            "approach": outreach.approach if outreach.still_write else "",
            "rhythm": months,
            "promise": "on" if months else "",
        }

    @property
    def verdict(self) -> Verdict:
        """What follows from the answers on the page."""
        return verdict(self["hope"].value() or "", self["still_write"].value() or "")

    @property
    def has_more_to_show(self) -> bool:
        """The answers are right, and their consequence has not been on the page yet."""
        if self.verdict == Verdict.HONEST_UP_FRONT:
            return not self.cleaned_data.get("understood")
        return self.verdict == Verdict.CHOICE and "approach" not in self.data

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.verdict == Verdict.CHOICE and "approach" in self.data:
            self._check_choice(values)
        return values

    def _check_choice(self, values: dict[str, Any]) -> None:
        """Hello first needs a rhythm and a promise (DESIGN.md, step 2)."""
        if not values.get("approach"):
            if "approach" not in self.errors:
                self.add_error("approach", _("Choose how you want to begin."))
        elif values["approach"] == Approach.FRIENDLY_FIRST:
            if not values.get("rhythm") and "rhythm" not in self.errors:
                self.add_error("rhythm", _("Choose how often you will write."))
            if not values.get("promise"):
                self.add_error("promise", _("Tick the promise, or begin up front."))

    def changes(self) -> dict[str, Any]:
        changed = {
            name: self.cleaned_data[name]
            for name in ("hope", "still_write")
            if self.was_taken_in(name)
        }
        changed["approach"] = self._approach()
        return changed

    def _approach(self) -> str:
        """Hello first only when everything about it is right; up front otherwise."""
        is_hello = self.cleaned_data.get("approach") == Approach.FRIENDLY_FIRST
        if is_hello and self.verdict == Verdict.CHOICE and self.rhythm_promised:
            return Approach.FRIENDLY_FIRST
        return Approach.UP_FRONT

    @property
    def rhythm_promised(self) -> int | None:
        """The months between notes, when the promise was made; else None."""
        values = self.cleaned_data
        chosen = values.get("approach") == Approach.FRIENDLY_FIRST
        return values.get("rhythm") if chosen and values.get("promise") else None

"""Two tabs, one draft: what is stored now beside what was typed (TRUST.md, F23)."""

from dataclasses import dataclass
from typing import Any

from django import forms

from outreach.forms.steps import OF_THE_PAGE, StepForm


@dataclass(frozen=True, slots=True)
class Difference:
    """One field whose stored value is not what was typed."""

    label: Any
    stored: str


def differences(form: StepForm) -> list[Difference]:
    """The fields of a bound form that differ from what is stored by now."""
    stored = form.stored(form.outreach)
    return [
        Difference(field.label or name, _shown(field, stored.get(name)))
        for name, field in form.fields.items()
        if name not in OF_THE_PAGE
        and name in form.data
        and not isinstance(field.widget, forms.HiddenInput)
        and _text(stored.get(name)) != _text(form[name].data)
    ]


def _text(value: Any) -> str:
    return "" if value in (None, False) else str(value).replace("\r\n", "\n").strip()


def _shown(field: forms.Field, value: Any) -> str:
    """The stored value in words: the label of a choice, the text itself otherwise."""
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in field.widget.choices}
        return labels.get(_text(value), _text(value))
    return _text(value)

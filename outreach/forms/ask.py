"""Step 3, what do you ask: one request type."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outreach.forms.steps import StepForm
from outreach.models import Outreach, RequestType


class AskForm(StepForm):
    """Cards to choose from; the one that is stored is offered even if it was withdrawn since."""

    request_type = forms.ModelChoiceField(
        label=_("What do you want to ask?"),
        queryset=RequestType.objects.none(),
        to_field_name="key",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you want to ask."),
            "invalid_choice": _("Choose one of the requests on this page."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = RequestType.objects.filter(
            Q(is_active=True) | Q(pk=self.outreach.request_type_id)
        )
        self.fields["request_type"].queryset = offered  # type: ignore[attr-defined]

    @classmethod
    def stored(cls, outreach: Outreach) -> dict[str, Any]:
        return {"request_type": outreach.request_type.key if outreach.request_type else ""}

    @classmethod
    def is_stored_complete(cls, outreach: Outreach) -> bool:
        return outreach.request_type_id is not None

    def changes(self) -> dict[str, Any]:
        if not self.was_taken_in("request_type"):
            return {}
        return {"request_type": self.cleaned_data["request_type"]}

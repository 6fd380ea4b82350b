"""Step 1, who: somebody the user knows already, or somebody new."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm
from accounts.models import User
from contacts.forms import QuickContactForm
from contacts.models import Contact

CHOOSE = _("Choose who you want to write to.")


class PickForm(PlainForm, forms.Form):
    """One of the user's own contacts. ``key`` makes a double click begin one draft."""

    contact = forms.ModelChoiceField(
        label=_("Who do you want to write to?"),
        queryset=Contact.objects.none(),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        options["initial"] = {"key": uuid4(), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        mine = Contact.objects.owned_by(user).kept()
        self.fields["contact"].queryset = mine  # type: ignore[attr-defined]


class NewContactForm(QuickContactForm):
    """Somebody new. ``anyway`` says that the warning about a likely duplicate was read."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"key": uuid4(), **(options.get("initial") or {})}
        super().__init__(*args, **options)

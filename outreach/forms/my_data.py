"""The one field of somebody without an account who asks what is held about them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm, PlainTextField
from contacts.exchange.normalise import Email, NotUsable, clean_email
from contacts.fields import refusal


class AddressField(PlainTextField):
    """One e-mail address, cleaned as those of contacts are."""

    def clean(self, value: Any) -> Email:
        """The address and its key."""
        try:
            return clean_email(super().clean(value))
        except NotUsable as refused:
            raise ValidationError(refusal(refused.problem), code=refused.problem.value) from None


class MyDataForm(PlainForm, forms.Form):
    """Whose data is asked for."""

    address = AddressField(
        label=_("Your e-mail address"),
        max_length=254,
        spellcheck=False,
        required_message=_("Enter your e-mail address."),
        help_text=_("The one at which somebody wrote to you, or may know you."),
    )

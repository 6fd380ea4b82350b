"""What people without an account type: their address, and what is wrong about them."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm, PlainTextField
from contacts.exchange.normalise import Email, NotUsable, Phone, clean_email, clean_phone
from contacts.fields import refusal
from contacts.models import Contact
from outreach.actions.corrections import NOT_KNOWN
from outreach.models import AccessItem, Contest, Field

LONGEST = 200
HELD = AccessItem.Decision.HELD.value
R = Contact.Relationship
KNOWN_AS: dict[str, Any] = {
    R.MANAGER: _("I was their manager or supervisor"),
    R.PROFESSOR: _("I was their professor or teacher"),
    R.MENTOR: _("I was their mentor"),
    R.COLLEAGUE: _("We were colleagues"),
    R.REPORT: _("They managed or taught me"),
    R.CLASSMATE: _("We were classmates"),
    R.CLIENT: _("We were clients or partners"),
    R.ACQUAINTANCE: _("We are acquaintances"),
    R.FRIEND: _("We are friends or family"),
    R.OTHER: _("Something else"),
    NOT_KNOWN: _("We do not know each other"),
}
"""How one is known, as one says it oneself."""


class AddressField(PlainTextField):
    """One e-mail address, cleaned as those of contacts are."""

    def clean(self, value: Any) -> Email | None:
        """The address and its key; None where it may be left empty and is."""
        text = super().clean(value)
        if not text and not self.required:
            return None
        try:
            return clean_email(text)
        except NotUsable as refused:
            raise ValidationError(refusal(refused.problem), code=refused.problem.value) from None


class NumberField(PlainTextField):
    """One phone number, cleaned as those of contacts are."""

    def clean(self, value: Any) -> Phone | None:
        """The number and its key; None when left empty."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return clean_phone(text)
        except NotUsable as refused:
            reason = refusal(refused.problem, phone=True)
            raise ValidationError(reason, code=refused.problem.value) from None


class MyDataForm(PlainForm, forms.Form):
    """Whose data is asked for."""

    address = AddressField(
        label=_("Your e-mail address"),
        max_length=254,
        spellcheck=False,
        required_message=_("Enter your e-mail address."),
        help_text=_("The one at which somebody wrote to you, or may know you."),
    )


class CorrectionForm(PlainForm, forms.Form):
    """What is wrong, by what is right; what is left empty stays as it is."""

    marks_optional = False

    name = PlainTextField(
        label=_("Your full name"),
        required=False,
        max_length=LONGEST,
        spellcheck=False,
        autocomplete="name",
    )
    email = AddressField(
        label=_("Your e-mail address"), required=False, spellcheck=False, autocomplete="email"
    )
    phone = NumberField(
        label=_("Your phone number"),
        required=False,
        max_length=60,
        spellcheck=False,
        autocomplete="tel",
    )
    organization = PlainTextField(
        label=_("Where you work"),
        required=False,
        max_length=LONGEST,
        spellcheck=False,
        autocomplete="organization",
    )
    position = PlainTextField(
        label=_("Your job title"),
        required=False,
        max_length=LONGEST,
        spellcheck=False,
        autocomplete="organization-title",
    )
    city = PlainTextField(
        label=_("The city you live in"),
        required=False,
        max_length=100,
        spellcheck=False,
        autocomplete="address-level2",
    )
    relationship = forms.ChoiceField(
        label=_("How you know each other"),
        required=False,
        choices=[("", _("Leave as it is")), *KNOWN_AS.items()],
    )

    def __init__(self, *args: Any, key: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.key = key

    def clean_email(self) -> Email | None:
        """Another address than the one the link went to."""
        email: Email | None = self.cleaned_data["email"]
        if email and email.key == self.key:
            raise ValidationError(_("This is the address we wrote to. Enter the right one."))
        return email

    def clean(self) -> dict[str, Any]:
        """Something has to be wrong."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(
                _("Fill in at least one field, the way it should be."), code="empty"
            )
        return cleaned

    def says(self) -> dict[str, str]:
        """The right values by field, once the form is valid."""
        typed = {field: self.cleaned_data[field] for field in Field.values}
        typed["email"] = typed["email"].address if typed["email"] else ""
        typed["phone"] = typed["phone"].number if typed["phone"] else ""
        return {field: value for field, value in typed.items() if value}


class KeepForm(forms.Form):
    """Why somebody leaves what they noted as it is."""

    reason = forms.ChoiceField(
        label=_("Why it stays as it is"),
        choices=[("", _("Choose one")), *Contest.Reason.choices],
        error_messages={
            "required": _("Choose why it stays as it is."),
            "invalid_choice": _("Choose one of these reasons."),
        },
    )


class ReleaseForm(forms.Form):
    """For each text that speaks of somebody: may they have it? What is left open stays asked."""

    CHOICES = [
        ("", _("Not decided yet")),
        (AccessItem.Decision.RELEASED.value, _("They may have it")),
        *(
            (f"{HELD}:{reason.value}", format_lazy("{} ({})", _("Hold it back"), reason.label))
            for reason in AccessItem.Reason
        ),
    ]

    def __init__(self, *args: Any, items: Collection[AccessItem], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = {item.pk.hex: item for item in items}
        for name, item in self.items.items():
            chosen = f"{HELD}:{item.reason}" if item.decision == HELD else item.decision
            self.fields[name] = forms.ChoiceField(
                label=_("May they have it?"),
                required=False,
                choices=self.CHOICES,
                initial=chosen,
                error_messages={"invalid_choice": _("Choose one of these.")},
            )

    def chosen(self) -> dict[AccessItem, tuple[str, str]]:
        """Decision and reason by text, once the form is valid."""
        found = {}
        for name, item in self.items.items():
            decision, _colon, reason = str(self.cleaned_data[name]).partition(":")
            if decision:
                found[item] = (decision, reason)
        return found

"""What is asked before a message leaves from here: to which address, and what is missing."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm
from contacts.models import Contact
from outreach.forms.steps import LARGEST_VERSION
from outreach.limits import Limit
from outreach.models import Message


class SendForm(PlainForm, forms.Form):
    """One address of this very contact; the rest only where it stands in the way."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput)
    address = forms.ChoiceField(
        label=_("Which address?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose an address."),
            "invalid_choice": _("Choose one of these addresses."),
        },
    )
    relationship = forms.ChoiceField(
        label=_("How do you know each other?"),
        choices=[("", _("Choose one")), *Contact.Relationship.choices],
        help_text=_("Asked once, before the first message goes out from here."),
        error_messages={"required": _("Choose how you know each other.")},
    )
    confirmed = forms.BooleanField(label=_("Send it as it is"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        message: Message,
        addresses: Collection[str],
        asked: Collection[Limit] = (),
    ) -> None:
        first = next(iter(addresses), "")
        super().__init__(data, initial={"version": message.version, "address": first})
        self.fields["address"].choices = [(one, one) for one in addresses]  # type: ignore[attr-defined]
        if len(addresses) == 1:
            self.fields["address"].widget = forms.HiddenInput()
        for name, limit in (
            ("relationship", Limit.RELATIONSHIP),
            ("confirmed", Limit.LIKE_OTHERS),
        ):
            if limit not in asked:
                del self.fields[name]


def addresses_of(contact: Contact) -> list[str]:
    """The addresses that may be written to: those that did not come back."""
    return [email.address for email in contact.emails.all() if email.bounced_at is None]

"""A text that was written elsewhere, to be read and not stored."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm, PlainTextField
from outreach.models import Channel, Kind

MOST = 10_000
"""Characters we read. A message of this length would never be sent, but it may be pasted."""


class CheckForm(PlainForm, forms.Form):
    """Only the text is needed; the rest is recognised, or has a default."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        required=False,
        choices=[("", _("Tell from the text")), *Kind.choices],
        error_messages={"invalid_choice": _("Choose one of the kinds in the list.")},
    )
    channel = forms.ChoiceField(
        label=_("How does it travel?"),
        required=False,
        choices=[("", _("Not sure yet")), *Channel.choices],
        error_messages={"invalid_choice": _("Choose one of the ways in the list.")},
    )
    subject = PlainTextField(label=_("Subject"), max_length=300, required=False)
    body = PlainTextField(
        label=_("Your message"),
        max_length=MOST,
        lines=16,
        required_message=_("Type or paste a message."),
    )
    anatomy = forms.BooleanField(label=_("Show what each sentence does"), required=False)

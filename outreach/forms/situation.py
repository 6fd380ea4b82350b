"""Step 5, your situation: where you stand, why this person, and how the message travels."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from accounts.fields import PlainTextField
from accounts.models import User
from outreach.channels import channels_for
from outreach.facts import DATED, address_of, language_of
from outreach.forms.details import SentencesForm, stored_answers
from outreach.message.questions import (
    Question,
    anchor_question,
    questions_of_kind,
    why_you_question,
)
from outreach.message.vocabulary import Kind
from outreach.models import Address, Channel, MessageLanguage, Outreach, Tone


class SituationForm(SentencesForm):
    """Prefilled from the profile and the contact; nothing is asked twice."""

    conditional = ("situation_date", "address")
    sender_name = PlainTextField(
        label=_("Your name, as they know it"),
        max_length=120,
        autocomplete="name",
        spellcheck=False,
        required_message=_("Enter the name they know you by."),
    )
    situation = forms.ChoiceField(
        label=_("Where do you stand on the job market?"),
        choices=User.Situation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where you stand on the job market.")},
    )
    situation_date = DayField(
        label=_("From when?"),
        required=False,
        help_text=_("A day, like 2027-05-01, or a month, like May 2027."),
    )
    channel = forms.ChoiceField(
        label=_("How will you send it?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you will send it.")},
    )
    # Not named "language": that is what the switch of the site's language posts.
    message_language = forms.ChoiceField(
        label=_("In which language?"),
        choices=MessageLanguage.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language of the message.")},
    )
    address = forms.ChoiceField(
        label=_("In French, how do you address each other?"),
        choices=Address.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("“Tu” only if you both used it then. When in doubt, “vous”."),
    )
    tone = forms.ChoiceField(
        label=_("In which tone?"),
        choices=Tone.choices,
        widget=forms.RadioSelect,
        help_text=_("As you last wrote to each other. When unsure, one step more formal."),
        error_messages={"required": _("Choose a tone.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outreach = self.outreach
        self.fields["channel"].choices = channels_for(outreach.contact)  # type: ignore[attr-defined]
        if outreach.owner.display_name:
            del self.fields["sender_name"]
        if outreach.is_hello:
            del self.fields["situation"], self.fields["situation_date"]

    def reads_days_after(self, today: date) -> None:
        """From when one looks for work is a day to come: "September" is the next one."""
        if "situation_date" in self.fields:
            self.fields["situation_date"].after = today  # type: ignore[attr-defined]

    def asked(self) -> tuple[Question, ...]:
        """Why this person; in a hello what places the writer, and the news."""
        language, address = language_of(self.outreach), address_of(self.outreach)
        if self.outreach.is_hello:
            news = questions_of_kind(Kind.HELLO, language, address)
            return (anchor_question(language, address), *news)
        return (why_you_question(language, address),)

    @classmethod
    def stored(cls, outreach: Outreach) -> dict[str, Any]:
        return {
            **stored_answers(outreach),
            "situation": outreach.situation,
            "situation_date": outreach.situation_date,
            "channel": outreach.channel,
            "message_language": outreach.language,
            "address": outreach.address,
            "tone": outreach.tone,
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        needs_date = values.get("situation") in DATED
        if needs_date and not values.get("situation_date") and "situation_date" not in self.errors:
            self.add_error("situation_date", _("Enter the date, a month is enough."))
        return values

    def changes(self) -> dict[str, Any]:
        columns = {
            "situation": "situation",
            "situation_date": "situation_date",
            "channel": "channel",
            "message_language": "language",
            "address": "address",
            "tone": "tone",
        }
        changed = {
            column: self.cleaned_data[name]
            for name, column in columns.items()
            if name in self.fields and self.was_taken_in(name)
        }
        if not changed.get("address"):
            changed.pop("address", None)
        return {**changed, **self.columns(), "answers": self.answers()}

    def profile_changes(self) -> dict[str, Any]:
        """What the user's own profile did not know yet, so that it is asked only once."""
        values, user = self.cleaned_data, self.outreach.owner
        if "sender_name" in self.fields and values.get("sender_name"):
            return {"display_name": values["sender_name"]}
        if not user.situation and values.get("situation"):
            return {
                "situation": values["situation"],
                "situation_date": values.get("situation_date"),
            }
        return {}

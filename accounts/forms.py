"""Forms about oneself, one page each."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import time_zones
from accounts.days import DayField
from accounts.fields import PlainForm, PlainTextField
from accounts.models import User

YEARS_AHEAD = 10
DATED = {User.Situation.FROM_DATE, User.Situation.NOT_BEFORE}


class OwnForm(PlainForm, forms.ModelForm[User]):
    """A form about the person who fills it in; saves the columns it shows and no others."""

    columns: ClassVar[tuple[str, ...]]

    def save(self, commit: bool = True) -> User:
        """Save what the page shows, so that a change made elsewhere meanwhile stays."""
        self.instance.save(update_fields=self.columns)
        return self.instance


class AboutForm(OwnForm):
    """Your name, and where you stand on the job market."""

    display_name = PlainTextField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As the people you write to know you."),
        required_message=_("Enter your name."),
        autocomplete="name",
        spellcheck=False,
    )
    situation_date = DayField(
        label=_("From when?"),
        required=False,
        help_text=_("Only for the two answers with a date. A month is enough, like May 2027."),
    )
    field_of_work = PlainTextField(
        label=_("The work you are interested in"),
        max_length=200,
        required=False,
        help_text=_("A few words, such as “museum education” or “data analyst in health care”."),
    )

    columns = ("display_name", "situation", "situation_date", "field_of_work")

    class Meta:
        model = User
        fields = ("display_name", "situation", "situation_date", "field_of_work")
        widgets: ClassVar[dict[str, Any]] = {"situation": forms.RadioSelect}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["situation_date"].after = today  # type: ignore[attr-defined]
        situation = self.fields["situation"]
        situation.label = _("Where do you stand on the job market?")
        situation.help_text = _("Your messages say so in one short sentence.")
        situation.choices = User.Situation.choices  # type: ignore[attr-defined]

    def clean_situation_date(self) -> date | None:
        """A day within reach: nobody plans a job search for 2090."""
        day: date | None = self.cleaned_data["situation_date"]
        last_year = self.today.year + YEARS_AHEAD
        if day and day.year > last_year:
            raise forms.ValidationError(
                _("Enter a date before the end of %(year)s."), params={"year": str(last_year)}
            )
        return day

    def clean(self) -> dict[str, Any]:
        """A situation with a date needs one; without, an old date is dropped."""
        values = super().clean() or {}
        is_dated = values.get("situation") in DATED
        if is_dated and not values.get("situation_date") and not self.has_error("situation_date"):
            self.add_error("situation_date", _("Enter the date, a month is enough."))
        if not is_dated and "situation" in values:
            values["situation_date"] = None
        return values


class MessagesForm(OwnForm):
    """How your messages usually sound. Each message can differ."""

    signature = PlainTextField(
        label=_("Lines below your name in an e-mail"),
        max_length=500,
        lines=3,
        required=False,
        help_text=_("Such as your phone number or your LinkedIn address."),
    )

    columns = ("message_language", "address", "tone", "signature")

    class Meta:
        model = User
        fields = ("message_language", "address", "tone", "signature")
        widgets: ClassVar[dict[str, Any]] = {
            "message_language": forms.RadioSelect,
            "address": forms.RadioSelect,
            "tone": forms.RadioSelect,
        }
        labels: ClassVar[dict[str, Any]] = {
            "message_language": _("Language"),
            "address": _("In French, how do you address people?"),
            "tone": _("Tone"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "tone": _("When unsure, one step more formal."),
        }


class SiteForm(OwnForm):
    """The language of the pages, and the time zone that says what “today” is.

    The field of the language is not named ``language``: that is what the switch in the header
    posts.
    """

    site_language = forms.ChoiceField(
        label=_("Language of the pages"),
        choices=User.Language.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Reminders follow your day."),
        error_messages={"required": _("Choose your time zone.")},
    )

    class Meta:
        model = User
        fields = ("time_zone",)

    field_order = ("site_language", "time_zone")
    columns = ("language", "time_zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = time_zones.choices(self.instance.time_zone)
        self.fields["time_zone"].choices = zones  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> User:
        """The user with both choices."""
        self.instance.language = self.cleaned_data["site_language"]
        return super().save(commit)

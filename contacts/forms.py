"""Forms about the people a user knows. They clean and check; saving is in contacts.actions."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm, PlainTextField
from contacts.details import Details, reach_as_details
from contacts.exchange.dates import Remembered
from contacts.fields import (
    TAG_LIMIT,
    EmailsField,
    LinkedInField,
    PhonesField,
    ReachField,
    RememberedDateField,
    TagsField,
)
from contacts.last_in_touch import Answer
from contacts.models import Contact, Encounter
from contacts.remembered import remembered_input

NOT_SURE = ("", _("I’m not sure"))
RHYTHMS = [
    ("", _("Not set")),
    ("1", _("every month")),
    ("3", _("every 3 months")),
    ("6", _("every 6 months")),
    ("12", _("every year")),
]
NAME_REQUIRED = _("Enter their full name.")
LEAVE_OUT = _("Leave out health, religion, politics and family matters.")
"""Beside every field for words about another person (TRUST.md, P3)."""
DATE_HINT = _("As well as you remember: 2019, around 2019, March 2019 or 2019-03-14.")


def beside(*hints: Any) -> Any:
    """Several hints as one, each translated when it is shown."""
    return format_lazy(" ".join("{}" for _hint in hints), *hints)


def _name() -> PlainTextField:
    return PlainTextField(
        label=_("Full name"), max_length=200, spellcheck=False, required_message=NAME_REQUIRED
    )


def _relationship() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How you know each other"),
        required=False,
        choices=[NOT_SURE, *Contact.Relationship.choices],
    )


def _last_in_touch() -> RememberedDateField:
    return RememberedDateField(
        label=_("When you were last in touch"), required=False, help_text=DATE_HINT
    )


class QuickContactForm(PlainForm, forms.Form):
    """The little one needs to begin with a person: the first step of the wizard, and "add"."""

    name = _name()
    reach = ReachField(
        label=_("One way to reach them"),
        required=False,
        help_text=_(
            "An e-mail address, a LinkedIn address or a phone number. You can add it later."
        ),
    )
    relationship = _relationship()
    last_in_touch = _last_in_touch()

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        _set_today(self, today)

    def details(self) -> Details:
        """What was typed, for ``create_contact``; once the form is valid."""
        return Details(
            name=self.cleaned_data["name"],
            relationship=self.cleaned_data["relationship"],
            **reach_as_details(self.cleaned_data["reach"]),  # type: ignore[arg-type]
        )

    @property
    def last(self) -> Remembered | None:
        """When they were last in touch; once the form is valid."""
        remembered: Remembered | None = self.cleaned_data["last_in_touch"]
        return remembered


class ContactForm(PlainForm, forms.Form):
    """Everything about a person. The history of encounters is edited on the contact's page."""

    name = _name()
    emails = EmailsField(label=_("E-mail addresses"), help_text=_("One on each line."))
    phones = PhonesField(label=_("Phone numbers"), help_text=_("One on each line."))
    linkedin_url = LinkedInField(
        label=_("LinkedIn address"), help_text=_("Such as linkedin.com/in/maria-santos.")
    )
    relationship = _relationship()
    closeness = forms.ChoiceField(
        label=_("How well you knew each other"),
        required=False,
        choices=[NOT_SURE, *Contact.Closeness.choices],
    )
    last_in_touch = _last_in_touch()
    shared_history = PlainTextField(
        label=_("What you did together"),
        required=False,
        max_length=300,
        lines=2,
        help_text=beside(
            _("A place, a year, a piece of work, such as: the grad student conference in 2009."),
            LEAVE_OUT,
        ),
    )
    organization = PlainTextField(
        label=_("Organization"), required=False, max_length=200, spellcheck=False
    )
    position = PlainTextField(
        label=_("Job title"), required=False, max_length=200, spellcheck=False
    )
    city = PlainTextField(label=_("City"), required=False, max_length=100, spellcheck=False)
    country = PlainTextField(label=_("Country"), required=False, max_length=100, spellcheck=False)
    greeting_name = PlainTextField(
        label=_("What you call them"),
        required=False,
        max_length=100,
        spellcheck=False,
        help_text=_("As in “Hi Maria”. Left empty, we take the first word of the name."),
    )
    formal_name = PlainTextField(
        label=_("In a formal letter"),
        required=False,
        max_length=120,
        spellcheck=False,
        help_text=_("As in “Dear Dr. Osei”. Type: Dr. Osei, or Madame Brousseau."),
    )
    rhythm_months = forms.TypedChoiceField(
        label=_("Keep in touch"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=RHYTHMS,
        help_text=_("How often you want to hear from each other. We remind you."),
    )
    tags = TagsField(
        label=_("Tags"),
        help_text=_("Your own words for groups of people, with commas between them."),
    )
    notes = PlainTextField(
        label=_("Notes"),
        required=False,
        max_length=5000,
        lines=5,
        help_text=beside(
            _("Only you see this, unless you show your notes to an advisor."),
            LEAVE_OUT,
            _("This is another person’s story."),
        ),
    )
    # What an edit began from: a save from an older state is refused (TRUST.md, F23).
    version = forms.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput
    )
    # What makes adding twice add once (TRUST.md, F2).
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    RARER = (
        "organization",
        "position",
        "city",
        "country",
        "greeting_name",
        "formal_name",
        "rhythm_months",
        "tags",
        "notes",
    )

    def __init__(
        self, *args: Any, today: date, contact: Contact | None = None, **options: Any
    ) -> None:
        usual: dict[str, Any] = _typed(contact) if contact else {"key": uuid4()}
        options["initial"] = {**usual, **(options.get("initial") or {})}
        super().__init__(*args, **options)
        if contact:
            # The last encounter is part of the history, which the contact's page edits.
            del self.fields["last_in_touch"], self.fields["key"]
        else:
            del self.fields["version"]
            _set_today(self, today)

    @property
    def opens_more(self) -> bool:
        """Whether one of the rarer fields has something to show: text or an error."""
        return any(self[name].errors or self[name].value() for name in self.RARER)

    def details(self) -> Details:
        """What was typed, for the actions; once the form is valid."""
        names = [*Details.COLUMNS, "emails", "phones", "tags"]
        return Details(**{name: self.cleaned_data[name] for name in names})

    @property
    def last(self) -> Remembered | None:
        """When they were last in touch; once the form is valid."""
        remembered: Remembered | None = self.cleaned_data.get("last_in_touch")
        return remembered

    @property
    def idempotency_key(self) -> UUID | None:
        """The key that makes adding twice add once."""
        key: UUID | None = self.cleaned_data.get("key")
        return key


def _typed(contact: Contact) -> dict[str, Any]:
    """A stored contact as one would type it."""
    return {
        **{name: getattr(contact, name) for name in Details.COLUMNS},
        "emails": "\n".join(email.address for email in contact.emails.all()),
        "phones": "\n".join(phone.number for phone in contact.phones.all()),
        "tags": ", ".join(tag.name for tag in contact.tags.all()),
        "version": contact.version,
    }


class EncounterForm(PlainForm, forms.Form):
    """A time they were in touch."""

    when = RememberedDateField(
        label=_("When"), help_text=DATE_HINT, required_message=_("Enter when you were in touch.")
    )
    kind = forms.ChoiceField(label=_("How"), choices=Encounter.Kind.choices)
    note = PlainTextField(
        label=_("Note"), required=False, max_length=500, lines=2, help_text=LEAVE_OUT
    )

    def __init__(
        self, *args: Any, today: date, encounter: Encounter | None = None, **options: Any
    ) -> None:
        usual = (
            {
                "when": remembered_input(encounter.on, encounter.precision),
                "kind": encounter.kind,
                "note": encounter.note,
            }
            if encounter
            else {}
        )
        options["initial"] = {**usual, **(options.get("initial") or {})}
        super().__init__(*args, **options)
        _set_today(self, today, "when")

    def values(self) -> dict[str, Any]:
        """What was typed, as arguments of the actions; once the form is valid."""
        when: Remembered = self.cleaned_data["when"]
        return {
            "on": when.on,
            "precision": when.precision.value,
            "kind": self.cleaned_data["kind"],
            "note": self.cleaned_data["note"],
        }


class LastInTouchForm(forms.Form):
    """One group of radio buttons for each of some people; what is not answered is skipped."""

    def __init__(self, *args: Any, people: Sequence[Contact], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = people
        for contact in people:
            self.fields[self.name_for(contact)] = forms.ChoiceField(
                choices=Answer.choices, required=False
            )

    @staticmethod
    def name_for(contact: Contact) -> str:
        """The name of the field about this person."""
        return f"last_{contact.pk.hex}"

    @property
    def answers(self) -> dict[UUID, str]:
        """The answers by contact. One that is none of the offered is skipped too."""
        self.is_valid()
        given = {c.pk: self.cleaned_data.get(self.name_for(c), "") for c in self.people}
        return {contact: answer for contact, answer in given.items() if answer}


class TagForm(PlainForm, forms.Form):
    """Another name for a tag."""

    name = PlainTextField(
        label=_("Tag"), max_length=TAG_LIMIT, required_message=_("Enter a name for the tag.")
    )

    def clean_name(self) -> str:
        """Commas separate tags where contacts are edited, so a name has none."""
        name: str = self.cleaned_data["name"]
        if "," in name:
            raise ValidationError(_("Leave out commas: they separate tags."), code="comma")
        return name


def _set_today(form: forms.Form, today: date, name: str = "last_in_touch") -> None:
    field = form.fields[name]
    if isinstance(field, RememberedDateField):
        field.today = today

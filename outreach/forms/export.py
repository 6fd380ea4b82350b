"""Which contacts to take out, and as what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.fields import PlainForm
from contacts.formats import OFFERS, FileFormat

FOUND, EVERYBODY = "found", "everybody"


class ExportForm(PlainForm, forms.Form):
    """People, where the list was filtered; and one of the formats."""

    people = forms.ChoiceField(
        label=_("Who?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who to take out.")},
    )
    file_format = forms.ChoiceField(
        label=_("What kind of file?"),
        widget=forms.RadioSelect,
        choices=[(code.value, offer.label) for code, offer in OFFERS.items()],
        error_messages={
            "required": _("Choose what kind of file you want."),
            "invalid_choice": _("Choose one of the kinds of file on this page."),
        },
    )

    def __init__(self, *args: Any, found: int, everybody: int, **options: Any) -> None:
        usual = {"people": FOUND, "file_format": FileFormat.XLSX.value}
        options["initial"] = {**usual, **(options.get("initial") or {})}
        super().__init__(*args, **options)
        people = self.fields["people"]
        assert isinstance(people, forms.ChoiceField)  # noqa: S101  (so it is declared above)
        people.choices = [(FOUND, _count_found(found)), (EVERYBODY, _count_everybody(everybody))]
        if found in (0, everybody):
            del self.fields["people"]

    @property
    def wants_everybody(self) -> bool:
        """Whether the filters of the list are put aside; once the form is valid."""
        return bool(self.cleaned_data.get("people", EVERYBODY) == EVERYBODY)

    @property
    def chosen_format(self) -> FileFormat:
        """The format; once the form is valid."""
        return FileFormat(self.cleaned_data["file_format"])


def _count_found(count: int) -> str:
    text = ngettext(
        "The %(count)d person your list shows", "The %(count)d people your list shows", count
    )
    return text % {"count": count}


def _count_everybody(count: int) -> str:
    text = ngettext("Everybody: %(count)d person", "Everybody: %(count)d people", count)
    return text % {"count": count}

"""How two contacts become one: which is kept, and whose value is right where they differ."""

from typing import Any

from django import forms

from contacts.merging import differing
from contacts.models import Contact

KEPT, OTHER = "kept", "other"
MOST = 2**31 - 1


class MergeForm(forms.Form):
    """Made for two people, with one pair of radio buttons for each field in which they differ.

    ``keep`` and the versions say what the page was made from (TRUST.md, F23).
    """

    keep = forms.UUIDField(widget=forms.HiddenInput)
    kept_version = forms.IntegerField(min_value=1, max_value=MOST, widget=forms.HiddenInput)
    dropped_version = forms.IntegerField(min_value=1, max_value=MOST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: Contact, dropped: Contact, **options: Any) -> None:
        options["initial"] = {
            "keep": kept.pk,
            "kept_version": kept.version,
            "dropped_version": dropped.version,
            **(options.get("initial") or {}),
        }
        super().__init__(*args, **options)
        self.differing = differing(kept, dropped)
        for name in self.differing:
            self.fields[f"take_{name}"] = forms.ChoiceField(
                choices=[(KEPT, KEPT), (OTHER, OTHER)], required=False
            )

    @property
    def picks(self) -> set[str]:
        """The fields whose other value was chosen; once the form is valid."""
        return {name for name in self.differing if self.cleaned_data[f"take_{name}"] == OTHER}

    @property
    def versions(self) -> tuple[int, int]:
        """Of the contact to keep and of the other; once the form is valid."""
        return self.cleaned_data["kept_version"], self.cleaned_data["dropped_version"]

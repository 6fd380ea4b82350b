"""What all steps of the wizard have in common."""

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.fields import PlainForm
from contacts.exchange.text import storable
from outreach.models import Outreach

LARGEST_VERSION = 2**31 - 1
OF_THE_PAGE = frozenset({"version", "after", "switch"})
"""Fields that say something about the page, not about the outreach."""


class StepForm(PlainForm, forms.Form):
    """One step. Bound or not, it starts from what is stored, and names the columns to change.

    ``version`` is the version of the draft the page was made from; ``after`` is the step to go
    to once this one is right ("Change" on the last page comes back there).
    """

    version = forms.IntegerField(
        required=False, min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput
    )
    after = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    # Fields that another answer makes necessary: not "(optional)" on the page.
    conditional: tuple[str, ...] = ()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        outreach: Outreach,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.outreach = outreach
        start = {**self.suggested(outreach), **_filled(self.stored(outreach))}
        super().__init__(data, initial={**start, "version": outreach.version, **(initial or {})})
        for name in self.conditional:
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]

    @classmethod
    def stored(cls, outreach: Outreach) -> dict[str, Any]:
        """What is stored, as the page would post it."""
        raise NotImplementedError

    @classmethod
    def suggested(cls, outreach: Outreach) -> dict[str, Any]:
        """What to show where nothing is stored yet."""
        return {}

    def changes(self) -> dict[str, Any]:
        """The columns of Outreach to set, from the fields that are right; call after is_valid."""
        raise NotImplementedError

    @classmethod
    def is_stored_complete(cls, outreach: Outreach) -> bool:
        """Whether what is stored would be taken in if it were posted now."""
        return cls(cls.stored(outreach), outreach=outreach).is_valid()

    def raw(self) -> dict[str, Any]:
        """What was typed, as typed, to be shown again."""
        typed = {name: self[name].data for name in self.fields if name not in OF_THE_PAGE}
        return {
            name: storable(value) if isinstance(value, str) else value
            for name, value in typed.items()
            if value is not None
        }

    @property
    def posted_version(self) -> int | None:
        """The version of the draft that the page was made from; None when it is no number."""
        return self.cleaned_data.get("version")

    def was_taken_in(self, name: str) -> bool:
        """Whether this field was posted and is right."""
        return name in self.data and name in self.cleaned_data


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}

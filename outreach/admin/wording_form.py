"""The form of a wording: only what can be filled in, links nowhere, and draws no remark."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from outreach.message.links import foreign_links
from outreach.message.slots import PLACEHOLDERS, check_wording, unknown_placeholders
from outreach.models import RequestType, Wording
from outreach.wordings import objection_in_words

PLACES = ("kind", "move", "language", "length", "ask", "approach", "tone", "address")
"""Where a wording is used."""

PROBLEMS = {
    "empty": _("Enter a text."),
    "brace": _("There is a brace that belongs to no placeholder. Take it out."),
    "space": _("There is a doubled space, or one at the beginning or end. Take it out."),
    "stops": _("There is a doubled full stop. Leave one."),
}


class WordingForm(forms.ModelForm[Wording]):
    """A wording with a text that can be published (TRUST.md, T6, T7)."""

    class Meta:
        model = Wording
        fields = (*PLACES, "text", "is_active")
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "ask" in self.fields:
            types = [
                (kind.key, kind.name) for kind in RequestType.objects.filter(is_published=True)
            ]
            self.fields["ask"] = forms.ChoiceField(
                label=_("Request type"), required=False, choices=[("", _("any")), *types]
            )
        if "text" in self.fields:
            names = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            self.fields["text"].help_text = _("You may use these: %(names)s") % {"names": names}

    def clean_text(self) -> str:
        """Refuse what could not be filled in or leads elsewhere, and say which part it is."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        refuse_unfit(text)
        return text

    def clean(self) -> dict[str, Any]:
        """Refuse what would put a remark into people's messages, and say which."""
        cleaned = super().clean() or {}
        is_clean = "text" in cleaned and not self.errors
        if is_clean and self.is_new_text:
            reason = objection_in_words(self.placed(), cleaned["text"])
            if reason:
                self.add_error("text", ValidationError(reason, code="finding"))
        return cleaned

    @property
    def is_new_text(self) -> bool:
        """Whether this text has not stood here before."""
        return self.instance._state.adding or bool({"text", *PLACES} & {*self.changed_data})

    def placed(self) -> Wording:
        """The wording as it would be used; once the fields are clean."""
        stored = {name: getattr(self.instance, name) for name in PLACES}
        chosen = {name: self.cleaned_data[name] for name in PLACES if name in self.cleaned_data}
        return Wording(key=self.instance.key, **{**stored, **chosen})


def refuse_unfit(text: str) -> None:
    """Raises ValidationError for a wording that cannot be filled in, or leads elsewhere."""
    _refuse_unknown(unknown_placeholders(text))
    for problem in check_wording(text):
        raise ValidationError(PROBLEMS[problem], code=problem)
    refuse_links(text)


def refuse_links(text: str) -> None:
    """Raises ValidationError for a link to a host that is not on the list (TRUST.md, T7)."""
    if links := foreign_links(text, settings.WORDING_LINK_HOSTS):
        raise ValidationError(
            _("This link leads to a site that is not on the list of this host: %(link)s"),
            code="link",
            params={"link": links[0]},
        )


def _refuse_unknown(unknown: list[str]) -> None:
    if unknown:
        words = ngettext(
            "%(names)s is not a placeholder. Use one of the list, or take out the braces.",
            "%(names)s are not placeholders. Use those of the list, or take out the braces.",
            len(unknown),
        )
        names = ", ".join(f"{{{name}}}" for name in unknown)
        raise ValidationError(words % {"names": names}, code="placeholder")

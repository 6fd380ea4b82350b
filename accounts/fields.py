"""Form fields for typed text, used by every form of the site (TRUST.md, B17 to B31).

A ``PlainTextField`` takes text as people type and paste it, cleans what they cannot see, counts
after cleaning, and never loses what was typed: there is no ``maxlength`` that cuts silently.
"""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from contacts.exchange.text import many_lines, one_line

TOO_LONG = ngettext_lazy(
    "Use at most %(limit_value)d character. This has %(show_value)d.",
    "Use at most %(limit_value)d characters. This has %(show_value)d.",
    "limit_value",
)


class PlainForm:
    """Mix in first: no ``required`` attributes, and optional fields say so (UX.md, W4, W5)."""

    use_required_attribute = False
    marks_optional = True


class PlainTextField(forms.CharField):
    """Typed text, on one line or (``lines=3``) on several.

    Text of which nothing can be seen is empty; a NUL is an error; line ends are normalised before
    counting. ``required_message`` says what to enter. ``spellcheck=False`` for names and addresses.
    Another person's data is never completed from the browser's memory, so ``autocomplete`` is off
    unless a token is given for the user's own data.
    """

    default_error_messages = {"required": _("Enter something here.")}

    def __init__(
        self,
        *,
        lines: int = 1,
        spellcheck: bool = True,
        autocomplete: str = "off",
        required_message: str | Promise = "",
        attrs: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        self.lines = lines
        typing = {"dir": "auto", "autocomplete": autocomplete, **(attrs or {})}
        if not spellcheck:
            typing["spellcheck"] = "false"
        options.setdefault("widget", _widget(lines, typing))
        if required_message:
            options["error_messages"] = {
                **(options.get("error_messages") or {}),
                "required": required_message,
            }
        super().__init__(strip=False, **options)
        self.validators = [_in_plain_words(validator) for validator in self.validators]

    def to_python(self, value: Any) -> str:
        """The cleaned text."""
        text = super().to_python(value) or ""
        return one_line(text) if self.lines == 1 else many_lines(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No ``maxlength``: the limit is explained, it never cuts (UX.md, X9)."""
        return {}


def _widget(lines: int, attrs: dict[str, Any]) -> forms.Widget:
    return (
        forms.TextInput(attrs=attrs)
        if lines == 1
        else forms.Textarea(attrs={"rows": lines, **attrs})
    )


def _in_plain_words(validator: Any) -> Any:
    if isinstance(validator, MaxLengthValidator):
        return MaxLengthValidator(validator.limit_value, message=TOO_LONG)
    if isinstance(validator, ProhibitNullCharactersValidator):
        return ProhibitNullCharactersValidator(
            message=_("Remove the hidden character (NUL) from this text.")
        )
    return validator

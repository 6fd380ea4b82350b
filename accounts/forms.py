"""Forms about one's own account."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SignUpFields(forms.Form):
    """The one thing we ask beside address and password: the name recipients know."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("The name the people you write to know you by."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account exists."""
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])

"""allauth's forms in our words: plain labels, tokens for password managers, nothing lost."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import mailed_codes
from accounts.audit import record
from accounts.exports import RESET_PASSWORD
from accounts.fields import PlainForm, PlainTextField
from accounts.kept import kept_initial
from accounts.models import User
from accounts.returning import who_may_return

PASSWORD_HINT = _("At least 12 characters. A few words in a row are easy to remember.")
CODE_HINT = _("You can paste it. It works for 10 minutes.")


class EntranceForm(PlainForm, forms.Form):
    """Labels stand above their fields, not in them; a change of language loses nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
        self.describe()
        if not self.is_bound and context.request:
            self.initial = {**self.initial, **kept_initial(context.request)}

    def describe(self) -> None:
        """Say what each field is for."""
        if "email" in self.fields:
            _describe_address(self.fields["email"])
        if "password1" in self.fields:
            _describe_new_password(self.fields["password1"])
        self.fields.pop("password2", None)


def _describe_address(field: forms.Field, autocomplete: str = "email") -> None:
    field.label = _("E-mail address")
    field.error_messages["required"] = _("Enter your e-mail address.")
    field.error_messages["invalid"] = _("Enter an e-mail address like name@example.com.")
    field.widget.attrs.update(autocomplete=autocomplete, spellcheck="false", dir="ltr")


def _describe_new_password(field: forms.Field) -> None:
    field.label = _("New password")
    field.help_text = PASSWORD_HINT
    field.error_messages["required"] = _("Enter a password.")


class SignInForm(EntranceForm, allauth_forms.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def describe(self) -> None:
        _describe_address(self.fields["login"], "username")
        self.fields["password"].error_messages["required"] = _("Enter your password.")


class SignUpForm(EntranceForm, allauth_forms.SignupForm):  # type: ignore[misc]
    """Name, e-mail address and password: all we need to begin."""

    display_name = PlainTextField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As the people you write to know you."),
        required_message=_("Enter your name."),
        autocomplete="name",
        spellcheck=False,
    )
    field_order = ("display_name", "email", "password1")

    def describe(self) -> None:
        super().describe()
        self.fields["display_name"].help_text = _("As the people you write to know you.")
        self.fields["password1"].label = _("Password")

    def clean(self) -> dict[str, Any]:
        """A password that is not one's own name; allauth compares it with the address only."""
        values: dict[str, Any] = super().clean() or {}
        if "password1" in values:
            someone = User(display_name=values.get("display_name", ""))
            try:
                password_validation.validate_password(values["password1"], someone)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return values

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Save, unless the address is taken; as slow in both cases (TRUST.md, T9)."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account exists: the language of this page is theirs."""
        user.display_name = self.cleaned_data["display_name"]
        if get_language() == "fr":
            user.language = User.Language.FRENCH
            user.message_language = User.MessageLanguage.FRENCH
        user.save(update_fields=["display_name", "language", "message_language"])


class ForgottenPasswordForm(EntranceForm, allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the code."""

    users: list[User]

    def clean_email(self) -> str:
        """Also to somebody who closed their account and may open it again."""
        email: str = super().clean_email()
        self.users = self.users or who_may_return(email)
        return email


class NewPasswordForm(EntranceForm, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, after the code."""

    @transaction.atomic
    def save(self) -> None:
        """Set it, and note that it came by mail: exports wait for a day (accounts.exports)."""
        super().save()
        record(actor=self.user, verb=RESET_PASSWORD, target=self.user)


class ChangePasswordForm(EntranceForm, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    """The password in use, and a new one."""

    def describe(self) -> None:
        super().describe()
        self.fields["oldpassword"].label = _("The password you use now")
        self.fields["oldpassword"].error_messages["required"] = _("Enter the password you use now.")


class SetPasswordForm(EntranceForm, allauth_forms.SetPasswordForm):  # type: ignore[misc]
    """A first password, for somebody who signed in by code so far."""


class NewAddressForm(EntranceForm, allauth_forms.AddEmailForm):  # type: ignore[misc]
    """The address to change to."""

    def describe(self) -> None:
        super().describe()
        self.fields["email"].label = _("New e-mail address")


class RequestCodeForm(EntranceForm, allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]
    """Where to send a sign-in code."""

    _user: User | None

    def clean_email(self) -> str:
        """Also to somebody who closed their account and may open it again."""
        email: str = super().clean_email()
        self._user = self._user or next(iter(who_may_return(email)), None)
        return email


class CodeForm(EntranceForm):
    """A code from a mail."""

    def describe(self) -> None:
        describe_code(self.fields["code"])
        self.fields["code"].help_text = CODE_HINT


def describe_code(field: forms.Field) -> None:
    """A code can be pasted, and phones offer it (UX.md, X5)."""
    field.label = _("Code")
    field.error_messages["required"] = _("Enter the code.")
    field.widget.attrs.update(
        autocomplete="one-time-code", autocapitalize="characters", spellcheck="false", dir="ltr"
    )


class SignInCodeForm(CodeForm, allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code of a sign-in without password."""


class AddressCodeForm(CodeForm, allauth_forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that shows an address is one's own."""


class ResetCodeForm(CodeForm, allauth_forms.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code of a forgotten password."""


class ConfirmPasswordForm(EntranceForm, allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def describe(self) -> None:
        self.fields["password"].error_messages["required"] = _("Enter your password.")


class MailedCodeForm(EntranceForm):
    """A code from a mail once more, for who has nothing else to show (accounts.mailed_codes)."""

    code = forms.CharField(max_length=20)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def describe(self) -> None:
        describe_code(self.fields["code"])
        self.fields["code"].help_text = CODE_HINT
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        """The code that was mailed; three wrong ones end it."""
        typed: str = self.cleaned_data["code"]
        now = timezone.now()
        if mailed_codes.use(user=self.user, typed=typed, now=now):
            return typed
        if not mailed_codes.is_awaited(self.user, now):
            raise forms.ValidationError(_("This code does not work any more. Ask for a new one."))
        raise get_adapter().validation_error("incorrect_code")

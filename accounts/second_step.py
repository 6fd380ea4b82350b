"""Forms of the second sign-in step: authenticator apps, recovery codes and passkeys."""

from allauth.mfa.base import forms as step_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django.utils.translation import gettext_lazy as _

from accounts.sign_in import EntranceForm, describe_code


class CodeForm(EntranceForm, step_forms.AuthenticateForm):  # type: ignore[misc]
    """At sign-in: a code from the app, or a recovery code."""

    def describe(self) -> None:
        describe_code(self.fields["code"])
        self.fields["code"].help_text = _("From your authenticator app, or a recovery code.")


class ConfirmCodeForm(EntranceForm, step_forms.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something that matters."""

    def describe(self) -> None:
        describe_code(self.fields["code"])
        self.fields["code"].help_text = _("From your authenticator app, or a recovery code.")


class NewAppForm(EntranceForm, app_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    def describe(self) -> None:
        describe_code(self.fields["code"])
        self.fields["code"].help_text = _("The six digits your app shows now.")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class NewPasskeyForm(EntranceForm, passkey_forms.AddWebAuthnForm):  # type: ignore[misc]
    """Name of a new passkey, and whether it replaces the password."""

    def describe(self) -> None:
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].help_text = _("So that you know it again, such as “My phone”.")
        self.fields["passwordless"].label = _("Sign in with this passkey alone, without a password")


class RenamePasskeyForm(EntranceForm, passkey_forms.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def describe(self) -> None:
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].error_messages["required"] = _("Enter a name.")

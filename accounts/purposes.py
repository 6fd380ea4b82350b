"""What "is it you?" is asked for, and the page one goes back to instead (T8).

The address that is wanted comes with the question. Only its name is used, looked up here: neither
the words nor the way back can be written by whoever made the address.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Purpose:
    """A page that asks first: its title, and the name of the page one comes from.

    ``of`` names the parts of the address that both pages share.
    """

    title: str | Promise
    back: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What the question says about itself; the title is empty where nothing is known."""

    title: str | Promise
    back_url: str


PURPOSES = {
    "account_email": Purpose(_("E-mail address"), "accounts_settings"),
    "account_set_password": Purpose(_("Password"), "accounts_settings"),
    "mfa_activate_totp": Purpose(_("Set up an authenticator app"), "mfa_index"),
    "mfa_deactivate_totp": Purpose(_("Stop using the app"), "mfa_index"),
    "mfa_view_recovery_codes": Purpose(_("Recovery codes"), "mfa_index"),
    "mfa_generate_recovery_codes": Purpose(_("Recovery codes"), "mfa_index"),
    "mfa_download_recovery_codes": Purpose(_("Recovery codes"), "mfa_index"),
    "mfa_list_webauthn": Purpose(_("Passkeys"), "mfa_index"),
    "mfa_add_webauthn": Purpose(_("Add a passkey"), "mfa_index"),
    "mfa_edit_webauthn": Purpose(_("Rename a passkey"), "mfa_index"),
    "mfa_remove_webauthn": Purpose(_("Remove a passkey"), "mfa_index"),
}
"""By the name of the page. An app above adds its own in its ``AppConfig.ready``."""


def asked_for(wanted: str) -> AskedFor:
    """What the question is asked for, by the address that is wanted after it."""
    try:
        match = resolve(urlsplit(wanted).path)
        purpose = PURPOSES[match.view_name]
    except (Resolver404, KeyError, ValueError):
        return AskedFor("", "/")
    return AskedFor(
        purpose.title,
        reverse(purpose.back, kwargs={name: match.kwargs[name] for name in purpose.of}),
    )

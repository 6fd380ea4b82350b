"""URLs of accounts: what one sets about oneself, the language switch, and signing out."""

from allauth.account.views import password_set
from django.urls import path

from accounts import first_step, passkeys, views
from accounts.confirming import ByMailedCode, confirmed_with_text

urlpatterns = [
    path("settings/", views.about, name="accounts_settings"),
    path("settings/messages/", views.messages, name="accounts_messages"),
    path("settings/site/", views.site, name="accounts_site"),
    path("language/", views.language, name="accounts_language"),
    path(
        "account/passkeys/<uuid:passkey_id>/rename/",
        passkeys.rename,
        name="accounts_passkey_rename",
    ),
    path(
        "account/passkeys/<uuid:passkey_id>/remove/",
        passkeys.remove,
        name="accounts_passkey_remove",
    ),
    path("account/reauthenticate/code/", ByMailedCode.as_view(), name="accounts_by_mailed_code"),
    # allauth's, after "is it you?": who has a password is asked for it from then on (T8).
    path("account/password/set/", confirmed_with_text(password_set), name="account_set_password"),
    # allauth's; the first second step ends the sign-ins that began without one (T10).
    path("account/2fa/totp/activate/", first_step.add_app, name="mfa_activate_totp"),
    path("account/2fa/webauthn/add/", first_step.add_passkey, name="mfa_add_webauthn"),
    # allauth's, and a header; stands before allauth's own URLs.
    path("account/logout/", views.sign_out, name="account_logout"),
]

"""URLs of accounts: what one sets about oneself, the language switch, and signing out."""

from django.urls import path

from accounts import passkeys, views

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
    # allauth's, and a header; stands before allauth's own URLs.
    path("account/logout/", views.sign_out, name="account_logout"),
]

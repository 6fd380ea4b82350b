"""URLs of accounts: what one sets about oneself, and the language switch."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("settings/", views.about, name="accounts_settings"),
    path("settings/messages/", views.messages, name="accounts_messages"),
    path("settings/site/", views.site, name="accounts_site"),
    path("language/", views.language, name="accounts_language"),
]

"""The map of the site. URL names say app and verb."""

from django.urls import include, path

from accounts.panel import panel

urlpatterns = [
    path("advisor/", panel.urls),
    path("account/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("contacts/", include("contacts.urls")),
    path("", include("outreach.urls")),
    path("", include("reconnect_site.health_urls")),
]

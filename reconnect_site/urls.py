"""The map of the site. URL names say app and verb."""

from django.urls import include, path

from accounts.panel import panel
from reconnect_site import health, local_mail, pages

urlpatterns = [
    path("advisor/", panel.urls),
    path("", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("contacts/", include("contacts.urls")),
    path("", include("outreach.urls")),
    path("", include("advising.urls")),
    # Pages that explain
    path("help/", pages.guide, name="site_help"),
    path("privacy/", pages.privacy, name="site_privacy"),
    path("accessibility/", pages.accessibility, name="site_accessibility"),
    # For load balancers and monitors
    path("healthz", health.healthz, name="site_healthz"),
    path("readyz", health.readyz, name="site_readyz"),
]

# What would be mailed, for one person on their own machine: on no site for others.
if local_mail.folder():
    urlpatterns += local_mail.urlpatterns

handler400 = "reconnect_site.errors.bad_request"
handler403 = "reconnect_site.errors.not_allowed"
handler404 = "reconnect_site.errors.not_found"
handler500 = "reconnect_site.errors.broken"

"""Pages of advising in the panel. There is no model here: what clients share is no record list."""

from django.urls import path

from accounts.panel import panel
from advising.views import panel as pages

panel.add_pages(
    [
        path("clients/", panel.admin_view(pages.clients), name="advising_clients"),
        path("clients/code/", panel.admin_view(pages.code), name="advising_code"),
        path(
            "clients/invitations/<uuid:invitation_id>/withdraw/",
            panel.admin_view(pages.withdraw),
            name="advising_withdraw",
        ),
        path("clients/<uuid:advising_id>/", panel.admin_view(pages.client), name="advising_client"),
        path(
            "clients/<uuid:advising_id>/end/",
            panel.admin_view(pages.end),
            name="advising_end_client",
        ),
        path(
            "clients/<uuid:advising_id>/<uuid:outreach_id>/",
            panel.admin_view(pages.outreach),
            name="advising_outreach",
        ),
    ]
)

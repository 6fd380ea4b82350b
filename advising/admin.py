"""Pages of advising in the panel. There is no model here: what clients share is no record list."""

from django.urls import path

from accounts.panel import for_hosts, panel
from advising.views import emergency, lead, outcomes, reviews
from advising.views import panel as pages
from advising.views.panel import for_advisors, for_leads

panel.add_pages(
    [
        path("reviews/", for_advisors(reviews.queue), name="advising_reviews"),
        path("reviews/<uuid:review_id>/", for_advisors(reviews.review), name="advising_review"),
        path("outcomes/", for_advisors(outcomes.outcomes), name="advising_outcomes"),
        path("outcomes/csv/", for_advisors(outcomes.as_csv), name="advising_outcomes_csv"),
        path("centre/", for_leads(lead.centre), name="advising_centre"),
        path(
            "centre/<uuid:advising_id>/hand-over/",
            for_leads(lead.hand_over),
            name="advising_hand_over",
        ),
        path(
            "centre/offers/<uuid:invitation_id>/withdraw/",
            for_leads(lead.withdraw_offer),
            name="advising_withdraw_offer",
        ),
        path(
            "centre/offers/<uuid:invitation_id>/again/",
            for_leads(lead.send_offer_again),
            name="advising_send_offer_again",
        ),
        path(
            "emergencies/",
            panel.admin_view(for_hosts(emergency.begin)),
            name="advising_emergencies",
        ),
        path(
            "emergencies/<uuid:emergency_id>/",
            panel.admin_view(for_hosts(emergency.client)),
            name="advising_emergency",
        ),
        path(
            "emergencies/<uuid:emergency_id>/end/",
            panel.admin_view(for_hosts(emergency.end)),
            name="advising_end_emergency",
        ),
        path(
            "emergencies/<uuid:emergency_id>/<uuid:outreach_id>/",
            panel.admin_view(for_hosts(emergency.outreach)),
            name="advising_emergency_outreach",
        ),
        path("clients/", for_advisors(pages.clients), name="advising_clients"),
        path("clients/code/", for_advisors(pages.code), name="advising_code"),
        path(
            "clients/invitations/<uuid:invitation_id>/withdraw/",
            for_advisors(pages.withdraw),
            name="advising_withdraw",
        ),
        path(
            "clients/invitations/<uuid:invitation_id>/again/",
            for_advisors(pages.send_again),
            name="advising_send_again",
        ),
        path("clients/<uuid:advising_id>/", for_advisors(pages.client), name="advising_client"),
        path(
            "clients/<uuid:advising_id>/notes/<uuid:note_id>/forget/",
            for_advisors(pages.forget_note),
            name="advising_forget_note",
        ),
        path(
            "clients/<uuid:advising_id>/end/",
            for_advisors(pages.end),
            name="advising_end_client",
        ),
        path(
            "clients/<uuid:advising_id>/<uuid:outreach_id>/",
            for_advisors(pages.outreach),
            name="advising_outreach",
        ),
    ]
)

"""URLs of advising, on the client's side; those of the advisor are in the panel (admin.py)."""

from django.urls import path

from advising.views import asking, client, leaving

urlpatterns = [
    path("settings/advisors/", client.advisors, name="advising_advisors"),
    path("settings/advisors/accept/<str:token>/", client.accept, name="advising_accept"),
    path(
        "settings/advisors/emergencies/<uuid:emergency_id>/",
        client.emergency,
        name="advising_emergency_seen",
    ),
    path("settings/advisors/<uuid:advising_id>/", client.advisor, name="advising_advisor"),
    path(
        "settings/advisors/<uuid:advising_id>/share/", client.share_all, name="advising_share_all"
    ),
    path(
        "settings/advisors/<uuid:advising_id>/share/<uuid:outreach_id>/",
        client.share_one,
        name="advising_share_one",
    ),
    path("settings/advisors/<uuid:advising_id>/end/", client.end, name="advising_end"),
    path(
        "settings/advisors/shares/<uuid:share_id>/end/", client.end_share, name="advising_end_share"
    ),
    path(
        "outreach/<uuid:outreach_id>/messages/<uuid:message_id>/review/",
        asking.ask,
        name="advising_ask",
    ),
    path(
        "outreach/<uuid:outreach_id>/messages/<uuid:message_id>/without-waiting/",
        asking.send_without,
        name="advising_send_without",
    ),
    path("reviews/<uuid:review_id>/withdraw/", asking.withdraw, name="advising_withdraw_review"),
    path("reviews/<uuid:review_id>/answer/", asking.answer, name="advising_answer"),
    path("reviews/comments/<uuid:comment_id>/take/", asking.take, name="advising_take"),
    path("settings/close/", leaving.close, name="advising_close"),
    path("closed/", leaving.closed, name="advising_closed"),
    path("closed/return/", leaving.come_back, name="advising_return"),
    path("outreach/<uuid:outreach_id>/sharing/", client.sharing, name="advising_sharing"),
]

"""What the archive of a user says of advisors: whom they let in, what was seen and said.

Of an advisor's own account it holds what is theirs alone, the code and the open invitations. What
an advisor wrote about a client stands in the client's archive, not in the advisor's: it is about
the client, and sharing may have ended (TRUST.md, T3 and P10).
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from advising.access import invitations_of
from advising.models import (
    Advising,
    AdvisorCode,
    AdvisorNote,
    Comment,
    Emergency,
    EmergencyLook,
    Invitation,
    Look,
    Review,
    Share,
)
from outreach.archive.files import Part
from outreach.archive.writing import VERSION, Columns, as_json, values

COLUMNS: Columns = {
    Advising: ("began_at", "ended_at"),
    Share: (
        *("outreach_id", "text", "person", "details", "history", "notes"),
        *("created_at", "ends_at", "ended_at"),
    ),
    Look: ("outreach_id", "groups", "at"),
    Review: ("message_id", "state", "question", "asked_at", "answered_at", "waits", "lapsed_at"),
    Comment: ("passage", "body", "suggestion", "created_at", "taken_at"),
    AdvisorNote: ("body", "created_at"),
    Emergency: ("reason", "opened_at", "told_at", "ends_at", "ended_at"),
    EmergencyLook: ("outreach_id", "is_list", "at"),
    AdvisorCode: ("code", "created_at"),
    Invitation: ("email", "created_at", "sent_at"),
}


def advising_file(user: User, now: datetime) -> bytes:
    """Each advisor of theirs, those of the past too; and what they have as an advisor."""
    advisings = user.advisors.select_related("advisor").order_by("began_at", "id")
    complete = advisings.prefetch_related("shares", "looks", "notes", "reviews__comments")
    return as_json(
        {
            "version": VERSION,
            "exported_at": now,
            "advisors": [_advising(advising, user) for advising in complete],
            "emergencies": [
                {
                    "by": str(one.host or ""),
                    **values(one, COLUMNS[Emergency]),
                    "looks": _rows(one.looks.order_by("pk")),
                }
                for one in user.emergencies.select_related("host").order_by("opened_at", "pk")
            ],
            "as_an_advisor": {
                "code": _rows(AdvisorCode.objects.filter(advisor=user)),
                "invitations": _rows(invitations_of(user)),
            },
        }
    )


def _advising(advising: Advising, user: User) -> dict[str, Any]:
    return {
        "advisor": str(advising.advisor),
        **values(advising, COLUMNS[Advising]),
        "shares": _rows(advising.shares.all()),
        "looks": _rows(advising.looks.all()),
        "reviews": [_review(review, user) for review in advising.reviews.all()],
        "notes_about_you": _rows(advising.notes.all()),
    }


def _review(review: Review, user: User) -> dict[str, Any]:
    comments = [
        {"by_you": comment.author_id == user.pk, **values(comment, COLUMNS[Comment])}
        for comment in review.comments.all()
    ]
    return {**values(review, COLUMNS[Review]), "comments": comments}


def _rows(rows: Any) -> list[dict[str, Any]]:
    return [values(row, COLUMNS[type(row)]) for row in rows]


ADVISING = Part(
    "advising.json",
    _(
        "Your advisors: what you shared, who looked and when, the comments on your messages, and"
        " what advisors noted about you. And who else looked, in an emergency, and why."
    ),
    COLUMNS,
    advising_file,
)

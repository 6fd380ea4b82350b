"""Mailing invitations: at once; by the tick, where the mail server was away; and again by hand."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from advising.actions import INVITATION_DAYS, token_of
from advising.models import Invitation
from outreach.plain_mail import send_in_each
from outreach.suppression import is_suppressed
from outreach.telling import SETTLED, End, tell

BY_THE_TICK_AFTER = timedelta(minutes=2)
"""After so long the task of the moment has had its turn."""
GIVEN_UP_AFTER = timedelta(days=2)
"""Then the advisor reads that it could not be sent."""


def send_invitation(invitation_id: UUID, now: datetime) -> bool:
    """Mail the link of an open invitation that was not mailed yet; whether that was done now."""
    unsent = Invitation.objects.filter(pk=invitation_id, sent_at=None, given_up_at=None)
    invitation = unsent.select_related("advisor", "replaces__advisor").first()
    if invitation is None:
        return False
    if is_suppressed(invitation.email):
        # No mail from here, for good; nobody is told, so that it looks like any other (P4, P9).
        unsent.update(sent_at=now)
        return False
    end = tell(unsent, partial(_mail, invitation), now)
    if end == End.HOPELESS:
        unsent.update(given_up_at=now, **SETTLED)
    return end == End.TOLD and bool(unsent.update(sent_at=now, **SETTLED))


def _mail(invitation: Invitation) -> None:
    """In both languages, the advisor's first."""
    path = reverse("advising_accept", args=[token_of(invitation)])
    context = {
        "advisor": invitation.advisor.get_full_name(),
        "before": invitation.replaces.advisor.get_full_name() if invitation.replaces else "",
        "link": settings.SITE_URL.rstrip("/") + path,
        "days": INVITATION_DAYS,
    }
    send_in_each("invitation", context, invitation.advisor.language, invitation.email)


# --- A job of the tick ------------------------------------------------------------------------
def send_invitations(*, now: datetime) -> int:
    """Mail what could not be mailed at once, for two days; how many."""
    unsent = Invitation.objects.filter(sent_at=None, given_up_at=None)
    unsent.filter(created_at__lte=now - GIVEN_UP_AFTER).update(given_up_at=now)
    due = unsent.filter(created_at__lte=now - BY_THE_TICK_AFTER)
    return sum(send_invitation(pk, now) for pk in list(due.values_list("pk", flat=True)))

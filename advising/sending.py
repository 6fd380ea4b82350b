"""The mails that advising sends, from the site: that an account was closed, and that somebody who
runs the site reads a client's messages. Invitations are mailed by advising.inviting."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from advising.models import Emergency
from outreach.plain_mail import send
from outreach.telling import SETTLED, End, tell

TOLD_BY_THE_TICK = timedelta(minutes=2)
"""After so long the task of the moment has had its turn."""
GIVEN_UP_AFTER = timedelta(days=7)
"""Then the client reads of it in the settings alone."""


def send_farewell(user_id: UUID) -> None:
    """Tell a user that their account is closed, and when it will be gone; unless they came back."""
    user = User.objects.filter(pk=user_id).first()
    if user is None or user.gone_at is None:
        return
    link = settings.SITE_URL.rstrip("/") + reverse("advising_closed")
    context = {"gone_at": user.gone_at, "link": link}
    with timezone.override(user.zone):
        send("farewell", context, [user.language or settings.LANGUAGE_CODE], user.email)


def tell_of_emergency(emergency_id: UUID, now: datetime) -> bool:
    """Tell a client who may read their messages, why, and until when; whether that was done now.

    What fails is left to the tick.
    """
    untold = Emergency.objects.filter(pk=emergency_id, told_at=None, host__isnull=False)
    emergency = untold.select_related("host", "client").first()
    if emergency is None or tell(untold, partial(_mail_emergency, emergency), now) != End.TOLD:
        return False
    return bool(untold.update(told_at=now, **SETTLED))


def _mail_emergency(emergency: Emergency) -> None:
    """In the language of the client, and in both where they chose none."""
    context = {
        "host": emergency.host.get_full_name() if emergency.host else "",
        "reason": emergency.reason,
        "opened_at": emergency.opened_at,
        "ends_at": emergency.ends_at,
        "link": settings.SITE_URL.rstrip("/")
        + reverse("advising_emergency_seen", args=[emergency.pk]),
    }
    client = emergency.client
    languages = [client.language] if client.language else [code for code, _ in settings.LANGUAGES]
    with timezone.override(client.zone):
        send("emergency", context, languages, client.email)


def tell_of_emergencies(*, now: datetime) -> int:
    """A job of the tick: mail what could not be mailed at once; how many."""
    told_at_once = now - TOLD_BY_THE_TICK
    untold = Emergency.objects.filter(
        told_at=None, opened_at__lte=told_at_once, opened_at__gt=now - GIVEN_UP_AFTER
    )
    return sum(tell_of_emergency(pk, now) for pk in untold.values_list("pk", flat=True))

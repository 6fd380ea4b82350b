"""What a host closes when something has leaked: sign-ins, calendar addresses, shares.

docs/privacy/incident-runbook.md says when. Each may be done twice; of one user, or of everybody.
"""

from collections.abc import Callable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from accounts import audit
from accounts.models import User
from advising.models import Share
from outreach.models import FeedKey


@transaction.atomic
def end_sign_ins(*, user: User | None, now: datetime) -> int:
    """Everybody, or one user, signs in anew; text kept for them after a time-out goes too."""
    known = UserSession.objects.filter(user=user) if user else UserSession.objects.all()
    signed_in = User.objects.filter(pk__in=known.values("user"))
    audit.record_all(
        actor=None, verb="end_sign_ins", targets=[(one, ()) for one in signed_in.order_by("pk")]
    )
    sessions = Session.objects.all()
    if user:
        sessions = sessions.filter(session_key__in=known.values("session_key"))
    ended, _by_model = sessions.delete()
    known.delete()
    return ended


@transaction.atomic
def end_calendars(*, user: User | None, now: datetime) -> int:
    """Calendar addresses are no longer known; their owners make new ones in the settings."""
    keys = FeedKey.objects.filter(owner=user) if user else FeedKey.objects.all()
    targets = [(key, ()) for key in keys.order_by("pk")]
    audit.record_all(actor=None, verb="remove_feed", targets=targets)
    ended, _by_model = keys.delete()
    return ended


@transaction.atomic
def end_shares(*, user: User | None, now: datetime) -> int:
    """Nothing is shown to advisors any more, of one user on either side; the record stays."""
    shares = Share.objects.filter(ended_at=None, ends_at__gt=now)
    if user:
        shares = shares.filter(Q(advising__client=user) | Q(advising__advisor=user))
    found = list(shares.order_by("pk"))
    ended = Share.objects.filter(pk__in=[share.pk for share in found]).update(ended_at=now)
    audit.record_all(actor=None, verb="unshare", targets=[(share, ()) for share in found])
    return ended


KINDS: dict[str, Callable[..., int]] = {
    "sign-ins": end_sign_ins,
    "calendars": end_calendars,
    "shares": end_shares,
}
